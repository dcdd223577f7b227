from dataclasses import replace
from datetime import date, datetime

import pytest

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.records import actions as records
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, excusing, projects, stages, tasks
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Task, Verb
from refused import refusal_code

pytestmark = pytest.mark.django_db
LATER = (datetime(9999, 12, 31, 23, 59), datetime(1, 1, 1))


@pytest.fixture(autouse=True)
def department():
    office.planned()


def filed(number):
    draft = records.save_draft(actor=actor(number), form="设计需求", answers={}, day=FRIDAY)
    stages.file_record(actor=actor(number), record_id=draft, answers={"主题": "海报"})
    return models.Work.objects.get(record=draft, closed__isnull=True)


def handed_in():
    work = office.work("推广日报", "1")
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=FRIDAY)
    with clock.at(at(FRIDAY, 15)):
        stages.file_record(actor=actor("1"), record_id=draft, answers={"今日": "投放", "花费": "100"})
    return models.Work.objects.get(parent=work, source="review")


def test_who_files_a_record_has_no_say_over_the_work_of_its_stages():
    step = filed("4")

    codes = [
        refusal_code(doing.reassign, actor=actor("4"), work_id=step.pk, version=1, number="4"),
        refusal_code(doing.reassign, actor=actor("4"), work_id=step.pk, version=1, number="5"),
        refusal_code(doing.excuse, actor=actor("4"), work_id=step.pk, version=1, said="不用了"),
    ]

    assert codes == [Code.NOT_ALLOWED] * 3
    assert {Verb.REASSIGN, Verb.EXCUSE} & queries.item(actor("4"), step.pk).may == frozenset()


def test_nobody_passes_their_own_record_whoever_gives_it_to_them():
    step = filed("6")

    own = refusal_code(doing.reassign, actor=actor("6"), work_id=step.pk, version=1, number="6")

    assert own == Code.OWN_WORK


def test_a_deputy_does_not_pass_their_own_record():
    step = filed("1")
    absences.add(actor=actor("3"), number="3", start=at(FRIDAY, 0), end=at(date(2026, 10, 30), 0), deputy="1")

    assert refusal_code(stages.pass_stage, actor=actor("1"), work_id=step.pk, version=1) == Code.OWN_WORK
    piece = queries.item(actor("1"), step.pk)
    assert (piece.item.verb, piece.may) == (None, {Verb.REMARK})  # nor is it offered
    assert step.pk not in {item.id for item in queries.inbox("1", moment=at(FRIDAY, 16)).waiting}


def test_a_deputy_is_offered_what_others_filed_and_not_what_they_handed_in_themselves():
    own, others = handed_in(), filed("4")
    absences.add(actor=actor("3"), number="3", start=at(FRIDAY, 0), end=at(date(2026, 10, 30), 0), deputy="1")

    inbox = queries.inbox("1", moment=at(FRIDAY, 16))

    before = {item.id for item in (*inbox.waiting, *inbox.now, *inbox.today, *inbox.soon)} & {own.pk, others.pk}
    assert before == {others.pk}
    assert queries.item(actor("1"), own.pk).may == {Verb.REMARK}


def test_who_handed_in_has_no_say_over_its_review():
    review = handed_in()

    assert refusal_code(doing.reassign, actor=actor("1"), work_id=review.pk, version=1, number="2") == Code.NOT_ALLOWED


def test_what_others_wait_for_is_not_let_go_by_who_leads():
    step, review = filed("4"), handed_in()

    codes = [
        refusal_code(doing.excuse, actor=actor("6"), work_id=one.pk, version=1, said="免") for one in (step, review)
    ]

    assert codes == [Code.NOT_ALLOWED] * 2
    assert [Verb.EXCUSE in queries.item(actor("6"), one.pk).may for one in (step, review)] == [False, False]


def test_nobody_asks_to_be_let_off_what_others_wait_for():
    step = filed("4")

    assert refusal_code(excusing.ask, actor=actor("3"), work_id=step.pk, version=1, said="忙") == Code.NOT_ALLOWED


def test_ones_own_task_goes_to_nobody_whom_one_may_not_give_work():
    pk = tasks.create(actor=actor("1"), task=Task("写文案", "1"))

    assert refusal_code(doing.reassign, actor=actor("1"), work_id=pk, version=1, number="6") == Code.NOT_ALLOWED


def test_a_leader_gives_work_within_the_group_and_not_beyond_it():
    work = office.work("核心数据", "1")

    beyond = refusal_code(doing.reassign, actor=actor("3"), work_id=work.pk, version=1, number="6")
    doing.reassign(actor=actor("3"), work_id=work.pk, version=1, number="2")

    work.refresh_from_db()
    assert (beyond, work.accountable.number) == (Code.NOT_ALLOWED, "2")


@pytest.mark.parametrize("moment", LATER)
def test_dates_that_no_calendar_knows_are_refused(moment):
    pk = tasks.create(actor=actor("1"), task=Task("写文案", "1"))

    codes = [
        refusal_code(tasks.create, actor=actor("1"), task=Task("写文案", "1", moment)),
        refusal_code(tasks.edit, actor=actor("1"), work_id=pk, version=1, task=Task("写文案", "1", moment)),
        refusal_code(absences.add, actor=actor("1"), number="1", start=moment, end=moment),
        refusal_code(projects.open_project, actor=actor("6"), title="年货节", lead="1", end=moment.date()),
    ]

    assert codes == [Code.OTHER_AGE] * 4


@pytest.mark.parametrize(
    "terms", [{"due": datetime(2026, 12, 1, 18), "reviewer": "3"}, {"due": datetime(2026, 10, 9, 18)}]
)
def test_who_does_a_task_sets_neither_its_deadline_nor_who_receives_it(terms):
    given = Task("写文案", "1", datetime(2026, 10, 9, 18), reviewer="3")
    pk = tasks.create(actor=actor("3"), task=given)
    said = replace(given, detail="三百字")

    refused = refusal_code(tasks.edit, actor=actor("1"), work_id=pk, version=1, task=Task("写文案", "1", **terms))
    version = tasks.edit(actor=actor("1"), work_id=pk, version=1, task=said)

    assert (refused, version) == (Code.NOT_YOURS_TO_SET, 2)
    assert tasks.edit(actor=actor("3"), work_id=pk, version=2, task=Task("写文案", "1", **terms)) == 3
