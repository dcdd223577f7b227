"""Figures that no export holds: entered by one, confirmed by another, within the bounds that the regulation sets."""

from dataclasses import replace
from fractions import Fraction

import pytest

import make
from guiju.apps import spreadsheet
from guiju.apps.audit import queries as ledger
from guiju.apps.figures import models
from guiju.apps.figures.actions import inputs
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import sheets
from guiju.apps.refusal import Refused
from guiju.engines.periods import parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind

pytestmark = pytest.mark.django_db

OCT, NOV, FOURTH = parse("2026-10"), parse("2026-11"), parse("2026Q4")
ZHANG = Subject(SubjectKind.PERSON, "1")
TRAFFIC = Subject(SubjectKind.UNIT, "流量获取组")
ROW = {"name": "个人评分", "subject": "张三", "start": OCT, "value": Fraction(11, 10)}
EDIT, CONFIRM = ("edit", "inputs", "group"), ("confirm", "inputs", "all")


@pytest.fixture(autouse=True)
def book():
    edition = make.book()
    make.post(make.person("1"), "流量获取组", "推广专员")
    make.post(make.person("2", "李四"), "流量获取组", "推广组长")
    make.post(make.person("3", "王五"), "电商部", "电商总监")
    return edition


@pytest.fixture
def leader():
    return make.actor(EDIT, ("confirm", "inputs", "group"), number="2", name="李四")


@pytest.fixture
def director():
    return make.actor(("edit", "inputs", "all"), CONFIRM, number="3", name="王五")


def enter(actor=None, name="个人评分", subject=ZHANG, period=OCT, value=Fraction(1), evidence=""):
    return inputs.enter(
        actor=actor or make.operator(), name=name, subject=subject, period=period, value=value, evidence=evidence
    )


def imported(*rows, actor=None, dry_run=False):
    content = spreadsheet.write([(sheets.INPUTS, rows)])
    return inputs.import_inputs(actor=actor or make.operator(), content=content, name="填报.xlsx", dry_run=dry_run)


def codes(report):
    return [(finding.code, finding.place.row) for finding in report.findings]


def test_a_figure_is_entered_by_one_and_confirmed_by_another(leader, director):
    number = enter(leader, evidence="周会记录")
    before = stated.entry_at("个人评分", ZHANG, OCT)

    inputs.confirm(actor=director, entry_ids=[number])

    after = stated.entry(number)
    assert (before.value, before.by, before.number, before.confirmed_by) == (1, "李四", "2", "")
    assert (after.confirmed_by, after.confirmed_at.hour, after.evidence) == ("王五", 10, "周会记录")
    assert [line.action for line in ledger.lines(kind="input")] == ["figures.confirm", "figures.enter"]


def test_another_value_has_to_be_confirmed_again(leader, director):
    number = enter(leader)
    inputs.confirm(actor=director, entry_ids=[number])

    enter(leader)
    same = stated.entry(number).confirmed_by
    enter(leader, value=Fraction(6, 5))

    assert (same, stated.entry(number).confirmed_by, stated.entry(number).value) == ("王五", "", Fraction(6, 5))


def test_who_enters_does_not_confirm(director):
    number = enter(director)

    with pytest.raises(Refused, match="填报的人不能自己确认"):
        inputs.confirm(actor=director, entry_ids=[number])


def test_all_are_confirmed_or_none(leader, director):
    first, own = enter(leader), enter(director, period=NOV)

    with pytest.raises(Refused):
        inputs.confirm(actor=director, entry_ids=[first, own])
    assert stated.entry(first).confirmed_by == ""


