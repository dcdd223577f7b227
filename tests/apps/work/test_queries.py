from datetime import date, timedelta
from fractions import Fraction

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.figures.models import Figure
from guiju.apps.people.models import Assignment
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, hearing, meetings, planning, reviewing, stages, tasks, ticking
from guiju.apps.work.errors import Code
from guiju.apps.work.queries.proofs import By
from guiju.apps.work.values import ActionItem, Evidence, Task, Verb

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2026, 10, 10), date(2026, 10, 12)


@pytest.fixture(autouse=True)
def department():
    office.planned(MONDAY)


def refusal(call, *said, **more):
    with pytest.raises(Refused) as caught:
        call(*said, **more)
    return caught.value.code


def titles(items):
    return [item.title for item in items]


def complete(duty, number, moment, day=FRIDAY):
    work = office.work(duty, number, day)
    with clock.at(moment):
        doing.complete(actor=actor(number), work_id=work.pk, version=work.version)


def test_an_inbox_stands_in_the_order_to_do_it():
    tasks.create(actor=actor("1"), task=Task("想一想", "1"))
    tasks.create(actor=actor("1"), task=Task("下周的", "1", due=at(date(2026, 10, 16), 12)))

    with clock.at(at(FRIDAY, 11, 30)):
        inbox = queries.inbox("1")

    assert (titles(inbox.now), titles(inbox.today), titles(inbox.soon), inbox.waiting, inbox.done_today) == (
        ["提交核心数据"],
        ["推广日报", "想一想"],
        ["下周的"],
        (),
        (),
    )
    assert [(item.left, item.workdays, item.late, item.verb) for item in inbox.now] == [(1800, 0, 0, Verb.COMPLETE)]
    assert [(item.left, item.workdays) for item in inbox.soon] == [(606600, 6)]


def test_what_is_late_comes_first_and_says_by_how_much():
    with clock.at(at(SATURDAY, 12, 30)):
        inbox = queries.inbox("1")

    assert [(item.title, item.day.day, item.late, item.left) for item in inbox.now] == [
        ("提交核心数据", 9, 88200, -88200),
        ("推广日报", 9, 66600, -66600),
        ("提交核心数据", 10, 1800, -1800),
    ]


def test_what_was_done_today_is_there_the_newest_first():
    complete("核心数据", "1", at(FRIDAY, 10, 40))
    pk = tasks.create(actor=actor("1"), task=Task("想一想", "1"))
    with clock.at(at(FRIDAY, 10, 50)):
        doing.complete(actor=actor("1"), work_id=pk, version=1)
        inbox = queries.inbox("1")

    assert titles(inbox.done_today) == ["想一想", "提交核心数据"]


def test_a_review_waits_for_its_reviewer_and_no_more_for_who_handed_in():
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=FRIDAY)
    stages.file_record(actor=actor("1"), record_id=draft, answers={"今日": "好"})

    theirs, mine = queries.inbox("3"), queries.inbox("1")
    assert [(item.title, item.verb) for item in theirs.waiting] == [("推广日报", Verb.ACCEPT)]
    assert "推广日报" not in titles([*mine.now, *mine.today, *mine.soon])


def test_attendees_see_the_meeting_and_deputies_the_work():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(MONDAY, 23), deputy="4")

    with clock.at(at(MONDAY, 9, 30)):
        attends = [item for item in queries.inbox("2").now if item.source == "meeting"]
        stands_in = [item for item in queries.inbox("4").now if item.deputy_for.number == "1"]

    assert [(item.part, item.verb) for item in attends] == [("attends", None)]
    assert {item.title for item in stands_in} == {"提交核心数据", "推广日报"}


def test_when_nothing_is_due_the_inbox_says_what_comes_next():
    with clock.at(at(SATURDAY, 9)):
        inbox = queries.inbox("6")

    assert (inbox.now, inbox.today, inbox.next) == ((), (), None)

    with clock.at(at(date(2026, 10, 7), 9)):
        inbox = queries.inbox("1")

    assert (inbox.today, inbox.next.title, inbox.next.day) == ((), "提交核心数据", FRIDAY)


