from datetime import date, time, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Count

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.people.models import Assignment, Person
from guiju.apps.work import models, notify
from guiju.apps.work.actions import absences, doing, tasks, ticking
from guiju.apps.work.actions.ticking import Ticked
from guiju.apps.work.values import Task

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 10, 10)  # worked in place of a holiday


def ticked(moment):
    return ticking.tick(moment=moment, holder="here")


def told(work):
    found = models.Notice.objects.filter(work=work).order_by("id")
    return [(row.level, row.person.number, f"{row.at.astimezone(clock.now().tzinfo):%d %H:%M}") for row in found]


@pytest.fixture
def work():
    """核心数据 of 林夏 on Friday: reminded at 11, due at 12, up at 14 and at the end of the next working day."""
    office.opened()
    ticked(at(FRIDAY, 9))
    return office.work("核心数据", "1")


def test_a_tick_plans_a_week_ahead(work):
    days = models.Work.objects.filter(rule="duty:核心数据").values_list("day", flat=True)

    assert (min(days), max(days)) == (FRIDAY, date(2026, 10, 16))


def test_a_tick_with_nothing_to_do_does_nothing(work):
    assert ticked(at(FRIDAY, 9, 1)) == Ticked()


def test_before_due_at_due_and_up_the_line_people_hear_in_time(work):
    for hour in range(9, 19):
        ticked(at(FRIDAY, hour))
    for hour in range(9, 24):
        ticked(at(SATURDAY, hour))
    ticked(at(date(2026, 10, 11), 0))

    assert told(work) == [
        ("remind", "1", "09 11:00"),
        ("due", "1", "09 12:00"),
        ("escalated", "3", "09 14:00"),
        ("escalated", "6", "11 00:00"),
    ]


def test_work_that_is_done_is_left_alone(work):
    with clock.at(at(FRIDAY, 10)):
        doing.complete(actor=actor("1"), work_id=work.pk, version=1)

    ticked(at(FRIDAY, 15))

    assert told(work) == []


def test_ticking_twice_at_one_moment_tells_nothing_twice(work):
    ticked(at(FRIDAY, 12))
    before = models.Notice.objects.count()

    again = ticked(at(FRIDAY, 12))

    assert (again, models.Notice.objects.count()) == (Ticked(), before)


def test_after_three_days_down_each_piece_is_told_of_once_at_its_latest_step(work):
    ticked(at(date(2026, 10, 12), 9))

    counts = models.Notice.objects.values_list("work").order_by("work")
    assert told(work) == [("escalated", "6", "12 09:00")]
    assert max(list(counts).count(one) for one in counts) == 1


def test_after_three_days_down_missed_days_are_there(work):
    ticked(at(date(2026, 10, 24), 9))

    days = models.Work.objects.filter(rule="duty:核心数据", accountable__number="1").values_list("day", flat=True)
    assert [day.day for day in sorted(days)] == [9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30]


def test_what_lapses_is_missed_and_can_not_be_done_any_more(work):
    check = office.work("闭店检查")
    ticked(at(SATURDAY, 0, 59, 59))
    before = models.Work.objects.get(pk=check.pk).state

    done = ticked(at(SATURDAY, 1))

    check.refresh_from_db()
    assert (before, check.state, done.lapsed, check.version) == ("todo", "missed", 1, 2)
    assert [(row.level, row.person.number) for row in models.Notice.objects.filter(work=check).order_by("id")] == [
        ("due", "4"),
        ("late", "4"),
    ]
    assert ledger.lines(action="work.tick")[0].after == {"lapsed": [check.pk]}


def test_notices_made_in_quiet_hours_leave_when_they_end(work):
    check = office.work("闭店检查")

    ticked(at(SATURDAY, 0))

    notice = models.Notice.objects.get(work=check)
    assert (notice.at, notice.deliver) == (at(SATURDAY, 0), at(SATURDAY, 8))


@pytest.mark.parametrize(
    ("quiet", "hour", "deliver"),
    [
        (None, 23, at(FRIDAY, 23)),
        ((22, 8), 21, at(FRIDAY, 21)),
        ((22, 8), 22, at(SATURDAY, 8)),
        ((12, 14), 13, at(FRIDAY, 14)),
        ((12, 14), 14, at(FRIDAY, 14)),
    ],
)
def test_quiet_hours_are_a_setting(quiet, hour, deliver, monkeypatch):
    monkeypatch.setattr(settings, "GUIJU_QUIET", quiet and tuple(time(one) for one in quiet))

    assert notify.delivered(at(FRIDAY, hour)) == deliver


def test_the_deputy_hears_in_the_place_of_who_is_away(work):
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(SATURDAY, 0), deputy="2")

    ticked(at(FRIDAY, 12))

    assert told(work) == [("due", "2", "09 12:00")]


