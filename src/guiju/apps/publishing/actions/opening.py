"""Beginning a publication from a draft or a document, seeing its impact, changing its text, leaving a stage out."""

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import approving, demands, errands, errors, hands, keeping, models, reading, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import LegState, Life, Stage, State
from guiju.apps.rulebook import announcing as texts
from guiju.apps.rulebook import law
from guiju.apps.rulebook import queries as editions
from guiju.lang import Sources
from guiju.lang.kinds.choices import Passage

_AGAIN = (Stage.IMPACT, Stage.CONSULTATION, Stage.APPROVAL)  # another text is another matter
_LATER = (Stage.NOTICE, Stage.SIGNATURE)  # they come with the announcement, so it is said before


@transaction.atomic
def begin(*, actor: Actor, draft_id: int, title: str = "", reason: str) -> int:
    """Send a draft on its way; gives the publication's number. Its text is stored as it stands and checked.

    Raises ``Refused`` with ``diagnostics`` when the text has errors, or an example that its rule contradicts, and when
    nobody would be left who may approve it.
    """
    _may_begin(actor, reason)
    draft = editions.draft(draft_id)
    if draft is None or draft.state != "saved":
        raise errors.refused(Code.UNKNOWN)
    there = models.Publication.objects.filter(draft_id=draft_id).exclude(state=State.WITHDRAWN).first()
    if there is not None:
        raise errors.refused(Code.ALREADY_BEGUN, number=there.pk)
    edition = texts.keep(actor=actor, document=editions.amended(draft.base, draft.changes))
    if edition == draft.base:
        raise errors.refused(Code.NOTHING_CHANGED)
    written = hands.of_draft(draft)
    own = actor.number if draft.author_id is None and draft.author == actor.name else ""
    meant = [one.number for one in written if (one.account, one.name) == (draft.author_id, draft.author)]
    author = Actor(draft.author, actor.where, draft.author_id, own or (meant[0] if len(meant) == 1 else ""))
    number = _begun(actor, author, edition, draft.base, title or draft.title, reason, draft_id)
    row = keeping.locked(number)
    hands.note(row, written)
    _handed_in(row, actor)
    return number


@transaction.atomic
def begin_document(*, actor: Actor, document: Sources, title: str = "", reason: str) -> int:
    """Send a whole document on its way, such as the first regulation of a department; gives the number."""
    _may_begin(actor, reason)
    edition = texts.keep(actor=actor, document=document)
    base = editions.edition_at(clock.today())
    if edition == base:
        raise errors.refused(Code.NOTHING_CHANGED)
    number = _begun(actor, actor, edition, base, title, reason, None)
    _handed_in(keeping.locked(number), actor)
    return number


@transaction.atomic
def begin_repeal(*, actor: Actor, reason: str) -> int:
    """Propose that the regulation in force bind nobody any more, with nothing in its place; gives the number.

    It is heard, talked over and approved by another as a new version is. The text stays readable.
    """
    _may_begin(actor, reason)
    edition = editions.edition_at(clock.today())
    described = editions.edition(edition) if edition else None
    if described is None:
        raise errors.refused(Code.NONE_IN_FORCE)
    under_way = models.Publication.objects.filter(edition=edition, repeals=True)
    there = under_way.filter(state__in=(State.OPEN, State.ANNOUNCED)).first()
    if there is not None:
        raise errors.refused(Code.ALREADY_REPEALED, number=there.pk)
    title = f"废止〈{described.title} {described.version}〉"
    number = _begun(actor, actor, edition, edition, title, reason, None, repeals=True)
    _handed_in(keeping.locked(number), actor)
    return number


@transaction.atomic
def look(*, actor: Actor, publication_id: int, version: int, said: str) -> int:
    """Say that one has seen what the text would change, and what that means; gives the version."""
    row = _mine(actor, publication_id, version)
    keeping.at(row, Stage.IMPACT)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    keeping.end(row, Stage.IMPACT, actor, said=said.strip())
    return keeping.store(row, actor, "look", said=said.strip())


