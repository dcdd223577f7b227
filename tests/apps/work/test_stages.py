from datetime import date

import pytest

import make
from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.people.models import Assignment
from guiju.apps.records import actions as records
from guiju.apps.records import queries as registers
from guiju.apps.refusal import Refused
from guiju.apps.work import models, queries
from guiju.apps.work.actions import absences, doing, planning, stages
from guiju.apps.work.errors import Code
from guiju.apps.work.values import Verb
from refused import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def department():
    office.opened()


def filed(number="4", **answers):
    draft = records.save_draft(actor=actor(number), form="设计需求", answers={}, day=FRIDAY)
    stages.file_record(actor=actor(number), record_id=draft, answers={"主题": "海报", **answers})
    return draft


def stage(record, name):
    return models.Work.objects.get(record=record, closed__isnull=True, evidence__stage=name)


def passed(record, name, number, **answers):
    work = stage(record, name)
    return stages.pass_stage(actor=actor(number), work_id=work.pk, version=work.version, answers=answers)


def told(level):
    return sorted(models.Notice.objects.filter(level=level).values_list("person__number", flat=True))


def test_filing_makes_the_work_of_the_first_stage():
    record = filed()

    work = stage(record, "受理")
    assert (work.source, work.title, work.accountable.number, work.rule, work.clause, work.form) == (
        "stage",
        "设计需求 #1 受理 海报",
        "3",
        "form:设计需求",
        "work",
        "设计需求",
    )
    # four hours on the clock
    assert (work.due, told("asked")) == (at(FRIDAY, 14, 30), ["3"])


def test_a_record_goes_from_stage_to_stage_until_it_is_done():
    record = filed()
    passed(record, "受理", "3")
    middle = stage(record, "制作")
    passed(record, "制作", middle.accountable.number, 成品="图.png")
    passed(record, "验收", "4")

    view = registers.record(actor("4"), record)
    assert (view.state, view.answers["成品"], middle.due) == ("closed", "图.png", at(date(2026, 10, 13), 23, 59, 59))
    assert [one.state for one in models.Work.objects.filter(record=record)] == ["done"] * 3


def test_who_sent_it_back_reads_that_until_it_comes_again():
    record = filed()
    work = stage(record, "受理")
    stages.return_stage(actor=actor("3"), work_id=work.pk, version=work.version, said="少尺寸")
    seen = queries.item(actor("3"), work.pk).item
    stages.file_record(actor=actor("4"), record_id=record, answers={"主题": "海报 800×800"})
    again = queries.item(actor("3"), work.pk).item

    assert [(one.state, one.returned, one.awaited) for one in (seen, again)] == [
        ("done", True, True),
        ("done", True, False),
    ]


def test_of_several_who_could_the_one_with_the_least_of_such_work_gets_it():
    holders = []
    for _ in range(4):
        record = filed()
        passed(record, "受理", "3")
        holders.append(stage(record, "制作").accountable.number)

    assert holders == ["1", "2", "1", "2"]


def test_who_is_away_gets_none_while_others_are_there():
    absences.add(actor=actor("1"), number="1", start=at(FRIDAY, 0), end=at(date(2026, 10, 12), 0))
    record = filed()
    passed(record, "受理", "3")

    assert stage(record, "制作").accountable.number == "2"


def test_nobody_passes_their_own():
    record = filed("3")

    # the leader asks: the next one up the line receives it
    assert stage(record, "受理").accountable.number == "6"


def test_where_nobody_is_there_it_is_a_finding_up_the_line():
    Assignment.objects.filter(person__number="3").delete()

    record = filed()

    work = stage(record, "受理")
    assert (work.accountable, [one.person.number for one in work.participants.all()], told("asked")) == (
        None,
        ["6"],
        ["6"],
    )


