"""Reading drafts: how they stand and stood, who writes along, what was remarked, what is proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.rulebook import models, positions, queries
from guiju.apps.rulebook.values import Change, Draft
from guiju.lang import Regulation, Sources
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.writing.clauses import Passage, passages


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a draft; ``id`` names it where it was put aside."""

    id: int
    number: int
    by: str
    at: datetime
    clause: str
    what: str
    token: str
    back_to: int | None
    base: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of a clause, with the answers to it; ``settled_by`` is empty while it is open."""

    id: int
    clause: str
    by: str
    at: datetime
    text: str
    settled_by: str
    answers: tuple["Remark", ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that was found in a sentence."""

    id: int
    clause: str
    sentence: str
    found: str
    kind: str
    rule: str
    state: str


def text(draft: Draft) -> Sources:
    """The files of a draft as it stands."""
    return amended(draft.base, draft.changes)


def amended(base: str, changes: Iterable[Change]) -> Sources:
    """The files of an edition with changes made; kept for the next stroke."""
    return _amended(base, tuple(changes))


@lru_cache(maxsize=8)
def _amended(base: str, changes: tuple[Change, ...]) -> Sources:
    return queries.amended(base, changes)


@lru_cache(maxsize=8)
def _clauses(base: str, changes: tuple[Change, ...]) -> tuple[Passage, ...]:
    return passages(_amended(base, changes))


def clauses(base: str, changes: Iterable[Change]) -> tuple[Passage, ...]:
    """The clauses of a draft as they are written; kept for the next stroke."""
    return _clauses(base, tuple(changes))


def saves(draft_id: int) -> list[Save]:
    """Every state a draft was saved in, the latest first."""
    return [_save(row) for row in models.DraftSave.objects.filter(draft_id=draft_id, aside=False).order_by("-number")]


def save(draft_id: int, number: int) -> Save | None:
    """The state of a draft with a number."""
    row = models.DraftSave.objects.filter(draft_id=draft_id, number=number, aside=False).first()
    return _save(row) if row else None


def aside(draft_id: int, save_id: int) -> Save | None:
    """What waits for its author to choose."""
    row = models.DraftSave.objects.filter(draft_id=draft_id, pk=save_id, aside=True).first()
    return _save(row) if row else None


def waiting(draft_id: int, user_id: int | None) -> list[Save]:
    """What somebody wrote on a draft that met another's changes and was not chosen on yet."""
    found = models.DraftSave.objects.filter(draft_id=draft_id, by_id=user_id, aside=True)
    return [_save(row) for row in found]


def tokens(draft_id: int, user_id: int | None, clause: str) -> tuple[str, ...]:
    """What a browser called the copies of a clause that the server has got."""
    found = models.DraftSave.objects.filter(draft_id=draft_id, by_id=user_id, clause=clause).exclude(token="")
    return tuple(found.order_by("-id").values_list("token", flat=True)[:20])


def open_drafts(actor: Actor) -> list[Draft]:
    """The drafts that somebody writes on, last saved first."""
    me = actor.user_id
    return [one for one in queries.drafts() if me is not None and me in {one.author_id, *(u for u, _ in one.shared)}]


def candidates(draft: Draft) -> list[tuple[str, str]]:
    """工号 and name of those who may draft, have an account, and do not write on this one yet."""
    regulation = queries.current()
    day = clock.today()
    if regulation is None:
        return []
    posts = [(held, positions.position(regulation, held.position)) for held in people.held(day)]
    may = {held.number for held, position in posts if position and _opens(regulation, position.name)}
    taken = {draft.author_id, *(user for user, _ in draft.shared)}
    users = people.user_ids(may)
    return [(number, name) for number, name in people.names(day) if users.get(number) and users[number] not in taken]


def _opens(regulation: Regulation, position: str) -> bool:
    """Whether a position may draft."""
    return any(
        (not rule.who or position in rule.who)
        and Action.EDIT in rule.may
        and Thing.REGULATION in rule.what
        and rule.range is Range.ALL
        for rule in regulation.of(Access).values()
    )


def writers(draft_id: int) -> list[tuple[int | None, str]]:
    """Account and name of whoever saved a draft, the first one first.

    What was put aside and never brought together is not in the text; whoever wrote it is none of them.
    """
    saved = models.DraftSave.objects.filter(draft_id=draft_id, aside=False).order_by("id").values_list("by_id", "by")
    return list(dict.fromkeys(saved))


def remarks(draft_id: int, clause: str | None = None) -> list[Remark]:
    """What was said of a draft, or of one clause of it, oldest first, answers below what they answer."""
    rows = list(models.DraftComment.objects.filter(draft_id=draft_id, **({"clause": clause} if clause else {})))
    below: dict[int | None, list[models.DraftComment]] = {}
    for row in rows:
        below.setdefault(row.answers_id, []).append(row)
    return [_remark(row, tuple(_remark(one, ()) for one in below.get(row.pk, []))) for row in below.get(None, [])]


def proposals(draft_id: int, clause: str | None = None) -> list[Proposal]:
    """The rules that wait for somebody to take or refuse them."""
    found = models.DraftProposal.objects.filter(draft_id=draft_id, state=models.DraftProposal.State.OPEN)
    rows = found.filter(clause=clause) if clause else found
    return [_proposal(row) for row in rows]


def proposal(draft_id: int, proposal_id: int) -> Proposal | None:
    """One of them."""
    row = models.DraftProposal.objects.filter(draft_id=draft_id, pk=proposal_id).first()
    return _proposal(row) if row else None


def _save(row: models.DraftSave) -> Save:
    changes = tuple(Change(**change) for change in row.changes)
    at = timezone.localtime(row.at)
    return Save(row.pk, row.number, row.by, at, row.clause, row.what, row.token, row.back_to, row.base_id, changes)


def _remark(row: models.DraftComment, answers: tuple[Remark, ...]) -> Remark:
    return Remark(row.pk, row.clause, row.by, timezone.localtime(row.at), row.text, row.settled_by, answers)


def _proposal(row: models.DraftProposal) -> Proposal:
    return Proposal(row.pk, row.clause, row.sentence, row.found, row.kind, row.rule, row.state)
