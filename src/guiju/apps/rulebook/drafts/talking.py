"""People around a draft: who writes along, what they remark, and rules that were proposed to them."""

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.rulebook import errors, models, queries, rules
from guiju.apps.rulebook.drafts import reading, writing
from guiju.apps.rulebook.errors import Code
from guiju.apps.rulebook.values import Draft

MOST_TEXT = 4000


@transaction.atomic
def share(*, actor: Actor, draft_id: int, number: str) -> None:
    """Let somebody who may draft write on this draft too."""
    draft = _mine(actor, draft_id)
    name = dict(reading.candidates(draft)).get(number)
    user = people.user_ids({number}).get(number)
    if name is None or user is None:
        raise errors.refused(Code.CANNOT_SHARE)
    models.DraftShare.objects.create(draft_id=draft_id, user_id=user, name=name, at=clock.now())
    after = {"number": number, "name": name}
    ledger.record(actor=actor, action="rulebook.share_draft", kind="draft", key=draft_id, after=after)


@transaction.atomic
def unshare(*, actor: Actor, draft_id: int, user_id: int) -> None:
    """Let somebody no longer write on this draft."""
    draft = _mine(actor, draft_id)
    name = dict(draft.shared).get(user_id)
    if name is None:
        raise errors.refused(Code.CANNOT_SHARE)
    models.DraftShare.objects.filter(draft_id=draft_id, user_id=user_id).delete()
    ledger.record(actor=actor, action="rulebook.unshare_draft", kind="draft", key=draft_id, before={"name": name})


@transaction.atomic
def remark(*, actor: Actor, draft_id: int, clause: str, text: str, answers: int | None = None) -> int:
    """Say something of a clause, or answer what was said; whoever may draft may. Gives its id."""
    _open(actor, draft_id)
    said = text.strip()[:MOST_TEXT]
    if not said:
        raise errors.refused(Code.EMPTY_TEXT)
    above = models.DraftComment.objects.filter(draft_id=draft_id, pk=answers, answers=None).first() if answers else None
    if answers and above is None:
        raise errors.refused(Code.UNKNOWN_REMARK)
    row = models.DraftComment.objects.create(
        draft_id=draft_id,
        clause=above.clause if above else clause,
        answers=above,
        by_id=actor.user_id,
        by=actor.name,
        at=clock.now(),
        text=said,
    )
    after = {"clause": row.clause, "text": said}
    ledger.record(actor=actor, action="rulebook.remark", kind="draft", key=draft_id, after=after)
    return row.pk


@transaction.atomic
def settle_remark(*, actor: Actor, draft_id: int, remark_id: int, settled: bool) -> None:
    """Close a thread, or open it again."""
    _open(actor, draft_id)
    found = models.DraftComment.objects.filter(draft_id=draft_id, pk=remark_id, answers=None)
    by, at = (actor.name, clock.now()) if settled else ("", None)
    if not found.update(settled_by=by, settled_at=at):
        raise errors.refused(Code.UNKNOWN_REMARK)
    after = {"remark": remark_id, "settled": settled}
    ledger.record(actor=actor, action="rulebook.settle_remark", kind="draft", key=draft_id, after=after)


@transaction.atomic
def decide(*, actor: Actor, draft_id: int, proposal_id: int, take: bool) -> reading.Proposal:
    """Take a proposed rule (who calls puts it into the text) or refuse it."""
    writing.own(actor, draft_id)
    found = reading.proposal(draft_id, proposal_id)
    states = models.DraftProposal.State
    if found is None or found.state != states.OPEN:
        raise errors.refused(Code.UNKNOWN_REMARK)
    state = states.TAKEN if take else states.REFUSED
    models.DraftProposal.objects.filter(pk=proposal_id).update(state=state, by=actor.name, at=clock.now())
    after = {"clause": found.clause, "sentence": found.sentence, "rule": found.rule, "taken": take}
    ledger.record(actor=actor, action="rulebook.decide_proposal", kind="draft", key=draft_id, after=after)
    return found


def _open(actor: Actor, draft_id: int) -> Draft:
    if not rules.may_draft(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    draft = queries.draft(draft_id)
    if draft is None:
        raise errors.refused(Code.UNKNOWN_DRAFT)
    if draft.state != models.Draft.State.SAVED:
        raise errors.refused(Code.DRAFT_IS_CLOSED)
    return draft


def _mine(actor: Actor, draft_id: int) -> Draft:
    draft = _open(actor, draft_id)
    if not rules.may_share_draft(actor, draft):
        raise errors.refused(Code.NOT_YOUR_DRAFT, author=draft.author)
    return draft
