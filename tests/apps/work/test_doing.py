from datetime import date, timedelta
from fractions import Fraction

import pytest

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.figures.models import Figure
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.work import models, proving, queries
from guiju.apps.work.actions import absences, doing, planning
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Reading
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.planned()


def told(level):
    return list(models.Notice.objects.filter(level=level).values_list("person__number", flat=True).order_by("id"))


def test_work_is_begun_and_done():
    work = office.work("核心数据", "1")

    version = doing.start(actor=actor("1"), work_id=work.pk, version=1)
    done = doing.complete(actor=actor("1"), work_id=work.pk, version=version, said="好了")

    work.refresh_from_db()
    assert (work.state, work.done_by.number, work.seconds_late, work.closed, done, work.version) == (
        "done",
        "1",
        0,
        clock.now(),
        3,
        3,
    )
    assert list(work.steps.values_list("did", "who", "said")) == [("started", "林夏", ""), ("done", "林夏", "好了")]


def test_each_write_is_in_the_ledger():
    work = office.work("核心数据", "1")

    doing.start(actor=actor("1"), work_id=work.pk, version=1)
    doing.complete(actor=actor("1"), work_id=work.pk, version=2)

    lines = ledger.history(kind="work", key=work.pk)
    assert [(line.action, line.who, line.after["state"]) for line in lines] == [
        ("work.started", "林夏", "doing"),
        ("work.done", "林夏", "done"),
    ]
    assert list(ledger.broken_links()) == []


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(FRIDAY, 11, 59, 59), 0),
        (at(FRIDAY, 12), 0),
        (at(FRIDAY, 12) + timedelta(milliseconds=999), 0),  # the clock still shows 12:00:00
        (at(FRIDAY, 12, 0, 1), 1),
        (at(date(2026, 10, 10), 12), 86400),
    ],
)
def test_lateness_is_told_to_the_second(moment, late):
    work = office.work("核心数据", "1")

    with clock.at(moment):
        doing.complete(actor=actor("1"), work_id=work.pk, version=1)

    work.refresh_from_db()
    assert work.seconds_late == late


def test_within_the_grace_of_its_clause_it_is_in_time():
    work = office.work("闭店检查")

    with clock.at(at(date(2026, 10, 10), 0, 30)):
        doing.complete(actor=actor("4"), work_id=work.pk, version=1, ticks=[0, 1])

    work.refresh_from_db()
    assert (work.due, work.seconds_late) == (at(FRIDAY, 23, 59, 59), 0)


def test_the_second_to_finish_the_same_work_sees_what_the_first_did():
    work = office.work("核心数据", "1")
    doing.complete(actor=actor("1"), work_id=work.pk, version=1)

    refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=1)

    assert (refused.code, str(refused)) == (
        Code.CHANGED_MEANWHILE,
        "林夏在 10-09 10:30:00 已经改过这件事（办完），您看到的是之前的样子。",
    )


def test_what_is_closed_is_not_done_again():
    work = office.work("核心数据", "1")
    version = doing.complete(actor=actor("1"), work_id=work.pk, version=1)

    refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=version)

    assert (refused.code, refused.data["who"]) == (Code.IS_CLOSED, "林夏")


@pytest.mark.parametrize("number", ["2", "4", "3", "6"])
def test_nobody_else_does_it(number):
    work = office.work("核心数据", "1")

    refused = refusal(doing.complete, actor=actor(number), work_id=work.pk, version=1)

    assert refused.code == Code.NOT_ALLOWED


def test_unknown_work_is_refused():
    assert refusal(doing.start, actor=actor("1"), work_id=0, version=1).code == Code.UNKNOWN_WORK


def test_work_is_not_done_before_it_opens():
    work = office.work("核心数据", "1")

    with clock.at(at(date(2026, 10, 8), 12)):
        refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=1)

    assert (refused.code, refused.data["at"]) == (Code.NOT_OPEN_YET, "10-09 00:00")


