from collections import Counter
from datetime import date, timedelta

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.people.models import Assignment, Person
from guiju.apps.work import models
from guiju.apps.work.actions import doing, planning
from guiju.apps.work.actions.planning import Planned

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 12)


def by_duty(day=None):
    found = models.Work.objects.exclude(state="cancelled")
    return Counter(
        found.filter(day=day).values_list("rule", flat=True) if day else found.values_list("rule", flat=True)
    )


def test_everybody_whom_a_duty_binds_gets_a_piece_of_it():
    office.planned()

    rows = models.Work.objects.filter(rule="duty:核心数据").values_list("accountable__number", "title", "unit", "wants")
    assert list(rows) == [("1", "提交核心数据", "流量获取组", "tick"), ("2", "提交核心数据", "流量获取组", "tick")]


def test_a_piece_says_by_which_clause_and_edition_it_is_due():
    edition = office.opened()

    planning.plan_work(until=FRIDAY)

    work = office.work("核心数据", "1")
    assert (work.clause, work.edition, work.due, work.key) == (
        "work",
        edition,
        at(FRIDAY, 12),
        "duty:核心数据:2026-10-09:1",
    )


def test_planning_again_changes_nothing():
    office.planned(MONDAY)
    before = list(models.Work.objects.order_by("pk").values_list("key", "version"))

    again = planning.plan_work(until=MONDAY)

    assert (again, list(models.Work.objects.order_by("pk").values_list("key", "version"))) == (Planned(), before)


def test_planning_after_the_memory_of_it_is_lost_makes_nothing_twice():
    office.planned(MONDAY)
    models.Beat.objects.all().delete()

    assert planning.plan_work(until=MONDAY) == Planned()


def test_what_was_due_before_anybody_planned_is_not_late():
    office.opened()

    with clock.at(at(FRIDAY, 13)):
        planning.plan_work(until=FRIDAY)

    assert by_duty(FRIDAY)["duty:核心数据"] == 0


def test_days_that_passed_while_nobody_planned_are_made_late():
    office.planned(FRIDAY)

    with clock.at(at(date(2026, 10, 14), 9)):
        planning.plan_work(until=date(2026, 10, 14))

    made = models.Work.objects.filter(rule="duty:核心数据", day__gt=FRIDAY, accountable__number="1")
    # 10 October is worked in place of a holiday
    assert [row.day.day for row in made.order_by("day")] == [10, 12, 13, 14]


def test_work_that_lies_open_for_long_is_there_when_it_opens():
    office.planned(FRIDAY)

    work = models.Work.objects.get(rule="duty:月末盘点")
    # the 25th is a Sunday
    assert (work.day, work.opens, work.due) == (
        date(2026, 10, 26),
        at(date(2026, 10, 1), 0),
        at(date(2026, 10, 26), 18),
    )


def test_shared_work_is_one_piece_of_its_leader_with_the_others_beside():
    office.planned(FRIDAY)

    work = models.Work.objects.get(rule="duty:月末盘点")
    assert (work.accountable.number, list(work.participants.values_list("person__number", "part"))) == (
        "5",
        [("4", "responsible")],
    )


def test_a_meeting_has_its_attendees():
    office.planned(MONDAY)

    work = office.work("周例会", day=MONDAY)
    assert (work.source, work.wants, sorted(work.participants.values_list("person__number", "part"))) == (
        "meeting",
        "minutes",
        [("1", "attends"), ("2", "attends")],
    )


def test_a_vacancy_is_a_finding_that_goes_up_the_line():
    office.people()
    Assignment.objects.filter(person__number="4").delete()
    make.book(office.BOOK)

    planning.plan_work(until=FRIDAY)

    work = office.work("闭店检查")
    notices = models.Notice.objects.filter(about__vacant="客服专员").values_list("person__number", "level")
    assert (work.accountable, work.position, list(work.participants.values_list("person__number", "part"))) == (
        None,
        "客服专员",
        [("5", "responsible")],
    )
    assert list(notices) == [("5", "escalated")]


def test_of_a_vacancy_people_hear_once_a_month():
    office.people()
    Assignment.objects.filter(person__number="4").delete()
    make.book(office.BOOK)

    for day in range(9, 15):
        planning.plan_work(until=date(2026, 10, day))

    assert models.Notice.objects.filter(about__vacant="客服专员").count() == 1


def test_a_filled_vacancy_takes_the_place_of_the_finding():
    office.people()
    post = Assignment.objects.get(person__number="4")
    Assignment.objects.filter(pk=post.pk).delete()
    make.book(office.BOOK)
    planning.plan_work(until=FRIDAY)
    post.save(force_insert=True)

    planning.plan_work(until=FRIDAY)

    states = models.Work.objects.filter(rule="duty:闭店检查").values_list("accountable__number", "state")
    assert sorted(states, key=str) == [("4", "todo"), (None, "cancelled")]


def test_who_joins_today_gets_what_is_still_due_today():
    office.planned(FRIDAY)
    make.post(make.person("9", "新人"), "流量获取组", "推广专员", start=FRIDAY)

    planning.plan_work(until=FRIDAY)

    mine = models.Work.objects.filter(accountable__number="9").values_list("rule", flat=True)
    assert sorted(mine) == ["duty:推广日报", "duty:核心数据"]


