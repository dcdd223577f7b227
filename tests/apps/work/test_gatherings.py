from datetime import date
from fractions import Fraction

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at, titles
from guiju.apps import clock
from guiju.apps.figures.models import Figure
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, hearing, meetings, planning, ticking
from guiju.apps.work.errors import Code
from guiju.apps.work.values import ActionItem
from refused import refusal_code

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2026, 10, 10), date(2026, 10, 12)


@pytest.fixture(autouse=True)
def department():
    office.planned(MONDAY)


def test_attendees_see_the_meeting_and_deputies_the_work():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(MONDAY, 23), deputy="4")

    with clock.at(at(MONDAY, 9, 30)):
        attends = [item for item in queries.inbox("2").now if item.source == "meeting"]
        stands_in = [item for item in queries.inbox("4").now if item.deputy_for.number == "1"]

    assert [(item.part, item.verb) for item in attends] == [("attends", None)]
    assert {item.title for item in stands_in} == {"提交核心数据", "推广日报"}


def test_a_meeting_s_agenda_has_its_figures_and_open_actions():
    week = {"metric": "投产比", "grain": "week", "dim": "none", "key": "", "provisional": False, "exact": "7/2"}
    Figure.objects.create(**week, value=3.5, manifest="m", edition="e", start=date(2026, 10, 5))
    work = office.work("周例会", day=MONDAY)
    with clock.at(at(MONDAY, 9, 30)):
        agenda = queries.agenda(actor("1"), work.pk)

    assert (agenda.topics, [(one.metric, one.value, one.period) for one in agenda.readings]) == (
        ("上周数据", "本周计划"),
        [("投产比", Fraction(7, 2), "2026-W41")],
    )
    assert ([one.who.name for one in agenda.attendees], agenda.actions, agenda.earlier) == (["林夏", "吴桐"], (), None)


def test_a_meeting_is_held_and_what_it_decided_becomes_work():
    work = office.work("周例会", day=MONDAY)
    due = at(date(2026, 10, 14), 18)
    with clock.at(at(MONDAY, 9, 50)):
        meetings.hold(
            actor=actor("3"),
            work_id=work.pk,
            version=1,
            present=["1", "4"],
            minutes="上周投产比偏低。",
            actions=[ActionItem("查低效计划", "2", due), ActionItem("换素材", "1")],
        )
        agenda = queries.agenda(actor("3"), work.pk)

    made = models.Work.objects.filter(source="action").order_by("pk")
    assert [(one.who.number, one.present) for one in agenda.attendees] == [("1", True), ("2", False), ("4", True)]
    assert [(one.title, one.accountable.number, one.due, one.parent_id) for one in made] == [
        ("查低效计划", "2", due, work.pk),
        ("换素材", "1", None, work.pk),
    ]
    assert (agenda.item.state, agenda.minutes, titles(agenda.actions)) == (
        "done",
        "上周投产比偏低。",
        ["查低效计划", "换素材"],
    )


@pytest.mark.parametrize(("asked", "code"), [("4", Code.NOT_YOURS_TO_GIVE), ("99", Code.UNKNOWN_PERSON)])
def test_a_meeting_gives_work_to_who_was_asked_to_come_and_to_nobody_else(asked, code):
    work = office.work("周例会", day=MONDAY)
    said = {"present": ["1", "4"], "minutes": "见下。", "actions": [ActionItem("换素材", asked)]}

    with clock.at(at(MONDAY, 9, 50)):
        assert refusal_code(meetings.hold, actor=actor("3"), work_id=work.pk, version=1, **said) == code
        work.refresh_from_db()
        before = work.state
        meetings.hold(actor=make.operator(), work_id=work.pk, version=1, **(said | {"actions": []}))

    assert (before, models.Work.objects.filter(source="action").exists()) == ("todo", False)


def test_a_director_gives_work_in_any_meeting_of_the_department():
    work = office.work("周例会", day=MONDAY)
    with clock.at(at(MONDAY, 9, 50)):
        doing.reassign(actor=actor("6"), work_id=work.pk, version=1, number="6")
        said = {"present": [], "minutes": "见下。", "actions": [ActionItem("换素材", "4")]}
        meetings.hold(actor=actor("6"), work_id=work.pk, version=2, **said)

    assert models.Work.objects.get(source="action").accountable.number == "4"


