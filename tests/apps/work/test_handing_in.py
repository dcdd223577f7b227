"""Forms filed, work handed in, received and given back."""

from datetime import date

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.records import actions as records
from guiju.apps.work import models
from guiju.apps.work.actions import doing, planning, reviewing, stages
from guiju.apps.work.errors import Code
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.planned()


def told(level):
    return list(models.Notice.objects.filter(level=level).values_list("person__number", flat=True).order_by("id"))


def test_a_form_has_to_be_filed():
    work = office.work("推广日报", "1")

    refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=1)

    assert (refused.code, str(refused)) == (Code.NEEDS_FORM, "要填“日报”才算办完。")


def filed(number="1", **more):
    draft = records.save_draft(actor=actor(number), form="日报", answers={}, day=FRIDAY)
    stages.file_record(actor=actor(number), record_id=draft, answers={"今日": "投放", "花费": "100"}, **more)
    return draft


def test_filing_the_form_completes_the_work_and_its_reviewer_receives_it():
    record = filed()

    work = office.work("推广日报", "1")
    review = models.Work.objects.get(source="review")
    assert (work.state, work.record_id, work.seconds_late, work.closed) == ("review", record, 0, None)
    assert (review.accountable.number, review.parent_id, review.due) == ("3", work.pk, None)
    assert told("asked") == ["3"]


def test_a_draft_does_not_count_as_filed():
    work = office.work("推广日报", "1")
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=FRIDAY)

    refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=1, record_id=draft)

    assert refused.code == Code.OTHER_RECORD


def test_one_record_is_evidence_of_one_piece_of_work():
    record = filed()
    other = office.work("推广日报", "2")

    refused = refusal(doing.complete, actor=actor("2"), work_id=other.pk, version=1, record_id=record)

    assert refused.code == Code.OTHER_RECORD


def test_filing_for_another_day_completes_nothing():
    draft = records.save_draft(actor=actor("1"), form="日报", answers={}, day=date(2026, 10, 8))
    stages.file_record(actor=actor("1"), record_id=draft, answers={"今日": "投放"})

    assert office.work("推广日报", "1").state == "todo"


def test_what_is_accepted_is_done_as_of_when_it_was_handed_in():
    filed()
    work = office.work("推广日报", "1")

    with clock.at(at(FRIDAY, 20)):
        reviewing.accept(actor=actor("3"), work_id=work.pk, version=work.version, said="好")

    work.refresh_from_db()
    review = models.Work.objects.get(source="review")
    assert (work.state, work.seconds_late, work.done, work.closed) == ("done", 0, clock.now(), at(FRIDAY, 20))
    assert (review.state, review.done_by.number) == ("done", "3")
    # who is to know of it by the clause, and who handed it in
    assert sorted(told("informed")) == ["1", "6"]


def test_what_is_given_back_is_open_again_and_says_why():
    filed()
    work = office.work("推广日报", "1")
    review = models.Work.objects.get(source="review")

    refused = refusal(reviewing.give_back, actor=actor("3"), work_id=review.pk, version=1, said=" ")
    reviewing.give_back(actor=actor("3"), work_id=review.pk, version=1, said="花费不对")

    work.refresh_from_db()
    assert (refused.code, work.state, work.done, work.seconds_late) == (Code.NEEDS_REASON, "doing", None, None)
    assert (told("returned"), work.next_step) == (["1"], at(FRIDAY, 18))


def test_what_was_given_back_late_is_late():
    record = filed()
    work = office.work("推广日报", "1")
    reviewing.give_back(actor=actor("3"), work_id=work.pk, version=work.version, said="花费不对")
    work.refresh_from_db()

    with clock.at(at(FRIDAY, 18, 0, 30)):
        doing.complete(actor=actor("1"), work_id=work.pk, version=work.version, record_id=record)

    work.refresh_from_db()
    assert (work.state, work.seconds_late, work.children.count()) == ("review", 30, 2)


def test_nobody_receives_what_they_handed_in_themselves():
    make.post(models.Work.objects.get(pk=office.work("核心数据", "1").pk).accountable, position="推广组长")
    filed()
    review = models.Work.objects.get(source="review")

    refused = refusal(reviewing.accept, actor=actor("1"), work_id=review.pk, version=1)

    assert (review.accountable.number, refused.code) == ("3", Code.OWN_WORK)


def test_without_another_reviewer_it_goes_up_the_line():
    leader = models.Work.objects.get(pk=office.work("投放快照").pk).accountable
    make.post(leader, "流量获取组", "推广专员", main=False)
    planning.plan_work(until=FRIDAY)
    filed("3")

    review = models.Work.objects.get(source="review")
    assert review.accountable.number == "6"


def test_strangers_do_not_receive():
    filed()
    review = models.Work.objects.get(source="review")

    assert refusal(reviewing.accept, actor=actor("5"), work_id=review.pk, version=1).code == Code.NOT_ALLOWED


def test_what_was_not_handed_in_is_not_received():
    work = office.work("推广日报", "1")

    assert refusal(reviewing.accept, actor=actor("3"), work_id=work.pk, version=1).code == Code.NOT_HANDED_IN


def test_what_is_handed_in_is_taken_back():
    filed()
    work = office.work("推广日报", "1")

    refused = refusal(doing.take_back, actor=actor("2"), work_id=work.pk, version=work.version)
    doing.take_back(actor=actor("1"), work_id=work.pk, version=work.version)

    work.refresh_from_db()
    review = models.Work.objects.get(source="review")
    assert (refused.code, work.state, work.done, review.state) == (Code.NOT_ALLOWED, "doing", None, "cancelled")


def test_what_was_not_handed_in_is_not_taken_back():
    work = office.work("推广日报", "1")

    assert refusal(doing.take_back, actor=actor("1"), work_id=work.pk, version=1).code == Code.NOT_HANDED_IN


def test_what_is_handed_in_is_not_handed_in_again():
    filed()
    work = office.work("推广日报", "1")

    refused = refusal(doing.complete, actor=actor("1"), work_id=work.pk, version=work.version)

    assert (refused.code, str(refused.data["did"])) == (Code.CHANGED_MEANWHILE, "交审")