def test_a_checklist_wants_every_tick():
    work = office.work("闭店检查")
    version = doing.tick(actor=actor("4"), work_id=work.pk, version=1, place=0)

    refused = refusal(doing.complete, actor=actor("4"), work_id=work.pk, version=version)
    done = doing.complete(actor=actor("4"), work_id=work.pk, version=version, ticks=[1])

    work.refresh_from_db()
    assert (refused.code, refused.data["items"], done, work.state) == (Code.NEEDS_TICKS, ["关灯"], 3, "done")
    assert [tick.by for tick in queries.item(actor("4"), work.pk).checklist] == ["何静", "何静"]


def test_a_tick_that_the_list_does_not_have_is_none():
    work = office.work("闭店检查")

    doing.tick(actor=actor("4"), work_id=work.pk, version=1, place=7)

    assert models.Work.objects.get(pk=work.pk).evidence["ticks"] == {}


def test_a_file_is_wanted_and_kept():
    work = models.Work.objects.get(rule="duty:月末盘点")
    file = records.attach(actor=actor("4"), name="盘点.txt", stream=[b"1, 2, 3\n"])

    refused = refusal(doing.complete, actor=actor("4"), work_id=work.pk, version=1)
    doing.complete(actor=actor("4"), work_id=work.pk, version=1, files=[file])

    kept = queries.item(actor("5"), work.pk).files
    assert (refused.code, [(one.id, one.name) for one in kept]) == (Code.NEEDS_FILE, [(file, "盘点.txt")])


def test_another_s_file_is_not_taken():
    work = models.Work.objects.get(rule="duty:月末盘点")
    file = records.attach(actor=actor("1"), name="盘点.txt", stream=[b"1, 2, 3\n"])

    with pytest.raises(Refused) as refused:
        doing.complete(actor=actor("4"), work_id=work.pk, version=1, files=[file])

    assert refused.value.code == "unknown_file"


def test_who_shares_the_work_may_do_it():
    work = models.Work.objects.get(rule="duty:月末盘点")
    file = records.attach(actor=actor("4"), name="盘点.txt", stream=[b"1, 2, 3\n"])

    doing.complete(actor=actor("4"), work_id=work.pk, version=1, files=[file])

    work.refresh_from_db()
    assert (work.accountable.number, work.done_by.number) == ("5", "4")


def test_figures_are_kept_as_they_stood():
    week = {"metric": "投产比", "grain": "week", "dim": "none", "key": "", "provisional": False}
    more = {"exact": "7/2", "value": 3.5, "manifest": "m", "edition": "e"}
    Figure.objects.create(**week, **more, start=date(2026, 10, 5))
    work = office.work("投放快照")
    doing.complete(actor=actor("3"), work_id=work.pk, version=1)

    Figure.objects.update(exact="4", value=4)

    readings = queries.item(actor("3"), work.pk).readings
    assert readings == (Reading("投产比", Fraction(7, 2), "倍", "2026-W41", provisional=False),)


def test_a_figure_that_is_not_there_is_missing_with_its_reason():
    work = office.work("投放快照")

    doing.complete(actor=actor("3"), work_id=work.pk, version=1)

    reading = queries.item(actor("3"), work.pk).readings[0]
    assert [reason.subject for reason in reading.value.reasons] == ["投产比"]


@pytest.mark.parametrize(
    ("day", "period"), [(date(2026, 10, 5), "2026-W40"), (date(2026, 10, 7), "2026-W40"), (FRIDAY, "2026-W41")]
)
def test_in_the_first_half_of_a_week_one_looks_back_at_the_last(day, period):
    work = office.work("投放快照")
    work.day = day

    assert str(proving.looked_back_on(work)) == period


def test_what_a_clause_asks_for_is_not_cancelled():
    work = office.work("核心数据", "1")

    assert refusal(doing.cancel, actor=actor("3"), work_id=work.pk, version=1, said="不要").code == Code.NOT_ALLOWED