def test_of_a_deputy_who_is_away_too_the_deputy_hears(work):
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(SATURDAY, 0), deputy="2")
    absences.add(actor=actor("2"), number="2", start=at(FRIDAY, 0), end=at(SATURDAY, 0), deputy="3")

    ticked(at(FRIDAY, 12))

    assert told(work) == [("due", "3", "09 12:00")]


def test_where_nobody_holds_the_position_it_goes_up_from_there(work):
    Assignment.objects.filter(person__number="3").delete()

    ticked(at(FRIDAY, 14))

    assert told(work) == [("escalated", "6", "09 14:00")]


def test_work_of_who_has_left_goes_up_the_line(work):
    Person.objects.filter(number="1").update(left=FRIDAY)

    ticked(at(SATURDAY, 9))

    work.refresh_from_db()
    assert (work.accountable.number, list(work.steps.values_list("did", flat=True))) == (
        "3",
        ["went_up", "escalated"],
    )


def test_a_task_falls_due_without_a_clause():
    office.opened()
    due = at(FRIDAY, 15)
    pk = tasks.create(actor=actor("1"), task=Task("写文案", "1", due=due))

    ticked(at(FRIDAY, 15))

    assert told(models.Work.objects.get(pk=pk)) == [("due", "1", "09 15:00")]


def test_a_moved_deadline_is_told_again():
    office.opened()
    task = Task("写文案", "1", due=at(FRIDAY, 15))
    pk = tasks.create(actor=actor("1"), task=task)
    ticked(at(FRIDAY, 15))

    tasks.edit(actor=actor("1"), work_id=pk, version=1, task=Task("写文案", "1", due=at(FRIDAY, 16)))
    ticked(at(FRIDAY, 16))

    assert [at_ for _, _, at_ in told(models.Work.objects.get(pk=pk))] == ["09 15:00", "09 16:00"]


def test_another_machine_waits_for_the_lease(work):
    ticking.hold("here")
    held = ticking.tick(moment=at(FRIDAY, 12), holder="there")
    ticking.release("here")
    after = ticking.tick(moment=at(FRIDAY, 12), holder="there")

    assert (held, after.held, after.idle) == (Ticked(held=True), False, False)


def test_a_lease_that_nobody_prolongs_runs_out(work):
    models.Beat.objects.update(until=clock.now() - timedelta(days=400))

    assert not ticking.tick(moment=at(FRIDAY, 12), holder="there").held


def test_who_lost_the_lease_stops(work, monkeypatch):
    taken = iter([None, ticking.LostLeaseError()])

    def hold(_me):
        problem = next(taken)
        if problem:
            raise problem

    monkeypatch.setattr(ticking, "hold", hold)

    assert ticked(at(FRIDAY, 12)) == Ticked(held=True)


def test_a_tick_asks_as_often_for_many_pieces_as_for_few(django_assert_max_num_queries):
    office.opened()
    for number in range(100, 140):
        make.post(make.person(str(number), f"员工{number}"), "流量获取组", "推广专员")
    ticked(at(FRIDAY, 9))

    with django_assert_max_num_queries(40):
        done = ticked(at(FRIDAY, 12))

    assert done.notices == 42


def test_work_never_goes_to_who_has_left_as_well(work):
    Person.objects.filter(number__in=["1", "3", "6"]).update(left=FRIDAY)

    ticked(at(SATURDAY, 9))

    work.refresh_from_db()
    assert (work.accountable, work.steps.filter(did="went_up").count()) == (None, 1)


def as_it_stands():
    """Every piece of work with what time made of it."""
    names = ("key", "state", "day", "due", "accountable__number", "provisional")
    return sorted(models.Work.objects.values_list(*names))


@pytest.mark.parametrize(
    ("down", "back", "worked"),
    [
        (date(2026, 9, 28), date(2026, 10, 9), [28, 29, 30, 8, 9]),  # over the holidays of October and a month's end
        (date(2026, 12, 30), date(2027, 1, 12), [30, 31, 4, 5, 6, 7, 8, 11, 12]),  # into a year not yet decreed
        (date(2028, 2, 25), date(2028, 3, 2), [25, 28, 29, 1, 2]),  # a leap day
    ],
)
def test_after_days_down_over_holidays_and_a_months_end_all_is_as_if_it_had_never_stopped(down, back, worked):
    office.opened()
    with transaction.atomic():
        for hours in range(9, 24 * (back - down).days + 10, 6):
            ticked(at(down, 0) + timedelta(hours=hours))
        ticked(at(back, 9))
        undisturbed = as_it_stands()
        transaction.set_rollback(True)

    ticked(at(down, 9))
    ticked(at(back, 9))

    mine = models.Work.objects.filter(rule="duty:核心数据", accountable__number="1", day__lte=back).order_by("day")
    told = models.Notice.objects.values("work", "person").annotate(count=Count("id"))
    assert as_it_stands() == undisturbed
    assert [row.day.day for row in mine] == worked
    assert max(row["count"] for row in told) == 1