def test_what_the_regulation_does_not_ask_for_is_refused():
    refusals = []
    for said in (
        {"name": "团队系数"},
        {"period": FOURTH},
        {"subject": TRAFFIC},
        {"subject": Subject(SubjectKind.PERSON, "9")},
        {"value": Fraction(2)},
        {"value": Fraction(-1)},
        {"period": parse("2025-12")},
    ):
        with pytest.raises(Refused) as refused:
            enter(**said)
        refusals.append(str(refused.value))

    assert refusals == [
        "制度里没有叫“团队系数”的填报项。",
        "“个人评分”不是按这种周期填报的。",
        "“个人评分”不是按这种对象填报的。",
        "找不到“9”。",
        "“个人评分”要在 0 和 1.5 之间。",
        "“个人评分”要在 0 和 1.5 之间。",
        "2025年12月31日 还没有施行的制度，先采用一部。",
    ]


def test_bounds_may_be_open():
    assert enter(name="内部满意度", subject=TRAFFIC, period=FOURTH, value=Fraction(10**6))


def test_the_position_and_the_range_decide_who_enters_and_confirms(leader):
    specialist = make.actor(("edit", "inputs", "own"), number="1")
    outsider = make.actor(EDIT, number="2")

    with pytest.raises(Refused, match="没有这个权限"):
        enter(specialist)  # the range reaches, the position is another's
    with pytest.raises(Refused, match="没有这个权限"):
        enter(outsider, subject=Subject(SubjectKind.PERSON, "3"))
    number = enter(leader)
    with pytest.raises(Refused, match="没有这个权限"):
        inputs.confirm(actor=leader, entry_ids=[number])
    with pytest.raises(Refused, match="没有这个权限"):
        inputs.withdraw(actor=specialist, entry_id=number)


def test_a_figure_is_taken_back(leader):
    number = enter(leader)

    inputs.withdraw(actor=leader, entry_id=number)

    assert (stated.entries(), stated.entry(number)) == ([], None)
    assert ledger.lines(kind="input")[0].before["value"] == "1"
    with pytest.raises(Refused, match="没有这一条"):
        inputs.withdraw(actor=leader, entry_id=number)


def test_a_figure_whose_input_is_gone_can_no_longer_be_confirmed(director, leader):
    number = enter(leader)
    models.Entry.objects.filter(pk=number).update(name="旧项")

    with pytest.raises(Refused, match="没有叫“旧项”的填报项"):
        inputs.confirm(actor=director, entry_ids=[number])


def test_a_workbook_comes_in_once_with_the_names_that_the_operator_brings():
    rows = [
        ROW | {"by": "李四", "confirmed_by": "王五", "evidence": "周会"},
        {"name": "内部满意度", "kind": "unit", "subject": "客服组", "start": FOURTH, "value": Fraction(1, 3)},
    ]

    first, second = imported(*rows), imported(*rows)

    assert (codes(first), first.added) == ([], 2)
    assert not second.any
    assert [(e.name, e.value, e.by, e.confirmed_by) for e in stated.entries()] == [
        ("个人评分", Fraction(11, 10), "李四", "王五"),
        ("内部满意度", Fraction(1, 3), "operator", ""),
    ]


def test_an_imported_figure_changes_hands_with_its_names():
    imported(ROW | {"by": "李四", "confirmed_by": "王五"})

    report = imported(ROW | {"by": "王五", "confirmed_by": "李四"})

    assert (report.changed, [(e.by, e.confirmed_by) for e in stated.entries()]) == (1, [("王五", "李四")])


def test_names_that_somebody_else_brings_do_not_count(leader):
    imported(ROW | {"by": "王五", "confirmed_by": "王五"}, actor=leader)

    assert [(e.by, e.confirmed_by) for e in stated.entries()] == [("李四", "")]


def test_what_is_exported_imports_without_a_change(leader, director):
    inputs.confirm(actor=director, entry_ids=[enter(leader, evidence="=1")])
    enter(name="内部满意度", subject=TRAFFIC, period=FOURTH, value=Fraction(1, 3))

    content = inputs.export_inputs(actor=make.operator())

    report = inputs.import_inputs(actor=make.operator(), content=content, name="x")
    assert (report.findings, report.any) == ((), False)


