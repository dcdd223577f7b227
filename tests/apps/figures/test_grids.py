"""A year at once: each cell by itself, nobody overwritten unseen, and what is late by the regulation's own day."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju import lang
from guiju.apps.audit import queries as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import models
from guiju.apps.figures.actions import grid_books, grids
from guiju.apps.figures.actions.cells import Cell
from guiju.apps.figures.queries import grids as queries
from guiju.apps.figures.queries import stated
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.periods import parse
from guiju.facts import load_schemas
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import SubjectKind, Thing
from guiju.lang.kinds.duty.recurrence import Allowance, SpanUnit
from guiju.lang.readback import sentence

pytestmark = pytest.mark.django_db

JAN, FEB, MAR, APR = (parse(f"2026-0{month}") for month in range(1, 5))
TRAFFIC = Subject(SubjectKind.UNIT, "流量获取组")
F = Fraction


@pytest.fixture(autouse=True)
def book():
    for number, name in (("1", "张三"), ("2", "李四")):
        make.post(make.person(number, name))
    return make.book()


def person(number="1"):
    return Subject(SubjectKind.PERSON, number)


def enter(*cells, actor=None):
    return grids.enter(actor=actor or make.operator(), name="个人评分", cells=cells)


def codes(saved):
    return {at: str(refusal.code) for at, refusal in saved.refused.items()}


def test_cells_are_entered_together_and_one_that_is_refused_keeps_no_other_out():
    saved = enter(Cell(person(), JAN, F(1)), Cell(person("2"), JAN, F(99)), Cell(person("9"), JAN, F(1)))

    assert (saved.count, codes(saved)) == (
        1,
        {(person("2"), JAN): "out_of_bounds", (person("9"), JAN): "unknown_subject"},
    )
    assert [(one.subject, one.value) for one in stated.entries()] == [(person(), F(1))]


def test_two_who_type_in_one_cell_do_not_overwrite_each_other():
    enter(Cell(person(), JAN, F(1), 0))
    assert enter(Cell(person(), JAN, F("1.1"), 1)).count == 1

    late = enter(Cell(person(), JAN, F("0.9"), 1), Cell(person(), FEB, F(1), 0), Cell(person("2"), JAN, F(1), 3))

    assert (late.count, codes(late)) == (
        1,
        {(person(), JAN): "changed_meanwhile", (person("2"), JAN): "changed_meanwhile"},
    )
    assert stated.entry_at("个人评分", person(), JAN).value == F("1.1")


def test_a_changed_figure_is_confirmed_again_and_only_as_it_was_seen():
    enter(Cell(person(), JAN, F(1)))
    (entry,) = stated.entries()
    other = Actor("别人", "cli", trusted=True)
    assert (
        grids.confirm(actor=other, seen={entry.id: entry.version + 1}).refused[person(), JAN].code
        == "changed_meanwhile"
    )
    assert grids.confirm(actor=other, seen={entry.id: entry.version}).count == 1

    enter(Cell(person(), JAN, F("1.1"), 2))

    (entry,) = stated.entries()
    assert (entry.confirmed_by, entry.version) == ("", 3)
    assert grids.confirm(actor=make.operator(), seen={entry.id: 3}).refused[person(), JAN].code == "same_hands"


def test_an_emptied_cell_is_taken_back():
    enter(Cell(person(), JAN, F(1)))

    assert (enter(Cell(person(), JAN, None, 1)).count, stated.entries()) == (1, [])
    assert [line.action for line in ledger.lines(kind="input")] == ["figures.withdraw", "figures.enter"]


def aim(*cells):
    return grids.aim(actor=make.operator(), name="投产比", cells=cells)


def aimed(*months):
    held = queries.targets("投产比", [parse(month) for month in months])
    return [held[TRAFFIC, parse(month)].value if (TRAFFIC, parse(month)) in held else None for month in months]


def test_a_target_of_one_month_leaves_those_after_it_as_they_were():
    aim(Cell(TRAFFIC, FEB, F(3)))
    assert aimed("2026-01", "2026-02", "2026-03") == [None, F(3), None]

    models.Target.objects.update(end=None)
    assert aimed("2026-02", "2026-03", "2026-04") == [F(3), F(3), F(3)]
    aim(Cell(TRAFFIC, MAR, F(5)))

    assert aimed("2026-02", "2026-03", "2026-04", "2026-12") == [F(3), F(5), F(3), F(3)]
    aim(Cell(TRAFFIC, MAR, F(6)), Cell(TRAFFIC, APR, F(7)))
    assert aimed("2026-02", "2026-03", "2026-04", "2026-05") == [F(3), F(6), F(7), F(3)]


def test_more_subjects_cost_no_more_queries():
    for number in range(3, 9):
        make.post(make.person(str(number), f"王{number}"))

    def asked(take, count, value, kind=SubjectKind.PERSON):
        cells = [Cell(Subject(kind, str(one)), month, value) for one in range(1, count + 1) for month in (JAN, FEB)]
        with CaptureQueriesContext(connection) as found:
            assert take(*cells).refused == {}
        return len(found)

    asked(enter, 8, F(1))
    assert asked(enter, 1, F("1.1")) == asked(enter, 8, F("1.2"))
    models.Entry.objects.all().delete()
    one = asked(enter, 1, F(1))
    models.Entry.objects.all().delete()
    assert one == asked(enter, 8, F(1))
    asked(aim, 8, F(2))
    assert asked(aim, 1, F(3)) == asked(aim, 8, F(4))


def test_more_figures_cost_no_more_queries_to_confirm():
    for number in range(3, 9):
        make.post(make.person(str(number), f"王{number}"))
    enter(*[Cell(Subject(SubjectKind.PERSON, str(one)), month, F(1)) for one in range(1, 9) for month in (JAN, FEB)])
    director = Actor("沈行", "web", number="9", trusted=True)

    def asked(entries):
        with CaptureQueriesContext(connection) as found:
            assert grids.confirm(actor=director, seen={one.id: one.version for one in entries}).refused == {}
        return len(found)

    listed = stated.entries()
    assert asked(listed[:1]) == asked(listed[1:])
    assert {one.confirmed_by for one in stated.entries()} == {"沈行"}


def test_who_may_not_enter_is_refused_at_each_cell():
    stranger = make.actor(("view", "inputs", "all"))

    assert codes(enter(Cell(person(), JAN, F(1)), actor=stranger)) == {(person(), JAN): "not_allowed"}


def test_what_is_late_is_told_by_the_day_that_the_regulation_names():
    rule = rulebook.current().of(Input)["个人评分"].model_copy(update={"due": None, "default": None})
    due = rule.model_copy(update={"due": Allowance(3, SpanUnit.WORKDAY)})
    days = due.model_copy(update={"due": Allowance(5, SpanUnit.DAY)})
    assert [queries.due_day(one, parse("2026-09")) for one in (rule, due, days)] == [
        None,
        date(2026, 10, 10),
        date(2026, 10, 5),
    ]

    enter(Cell(person(), parse("2026-08"), F(1)))
    known = queries.entries("个人评分", JAN, parse("2026-12"))
    late = queries.late(due, known, [person(), person("2")], [parse("2026-08"), parse("2026-09")], date(2026, 10, 10))

    assert late == {parse("2026-08"): (person("2"),)}
    assert queries.late(rule, known, [person("2")], [JAN], date(2026, 10, 12)) == {}


def workbook(*rows):
    head = ("名称", "对象类型", "对象", *(str(month) for month in queries.months(2026)))
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as opened:
        page = opened.add_worksheet("填报年表")
        for number, row in enumerate([head, *rows]):
            page.write_row(number, 0, row)
    return buffer.getvalue()


def brought(content, actor=None):
    return grid_books.import_year(
        actor=actor or make.operator(), thing=Thing.INPUTS, content=content, name="年表.xlsx", year=2026
    )


def test_a_year_goes_out_and_comes_back_as_a_workbook():
    enter(Cell(person(), JAN, F(1)), Cell(person("2"), MAR, F("1.05")))
    content = grid_books.export_year(
        actor=make.operator(), thing=Thing.INPUTS, name="个人评分", listed=[person(), person("2")], year=2026
    )

    assert (brought(content).changed, brought(content).findings) == (0, ())
    models.Entry.objects.all().delete()
    assert brought(content).changed == 2
    assert {(one.subject, str(one.period), one.value) for one in stated.entries()} == {
        (person(), "2026-01", F(1)),
        (person("2"), "2026-03", F("1.05")),
    }


def test_faults_of_a_workbook_are_told_at_their_row_and_month_and_nothing_is_taken():
    report = brought(
        workbook(
            ("个人评分", "人", "张三 1", 1, "很好"),
            ("个人评分", "人", "2", 1, 99),
            ("个人评分", "人", "2", "", 1),
            ("个人评分", "人", "无名氏", 1),
            ("没有的", "人", "1", 1),
        )
    )

    assert {(one.code, one.place.row, one.place.column) for one in report.findings} == {
        ("not_a_number", 2, "2026-02"),
        ("out_of_bounds", 3, "2026-02"),
        ("row_twice", 4, ""),
        ("unknown_subject", 5, ""),
        ("unknown_input", 6, "2026-01"),
    }
    assert stated.entries() == []


def test_the_regulation_says_how_long_entering_may_take_and_reads_it_back():
    text = make.BOOK.replace("    确认: 电商总监\n", "    确认: 电商总监\n    期限: 3工作日\n", 1)

    compiled = lang.compile(make.sources(text), catalogue(load_schemas()))

    rule = compiled.regulation.named(Input, "个人评分")
    assert rule.due == Allowance(3, SpanUnit.WORKDAY)
    assert "期末后3 个工作日内填" in sentence(rule, compiled.regulation, "zh").replace("\u00a0", " ")
