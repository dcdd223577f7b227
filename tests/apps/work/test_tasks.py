from datetime import date

import pytest

from apps.work import office
from apps.work.office import FRIDAY, actor, at, create, project, told
from guiju.apps.audit import queries as ledger
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.remember import remembered
from guiju.apps.work import models, queries, rules
from guiju.apps.work.actions import doing, planning, projects, reviewing, tasks
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Task, Verb
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.opened()


def test_a_leader_gives_a_task_with_everybody_who_has_a_part_in_it():
    pk = create(due=at(FRIDAY, 18), responsible=("2",), consulted=("4",), informed=("6",), detail="三百字")

    piece = queries.item(actor("1"), pk)
    assert (piece.item.title, piece.item.accountable.name, piece.made_by.name, piece.detail) == (
        "写文案",
        "林夏",
        "周岚",
        "三百字",
    )
    assert [(one.who.number, one.part) for one in piece.beside] == [
        ("2", "responsible"),
        ("4", "consulted"),
        ("6", "informed"),
    ]
    assert (told("asked"), told("informed")) == (["1", "2", "4"], ["6"])


def test_anybody_gives_themselves_a_task():
    pk = create("1")

    assert (queries.item(actor("1"), pk).item.due, told("asked")) == (None, [])


@pytest.mark.parametrize(("giver", "taker"), [("1", "2"), ("1", "3"), ("3", "4"), ("1", "")])
def test_others_get_tasks_from_those_who_lead_them(giver, taker):
    assert refusal(create, number=giver, accountable=taker).code == Code.NOT_ALLOWED


def test_a_task_says_what_is_to_be_done():
    assert refusal(create, title=" ").code == Code.NEEDS_TITLE


def test_a_task_is_due_after_it_opens():
    refused = refusal(create, due=at(FRIDAY, 9), opens=at(FRIDAY, 10))

    assert refused.code == Code.DUE_BEFORE_OPEN


def test_a_line_of_a_matrix_says_who():
    pk = tasks.create(actor=actor("6"), task=Task(""), line="新品上架:选品")

    piece = queries.item(actor("6"), pk)
    beside = sorted((one.part.value, one.who.number) for one in piece.beside)
    assert (piece.item.title, piece.item.accountable.number, piece.item.rule, piece.item.clause) == (
        "选品",
        "3",
        "raci:新品上架",
        "work",
    )
    # of a unit its leader is asked
    assert beside == [("consulted", "5"), ("informed", "6"), ("responsible", "1"), ("responsible", "2")]


@pytest.mark.parametrize("line", ["新品上架:无", "无:选品"])
def test_an_unknown_line_is_refused(line):
    with pytest.raises(Refused) as refused:
        tasks.create(actor=actor("6"), task=Task("选品"), line=line)

    assert refused.value.code == Code.UNKNOWN_TASK_LINE


def test_a_task_with_a_reviewer_is_received_by_them():
    pk = create(reviewer="3")

    doing.complete(actor=actor("1"), work_id=pk, version=1)
    review = models.Work.objects.get(source="review")
    reviewing.accept(actor=actor("3"), work_id=review.pk, version=1)

    assert (queries.item(actor("1"), pk).item.state, review.accountable.number) == ("done", "3")


def test_a_reviewer_who_does_it_themselves_receives_nothing():
    pk = create("3", accountable="3", reviewer="3")

    doing.complete(actor=actor("3"), work_id=pk, version=1)

    assert models.Work.objects.filter(source="review").count() == 0


def test_a_checklist_and_files_go_with_a_task():
    file = records.attach(actor=actor("3"), name="参考.txt", stream=[b"abc"])
    pk = create(checklist=("标题", "正文"), files=(file,))

    refused = refusal(doing.complete, actor=actor("1"), work_id=pk, version=1, ticks=[0])
    piece = queries.item(actor("1"), pk)

    assert (refused.code, [tick.text for tick in piece.checklist], piece.files[0].name) == (
        Code.NEEDS_TICKS,
        ["标题", "正文"],
        "参考.txt",
    )


def test_edited_checklists_keep_the_ticks_of_what_stays():
    pk = create(checklist=("标题", "正文"))
    version = doing.tick(actor=actor("1"), work_id=pk, version=1, place=1)

    task = Task("写好文案", "1", checklist=("正文", "配图"), consulted=("4",))
    tasks.edit(actor=actor("3"), work_id=pk, version=version, task=task)

    piece = queries.item(actor("1"), pk)
    assert (piece.item.title, [(tick.text, tick.done) for tick in piece.checklist]) == (
        "写好文案",
        [("正文", True), ("配图", False)],
    )
    assert [(one.who.number, one.part) for one in piece.beside] == [("4", "consulted")]
    assert ledger.history(kind="work", key=pk)[-1].before == {"title": "写文案", "due": None}


def test_duties_are_not_edited():
    from guiju.apps.work.actions import planning

    planning.plan_work(until=FRIDAY)
    work = office.work("核心数据", "1")

    assert refusal(tasks.edit, actor=actor("3"), work_id=work.pk, version=1, task=Task("别的")).code == Code.NOT_ALLOWED


def test_strangers_edit_nothing():
    pk = create()

    assert refusal(tasks.edit, actor=actor("4"), work_id=pk, version=1, task=Task("别的")).code == Code.NOT_ALLOWED


def test_an_edited_task_is_due_after_it_opens():
    pk = create()
    task = Task("写文案", "1", due=at(FRIDAY, 9), opens=at(FRIDAY, 10))

    assert refusal(tasks.edit, actor=actor("3"), work_id=pk, version=1, task=task).code == Code.DUE_BEFORE_OPEN