def test_who_leaves_has_no_work_in_days_to_come():
    office.planned(MONDAY)
    Person.objects.filter(number="2").update(left=FRIDAY)

    done = planning.plan_work(until=MONDAY)

    left = models.Work.objects.filter(accountable__number="2").exclude(state="cancelled")
    assert (set(left.values_list("day", flat=True)), done.cancelled) == ({FRIDAY}, 4)


def test_a_changed_deadline_changes_undone_work_of_days_to_come():
    office.planned(MONDAY)
    make.book(office.BOOK.replace('截止: "12:00"', '截止: "11:00"'), MONDAY)

    done = planning.plan_work(until=MONDAY)

    dues = models.Work.objects.filter(rule="duty:核心数据", accountable__number="1").order_by("day")
    # 10 October is worked in place of a holiday
    assert [row.due for row in dues] == [at(FRIDAY, 12), at(date(2026, 10, 10), 12), at(MONDAY, 11)]
    assert (done.made, done.changed) == (0, 2)


def test_a_changed_regulation_never_rewrites_work_already_done():
    office.planned(FRIDAY)
    work = office.work("核心数据", "1")
    doing.complete(actor=office.actor("1"), work_id=work.pk, version=work.version)
    before = models.Work.objects.filter(pk=work.pk).values().get()

    make.book(office.BOOK.replace('截止: "12:00"', '截止: "11:00"'), FRIDAY)
    planning.plan_work(until=FRIDAY)

    assert models.Work.objects.filter(pk=work.pk).values().get() == before


def test_work_that_is_begun_stays_as_it_was():
    office.planned(FRIDAY)
    work = office.work("核心数据", "1")
    doing.start(actor=office.actor("1"), work_id=work.pk, version=work.version)

    make.book(office.BOOK.replace('截止: "12:00"', '截止: "11:00"'), FRIDAY)
    planning.plan_work(until=FRIDAY)

    assert office.work("核心数据", "1").due == at(FRIDAY, 12)


def test_undone_work_of_a_withdrawn_duty_is_cancelled_and_comes_back_with_it():
    office.planned(MONDAY)
    start = office.BOOK.index("  投放快照")
    less = office.BOOK[:start] + office.BOOK[office.BOOK.index("责任矩阵:") :]
    with clock.at(at(FRIDAY, 11)):
        make.book(less, FRIDAY)
        gone = planning.plan_work(until=MONDAY)
    state = models.Work.objects.get(rule="duty:投放快照", day=FRIDAY).state

    make.book(office.BOOK, FRIDAY)
    back = planning.plan_work(until=MONDAY)

    work = models.Work.objects.get(rule="duty:投放快照", day=FRIDAY)
    assert (gone.cancelled, state, back.changed, work.state, work.closed) == (1, "cancelled", 1, "todo", None)
    assert list(work.steps.values_list("did", flat=True)) == ["cancelled", "reopened"]


def test_overdue_work_of_a_withdrawn_duty_stays():
    office.planned(FRIDAY)
    start = office.BOOK.index("  投放快照")
    less = office.BOOK[:start] + office.BOOK[office.BOOK.index("责任矩阵:") :]

    with clock.at(at(FRIDAY, 17, 30)):
        make.book(less, FRIDAY)
        planning.plan_work(until=FRIDAY)

    assert office.work("投放快照").state == "todo"


def test_each_day_is_judged_by_the_regulation_in_force_on_it():
    office.opened()
    second = make.book(office.BOOK.replace('截止: "12:00"', '截止: "11:00"'), MONDAY)

    planning.plan_work(until=MONDAY)

    rows = models.Work.objects.filter(rule="duty:核心数据", accountable__number="1").order_by("day")
    assert [(row.due, row.edition == second) for row in rows] == [
        (at(FRIDAY, 12), False),
        (at(date(2026, 10, 10), 12), False),
        (at(MONDAY, 11), True),
    ]


def test_work_that_was_given_to_somebody_else_stays_theirs():
    office.planned(FRIDAY)
    work = office.work("核心数据", "1")
    doing.reassign(actor=office.actor("3"), work_id=work.pk, version=work.version, number="2")

    make.book(office.BOOK.replace('截止: "12:00"', '截止: "11:30"'), FRIDAY)
    planning.plan_work(until=FRIDAY)

    again = models.Work.objects.get(pk=work.pk)
    assert (again.accountable.number, again.due) == ("2", at(FRIDAY, 11, 30))


def test_planning_is_in_the_ledger_once():
    office.planned(FRIDAY)
    planning.plan_work(until=FRIDAY)

    assert [line.after["until"] for line in ledger.lines(action="work.plan")] == ["2026-10-09"]


def test_planning_one_more_day_asks_as_often_for_many_people_as_for_few(django_assert_max_num_queries):
    office.planned(FRIDAY)
    for number in range(100, 160):
        make.post(make.person(str(number), f"员工{number}"), "流量获取组", "推广专员")
    planning.plan_work(until=FRIDAY)

    with django_assert_max_num_queries(60):
        planning.plan_work(until=FRIDAY + timedelta(days=1))