def test_a_stranger_has_an_empty_inbox():
    inbox = queries.inbox("77")

    assert (inbox.now, inbox.today, inbox.soon, inbox.waiting, queries.counts("77")) == ((), (), (), (), (0, 0, 0))


def test_a_badge_counts_what_is_due_and_late_and_unread():
    ticking.tick(moment=at(FRIDAY, 12, 30), holder="here")

    with clock.at(at(FRIDAY, 12, 30)):
        assert queries.counts("1") == (2, 1, 1)


def test_a_calendar_holds_what_is_due_on_some_days():
    items = queries.calendar("1", FRIDAY, MONDAY)

    assert [(item.title, item.due.day) for item in items] == [
        ("提交核心数据", 9),
        ("推广日报", 9),
        ("提交核心数据", 10),
        ("推广日报", 10),
        ("周例会", 12),
        ("提交核心数据", 12),
        ("推广日报", 12),
    ]


def test_an_inbox_asks_as_often_for_much_as_for_little(django_assert_num_queries):
    tasks.create(actor=actor("1"), task=Task("第一", "1", due=at(FRIDAY, 18)))
    with django_assert_num_queries(8) as asked:
        queries.inbox("1")
    for number in range(30):
        tasks.create(actor=actor("1"), task=Task(f"第{number}", "1", due=at(FRIDAY, 18)))

    with django_assert_num_queries(len(asked)):
        inbox = queries.inbox("1")

    assert len(inbox.today) == 33


def test_a_long_inbox_says_how_much_it_leaves_out(monkeypatch):
    from guiju.apps.work.queries import inboxes

    monkeypatch.setattr(inboxes, "MOST", 1)

    inbox = queries.inbox("1")
    assert (len(inbox.now) + len(inbox.today), inbox.more) == (1, 1)


@pytest.mark.parametrize(("number", "sees"), [("1", True), ("3", True), ("6", True), ("2", False), ("4", False)])
def test_work_is_seen_by_whose_it_is_and_who_leads_them(number, sees):
    work = office.work("核心数据", "1")

    if sees:
        assert queries.item(actor(number), work.pk).item.id == work.pk
    else:
        assert refusal(queries.item, actor(number), work.pk) == Code.UNKNOWN_WORK


def test_the_regulation_may_open_work_to_others():
    text = office.BOOK.replace(
        "  财务: {谁:", "  事务: {谁: [财务专员], 可: [查看], 什么: [事务], 范围: 全部}\n  财务: {谁:"
    )
    make.book(text, FRIDAY)
    work = office.work("核心数据", "1")

    piece = queries.item(actor("8"), work.pk)
    assert (piece.may, queries.group(actor("8"), "电商部").unit) == ({Verb.REMARK}, "电商部")


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
    assert (titles(day.stuck), day.lines[0].worst.title, day.vacant, day.mine) == (
        ["提交核心数据"],
        "提交核心数据",
        (),
        (),
    )


def test_a_leader_sees_what_only_they_can_unblock_and_what_waits():
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=FRIDAY)
    stages.file_record(actor=actor("1"), record_id=draft, answers={"今日": "好"})
    one, two = (tasks.create(actor=actor("3"), task=Task(title, "2")) for title in "甲乙")
    tasks.depend(actor=actor("3"), work_id=two, needs=one)

    day = queries.group(actor("3"), "流量获取组")

    assert ([(item.source, item.title) for item in day.mine], titles(day.stuck)) == (
        [("review", "推广日报")],
        ["乙"],
    )


def test_a_vacancy_is_before_the_leader():
    Assignment.objects.filter(person__number="4").delete()
    planning.plan_work(until=MONDAY)

    day = queries.group(actor("5"), "客服组")
    assert [(item.title, item.accountable.name, item.part) for item in day.vacant] == [("闭店检查", "", "")]