@transaction.atomic
def revise(*, actor: Actor, publication_id: int, version: int, said: str) -> int:
    """Take over what its draft now says; gives the version. What was agreed over another text is to be agreed anew."""
    row = _mine(actor, publication_id, version)
    if row.state != State.OPEN or row.draft_id is None:
        raise errors.refused(Code.OTHER_STAGE)
    if not said.strip():
        raise errors.refused(Code.NEEDS_REASON)
    draft = editions.draft(row.draft_id)
    if draft is None:
        raise errors.refused(Code.UNKNOWN)
    edition = texts.keep(actor=actor, document=editions.amended(draft.base, draft.changes))
    if edition == row.edition_id:
        raise errors.refused(Code.NOTHING_CHANGED)
    before, row.edition_id, row.base = row.edition_id, edition, draft.base
    row.legs.filter(passage__in=_AGAIN).exclude(state=LegState.SKIPPED).update(state=LegState.VOID)
    row.legs.filter(passage=Stage.CHECK).update(state=LegState.VOID)
    errands.cancel(row, actor, errands.APPROVE)
    hands.note(row, hands.of_draft(draft))
    keeping.end(row, Stage.CHECK, actor, said=said.strip(), data={"before": before})
    _handed_in(row, actor)
    return keeping.store(row, actor, "revise", before=before, said=said.strip())


@transaction.atomic
def skip(*, actor: Actor, publication_id: int, version: int, stage: Stage, reason: str) -> int:
    """Leave out a stage that the regulation does not demand, and say why; gives the version."""
    row = _mine(actor, publication_id, version)
    life = reading.life(row)
    if row.state != State.OPEN or (life.current is not stage and not (stage in _LATER and not life.leg(stage).state)):
        raise errors.refused(Code.OTHER_STAGE)
    _may_go_without(row, life, stage)
    if not reason.strip():
        raise errors.refused(Code.NEEDS_REASON)
    keeping.end(row, stage, actor, said=reason.strip(), state=LegState.SKIPPED)
    if stage is Stage.COMMENTS:
        errands.cancel(row, actor, errands.COMMENT, errands.CLOSE)
    return keeping.store(row, actor, "skip", stage=stage, reason=reason.strip())


def _may_go_without(row: models.Publication, life: Life, stage: Stage) -> None:
    """What the regulation demands is not left out, nor what would leave a step of the law open."""
    if demands.demanded(demands.of(row), stage):
        raise errors.refused(Code.DEMANDED, stage=demands.word(stage))
    floor = demands.by_law(row)
    passed = {Passage(leg.stage) for leg in life.legs if leg.stage in demands.WRITTEN and leg.state != LegState.SKIPPED}
    told = law.unpassed(floor, passed - {Passage(stage)}) if floor and stage in demands.WRITTEN else None
    if told:
        raise errors.refused(Code.BELOW_THE_LAW, stage=demands.word(stage), told=told)


def _handed_in(row: models.Publication, actor: Actor) -> None:
    """Whoever hands it in does not approve it. That nobody could is told at once, and not weeks later.

    An approval that may be left out holds nothing up.
    """
    if demands.demanded(demands.of(row), Stage.APPROVAL, demands.by_law(row)):
        approving.left(row, actor)
    hands.note(row, [hands.handed_in(actor)])


def _may_begin(actor: Actor, reason: str) -> None:
    if not rules.may_run(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not reason.strip():
        raise errors.refused(Code.NEEDS_REASON)


def _begun(
    actor: Actor,
    author: Actor,
    edition: str,
    base: str,
    title: str,
    reason: str,
    draft_id: int | None,
    *,
    repeals: bool = False,
) -> int:
    described = editions.edition(edition)
    rule_edition, rule = demands.choose(clock.today(), edition)
    row = models.Publication(
        edition_id=edition,
        base=base,
        draft_id=draft_id,
        repeals=repeals,
        title=title or (f"{described.title} {described.version}" if described else edition[:12]),
        reason=reason.strip(),
        rule=rule,
        rule_edition=rule_edition,
        user_id=author.user_id,
        by=author.name,
        number=author.number,
        begun=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # two at once sent the same draft
        raise errors.refused(Code.ALREADY_BEGUN, number="") from error
    keeping.end(row, Stage.CHECK, actor)
    keeping.store(row, actor, "propose_repeal" if repeals else "begin", base=base, reason=row.reason, draft=draft_id)
    return row.pk


def _mine(actor: Actor, publication_id: int, version: int) -> models.Publication:
    if not rules.may_run(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    return keeping.locked(publication_id, version)
