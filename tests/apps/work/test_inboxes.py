from datetime import date, timedelta

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at, complete, titles
from guiju.apps import clock
from guiju.apps.records import actions as records
from guiju.apps.work import models, queries
from guiju.apps.work.actions import doing, reviewing, stages, tasks, ticking
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Task, Verb
from refused import refusal_code

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2026, 10, 10), date(2026, 10, 12)


@pytest.fixture(autouse=True)
def department():
    office.planned(MONDAY)


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
    assert [(item.title, item.verb) for item in theirs.waiting] == [("林夏 · 推广日报", Verb.ACCEPT)]
    assert "推广日报" not in titles([*mine.now, *mine.today, *mine.soon])


def test_a_step_that_takes_a_yes_or_a_way_back_waits_until_it_presses():
    def sections(moment):
        inbox = queries.inbox("3", moment=moment)
        found = {"now": inbox.now, "today": inbox.today, "waiting": inbox.waiting, "soon": inbox.soon}
        return [name for name, items in found.items() if "设计需求" in " ".join(titles(items))]

    with clock.at(at(FRIDAY, 16)):
        draft = records.save_draft(actor=actor("4"), form="设计需求", answers={}, day=FRIDAY)
        stages.file_record(actor=actor("4"), record_id=draft, answers={"主题": "海报"})
    step = models.Work.objects.get(record=draft, closed__isnull=True)
    assert (step.accountable.number, sections(at(FRIDAY, 16, 5))) == ("3", ["waiting"])
    assert sections(step.due) == ["now"]

    with clock.at(at(FRIDAY, 16, 10)):
        stages.pass_stage(actor=actor("3"), work_id=step.pk, version=1)
    making = models.Work.objects.get(record=draft, closed__isnull=True)
    with clock.at(at(FRIDAY, 17)):
        inbox = queries.inbox(making.accountable.number)
    assert making.pk in {item.id for item in inbox.soon}  # it is work to do, though it has a way back


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
    with django_assert_num_queries(6) as asked:
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
        assert refusal_code(queries.item, actor(number), work.pk) == Code.UNKNOWN_WORK


def test_the_regulation_may_open_work_to_others():
    text = office.BOOK.replace(
        "  财务: {谁:", "  事务: {谁: [财务专员], 可: [查看], 什么: [事务], 范围: 全部}\n  财务: {谁:"
    )
    make.book(text, FRIDAY)
    work = office.work("核心数据", "1")

    piece = queries.item(actor("8"), work.pk)
    assert (piece.may, queries.group(actor("8"), "电商部").unit) == ({Verb.REMARK}, "电商部")


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