@pytest.mark.parametrize("number", ["1", "5"])
def test_a_group_is_for_who_leads_it(number):
    assert refusal(queries.group, actor(number), "流量获取组") == Code.NOT_ALLOWED


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
            actions=[ActionItem("查低效计划", "2", due), ActionItem("换素材", "4")],
        )
        agenda = queries.agenda(actor("3"), work.pk)

    made = models.Work.objects.filter(source="action").order_by("pk")
    assert [(one.who.number, one.present) for one in agenda.attendees] == [("1", True), ("2", False), ("4", True)]
    assert [(one.title, one.accountable.number, one.due, one.parent_id) for one in made] == [
        ("查低效计划", "2", due, work.pk),
        ("换素材", "4", None, work.pk),
    ]
    assert (agenda.item.state, agenda.minutes, titles(agenda.actions)) == (
        "done",
        "上周投产比偏低。",
        ["查低效计划", "换素材"],
    )


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

    assert refusal(queries.agenda, actor("1"), work.pk) == Code.NOT_A_MEETING
    assert refusal(queries.agenda, actor("4"), stranger.pk) == Code.UNKNOWN_WORK
    assert (
        refusal(meetings.hold, actor=actor("1"), work_id=work.pk, version=1, present=[], minutes="x")
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

    assert refusal(absences.add, actor=actor(who), **told) == code


def test_nobody_is_away_twice():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20))

    again = {"number": "1", "start": at(FRIDAY, 19), "end": at(MONDAY, 20)}
    assert refusal(absences.add, actor=actor("1"), **again) == Code.ALREADY_AWAY


def test_back_earlier_or_not_going_at_all():
    now = absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 8), end=at(FRIDAY, 20))
    later = absences.add(actor=actor("1"), number="1", start=at(MONDAY, 8), end=at(MONDAY, 20))

    stranger = refusal(absences.end, actor=actor("2"), absence_id=now)
    absences.end(actor=actor("1"), absence_id=now)
    absences.end(actor=actor("1"), absence_id=later)

    assert (stranger, queries.absences("1"), refusal(absences.end, actor=actor("1"), absence_id=0)) == (
        Code.NOT_ALLOWED,
        [],
        Code.UNKNOWN_ABSENCE,
    )


def test_a_piece_says_what_belongs_to_it():
    parent = tasks.create(actor=actor("3"), task=Task("上新", "1"))
    child = tasks.create(actor=actor("3"), task=Task("拍照", "1", parent=parent))
    tasks.depend(actor=actor("3"), work_id=parent, needs=child)

    whole, part = (queries.item(actor("1"), pk) for pk in (parent, child))
    assert (titles(whole.children), titles(whole.needs), part.parent.title, titles(part.needed_by)) == (
        ["拍照"],
        ["拍照"],
        "上新",
        ["上新"],
    )


def test_a_reviewer_may_accept_and_give_back():
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=FRIDAY)
    stages.file_record(actor=actor("1"), record_id=draft, answers={"今日": "好"})
    work = office.work("推广日报", "1")

    theirs, mine = queries.item(actor("3"), work.pk), queries.item(actor("1"), work.pk)
    assert ({Verb.ACCEPT, Verb.GIVE_BACK} <= theirs.may, theirs.reviewer.name) == (True, "周岚")
    assert mine.may == {Verb.REMARK, Verb.TAKE_BACK}
    reviewing.accept(actor=actor("3"), work_id=work.pk, version=work.version)
    assert [step.did for step in queries.item(actor("1"), work.pk).steps] == ["handed_in", "accepted"]


def test_lists_take_no_time_that_grows_with_the_past():
    old = FRIDAY - timedelta(days=200)
    work = office.work("核心数据", "1")
    for number in range(3):
        work.pk, work.key, work.day = None, f"old:{number}", old
        work.state, work.done, work.closed = "done", at(old, 12), at(old, 12)
        work.save(force_insert=True)

    assert len(queries.inbox("1").done_today) == 0