def test_a_record_is_sent_back_to_the_stage_before_and_whoever_did_it():
    record = filed()
    passed(record, "受理", "3")
    work = stage(record, "制作")

    stages.return_stage(actor=actor("1"), work_id=work.pk, version=work.version, said="没有文案")

    again = stage(record, "受理")
    assert (again.accountable.number, told("returned")) == ("3", ["3"])
    assert registers.record(actor("4"), record).history[-1].said == "没有文案"


def test_from_the_first_stage_it_goes_back_to_its_author_who_files_again():
    record = filed()
    work = stage(record, "受理")
    stages.return_stage(actor=actor("3"), work_id=work.pk, version=work.version, said="说清楚")
    mend = stage(record, "")
    verb = queries.inbox("4").today[0].verb

    stages.file_record(actor=actor("4"), record_id=record, answers={"主题": "双十一海报"}, work_id=mend.pk)

    mend.refresh_from_db()
    assert (verb, mend.state, told("returned"), stage(record, "受理").title) == (
        Verb.FILE,
        "done",
        ["4"],
        "设计需求 #1 受理 双十一海报",
    )


def test_filing_again_finds_the_work_to_mend_by_itself():
    record = filed()
    work = stage(record, "受理")
    stages.return_stage(actor=actor("3"), work_id=work.pk, version=work.version, said="说清楚")

    stages.file_record(actor=actor("4"), record_id=record, answers={"主题": "双十一海报"})

    assert [one.state for one in models.Work.objects.order_by("pk")] == ["done", "done", "todo"]


def test_what_is_filled_in_at_a_stage_is_checked():
    text = office.BOOK.replace("成品: 文字", "成品: {类型: 文字, 必填: 是}")
    make.book(text, FRIDAY)
    record = filed()
    passed(record, "受理", "3")
    work = stage(record, "制作")

    with pytest.raises(Refused) as refused:
        stages.pass_stage(actor=actor("1"), work_id=work.pk, version=1, answers={})

    work.refresh_from_db()
    assert ([one.field for one in refused.value.data["problems"]], work.state) == (["成品"], "todo")


@pytest.mark.parametrize("number", ["1", "4", "5"])
def test_only_whose_work_it_is_passes_it_on(number):
    work = stage(filed(), "受理")

    assert refusal(stages.pass_stage, actor=actor(number), work_id=work.pk, version=1).code == Code.NOT_ALLOWED


def test_two_who_pass_it_on_pass_it_once():
    record = filed()
    work = stage(record, "受理")
    passed(record, "受理", "3")

    refused = refusal(stages.pass_stage, actor=actor("3"), work_id=work.pk, version=1)

    assert (refused.code, models.Work.objects.filter(record=record).count()) == (Code.CHANGED_MEANWHILE, 2)


def test_a_stage_is_not_completed_past_its_record():
    work = stage(filed(), "受理")

    assert refusal(doing.complete, actor=actor("3"), work_id=work.pk, version=1).code == Code.NOT_ALLOWED


def test_other_work_is_no_stage():
    planning.plan_work(until=FRIDAY)
    work = office.work("核心数据", "1")

    assert refusal(stages.pass_stage, actor=actor("1"), work_id=work.pk, version=1).code == Code.NOT_ALLOWED


def test_a_deputy_passes_it_on_and_may_read_it():
    absences.add(actor=actor("3"), number="3", start=at(FRIDAY, 0), end=at(date(2026, 10, 12), 0), deputy="5")
    record = filed()

    read = registers.record(actor("5"), record).number
    passed(record, "受理", "5")

    done = models.Work.objects.get(record=record, state="done")
    assert (read, done.accountable.number, done.done_by.number) == (1, "3", "5")


def test_who_goes_away_later_lets_the_deputy_read_what_waits():
    record = filed()

    absences.add(actor=actor("3"), number="3", start=at(FRIDAY, 0), end=at(date(2026, 10, 12), 0), deputy="5")

    assert registers.record(actor("5"), record).number == 1


def test_who_it_is_given_to_may_read_it():
    record = filed()
    passed(record, "受理", "3")
    work = stage(record, "制作")

    doing.reassign(actor=actor("3"), work_id=work.pk, version=1, number="2")

    assert registers.record(actor("2"), record).number == 1


