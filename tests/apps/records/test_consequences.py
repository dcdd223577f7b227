"""A stage that corrects is through when something was changed because of the record, or with a word why not."""

import pytest

from apps.records import office
from guiju.apps.audit import queries as ledger
from guiju.apps.records import actions, consequences
from guiju.apps.records.errors import Code
from guiju.apps.refusal import Refused
from guiju.lang.kinds import Form
from guiju.lang.readback import sentence

pytestmark = pytest.mark.django_db
BOOK = office.BOOK.replace(
    "  日报:\n    字段:",
    """  结果复核:
    字段:
      哪个月: {类型: 日期, 必填: 是}
      结论: {类型: 选择, 选项: [维持, 更正], 必填: 是}
      理由: 长文
    流转:
      - {步骤: 复核, 谁: 客服组负责人, 填写: [结论, 理由]}
      - {步骤: 改数, 谁: 客服组负责人, 当: 结论 = "更正", 更正: 是}
      - {步骤: 看过, 谁: 提交人}
  日报:
    字段:""",
    1,
)
JUDGE = office.OUTSIDE_LEADER
CORRECTION = consequences.What.CORRECTION


@pytest.fixture
def appeal():
    office.open_department(BOOK)
    return concluded("更正")


def concluded(how):
    found = office.filed(form="结果复核", answers={"哪个月": "2026-09-01"})
    actions.admit(record_id=found, numbers=[JUDGE])
    passed(found, "复核", {"结论": how, "理由": "漏记一次"})
    return found


def passed(record, stage, answers=None, said=""):
    actions.fill(actor=office.actor(JUDGE), record_id=record, stage=stage, answers=answers or {}, said=said)


def cite(record, number=JUDGE, key="7"):
    consequences.cite(actor=office.actor(number), record_id=record, what=CORRECTION, key=key)


def refused(code, deed, *given, **told):
    with pytest.raises(Refused) as refusal:
        deed(*given, **told)
    assert refusal.value.code == code


def where(record):
    return office.seen(record).stage


def test_it_is_not_through_before_anything_was_changed(appeal):
    assert where(appeal) == "改数"
    refused(Code.NEEDS_CORRECTION, passed, appeal, "改数")

    cite(appeal)
    passed(appeal, "改数")

    assert where(appeal) == "看过"
    assert [(one.what, one.key, one.dropped) for one in consequences.of(appeal)] == [("correction", "7", False)]
    assert consequences.cause(CORRECTION, "7") == (appeal, "结果复核 #1")
    assert "records.cite" in [line.action for line in ledger.history(kind="record", key="结果复核 #1")]


def test_a_word_why_not_is_enough(appeal):
    passed(appeal, "改数", said="本人撤回了异议")

    assert where(appeal) == "看过"


def test_what_came_to_nothing_does_not_count_and_stays_in_sight(appeal):
    cite(appeal)
    consequences.drop(what=CORRECTION, key="7")

    refused(Code.NEEDS_CORRECTION, passed, appeal, "改数")
    assert [one.dropped for one in consequences.of(appeal)] == [True]


def test_only_what_waits_for_it_is_cited_and_by_those_alone_who_may_read_it(appeal):
    kept = concluded("维持")

    assert where(kept) == "看过"
    assert consequences.waiting(office.actor(JUDGE)) == [(appeal, "结果复核 #1")]
    assert consequences.waiting(office.actor(office.OUTSIDER)) == []
    refused(Code.UNKNOWN_RECORD, cite, appeal, number=office.OUTSIDER)
    refused(Code.UNKNOWN_RECORD, cite, kept)
    refused(Code.UNKNOWN_RECORD, cite, 999)


def test_the_regulation_says_so_in_its_own_words():
    office.open_department(BOOK)
    from guiju.apps.rulebook import queries as rulebook

    rule = rulebook.current().of(Form)["结果复核"]

    assert "改数（客服组负责人，更正数据，或写明为什么不用，" in sentence(rule, rulebook.current(), "zh", {})
