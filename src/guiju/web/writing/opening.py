"""What stands on the desk: a draft at the save that was seen, or the edition in force before there is one."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries, rules
from guiju.apps.rulebook.drafts import reading, writing
from guiju.apps.rulebook.drafts.keeping import Note
from guiju.apps.rulebook.values import Change, Draft
from guiju.lang import Sources
from guiju.lang.writing.clauses import Passage
from guiju.web.layout.middleware import NotYours


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft (none before the first save), the edition it changes, and the changes of the save that is looked at."""

    number: int
    draft: Draft | None
    base: str
    changes: tuple[Change, ...]
    seen: int

    @property
    def sources(self) -> Sources:
        """The files as that save had them."""
        return reading.amended(self.base, self.changes)

    @property
    def clauses(self) -> tuple[Passage, ...]:
        """The clauses as that save had them."""
        return reading.clauses(self.base, self.changes)

    def clause(self, name: str) -> Passage:
        """One of them, or a page that is not there."""
        found = next((one for one in self.clauses if one.id == name), None)
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        """What the draft is called."""
        if self.draft is not None:
            return self.draft.title
        return default_title(self.base)


def default_title(base: str) -> str:
    """What a draft of an edition is called until somebody names it."""
    return _("%(title)s的修订") % {"title": queries.regulation(base).title}


def desk(actor: Actor, number: int, *, seen: int | None = None, base: str = "") -> Desk:
    """The desk of a draft for who may draft; 0 is the edition in force, of which no draft has been begun."""
    if not rules.may_draft(actor):
        raise NotYours
    if number == 0:
        edition = base or queries.edition_at(clock.today())
        if not edition:
            raise Http404
        return Desk(0, None, edition, (), 0)
    draft = queries.draft(number)
    if draft is None:
        raise Http404
    if seen is None or seen == draft.version:
        return Desk(number, draft, draft.base, draft.changes, draft.version)
    save = reading.save(number, seen)
    if save is None:
        return Desk(number, draft, draft.base, draft.changes, draft.version)
    return Desk(number, draft, save.base, save.changes, seen)


def begun(actor: Actor, found: Desk) -> Draft | None:
    """One's latest draft of the edition on the desk."""
    return next((one for one in reading.open_drafts(actor) if one.base == found.base and not one.fresh), None)


def may_write(actor: Actor, found: Desk) -> bool:
    """Whether what stands on the desk may be changed by who looks at it."""
    if found.draft is None:
        return True
    return found.draft.state == "saved" and rules.may_change_draft(actor, found.draft)


def keep(actor: Actor, found: Desk, new: Sources, note: Note) -> writing.Saved:
    """Save files; begins a draft when there is none yet. Raises ``Refused``."""
    if found.draft is None:
        return writing.begin(actor=actor, base=found.base, title=found.title, new=new, note=note)
    return writing.save(actor=actor, draft_id=found.number, seen=found.seen, new=new, note=note)
