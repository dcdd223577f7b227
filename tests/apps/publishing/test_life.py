"""A draft becomes binding only after what the regulation demands, each stage with people, days and records."""

from datetime import date, datetime, timedelta

import pytest

import make
from apps.publishing import office
from apps.publishing.office import DIRECTOR, LEADER, OCT, WORKER, WRITER, actor, begun, do, get, inbox, states
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.publishing import actions, queries, ticking
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import Stage, State
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import queries as rulebook_queries
from guiju.apps.work import models as work
from guiju.apps.work.actions import ticking as work_ticking

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 12)
LAX = office.TEXT.replace("修订: {", "修订: {必经: [审批, 签收], ")


@pytest.fixture
def base():
    return office.opened()


def refused(code, verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    assert found.value.code == code
    return str(found.value)


def test_a_version_goes_from_draft_to_force_through_every_stage(base):
    number = begun(base)
    assert states(get(number))["check"] == "done"
    office.agreed(number)
    life = do("announce", number, in_force_from=MONDAY)

    assert (life.state, life.in_force_from) == (State.ANNOUNCED, MONDAY)
    assert rulebook_queries.edition_at(OCT) == base
    assert rulebook_queries.edition_at(MONDAY) == life.edition
    for who in (DIRECTOR, LEADER, WORKER, WRITER):
        name = queries.sheet(life.edition)
        mine = next(one.name for one in name if one.number == who)
        actions.sign(actor=actor(who), publication_id=number, text=life.edition, name=mine)
    with clock.at(datetime(2026, 10, 12, 8)):
        ticking.tick()
    life = get(number)
    assert life.state == State.IN_FORCE
    assert set(states(life).values()) == {"done"}
    assert [line.action for line in ledger.history(kind="publication", key=number)] == [
        "publishing.begin", "publishing.look", "publishing.ask", "publishing.no_comment", "publishing.no_comment",
        "publishing.no_comment", "publishing.close_comments", "publishing.consult", "publishing.hand_in",
        "publishing.approve", "publishing.announce", "publishing.in_force",
    ]  # fmt: skip


def test_a_draft_with_errors_is_not_sent_on_its_way(base):
    draft = office.drafted(base, "负责人: 推广组长}", "负责人: 没有的岗位}")

    with pytest.raises(Refused) as found:
        actions.begin(actor=actor(WRITER), draft_id=draft, reason="试")

    assert found.value.data["diagnostics"]
    assert queries.lives() == []


def test_a_draft_is_sent_on_its_way_once(base):
    draft = office.drafted(base)
    actions.begin(actor=actor(WRITER), draft_id=draft, reason="试")

    refused(Code.ALREADY_BEGUN, actions.begin, actor=actor(WRITER), draft_id=draft, reason="试")


def test_who_may_not_draft_begins_nothing(base):
    draft = office.drafted(base)

    refused(Code.NOT_ALLOWED, actions.begin, actor=actor(WORKER), draft_id=draft, reason="试")


def test_a_demanded_stage_is_not_left_out(base):
    number = begun(base)
    do("look", number, said="看过")

    said = refused(Code.DEMANDED, do, "skip", number, stage=Stage.COMMENTS, reason="赶时间")
    assert "征求意见" in said


def test_what_is_not_demanded_is_left_out_with_a_reason():
    base = office.opened(LAX.replace("calendar: CN", "calendar: XX"))  # where no law is known
    number = actions.begin(actor=actor(WRITER), draft_id=_draft_of(base), reason="看得更全")
    do("skip", number, stage=Stage.IMPACT, reason="没有数")
    refused(Code.NEEDS_REASON, do, "skip", number, stage=Stage.COMMENTS, reason=" ")
    do("skip", number, stage=Stage.COMMENTS, reason="只改错字")
    life = do("skip", number, stage=Stage.CONSULTATION, reason="只改错字")

    assert [(leg.state, leg.said) for leg in life.legs[2:4]] == [("skipped", "只改错字")] * 2
    assert life.current is Stage.APPROVAL


def _draft_of(base):
    from guiju.apps.rulebook.values import Change

    text = rulebook_queries.sources(base).files["book.md"].decode()
    at = text.index("看销售和投产。")
    return rulebook.save_draft(actor=actor(WRITER), base=base, changes=[Change("book.md", at, at + 2, "先看")])


def test_everybody_is_asked_and_their_opinion_is_answered(base):
    number = begun(base)
    do("look", number, said="看过")
    refused(Code.DUE_TOO_SOON, do, "ask", number, until=OCT + timedelta(days=1))
    do("ask", number)
    assert [inbox(who) for who in (DIRECTOR, LEADER, WORKER, WRITER)] == [["comment"]] * 3 + [["close"]]

    one = actions.comment(actor=actor(WORKER), publication_id=number, text="退款怎么算？", clause="what")
    assert inbox(WORKER) == []
    refused(Code.COMMENTS_STILL_OPEN, do, "close_comments", number)
    with clock.at(datetime(2026, 10, 13, 9)):
        refused(Code.UNANSWERED, do, "close_comments", number)
        actions.answer(actor=actor(WRITER), comment_id=one, taken=True, text="写进第二条")
        life = do("close_comments", number)
        opinion = queries.comments(number)[0]

        assert (opinion.name, opinion.clause, opinion.taken, opinion.answer) == ("张三", "what", True, "写进第二条")
        assert life.leg(Stage.COMMENTS).data == {"asked": 3, "silent": 2, "comments": 1}
        assert inbox(DIRECTOR) + inbox(WRITER) == []
        refused(Code.COMMENTS_CLOSED, actions.comment, actor=actor(LEADER), publication_id=number, text="迟了")


def test_a_refusal_goes_back_and_a_changed_text_is_agreed_anew(base):
    number = begun(base)
    office.heard(number)
    do("consult", number, held=OCT, whom="工会", minutes="过了", result="同意")
    do("hand_in", number)
    refused(Code.NOT_ALLOWED, do, "approve", number, LEADER)
    refused(Code.OWN, do, "approve", number, WRITER)
    life = do("refuse", number, DIRECTOR, said="退款写清楚")
    assert (life.current, inbox(DIRECTOR)) == (Stage.APPROVAL, [])
    text = rulebook_queries.sources(life.edition).files["book.md"].decode()
    from guiju.apps.rulebook.values import Change

    at = office.TEXT.index("看销售和投产。")
    change = Change("book.md", at, at + len("看销售和投产。"), "看销售、投产和退款金额。")
    draft = life.draft
    rulebook.save_draft(actor=actor(WRITER), base=base, changes=[change], draft_id=draft)

    again = do("revise", number, said="写清楚了")

    assert again.edition != life.edition
    assert "退款。" in text
    assert [states(again)[one] for one in ("check", "impact", "comments", "consultation", "approval")] == [
        "done", "", "done", "", "",
    ]  # fmt: skip


def test_who_acts_on_an_older_version_is_told(base):
    number = begun(base)
    version = get(number).version
    do("look", number, said="看过")

    refused(Code.CHANGED_MEANWHILE, actions.ask, actor=actor(WRITER), publication_id=number, version=version)


def test_two_publishers_at_once_the_second_is_told_that_its_base_is_gone(base):
    one, two = begun(base), begun(base, new="看销售、投产与毛利。")
    office.announced(one)
    office.agreed(two)

    said = refused(Code.BASE_CHANGED, do, "announce", two, in_force_from=date(2026, 10, 14))
    assert "合到那一版上" in said
    refused(Code.DAY_TAKEN, do, "announce", two, in_force_from=MONDAY)


def test_a_day_in_the_past_or_within_the_notice_is_refused_with_the_first_possible_day(base):
    number = begun(base)
    office.agreed(number)

    assert "2026年10月11日" in refused(Code.IN_THE_PAST, do, "announce", number, in_force_from=OCT - timedelta(days=1))
    assert "2 天" in refused(Code.NOTICE_TOO_SHORT, do, "announce", number, in_force_from=OCT + timedelta(days=1))


def test_nothing_is_announced_before_it_is_approved(base):
    number = begun(base)

    refused(Code.OTHER_STAGE, do, "announce", number, in_force_from=MONDAY)


def test_what_is_announced_can_be_withdrawn_until_it_is_in_force(base):
    number = begun(base)
    office.announced(number)
    refused(Code.NOT_ALLOWED, do, "withdraw", number, reason="改主意")
    life = do("withdraw", number, DIRECTOR, reason="改主意")

    assert (life.state, rulebook_queries.edition_at(MONDAY), inbox(WORKER)) == (State.WITHDRAWN, base, [])
    refused(Code.WITHDRAWN, actions.sign, actor=actor(WORKER), publication_id=number, text=life.edition, name="张三")
    refused(Code.WITHDRAWN, do, "announce", number, in_force_from=MONDAY)


def test_what_is_in_force_is_amended_by_the_next_and_never_withdrawn(base):
    one = begun(base)
    first = office.announced(one)
    with clock.at(datetime(2026, 10, 12, 8)):
        ticking.tick()
        refused(Code.IN_FORCE, do, "withdraw", one, DIRECTOR, reason="改主意")
        rulebook.adopt(
            actor=make.operator(), document=make.sources(office.TEXT + "\n# 附 {#more}\n\n完。\n"), in_force_from=MONDAY
        )
        ticking.tick()

    assert (get(one).state, first.state) == (State.AMENDED, State.ANNOUNCED)
    assert inbox(WORKER) == []


def test_what_is_asked_reminds_and_goes_up_the_line(base):
    number = begun(base)
    do("look", number, said="看过")
    do("ask", number)
    work_ticking.tick(moment=datetime(2026, 10, 13, 0, 5))

    levels = set(work.Notice.objects.filter(work__source="publication").values_list("person__number", "level"))
    assert (WORKER, "due") in levels
    work_ticking.tick(moment=datetime(2026, 10, 14, 12))
    assert (LEADER, "escalated") in set(
        work.Notice.objects.filter(work__source="publication").values_list("person__number", "level")
    )