def test_the_next_meeting_starts_from_what_is_still_open():
    work = office.work("周例会", day=MONDAY)
    with clock.at(at(MONDAY, 9, 50)):
        actions = [ActionItem("查低效计划", "2"), ActionItem("换素材", "1")]
        said = {"present": [], "minutes": "见下。", "actions": actions}
        meetings.hold(actor=actor("3"), work_id=work.pk, version=1, **said)
        done = models.Work.objects.get(title="换素材")
        doing.complete(actor=actor("1"), work_id=done.pk, version=1)
        planning.plan_work(until=date(2026, 10, 19))
        agenda = queries.agenda(actor("3"), office.work("周例会", day=date(2026, 10, 19)).pk)

    assert (titles(agenda.actions), agenda.earlier.day, agenda.earlier_minutes) == (["查低效计划"], MONDAY, "见下。")


def test_other_work_is_no_meeting():
    work = office.work("核心数据", "1")
    stranger = office.work("周例会", day=MONDAY)

    assert refusal_code(queries.agenda, actor("1"), work.pk) == Code.NOT_A_MEETING
    assert refusal_code(queries.agenda, actor("4"), stranger.pk) == Code.UNKNOWN_WORK
    assert (
        refusal_code(meetings.hold, actor=actor("1"), work_id=work.pk, version=1, present=[], minutes="x")
        == Code.NOT_A_MEETING
    )


@pytest.mark.parametrize(("number", "part"), [("1", "attends"), ("3", "accountable"), ("6", "leads")])
def test_meetings_are_those_one_calls_attends_or_leads_the_unit_of(number, part):
    assert [(item.title, item.part) for item in queries.meetings(actor(number), FRIDAY, MONDAY)] == [("周例会", part)]


def test_others_have_no_meeting():
    assert queries.meetings(actor("4"), FRIDAY, MONDAY) == []


def test_notices_are_read_once():
    ticking.tick(moment=at(FRIDAY, 12), holder="here")

    before = queries.notices("1", unread=True)
    others = hearing.read(actor=actor("2"), notices=[before[0].id])
    read = (hearing.read(actor=actor("1")), hearing.read(actor=actor("1")))

    assert ([(one.level, one.about["title"]) for one in before], others, read) == (
        [("due", "提交核心数据")],
        0,
        (1, 0),
    )
    assert ([one.level for one in queries.notices("1")], queries.notices("1", unread=True)) == (["due"], [])
    assert queries.notices("1", below=before[0].id) == []


def test_who_is_away_is_known():
    absences.add(actor=actor("3"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20), deputy="2", reason="看病")
    absences.add(actor=actor("7"), number="4", start=at(MONDAY, 8), end=at(MONDAY, 20))

    assert (list(queries.away()), queries.away()["1"].deputy.name) == (["1"], "吴桐")
    assert [one.who.number for one in queries.absences()] == ["1", "4"]
    assert [one.reason for one in queries.absences("1")] == ["看病"]


def test_the_deputy_hears_of_it():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20), deputy="2")

    notice = models.Notice.objects.get(level="asked")
    assert (notice.person.number, notice.about["away"]) == ("2", "1")


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("2", {}, Code.NOT_ALLOWED),
        ("1", {"end": at(FRIDAY, 7)}, Code.DATES_REVERSED),
        ("1", {"deputy": "1"}, Code.OWN_WORK),
        ("1", {"deputy": "77"}, Code.UNKNOWN_PERSON),
    ],
)
def test_an_absence_is_said_by_who_may_and_makes_sense(who, said, code):
    told = {"number": "1", "start": at(FRIDAY, 8), "end": at(FRIDAY, 20)} | said

    assert refusal_code(absences.add, actor=actor(who), **told) == code


def test_nobody_is_away_twice():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20))

    again = {"number": "1", "start": at(FRIDAY, 19), "end": at(MONDAY, 20)}
    assert refusal_code(absences.add, actor=actor("1"), **again) == Code.ALREADY_AWAY


def test_back_earlier_or_not_going_at_all():
    now = absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20))
    later = absences.add(actor=actor("1"), number="1", start=at(MONDAY, 8), end=at(MONDAY, 20))

    stranger = refusal_code(absences.end, actor=actor("2"), absence_id=now)
    absences.end(actor=actor("1"), absence_id=now)
    absences.end(actor=actor("1"), absence_id=later)

    assert (stranger, queries.absences("1"), refusal_code(absences.end, actor=actor("1"), absence_id=0)) == (
        Code.NOT_ALLOWED,
        [],
        Code.UNKNOWN_ABSENCE,
    )
