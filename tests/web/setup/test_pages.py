"""设置: the roster as a workbook, and the ledger."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

import make
from guiju.apps.audit import queries as audit
from guiju.apps.people import queries, values
from guiju.apps.people.roster import recorded, sheets
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def workbook(**changes: object) -> SimpleUploadedFile:
    row = {"number": "30", "name": "钱多", "joined": date(2026, 9, 1), **changes}
    return SimpleUploadedFile("名册.xlsx", make.workbook(people=[row]))


def test_each_sees_what_they_may_set_up(visit):
    assert "名册" in seen.text(visit("8").get("/setup/"))
    assert visit("1").get("/setup/").status_code == 403


def test_a_roster_is_tried_before_it_is_taken(visit):
    client = visit("8")

    tried = client.post("/setup/roster/", {"file": workbook(), "try": ""})
    assert "这是预演，名册还没有动。" in seen.text(tried)
    assert seen.table(tried, "改动")[0][:2] == ["新增", "钱多 30"]
    assert queries.person("30") is None

    taken = client.post("/setup/roster/", {"file": workbook(), "take": ""}, headers={"hx-target": "div#outcome"})
    assert "名册已更新。" in seen.text(taken)
    assert queries.person("30").name == "钱多"


def test_what_would_change_is_said_field_by_field(visit):
    rows = {
        "people": [{"number": "1", "name": "林夏", "joined": date(2025, 12, 1)}],
        "posts": [
            {
                "number": "2",
                "unit": "流量获取组",
                "position": "推广专员",
                "start": make.START,
                "leader": True,
                "main": True,
            },
            {"number": "4", "unit": "客服组", "position": "客服专员", "start": make.START, "void": True},
        ],
        "pay": [{"number": "1", "start": make.START, "performance": 3200, "base": 5000}],
        "shops": [{"name": "旗舰店", "aliases": ("旗舰", "老店")}],
    }
    named = {sheet.english: rows[key] for key, sheet in zip(rows, sheets.SHEETS, strict=False)}
    file = SimpleUploadedFile("名册.xlsx", make.workbook(**named))

    tried = visit("9").post("/setup/roster/", {"file": file, "try": ""})

    assert seen.table(tried, "改动") == [
        ["改动", "林夏 1", "入职日期 2026年1月1日 → 2025年12月1日"],
        ["改动", "2 · 流量获取组 · 推广专员", "负责人 否 → 是"],
        ["删除", "4 · 客服组 · 客服专员", ""],
        ["改动", "1 的工资基数", "基础绩效工资 ¥3,000.00 → ¥3,200.00"],
        ["新增", "店铺 旗舰店", ""],
    ]


RAISED = {"number": "1", "start": make.START, "performance": 3200, "base": 5600}
NEW = {"number": "2", "start": make.START, "performance": 2000, "base": 4100}


def raised() -> SimpleUploadedFile:
    return SimpleUploadedFile("名册.xlsx", make.workbook(pay=[RAISED, NEW]))


def test_pay_that_changes_is_told_and_kept_in_the_ledger_for_those_alone_who_may_see_it(visit):
    said = [
        ["改动", "1 的工资基数", "基础绩效工资 ¥3,000.00 → ¥3,200.00；基本工资 ¥5,000.00 → ¥5,600.00"],
        ["新增", "2 的工资基数", "基础绩效工资 ¥2,000.00；基本工资 ¥4,100.00"],
    ]
    kept = [[what, about, "按现行制度，金额不对您开放"] for what, about, _how in said]

    tried = {who: seen.table(visit(who).post("/setup/roster/", {"file": raised(), "try": ""}), "改动") for who in "98"}
    visit("8").post("/setup/roster/", {"file": raised(), "take": ""})
    ledger = {who: seen.text(visit(who).get("/setup/ledger/")) for who in "98"}

    assert tried == {"9": said, "8": kept}
    assert [f"{about}：{how}" in ledger["9"] for _what, about, how in said] == [True, True]
    assert [f"{about}：{how}" in ledger["8"] for _what, about, how in kept] == [True, True]
    assert [amount for amount in ("3,000", "3,200", "5,000", "5,600", "4,100") if amount in ledger["8"]] == []


def test_the_ledger_holds_everything_that_an_import_overwrote(visit):
    changed = {"people": [{"number": "1", "name": "林夏天", "joined": make.START}], "pay": [RAISED]}
    shop = {"name": "旗舰店", "platform": "天猫", "aliases": ("旗舰", "老店")}
    rows = [("people", changed["people"]), ("pay", changed["pay"]), ("shops", [shop])]
    file = SimpleUploadedFile("名册.xlsx", make.workbook(**dict(rows)))

    visit("9").post("/setup/roster/", {"file": file, "take": ""})

    told = {line.key: recorded.changes(line.before, line.after) for line in audit.lines(action="people.import_roster")}
    pay = values.Pay("1", make.START, Fraction(3000), Fraction(5000))
    assert [(one.before, one.after) for one in told["1"]] == [
        (values.Person("1", "林夏", make.START), values.Person("1", "林夏天", make.START)),
        (pay, replace(pay, performance=Fraction(3200), base=Fraction(5600))),
    ]
    assert [(one.before, one.after) for one in told["旗舰店"]] == [
        (None, values.Shop("旗舰店", "天猫", ("旗舰", "老店")))
    ]


@pytest.mark.parametrize(("who", "sheets_there"), [("9", True), ("8", False)])
def test_pay_is_taken_away_only_by_who_may_take_bonuses_away_and_coming_back_changes_nothing(visit, who, sheets_there):
    client = visit(who)

    content = client.post("/setup/roster/export/").content

    assert ("薪资" in CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names) is sheets_there
    back = client.post("/setup/roster/", {"file": SimpleUploadedFile("名册.xlsx", content), "take": ""})
    assert "这本工作簿和现在的名册一样" in seen.text(back)


def test_a_roster_with_mistakes_changes_nothing_and_says_where(visit):
    answer = visit("8").post("/setup/roster/", {"file": workbook(left=date(2026, 8, 1)), "take": ""})

    assert answer.status_code == 422
    assert "没有导入：先改正这些地方" in seen.text(answer)
    assert queries.person("30") is None


def test_no_file_is_said_at_the_field(visit):
    assert visit("8").post("/setup/roster/", {"take": ""}).status_code == 422


def test_the_roster_is_taken_away_by_who_may_and_that_is_recorded(visit):
    client = visit("8")

    answer = client.post("/setup/roster/export/")

    assert "林夏" in str(CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python())
    assert "导出了名册" in seen.text(client.get("/setup/ledger/"))
    assert visit("1").post("/setup/roster/export/").status_code == 403


def test_the_ledger_goes_back_a_page_at_a_time(visit):
    client = visit("8")
    for _each in range(51):
        client.post("/setup/roster/export/")

    first = client.get("/setup/ledger/", {"who": "苏婉"})

    assert first.content.decode().count('<tr id="e') == 50
    assert "更早的" in seen.text(first)
    assert visit("1").get("/setup/ledger/").status_code == 403