def test_an_export_holds_what_one_may_see(leader):
    enter(leader)
    enter(subject=Subject(SubjectKind.PERSON, "3"))

    content = inputs.export_inputs(actor=make.actor(("export", "inputs", "own"), ("view", "inputs", "own"), number="1"))

    book = spreadsheet.read(content, [sheets.INPUTS])
    assert [row.values["subject"] for row in book.rows["填报"]] == ["张三 1"]
    with pytest.raises(Refused, match="没有这个权限"):
        inputs.export_inputs(actor=make.actor())


def test_all_problems_are_listed_at_once_and_nothing_is_taken_over():
    report = imported(
        ROW,
        ROW,
        ROW | {"value": Fraction(2), "start": NOV},
        ROW | {"name": "别的"},
        ROW | {"void": True, "start": NOV},
        ROW | {"subject": "王五", "by": "李四", "confirmed_by": "李四"},
    )

    assert codes(report) == [
        ("row_twice", 3),
        ("out_of_bounds", 4),
        ("unknown_input", 5),
        ("unknown_row", 6),
        ("same_hands", 7),
    ]
    assert stated.entries() == []


def test_rows_leave_and_dry_runs_change_nothing():
    enter()

    dry = imported(ROW | {"void": True}, dry_run=True)
    kept = len(stated.entries())
    done = imported(ROW | {"void": True})

    assert (dry.removed, kept, done.removed, stated.entries()) == (1, 1, 1, [])
    with pytest.raises(Refused, match="没有这个权限"):
        imported(ROW, actor=make.actor())


def test_what_is_asked_for_in_a_period_is_listed_with_what_is_there(leader):
    number = enter(leader)
    make.shop()

    asked = [(rule.name, subject.name, entry.id if entry else 0) for rule, subject, entry in stated.asked(OCT)]
    quarter = [(rule.name, subject.name) for rule, subject, _ in stated.asked(FOURTH)]

    assert asked == [("个人评分", "1", number), ("个人评分", "2", 0), ("个人评分", "3", 0)]
    assert quarter == [("内部满意度", "电商部"), ("内部满意度", "流量获取组"), ("内部满意度", "客服组")]
    assert stated.asked(parse("2025-12")) == []


def test_shops_and_the_department_are_asked_too():
    text = make.BOOK.replace("对象: 单位, 周期: 季", "对象: 店铺, 周期: 季").replace('"1"', '"2"')
    make.book(text.replace("对象: 人\n", "对象: 部门\n"), in_force_from=OCT.start)
    make.shop()

    assert [subject for _, subject, _ in stated.asked(OCT)] == [Subject(SubjectKind.DEPARTMENT)]
    assert [subject.name for _, subject, _ in stated.asked(FOURTH)] == ["旗舰店"]


def test_entries_narrow_and_show_what_they_are(leader):
    enter(leader)
    enter(period=NOV)

    assert [str(e.period) for e in stated.entries(name="个人评分", subject=ZHANG)] == ["2026-10", "2026-11"]
    assert [str(e.period) for e in stated.entries(period=NOV)] == ["2026-11"]
    assert stated.entries(name="别的") == []
    assert str(models.Entry.objects.order_by("start")[0]) == "个人评分 1 2026-10-01"


def test_another_name_does_not_make_other_hands(director):
    number = enter(director)

    with pytest.raises(Refused, match="填报的人不能自己确认"):
        inputs.confirm(actor=replace(director, name="王小五"), entry_ids=[number])
    assert stated.entry(number).confirmed_by == ""


def test_an_entry_in_another_unit_than_the_clause_is_a_finding():
    report = imported(ROW | {"unit": "系数"}, ROW | {"start": FOURTH, "unit": "%"})

    assert ("other_unit", 3) in codes(report)
    assert ("other_unit", 2) not in codes(report)
