"""设置: the roster as a workbook, and the ledger."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

import make
from guiju.apps.people import queries
from guiju.apps.people.roster import sheets
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

    tried = visit("8").post("/setup/roster/", {"file": file, "try": ""})

    assert seen.table(tried, "改动") == [
        ["改动", "林夏 1", "入职日期 2026年1月1日 → 2025年12月1日"],
        ["改动", "2 · 流量获取组 · 推广专员", "负责人 否 → 是"],
        ["删除", "4 · 客服组 · 客服专员", ""],
        ["改动", "1 的工资基数", "基础绩效工资 ¥3,000.00 → ¥3,200.00"],
        ["新增", "店铺 旗舰店", ""],
    ]


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

    assert len(seen.table(first, "操作记录")) == 51
    assert "更早的" in seen.text(first)
    assert visit("1").get("/setup/ledger/").status_code == 403
