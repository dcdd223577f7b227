"""Amending and withdrawing what was filed: nothing is overwritten, and who may is told apart from who may not."""

import pytest

import make
from apps.records import office
from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions, models, queries
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
REPORT = {"今日完成": "一", "明日计划": "二"}


def amend(record, answers, number=office.AUTHOR, version=None, actor=None, said=""):
    who = actor or office.actor(number)
    return actions.amend(actor=who, record_id=record, answers=answers, version=version, said=said)


def withdraw(record, number=office.AUTHOR, version=None, said=""):
    return actions.withdraw(actor=office.actor(number), record_id=record, version=version, said=said)


def editor(number, far):
    grants = (("view", "records", far), ("edit", "records", far))
    made = make.actor(*grants, number=number)
    return Actor(made.name, made.where, None, number, grants=made.grants)


def test_its_author_amends_a_report_and_what_it_said_before_is_kept():
    record = office.filed(form="日报", answers=REPORT)
    amend(record, {"明日计划": "三"}, said="写错了")
    amend(record, {"明日计划": "四", "费用": "5"})

    seen = office.seen(record, office.DIRECTOR)
    changes = [[(one.field, one.before, one.after) for one in entry.changes] for entry in seen.history]

    assert seen.answers == {**REPORT, "明日计划": "四", "费用": "5", "投产比": seen.answers["投产比"]}
    assert changes == [[], [("明日计划", "二", "三")], [("费用", None, "5"), ("明日计划", "三", "四")]]
    assert [(one.did, one.said, one.version) for one in seen.history] == [
        ("filed", "", 2),
        ("amended", "写错了", 3),
        ("amended", "", 4),
    ]


def test_an_answer_is_amended_under_the_same_rules():
    record = office.filed()

    with pytest.raises(Refused) as refused:
        amend(record, {"预算": "60000"})

    assert [problem.says for problem in refused.value.data["problems"]] == ["超过五万先立项"]
    assert office.seen(record).version == 2


def test_amending_to_the_same_changes_nothing():
    record = office.filed()

    assert amend(record, {"预算": "￥1,200.00"}) == 2
    assert len(office.seen(record).history) == 1


def test_once_somebody_has_passed_it_on_its_author_amends_no_more():
    record = office.filed()
    actions.fill(actor=office.actor(office.HR), record_id=record, stage="受理", answers={})

    with pytest.raises(Refused) as refused:
        amend(record, {"预算": "1"})

    assert str(refused.value) == "已经有人办过这份记录，提交人不能再改；请经办人退回。"
    assert office.seen(record).may_amend == frozenset()


def test_what_stages_fill_in_is_not_its_authors_to_amend():
    record = office.filed()

    with pytest.raises(Refused):
        amend(record, {"评分": "5"})

    assert "评分" not in office.seen(record).answers


def test_who_may_edit_records_amends_within_their_range():
    record = office.filed()
    actions.fill(actor=office.actor(office.HR), record_id=record, stage="受理", answers={})
    amend(record, {"评分": "2"}, actor=editor(office.LEADER, "group"))
    amend(record, {"评分": "3"}, actor=editor(office.FINANCE, "all"))

    with pytest.raises(Refused) as refused:
        amend(record, {"评分": "4"}, actor=editor(office.OUTSIDE_LEADER, "group"))

    assert refused.value.code == Code.UNKNOWN_RECORD
    assert office.seen(record).answers["评分"] == "3"


@pytest.mark.parametrize("number", [office.LEADER, office.HR, office.DIRECTOR, office.FINANCE])
def test_who_only_reads_it_does_not_amend_it(number):
    record = office.filed()

    with pytest.raises(Refused) as refused:
        amend(record, {"预算": "1"}, number)

    assert refused.value.code == Code.NOT_ALLOWED
    assert office.seen(record, number).may_amend == frozenset()


def test_a_draft_is_not_amended():
    record = office.draft()

    with pytest.raises(Refused) as refused:
        amend(record, {"预算": "1"})

    assert refused.value.code == Code.NOT_FILED


def test_who_saw_an_older_version_is_told_who_changed_it():
    record = office.filed(form="日报", answers=REPORT)
    amend(record, {"明日计划": "三"}, version=2)

    with pytest.raises(Refused) as refused:
        amend(record, {"明日计划": "四"}, version=2)

    assert str(refused.value) == "张三在 10-09 10:30 改过这份记录（修改），您看到的是之前的样子。"


def test_a_withdrawn_record_stays_to_be_read_under_its_number():
    record = office.filed()
    withdraw(record, said="重复了")

    seen = office.seen(record, office.HR)
    listed = queries.register(office.actor(office.HR), "设计需求")

    assert (seen.state, seen.stage, seen.number, seen.history[-1].said) == ("withdrawn", "", 1, "重复了")
    assert (seen.answers, seen.may_withdraw, listed.total) == (office.WISH, False, 0)
    assert office.seen(office.filed()).number == 2


def test_what_came_back_is_withdrawn_as_it_was_filed():
    record = office.filed()
    actions.send_back(actor=office.actor(office.HR), record_id=record, stage="受理", said="缺图")
    office.draft(record_id=record, answers={"主题": "乱写"})

    withdraw(record)

    assert office.seen(record).answers == office.WISH


def test_withdrawing_is_refused_as_amending_is():
    draft, gone, handled = office.draft(), office.filed(), office.filed()
    withdraw(gone)
    actions.fill(actor=office.actor(office.HR), record_id=handled, stage="受理", answers={})

    codes = []
    for record, number in (
        (draft, "1"),
        (gone, "1"),
        (handled, "1"),
        (handled, office.LEADER),
        (handled, office.OUTSIDER),
    ):
        with pytest.raises(Refused) as refused:
            withdraw(record, number)
        codes.append(refused.value.code)

    assert codes == [Code.NOT_FILED, Code.IS_WITHDRAWN, Code.STAGE_PASSED, Code.NOT_ALLOWED, Code.UNKNOWN_RECORD]


def test_a_record_that_is_not_there_is_refused():
    with pytest.raises(Refused) as refused:
        withdraw(99)

    assert (refused.value.code, models.Record.objects.count()) == (Code.UNKNOWN_RECORD, 0)
