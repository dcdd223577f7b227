"""Who may file, read, amend, withdraw and take away records. What no form and no 权限 rule opens stays shut."""

from collections.abc import Iterable
from dataclasses import dataclass

from guiju.apps import clock, remember
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people.values import Post
from guiju.apps.records import forms, models, whom
from guiju.apps.records.models import Record, Version
from guiju.apps.rulebook import rules
from guiju.lang import Regulation
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.kinds.form.model import Form

PASSED = (Version.Did.PASSED,)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which filed records of a form somebody may read: all, or their own, those of units, and those they work on."""

    everything: bool
    number: str
    units: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to see, whatever is filed."""
        return not (self.everything or self.number or self.units)


def may_file(actor: Actor, regulation: Regulation, form: Form) -> bool:
    """Fill in a form: whom 填写 means today, everybody in the roster when it says nothing."""
    posts = _posts(actor)
    if not actor.number or not (posts or actor.trusted):
        return False
    return actor.trusted or not form.files or whom.any_means(regulation, form.files, posts)


def sight(actor: Actor, regulation: Regulation, form: Form) -> Sight:
    """Which filed records of a form an actor may read: by 查看, by leading a unit, by 权限, or as their own."""
    reach = actor.reach(Action.VIEW, Thing.RECORDS)
    posts = _posts(actor)
    if reach is Range.ALL or whom.any_means(regulation, form.readers, posts):
        return Sight(everything=True, number=actor.number)
    units = rules.units_of(actor, Action.VIEW, Thing.RECORDS) if reach is Range.GROUP else frozenset()
    return Sight(everything=False, number=actor.number, units=units | whom.led(regulation, posts))


def may_read(actor: Actor, regulation: Regulation, form: Form, record: Record) -> bool:
    """Read one record; a draft that was never filed is its author's alone."""
    mine = bool(actor.number) and record.author.number == actor.number
    if mine or record.number is None:
        return mine
    seen = sight(actor, regulation, form)
    return seen.everything or record.unit in seen.units or _works_on(actor, record)


def amendable(actor: Actor, form: Form, record: Record, history: Iterable[Version]) -> frozenset[str]:
    """The fields of a record that an actor may change now.

    A draft's author may type on. What is filed its author may amend until somebody has passed it on, and whoever may
    edit records within their range at any time.
    """
    mine = bool(actor.number) and record.author.number == actor.number
    own = frozenset(field.name for field in forms.asked(form))
    if record.state == Record.State.WITHDRAWN:
        return frozenset()
    if record.state == Record.State.DRAFT:
        return own if mine else frozenset()
    if _within(actor, Action.EDIT, record):
        return frozenset(field.name for field in form.fields)
    return own if mine and not passed(history) else frozenset()


def may_withdraw(actor: Actor, form: Form, record: Record, history: Iterable[Version]) -> bool:
    """Take back what was filed: as ``amendable``."""
    filed = record.number is not None and record.state != Record.State.WITHDRAWN
    return filed and bool(amendable(actor, form, record, history))


def passed(history: Iterable[Version]) -> bool:
    """Whether somebody has passed a record on since it was last filed."""
    on = False
    for entry in history:
        if entry.did in {Version.Did.PASSED, Version.Did.FILED}:
            on = entry.did == Version.Did.PASSED
    return on


def may_edit_line(actor: Actor, record: Record, *, staged: bool) -> bool:
    """Amend a record that stands in a list: its author only where the form has no stages, for a list is no history."""
    if record.state in {Record.State.WITHDRAWN, Record.State.DRAFT}:
        return False
    mine = bool(actor.number) and record.author.number == actor.number
    return _within(actor, Action.EDIT, record) or (mine and not staged)


def export_reach(actor: Actor) -> Range | None:
    """How far an actor may take records away by the workbook; ``None`` for a handful only."""
    return actor.reach(Action.EXPORT, Thing.RECORDS)


def may_read_file(actor: Actor, file: models.Attachment) -> bool:
    """Fetch a file that no record holds yet: whoever brought it."""
    return bool(actor.number) and file.by.number == actor.number


def _within(actor: Actor, action: Action, record: Record) -> bool:
    reach = actor.reach(action, Thing.RECORDS)
    if reach is None or reach is Range.ALL:
        return reach is not None
    mine = bool(actor.number) and record.author.number == actor.number
    return mine or (reach is Range.GROUP and record.unit in rules.units_of(actor, action, Thing.RECORDS))


def _works_on(actor: Actor, record: Record) -> bool:
    mine = models.Reader.objects.filter(record=record, person__number=actor.number)
    return bool(actor.number) and mine.exists()


def _posts(actor: Actor) -> list[Post]:
    if not actor.number:
        return []
    today = clock.today()
    return remember.once(("records.posts", actor.number), lambda: people.posts(on=today, number=actor.number))
