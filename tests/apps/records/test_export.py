"""A register as a workbook: exact, disarmed, with who took it, and a handful only without the right to export."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

import make
from apps.records import office
from guiju.apps.audit import queries as ledger
from guiju.apps.records import actions
from guiju.apps.records.actions import exporting
from guiju.apps.records.errors import Code
from guiju.apps.records.values import Filters
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def sheets(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def taken(number=office.FINANCE, form="设计需求", **filters):
    return sheets(actions.export(actor=office.actor(number), form=form, filters=Filters(**filters)))


def test_a_register_is_taken_away_with_every_field_and_a_sheet_for_each_table():
    said = {"数": "90", "率": "35%", "钱": "1200.5", "日": "2026-10-01", "时": "2026-10-02 08:00", "多": ["子", "寅"]}
    said |= {"否": "否", "人": "王五", "件": [office.brought()], "表": [{"物": "纸", "数": "2"}, {"人": "9"}]}
    office.filed(form="全部字段", answers=said)

    found = taken(form="全部字段")
    head, row = found["全部字段"]
    cells = dict(zip(head, row, strict=True))

    assert list(found) == ["全部字段", "表", "导出说明"]
    assert {name: cells[name] for name in ("编号", "提交人", "工号", "单位", "状态", "提交时间")} == {
        "编号": 1.0,
        "提交人": "张三",
        "工号": "1",
        "单位": "流量获取组",
        "状态": "已完成",
        "提交时间": "2026-10-09 10:30",
    }
    assert [cells[name] for name in ("数（分钟）", "率（%）", "钱", "时", "多", "否", "人", "件")] == [
        90.0,
        35.0,
        1200.5,
        "2026-10-02 08:00",
        "子、寅",
        "否",
        "王五 3",
        "说明.txt",
    ]
    assert found["表"][1:] == [[1.0, "纸", 2.0, "", "", "", ""], [1.0, "", "", "", "沈行 9", "", ""]]


def test_who_took_it_stands_on_it_and_in_the_ledger():
    office.filed()
    office.filed(answers={**office.WISH, "紧急": "紧急"})

    found = taken(q="主", fields={"紧急": "紧急", "预算": (100, None)})

    assert found["导出说明"][1:] == [
        ["导出人", "钱多 7"],
        ["导出时间", "2026-10-09 10:30"],
        ["表单", "设计需求"],
        ["份数", "1"],
        ["条件", "主；紧急: 紧急；预算: 100–"],
    ]
    entry = ledger.lines(action="records.export")[0]
    assert (entry.who, entry.key, entry.after["rows"]) == ("钱多", "设计需求", 1)


def test_what_people_typed_never_becomes_a_formula():
    office.filed(answers={**office.WISH, "主题": '=HYPERLINK("http://x","y")'})

    content = actions.export(actor=office.actor(office.FINANCE), form="设计需求")

    assert sheets(content)["设计需求"][1][7] == '=HYPERLINK("http://x","y")'
    assert b"<f>" not in _parts(content)


def test_only_what_one_sees_is_taken_and_what_came_back_is_left_empty():
    mine, theirs = office.filed(), office.filed(office.PEER)
    actions.send_back(actor=office.actor(office.HR), record_id=mine, stage="受理", said="缺图")
    office.draft(record_id=mine, answers={"主题": "半句"})

    rows = taken(office.AUTHOR)["设计需求"][1:]

    assert [(row[0], row[5], row[7]) for row in rows] == [(1.0, "退回修改", "")]
    assert theirs


def test_without_the_right_to_export_a_handful_is_all(monkeypatch):
    monkeypatch.setattr(exporting, "HANDFUL", 2)
    for _ in range(3):
        office.filed()

    refusals = []
    for number in (office.HR, office.AUTHOR, office.DIRECTOR):
        with pytest.raises(Refused) as refused:
            taken(number)
        refusals.append(refused.value.code)

    assert refusals == [Code.EXPORT_NOT_ALLOWED] * 3
    assert len(taken(office.FINANCE)["设计需求"]) == 4
    assert len(taken(office.HR, fields={"主题": "没有"})["设计需求"]) == 1


def test_a_group_takes_what_is_the_groups(monkeypatch):
    monkeypatch.setattr(exporting, "HANDFUL", 1)
    for _ in range(2):
        office.filed()
    inside = make.actor(("view", "records", "all"), ("export", "records", "group"), number=office.PEER)
    outside = make.actor(("view", "records", "all"), ("export", "records", "group"), number=office.OUTSIDER)
    own = make.actor(("view", "records", "all"), ("export", "records", "own"), number=office.AUTHOR)

    assert sheets(actions.export(actor=inside, form="设计需求"))["导出说明"][4] == ["份数", "2"]
    assert sheets(actions.export(actor=own, form="设计需求"))["导出说明"][4] == ["份数", "2"]
    with pytest.raises(Refused) as refused:
        actions.export(actor=outside, form="设计需求")
    assert refused.value.code == Code.EXPORT_NOT_ALLOWED


def test_nobody_takes_more_than_a_workbook_bears(monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 1)
    for _ in range(2):
        office.filed()

    with pytest.raises(Refused) as refused:
        taken()

    assert str(refused.value) == "一次最多导出 1 份，请缩小范围。"


def test_names_of_sheets_are_such_as_a_workbook_allows():
    named = set()

    assert exporting._sheet_name("价格/上架[新]", named) == "价格 上架 新"
    assert exporting._sheet_name("长" * 40, named) == "长" * 31
    assert exporting._sheet_name("长" * 50, named) == "长" * 26 + " 2"
    assert exporting._sheet_name("??", named) == "1"


def _parts(content):
    import zipfile

    with zipfile.ZipFile(BytesIO(content)) as opened:
        return b"".join(opened.read(name) for name in opened.namelist() if name.startswith("xl/worksheets/"))
