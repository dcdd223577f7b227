from datetime import date
from fractions import Fraction

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at, complete, titles
from guiju.apps import clock
from guiju.apps.people.models import Assignment
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, planning, tasks
from guiju.apps.work.errors import Code
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import Evidence, Task
from refused import refusal_code

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2026, 10, 10), date(2026, 10, 12)


@pytest.fixture(autouse=True)
def department():
    office.planned(MONDAY)


def test_a_group_s_day_says_who_is_behind():
    complete("核心数据", "2", at(FRIDAY, 11))
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(MONDAY, 23), deputy="2")

    with clock.at(at(FRIDAY, 13)):
        day = queries.group(actor("3"), "流量获取组")

    assert [(line.who.name, line.late, line.open, line.done, line.away, line.deputy.number) for line in day.lines] == [
        ("林夏", 1, 2, 0, True, "2"),
        ("吴桐", 0, 1, 1, False, ""),
        ("周岚", 0, 1, 0, False, ""),
    ]
    assert (titles(day.stuck), day.overdue, day.lines[0].worst.title, day.vacant) == (
        ["提交核心数据"],
        1,
        "提交核心数据",
        (),
    )


def test_a_leader_sees_what_waits_for_something_else():
    one, two = (tasks.create(actor=actor("3"), task=Task(title, "2")) for title in "甲乙")
    tasks.depend(actor=actor("3"), work_id=two, needs=one)

    day = queries.group(actor("3"), "流量获取组")

    assert (titles(day.stuck), day.overdue) == (["乙"], 0)


def test_of_many_a_group_s_day_names_a_few_and_counts_them_all():
    for number in range(100, 130):
        make.post(make.person(str(number), f"员工{number}"), "流量获取组", "推广专员")
    Assignment.objects.filter(person__number="4").delete()
    planning.plan_work(until=MONDAY)

    with clock.at(at(FRIDAY, 13)):
        day = queries.group(actor("6"), "电商部")

    assert (len(day.stuck), day.overdue, len(day.vacant), day.vacancies) == (20, 32, 1, 1)
    behind = [(line.who.number, line.late, line.worst.title if line.worst else "") for line in day.lines[:21]]
    assert behind[0] == ("1", 1, "提交核心数据")
    assert behind[20][2] == ""


def test_a_vacancy_is_before_the_leader():
    Assignment.objects.filter(person__number="4").delete()
    planning.plan_work(until=MONDAY)

    day = queries.group(actor("5"), "客服组")
    assert [(item.title, item.accountable.name, item.part) for item in day.vacant] == [("闭店检查", "", "")]


@pytest.mark.parametrize("number", ["1", "5"])
def test_a_group_is_for_who_leads_it(number):
    assert refusal_code(queries.group, actor(number), "流量获取组") == Code.NOT_ALLOWED


def test_a_group_asks_as_often_for_many_people_as_for_few(django_assert_num_queries):
    leader = actor("6")
    with django_assert_num_queries(10) as asked:
        queries.group(leader, "电商部")
    for number in range(100, 130):
        make.post(make.person(str(number), f"员工{number}"), "流量获取组", "推广专员")
    planning.plan_work(until=MONDAY)

    with django_assert_num_queries(len(asked)):
        day = queries.group(leader, "电商部")

    assert len(day.lines) == 38


def test_who_has_reported_and_who_has_not():
    complete("核心数据", "2", at(FRIDAY, 11))

    found = queries.reported(actor("1"), "核心数据")
    assert (found.rule, [item.accountable.name for item in found.has], [i.accountable.name for i in found.has_not]) == (
        "duty:核心数据",
        ["吴桐"],
        ["林夏"],
    )


def test_reports_are_found_by_their_form_too_and_excuses_stand_apart():
    work = office.work("推广日报", "1")
    doing.excuse(actor=actor("3"), work_id=work.pk, version=1, said="停电")

    found = queries.reported(actor("3"), "日报", unit="流量获取组")

    assert ([i.accountable.name for i in found.excused], [i.accountable.name for i in found.has_not]) == (
        ["林夏"],
        ["吴桐"],
    )


def test_who_neither_reports_nor_leads_sees_no_reports():
    found = queries.reported(actor("4"), "核心数据")

    assert (found.has, found.has_not, found.excused) == ((), (), ())
    assert (found.count, found.lacking, found.let_off) == (0, 0, 0)


def test_of_many_who_report_one_page_is_named_and_all_are_counted():
    for number in range(100, 130):
        make.post(make.person(str(number), f"员工{number}"), "流量获取组", "推广专员")
    planning.plan_work(until=MONDAY)
    for number in ("100", "101", "102"):
        complete("核心数据", number, at(FRIDAY, 11))

    def page(number):
        found = queries.reported(actor("3"), "核心数据", page=number, size=20)
        assert (found.count, found.lacking) == (3, 29)
        return [one.accountable.number for one in found.has_not], [one.accountable.number for one in found.has]

    assert page(1) == (["1", *[str(number) for number in range(103, 122)]], [])
    assert page(2) == ([*[str(number) for number in range(122, 130)], "2"], ["100", "101", "102"])
    assert page(9) == page(2)


def test_evidence_counts_what_was_kept_late_missed_excused_and_is_open():
    complete("核心数据", "1", at(FRIDAY, 11))
    complete("核心数据", "2", at(FRIDAY, 13))
    work = office.work("核心数据", "1", SATURDAY)
    with clock.at(at(SATURDAY, 13)):
        doing.excuse(actor=actor("3"), work_id=work.pk, version=1, said="停电")
        found = queries.evidence(rule="duty:核心数据", start=FRIDAY, end=MONDAY)

    assert found == [Evidence("", "", kept=1, late=1, missed=0, excused=1, open=3, overdue=1)]
    assert found[0].rate == Fraction(1, 3)


def test_late_work_that_was_excused_counts_as_excused():
    complete("核心数据", "1", at(FRIDAY, 13))
    work = office.work("核心数据", "1")
    with clock.at(at(FRIDAY, 14)):
        doing.excuse(actor=actor("3"), work_id=work.pk, version=work.version, said="停电")

    found = queries.evidence(rule="duty:核心数据", start=FRIDAY, end=FRIDAY, number="1")
    assert [(one.late, one.excused, one.rate) for one in found] == [(0, 1, None)]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (By.PERSON, [("1", "林夏", 1), ("2", "吴桐", 0)]),
        (By.UNIT, [("流量获取组", "流量获取组", 1)]),
        (By.MONTH, [("2026-10", "2026-10", 1)]),
        (By.RULE, [("duty:核心数据", "核心数据", 1)]),
        (By.CLAUSE, [("work", "work", 1)]),
    ],
)
def test_evidence_is_counted_by_what_one_asks(by, keys):
    complete("核心数据", "1", at(FRIDAY, 11))

    found = queries.evidence(rule="duty:核心数据", start=FRIDAY, end=MONDAY, by=by)

    assert [(one.key, one.label, one.kept) for one in found] == keys


def test_evidence_of_a_unit_counts_those_under_it():
    found = queries.evidence(clause="work", start=FRIDAY, end=FRIDAY, unit="电商部")

    assert found[0].open == models.Work.objects.filter(day=FRIDAY).count()
