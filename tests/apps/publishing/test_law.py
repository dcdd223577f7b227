"""Whatever its own rule lets a version leave out, it does not come into force around those whom it binds."""

from datetime import date

import pytest

import make
from apps.publishing import office
from apps.publishing.office import OCT, WRITER, actor, do, get
from guiju.apps import clock
from guiju.apps.publishing import actions, models
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import Stage
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as editions
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.rulebook.values import Change

pytestmark = pytest.mark.django_db
LAX = "必经: [审批, 签收], "
MONDAY = date(2026, 10, 12)
SUMS = "该走 3 步（征求意见、协商、公示或签收），只走 "


@pytest.fixture
def lax():
    """A version on its way under a rule from before the law, which demands approval and signatures alone."""
    text = office.TEXT.replace("修订: {", f"修订: {{{LAX}")
    base = make.book(text, in_force_from=date(1994, 12, 31))
    _people()
    at = text.index(LAX)
    draft = rulebook.save_draft(actor=actor(WRITER), base=base, changes=[Change("book.md", at, at + len(LAX), "")])
    return actions.begin(actor=actor(WRITER), draft_id=draft, reason="照法律办")


def _people():
    for number, name, position in (("9", "沈行", "电商总监"), ("8", "苏婉", "人事专员"), ("1", "张三", "推广专员")):
        who = make.person(number, name)
        make.user(who)
        make.post(who, "电商部", position, leader=number == "9")


def refused(code, verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    assert found.value.code == code
    return str(found.value)


def test_a_rule_that_lets_the_hearing_be_left_out_does_not_come_into_force():
    with pytest.raises(Refused) as found:
        make.book(office.TEXT.replace("修订: {", f"修订: {{{LAX}"))

    assert found.value.code == "below_the_law"
    assert f"{SUMS}1 步，少了征求意见、协商（《中华人民共和国劳动合同法》第四条）" in str(found.value)


def test_comments_and_consultation_cannot_be_skipped_whatever_the_rule_says(lax):
    do("skip", lax, stage=Stage.IMPACT, reason="没有数")

    told = refused(Code.BELOW_THE_LAW, do, "skip", lax, stage=Stage.COMMENTS, reason="赶时间")

    assert told.startswith("法律要求经过“征求意见”，不能跳过。")
    assert f"{SUMS}2 步，少了征求意见（《中华人民共和国劳动合同法》第四条）" in told
    assert get(lax).leg(Stage.COMMENTS).demanded
    assert get(lax).leg(Stage.CONSULTATION).demanded


def test_notice_may_be_left_out_where_everybody_signs(lax):
    do("skip", lax, stage=Stage.IMPACT, reason="没有数")

    assert do("skip", lax, stage=Stage.NOTICE, reason="人人当面签").leg(Stage.NOTICE).state == "skipped"


def test_a_version_that_was_let_off_before_does_not_come_into_force(lax):
    do("skip", lax, stage=Stage.IMPACT, reason="没有数")
    for stage in (Stage.COMMENTS, Stage.CONSULTATION):
        models.Leg.objects.create(
            publication_id=lax,
            passage=stage,
            state="skipped",
            edition=get(lax).edition,
            began=clock.now(),
            ended=clock.now(),
            by="苏婉",
            said="旧版跳过",
        )
    do("hand_in", lax)
    do("approve", lax, "9")

    told = refused(Code.NOT_HEARD, do, "announce", lax, in_force_from=MONDAY)

    assert f"{SUMS}1 步，少了征求意见、协商" in told
    assert (get(lax).state, editions.edition_at(MONDAY)) == ("open", get(lax).base)


def test_a_regulation_that_states_how_rules_are_made_is_not_changed_at_once():
    own = "\n# 法 {#law}\n\n```yaml 规矩\n底线:\n  程序: {约束: 制定程序, 来源: 《劳动合同法》第四条}\n```\n"
    base = make.book(make.BOOK + own)
    _people()
    draft = office.drafted(base, number="9")

    told = refused("publish_it", rulebook.adopt_draft, actor=actor("9"), draft_id=draft, in_force_from=OCT)

    assert "送去发布" in told
    assert not rulebook_rules.may_adopt_at_once(actor("9"))
