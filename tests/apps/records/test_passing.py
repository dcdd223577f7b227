"""A record passes its stages: filled in and passed on, skipped where a condition says so, sent back with a reason."""

import pytest

from apps.records import office
from guiju.apps.audit import queries as ledger
from guiju.apps.records import actions, models, queries
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
RECEIVER, DESIGNER = office.OUTSIDE_LEADER, office.OUTSIDER


@pytest.fixture
def record():
    found = office.filed()
    actions.admit(record_id=found, numbers=[RECEIVER, DESIGNER])
    return found


def passed(record, stage, number=RECEIVER, answers=None, **more):
    return actions.fill(actor=office.actor(number), record_id=record, stage=stage, answers=answers or {}, **more)


def back(record, stage, number=RECEIVER, said="缺图"):
    return actions.send_back(actor=office.actor(number), record_id=record, stage=stage, said=said)


def where(record):
    row = models.Record.objects.get(pk=record)
    return row.state, row.stage


def test_a_record_goes_from_stage_to_stage_until_it_is_done(record):
    passed(record, "受理", said="收到")
    designed = where(record)
    work = office.brought(DESIGNER, "成品.txt")
    passed(record, "设计", DESIGNER, {"成品": [work], "评分": "4.5"})
    checking = where(record)
    passed(record, "验收", office.AUTHOR)

    seen = office.seen(record)
    assert (designed, checking, where(record)) == (("open", "设计"), ("open", "验收"), ("closed", ""))
    assert (seen.answers["评分"], seen.files[work].name) == ("4.5", "成品.txt")
    assert [(one.did, one.stage, one.who.name, one.said) for one in seen.history] == [
        ("filed", "", "张三", ""),
        ("passed", "受理", "何静", "收到"),
        ("passed", "设计", "小满", ""),
        ("passed", "验收", "张三", ""),
    ]
    assert [change.field for change in seen.history[2].changes] == ["成品", "评分"]
    assert [line.action for line in ledger.history(kind="record", key="设计需求 #1")][-3:] == ["records.pass"] * 3


def test_a_stage_whose_condition_holds_is_not_skipped():
    record = office.filed(answers={**office.WISH, "预算": "10000.01"})
    actions.admit(record_id=record, numbers=[RECEIVER])

    passed(record, "受理")

    assert where(record) == ("open", "大额审批")


def test_the_caller_may_say_where_it_goes(record):
    passed(record, "受理", next_stage="验收")
    elsewhere = where(record)
    with pytest.raises(Refused) as refused:
        passed(record, "验收", next_stage="晒图")
    passed(record, "验收", next_stage="")

    assert (elsewhere, refused.value.code, where(record)) == (
        ("open", "验收"),
        Code.UNKNOWN_STAGE,
        ("closed", ""),
    )


def test_a_stage_is_judged_by_its_own_fields_alone(record):
    passed(record, "受理")

    with pytest.raises(Refused) as lacking:
        passed(record, "设计", DESIGNER, {"评分": "6", "主题": "别的"})

    said = [(one.field, one.says) for one in lacking.value.data["problems"]]
    assert said == [("成品", "“成品”还没有填。"), ("评分", "最高五分")]
    assert office.seen(record).answers["主题"] == "主图"


def test_it_is_passed_on_from_the_stage_that_it_is_in(record):
    with pytest.raises(Refused) as refused:
        passed(record, "设计", DESIGNER)

    assert str(refused.value) == "这份记录现在不在“设计”这一步。"


def test_two_who_pass_it_on_are_told_of_each_other(record):
    passed(record, "受理", version=2)

    with pytest.raises(Refused) as refused:
        passed(record, "受理", DESIGNER, version=2)

    assert str(refused.value) == "何静在 10-09 10:30 改过这份记录（办完一步），您看到的是之前的样子。"


def test_who_cannot_read_it_cannot_pass_it_on():
    record = office.filed()

    with pytest.raises(Refused) as refused:
        passed(record, "受理", DESIGNER)

    assert refused.value.code == Code.UNKNOWN_RECORD


def test_sent_back_from_the_first_stage_its_author_types_on_and_files_again(record):
    back(record, "受理")
    draft, shown = office.seen(record), office.seen(record, RECEIVER)
    office.draft(record_id=record, answers={"主题": "新", "预算": "没"})
    typing = office.seen(record, RECEIVER)
    actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers={**office.WISH, "主题": "新主图"})

    assert (draft.state, draft.number, draft.typed, draft.answers["预算"]) == ("draft", 1, True, "1200")
    assert (shown.typed, shown.answers, typing.answers) == (False, office.WISH, office.WISH)
    assert (typing.title, where(record)) == ("主图", ("open", "受理"))
    after = office.seen(record)
    assert (after.number, after.title, after.filed.hour) == (1, "新主图", 10)
    assert [(one.did, [change.field for change in one.changes]) for one in after.history] == [
        ("filed", []),
        ("returned", []),
        ("filed", ["主题"]),
    ]


def test_what_later_stages_had_filled_in_stays_when_it_comes_back(record):
    passed(record, "受理")
    passed(record, "设计", DESIGNER, {"成品": [office.brought(DESIGNER)], "评分": "3"}, next_stage="受理")
    back(record, "受理")
    actions.file(actor=office.actor(office.AUTHOR), record_id=record, answers=office.WISH)

    assert office.seen(record).answers["评分"] == "3"


def test_sent_back_from_a_later_stage_it_waits_in_the_one_before(record):
    passed(record, "受理")

    back(record, "设计", DESIGNER)

    assert where(record) == ("open", "受理")
    assert office.seen(record).history[-1].said == "缺图"


def test_a_stage_that_may_not_send_back_does_not():
    record = office.filed(answers={**office.WISH, "预算": "20000"})
    actions.admit(record_id=record, numbers=[RECEIVER])
    passed(record, "受理")

    with pytest.raises(Refused) as refused:
        back(record, "大额审批", office.DIRECTOR)

    assert str(refused.value) == "“大额审批”这一步不能退回。"


def test_sending_back_needs_a_reason(record):
    with pytest.raises(Refused) as refused:
        back(record, "受理", said="  ")

    assert refused.value.code == Code.NEEDS_REASON


def test_a_withdrawn_record_is_passed_on_no_more(record):
    actions.withdraw(actor=office.actor(office.AUTHOR), record_id=record, version=2)

    with pytest.raises(Refused) as refused:
        passed(record, "受理")

    assert refused.value.code == Code.IS_WITHDRAWN


def test_whoever_has_work_in_a_record_reads_it(record):
    actions.admit(record_id=record, numbers=[DESIGNER])  # twice does not matter

    assert office.seen(record, DESIGNER).title == "主图"
    assert [line.id for line in queries.register(office.actor(DESIGNER), "设计需求").lines] == [record]
    assert models.Reader.objects.count() == 2