def test_a_withdrawn_record_is_nobody_s_work():
    record = filed()

    stages.withdraw_record(actor=actor("4"), record_id=record, said="不要了")

    work = models.Work.objects.get(record=record)
    assert (work.state, registers.record(actor("4"), record).state) == ("cancelled", "withdrawn")


def test_the_author_hears_when_it_is_through():
    text = office.BOOK.replace("{步骤: 验收, 谁: 提交人, 限: 1工作日}", "{步骤: 验收, 谁: 电商总监}")
    make.book(text, FRIDAY)
    record = filed()
    passed(record, "受理", "3")
    passed(record, "制作", "1")
    passed(record, "验收", "6")

    notice = models.Notice.objects.get(level="informed")
    assert (notice.person.number, notice.about["record"], notice.about["title"]) == ("4", record, "海报")


def test_the_superior_of_the_author_may_be_a_stage():
    text = office.BOOK.replace("{步骤: 受理, 谁: 推广组长, 限: 4小时, 可退回: 是}", "{步骤: 受理, 谁: 上级, 限: 4小时}")
    make.book(text, FRIDAY)

    assert [stage(filed(number), "受理").accountable.number for number in ("4", "5")] == ["5", "6"]


def test_a_form_that_no_duty_asks_for_is_filed_without_work():
    draft = records.save_draft(actor=actor("4"), form="日报", answers={}, day=FRIDAY)

    stages.file_record(actor=actor("4"), record_id=draft, answers={"今日": "好"})

    assert models.Work.objects.count() == 0


def test_who_shares_the_duty_completes_it_by_filing():
    text = office.BOOK.replace("推广日报: {谁: 推广专员,", "推广日报: {谁: 推广专员, 共同: 是,")
    make.book(text, FRIDAY)
    planning.plan_work(until=FRIDAY)
    work = office.work("推广日报")
    other = next(number for number in ("1", "2") if number != work.accountable.number)
    draft = records.save_draft(actor=actor(other), form="日报", answers={}, day=FRIDAY)

    with clock.at(at(FRIDAY, 17)):
        stages.file_record(actor=actor(other), record_id=draft, answers={"今日": "好"})

    work.refresh_from_db()
    assert (work.state, work.done_by.number) == ("review", other)


CHOSEN = office.BOOK.replace(
    """例行:
  核心数据:""",
    """  派单:
    字段:
      主题: {类型: 文字, 必填: 是}
      承办: 人员
      退换: [退货, 换货]
      结果: 文字
    标题: 主题
    流转:
      - {步骤: 分派, 谁: 推广组长, 填写: [承办]}
      - {步骤: 退货, 谁: 字段 承办, 填写: [结果], 当: 退换 = "退货"}
      - {步骤: 换货, 谁: 字段 承办, 填写: [结果], 当: 退换 = "换货"}
例行:
  核心数据:""",
    1,
)


@pytest.mark.parametrize(
    ("chosen", "kind", "number"),
    [("1", "退货", "1"), ("2", "换货", "2"), ("4", "换货", "5"), (None, "退货", "5"), ("99", "退货", None)],
)
def test_a_stage_goes_to_whom_a_field_of_the_record_names(chosen, kind, number):
    make.book(CHOSEN, date(2026, 10, 9))
    draft = records.save_draft(actor=actor("4"), form="派单", answers={}, day=FRIDAY)
    stages.file_record(actor=actor("4"), record_id=draft, answers={"主题": "破损", "退换": kind})

    if number is None:  # nobody of that number is in the roster
        assert refusal(passed, record=draft, name="分派", number="3", 承办=chosen).code
        return
    passed(draft, "分派", "3", **({"承办": chosen} if chosen else {}))

    work = stage(draft, kind)  # neither the author themselves nor nobody: then whom the author reports to
    assert work.accountable.number == number
    passed(draft, kind, number, 结果="已寄")
    assert registers.record(actor("4"), draft).state == "closed"