def test_a_task_waits_for_another_and_its_owner_hears_when_it_need_not_any_more():
    first, second = create(title="拍照"), create(title="排版", accountable="2")
    tasks.depend(actor=actor("3"), work_id=second, needs=first)

    refused = refusal(doing.complete, actor=actor("2"), work_id=second, version=2)
    waits = queries.item(actor("2"), second).item.waits
    doing.complete(actor=actor("1"), work_id=first, version=1)

    heard = models.Notice.objects.filter(work=second, level="asked").values_list("key", flat=True)
    assert (refused.code, refused.data["items"], waits) == (Code.NEEDS_OTHERS, ["1 件您看不到的事"], 1)
    assert [key.split(":")[1] for key in heard] == ["made", "free"]


def test_tasks_do_not_wait_for_each_other_in_circles():
    one, two, three = (create(title=title) for title in "甲乙丙")
    tasks.depend(actor=actor("3"), work_id=two, needs=one)
    tasks.depend(actor=actor("3"), work_id=three, needs=two)

    refused = refusal(tasks.depend, actor=actor("3"), work_id=one, needs=three)
    itself = refusal(tasks.depend, actor=actor("3"), work_id=one, needs=one)
    tasks.depend(actor=actor("3"), work_id=two, needs=one, on=False)

    assert (refused.code, itself.code, models.Dependency.objects.count()) == (
        Code.GOES_IN_CIRCLES,
        Code.GOES_IN_CIRCLES,
        1,
    )


def test_who_has_no_part_lets_nothing_wait():
    one, two = create(), create()

    assert refusal(tasks.depend, actor=actor("4"), work_id=one, needs=two).code == Code.NOT_ALLOWED


def test_a_task_waits_only_for_what_one_may_see():
    mine, theirs = create("4", accountable="4"), create()

    assert refusal(tasks.depend, actor=actor("4"), work_id=mine, needs=theirs).code == Code.UNKNOWN_WORK


def test_a_task_is_cancelled_with_a_reason():
    pk = create()

    silent = refusal(doing.cancel, actor=actor("3"), work_id=pk, version=1, said="")
    doer = refusal(doing.cancel, actor=actor("1"), work_id=pk, version=1, said="不想写")
    doing.cancel(actor=actor("3"), work_id=pk, version=1, said="不要了")

    assert (silent.code, doer.code, models.Work.objects.get(pk=pk).state) == (
        Code.NEEDS_REASON,
        Code.NOT_ALLOWED,
        "cancelled",
    )


def test_who_came_today_and_goes_today_was_never_there():
    which = project()
    projects.add_member(actor=actor("3"), project_id=which, number="1")

    projects.remove_member(actor=actor("3"), project_id=which, number="1")

    assert [one.who.number for one in queries.project(actor("3"), which).members] == ["3"]


def test_the_verbs_are_those_of_the_asker():
    pk = create()

    doer, leader = (queries.item(actor(number), pk).may for number in ("1", "3"))
    assert doer == {Verb.REMARK, Verb.COMPLETE, Verb.START, Verb.EDIT, Verb.MOVE}
    assert leader == {Verb.REMARK, Verb.EXCUSE, Verb.EDIT, Verb.MOVE, Verb.REASSIGN, Verb.CANCEL}


def test_of_what_a_task_waits_for_only_titles_that_one_may_see_are_told():
    secret = tasks.create(actor=actor("6"), task=Task("裁员名单", "6"))
    shown = tasks.create(actor=actor("1"), task=Task("拍照", "1"))
    task = tasks.create(actor=actor("6"), task=Task("写文案", "1", due=at(FRIDAY, 18)))
    for needs in (secret, shown):
        tasks.depend(actor=actor("6"), work_id=task, needs=needs)

    mine, theirs = queries.item(actor("1"), task), queries.item(actor("6"), task)
    with pytest.raises(Refused) as refused:
        doing.complete(actor=actor("1"), work_id=task, version=3)

    assert ([one.title for one in mine.needs], mine.unseen) == (["拍照"], 1)
    assert ([one.title for one in theirs.needs], theirs.unseen) == (["裁员名单", "拍照"], 0)
    assert str(refused.value) == "要等别的事先办完：拍照、1 件您看不到的事。"


def test_what_hangs_on_a_task_is_told_to_who_may_see_it():
    above = tasks.create(actor=actor("6"), task=Task("秋季调整", "6"))
    task = tasks.create(actor=actor("6"), task=Task("收文件", "1", parent=above))
    below = tasks.create(actor=actor("6"), task=Task("找律师", "7", parent=task))
    waits = tasks.create(actor=actor("6"), task=Task("发通知", "7"))
    tasks.depend(actor=actor("6"), work_id=waits, needs=task)

    mine, theirs = queries.item(actor("1"), task), queries.item(actor("6"), task)

    assert (mine.parent, mine.children, mine.needed_by) == (None, (), ())
    assert (theirs.parent.id, [one.id for one in theirs.children], [one.id for one in theirs.needed_by]) == (
        above,
        [below],
        [waits],
    )


def test_many_pieces_are_judged_as_each_alone_and_in_as_many_queries(django_assert_num_queries):
    planning.plan_work(until=date(2026, 10, 12))
    for number in office.PEOPLE:
        tasks.create(actor=actor("6"), task=Task("点货", number[0], consulted=("2",)))
    rows = list(models.Work.objects.select_related("accountable", "made_by", "project__lead").order_by("pk"))

    for number, *_ in office.PEOPLE:
        who = actor(number)
        assert rules.visible(who, rows) == [row for row in rows if rules.may_see(who, row)]
    with remembered():
        rules.visible(who, rows[:1])
        with django_assert_num_queries(1):
            rules.visible(who, rows)