def test_a_leader_gives_work_to_another_and_both_hear_of_it():
    work = office.work("核心数据", "1")

    same = doing.reassign(actor=actor("3"), work_id=work.pk, version=1, number="1")
    doing.reassign(actor=actor("3"), work_id=work.pk, version=1, number="2", said="林夏在忙")

    work.refresh_from_db()
    assert (same, work.accountable.number, told("asked"), told("informed")) == (1, "2", ["2"], ["1"])


def test_who_does_not_lead_gives_nothing_away():
    work = office.work("核心数据", "1")

    assert refusal(doing.reassign, actor=actor("1"), work_id=work.pk, version=1, number="2").code == Code.NOT_ALLOWED


def test_work_is_given_only_to_people_of_the_roster():
    work = office.work("核心数据", "1")

    refused = refusal(doing.reassign, actor=actor("3"), work_id=work.pk, version=1, number="77")

    assert (refused.code, str(refused)) == (Code.UNKNOWN_PERSON, "名册里没有工号 77。")


def test_who_is_mentioned_and_may_see_it_hears_of_it():
    work = office.work("核心数据", "1")

    version = doing.remark(actor=actor("1"), work_id=work.pk, said="@周岚 数据晚到，@何静知道 @6 @无名")

    assert (version, sorted(told("mention")), told("informed")) == (1, ["3", "6"], [])
    assert [step.said for step in queries.item(actor("1"), work.pk).steps] == ["@周岚 数据晚到，@何静知道 @6 @无名"]


def test_each_remark_is_heard():
    work = office.work("核心数据", "1")

    for said in ("@周岚 一", "@周岚 二"):
        doing.remark(actor=actor("1"), work_id=work.pk, said=said)

    assert told("mention") == ["3", "3"]


def test_whose_work_it_is_hears_of_remarks():
    work = office.work("核心数据", "1")

    doing.remark(actor=actor("3"), work_id=work.pk, said="快一点")

    assert told("informed") == ["1"]


def test_strangers_and_the_silent_remark_nothing():
    work = office.work("核心数据", "1")

    stranger = refusal(doing.remark, actor=actor("4"), work_id=work.pk, said="看看")
    silent = refusal(doing.remark, actor=actor("1"), work_id=work.pk, said="  ")

    assert (stranger.code, silent.code) == (Code.UNKNOWN_WORK, Code.NEEDS_REASON)


def test_a_deputy_does_the_work_and_who_did_it_stays_visible():
    absences.add(
        actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(date(2026, 10, 12), 0), deputy="2", reason="年假"
    )
    work = office.work("核心数据", "1")

    before = queries.item(actor("2"), work.pk)
    doing.complete(actor=actor("2"), work_id=work.pk, version=1)

    after = queries.item(actor("1"), work.pk)
    assert (before.item.part, before.item.deputy_for.name, before.item.verb) == ("deputy", "林夏", "complete")
    assert (after.item.accountable.number, after.item.done_by.number) == ("1", "2")
    assert [(one.who.number, one.part) for one in after.beside] == [("2", "deputy")]


def test_once_back_the_deputy_stands_in_no_more():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(FRIDAY, 10), deputy="2")
    work = office.work("核心数据", "1")

    assert refusal(doing.complete, actor=actor("2"), work_id=work.pk, version=1).code == Code.NOT_ALLOWED


def test_minutes_are_wanted():
    monday = date(2026, 10, 12)
    planning.plan_work(until=monday)
    work = office.work("周例会", day=monday)

    with clock.at(at(monday, 9, 30)):
        refused = refusal(doing.complete, actor=actor("3"), work_id=work.pk, version=1, minutes=" ")
        doing.complete(actor=actor("3"), work_id=work.pk, version=1, minutes="都好")

    work.refresh_from_db()
    assert (refused.code, work.state, work.evidence["minutes"]) == (Code.NEEDS_MINUTES, "done", "都好")
