"""Tables that are expected: by when, whose care, and what becomes of those that do not come."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.conf import settings

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.intake import models, queries
from guiju.apps.intake.actions import owed, sources
from guiju.apps.intake.actions.sources import Told
from guiju.apps.intake.errors import Code
from guiju.apps.intake.values import Standing, Turn
from guiju.apps.people.models import Person
from guiju.apps.refusal import Refused
from guiju.apps.work import models as work
from guiju.apps.work.actions import planning
from guiju.facts import importing

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 10, 10)  # worked in place of a day of the National Day holiday
MONDAY = date(2026, 10, 12)
EACH_WORKDAY = Told("订单日报", "2", "fact:order", "旗舰店", rhythm="每个工作日", due="10:00")


@pytest.fixture(autouse=True)
def department():
    office.opened()
    make.shop("旗舰店")


def saved(told=EACH_WORKDAY, moment=None, **more):
    with clock.at(moment or at(FRIDAY, 8)):
        return sources.save(actor=make.operator(), told=told, **more)


def bring(tmp_path, moment, *orders, name="a"):
    path = tmp_path / f"{name}.csv"
    path.write_bytes(make.orders(*(orders or (("1", "2026-10-08", "100.00"),))))
    importing.run([path], settings.GUIJU_HOME, now=moment.replace(tzinfo=None))


def state(moment):
    with clock.at(moment):
        (one,) = queries.standings("zh")
    return one


def refusal(told, **more):
    with pytest.raises(Refused) as caught:
        saved(told, **more)
    return caught.value.code


def test_a_rhythm_is_told_in_the_words_of_duties_in_both_languages():
    saved()

    assert [(one.recurs, one.by) for one in queries.sources("zh")] == [("每个工作日", "10:00")]
    assert [(one.recurs, one.by) for one in queries.sources("en")] == [("every workday", "10:00")]


def test_it_is_due_in_the_morning_and_late_after_ten():
    saved()

    morning, later = state(at(FRIDAY, 9)), state(at(FRIDAY, 10, 1))
    friday = Turn(FRIDAY, at(FRIDAY, 0), at(FRIDAY, 10))

    assert (morning.state, morning.late, morning.next) == (Standing.OPEN, (), friday)
    assert (later.state, later.since, later.next.due) == (Standing.LATE, at(FRIDAY, 10), at(SATURDAY, 10))


def test_a_file_that_came_in_time_counts_whoever_brought_it(tmp_path):
    saved()
    bring(tmp_path, at(FRIDAY, 9, 30))

    found = state(at(FRIDAY, 10, 1))

    assert (found.state, found.last.name, found.last.through) == (Standing.DONE, "a.csv", date(2026, 10, 8))
    assert (found.last.at, found.next.due) == (at(FRIDAY, 9, 30), at(SATURDAY, 10))


def test_the_same_file_again_is_no_news(tmp_path):
    saved()
    bring(tmp_path, at(date(2026, 10, 8), 9))
    bring(tmp_path, at(FRIDAY, 9, 30))

    assert state(at(FRIDAY, 10, 1)).state is Standing.LATE


@pytest.mark.parametrize(
    ("what", "shop"), [("fact:refund", ""), ("connector:sycm_products", ""), ("fact:order", "别的店"), ("", "别的店")]
)
def test_a_file_of_another_kind_or_shop_does_not_count(tmp_path, what, shop):
    make.shop("别的店")
    saved(Told("别的", "2", what, shop, rhythm="每个工作日", due="10:00"))
    bring(tmp_path, at(FRIDAY, 9, 30))

    assert state(at(FRIDAY, 11)).state is Standing.LATE


@pytest.mark.parametrize("what", ["", "fact:order", "connector:taobao_orders"])
def test_any_file_of_the_shop_counts_where_nothing_else_is_said(tmp_path, what):
    saved(Told("别的", "2", what, "旗舰店", rhythm="每个工作日", due="10:00"))
    bring(tmp_path, at(FRIDAY, 9, 30))

    assert state(at(FRIDAY, 11)).state is Standing.DONE


def test_what_comes_every_day_comes_on_days_off_too_and_the_rest_moves_to_the_next_working_day():
    with clock.at(at(FRIDAY, 8)):
        sources.save(actor=make.operator(), told=Told("每天", "2", rhythm="每日", due="10:00"))
        sources.save(actor=make.operator(), told=Told("月中", "2", rhythm="每月17日", due="10:00"))  # a Saturday
        first, second = queries.standings("zh", at(date(2026, 10, 17), 12))

    assert [turn.day.day for turn in first.late] == [9, 10, 11, 12, 13, 14, 15, 16, 17]
    assert (second.state, second.next.due) == (Standing.WAITING, at(date(2026, 10, 19), 10))


def test_late_data_is_work_of_its_owner_and_done_when_the_file_comes(tmp_path):
    saved()

    assert [owed.look(moment=at(FRIDAY, 9)), owed.look(moment=at(FRIDAY, 10, 1))] == [0, 1]
    assert owed.look(moment=at(FRIDAY, 10, 2)) == 0
    piece = work.Work.objects.get()
    assert (piece.title, piece.accountable.number, piece.due, piece.state) == (
        "补交数据：订单日报",
        "2",
        at(FRIDAY, 10),
        "todo",
    )

    bring(tmp_path, at(FRIDAY, 11))
    assert owed.look(moment=at(FRIDAY, 11, 1)) == 1
    piece.refresh_from_db()
    assert (piece.state, piece.seconds_late, piece.steps.last().who) == ("done", 3660, "guiju")
    assert owed.look(moment=at(FRIDAY, 11, 2)) == 0


def test_it_goes_up_the_line_after_a_working_day_and_once():
    saved()
    owed.look(moment=at(FRIDAY, 10, 1))
    owed.look(moment=at(SATURDAY, 23))
    assert work.Notice.objects.filter(level="escalated").count() == 0

    for minute in (0, 1):
        owed.look(moment=at(MONDAY, 0, minute))

    assert list(work.Notice.objects.filter(level="escalated").values_list("person__number", flat=True)) == ["3"]


def test_who_ticks_it_off_by_hand_has_peace_until_the_next_turn():
    saved()
    owed.look(moment=at(FRIDAY, 10, 1))
    work.Work.objects.update(state="done", done=at(FRIDAY, 11), closed=at(FRIDAY, 11), next_step=None)

    assert owed.look(moment=at(FRIDAY, 12)) == 0
    assert state(at(FRIDAY, 12)).state is Standing.LATE
    assert owed.look(moment=at(MONDAY, 10, 1)) == 1
    assert list(work.Work.objects.order_by("id").values_list("day", flat=True)) == [FRIDAY, MONDAY]


def test_nobody_owes_what_is_asked_for_no_more():
    number = saved()
    owed.look(moment=at(FRIDAY, 10, 1))

    saved(Told(**{**asdict(EACH_WORKDAY), "on": False}), at(FRIDAY, 11), source_id=number, version=1)

    assert (work.Work.objects.get().state, state(at(FRIDAY, 12)).state) == ("cancelled", Standing.OFF)


def test_another_owner_gets_the_work():
    number = saved()
    owed.look(moment=at(FRIDAY, 10, 1))

    told = Told(**{**asdict(EACH_WORKDAY), "owner": "3"})
    saved(told, at(FRIDAY, 11), source_id=number, version=1)
    owed.look(moment=at(FRIDAY, 11, 1))

    found = work.Work.objects.order_by("id").values_list("accountable__number", "state")
    assert list(found) == [("2", "cancelled"), ("3", "todo")]


def test_without_anybody_left_the_work_is_a_vacancy():
    saved()
    Person.objects.filter(number="2").update(left=FRIDAY)

    owed.look(moment=at(MONDAY, 11))

    assert work.Work.objects.get().accountable is None
    assert state(at(MONDAY, 11)).expected.gone


def test_a_duty_of_the_regulation_sets_the_rhythm_and_the_file_does_it(tmp_path):
    with clock.at(at(FRIDAY, 0, 1)):
        planning.plan_work(until=FRIDAY)
    saved(Told("核心", "2", "fact:order", "旗舰店", duty="核心数据"))
    found = state(at(FRIDAY, 9))
    assert (found.expected.recurs, found.expected.by, found.next.due) == ("每个工作日", "12:00", at(FRIDAY, 12))

    assert owed.look(moment=at(FRIDAY, 13)) == 0
    bring(tmp_path, at(FRIDAY, 13, 30))
    assert owed.look(moment=at(FRIDAY, 13, 31)) == 1

    done = office.work("核心数据", "2")
    assert (done.state, done.seconds_late) == ("done", 5460)
    assert office.work("核心数据", "1").state == "todo"
    assert work.Work.objects.filter(key__startswith="data:").count() == 0


def test_what_cannot_be_read_is_refused_by_name():
    saved()
    told = asdict(EACH_WORKDAY)
    cases = {
        Code.NEEDS_NAME: {"name": " "},
        Code.NAME_TAKEN: {},
        Code.UNKNOWN_PERSON: {"name": "b", "owner": "99"},
        Code.UNKNOWN_SHOP: {"name": "b", "shop": "没有"},
        Code.UNKNOWN_WHAT: {"name": "b", "what": "fact:work"},
        Code.UNKNOWN_DUTY: {"name": "b", "duty": "没有"},
        Code.BAD_RHYTHM: {"name": "b", "rhythm": "有空的时候"},
        Code.BAD_DUE: {"name": "b", "due": "早上"},
    }

    assert {code: refusal(Told(**{**told, **more})) for code, more in cases.items()} == {code: code for code in cases}


def test_of_two_who_change_it_the_second_is_told():
    number = saved()
    saved(source_id=number, version=1)

    assert refusal(EACH_WORKDAY, source_id=number, version=1) == Code.CHANGED_MEANWHILE


def test_only_who_may_edit_data_sources_sets_them_up():
    for number in ("2", "3"):
        with pytest.raises(Refused) as caught:
            sources.save(actor=actor(number), told=EACH_WORKDAY)
        assert caught.value.code == Code.NOT_ALLOWED
    sources.save(actor=actor("6"), told=EACH_WORKDAY)

    assert [line.action for line in ledger.history(kind="source", key="订单日报")] == ["intake.save_source"]


def test_a_duty_that_the_regulation_no_longer_has_is_said_to_be_lost():
    saved(Told("核心", "2", duty="核心数据"))
    models.Source.objects.update(duty="取消了")

    found = state(at(FRIDAY, 13))

    assert (found.state, found.expected.lost) == (Standing.FREE, True)


def test_before_it_was_set_up_nothing_was_late():
    saved(moment=at(FRIDAY, 10) + timedelta(minutes=5))

    assert state(at(FRIDAY, 12)).late == ()


def test_of_files_that_came_together_the_one_that_reaches_furthest_is_told(tmp_path):
    saved()
    for name, day in (("b", "2026-10-08"), ("a", "2026-09-01")):
        bring(tmp_path, at(FRIDAY, 9), (name, day, "1"), name=name)

    assert state(at(FRIDAY, 11)).last.through == date(2026, 10, 8)
