"""Many cells of a year entered, aimed at or confirmed at once; one that is refused keeps no other out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, models, rules
from guiju.apps.figures.actions import following, inputs, targets
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import grids, stated
from guiju.apps.figures.stated import checking
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang.kinds import Input, Metric, Subject
from guiju.lang.kinds.choices import SubjectKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure for a subject in a period; ``None`` takes it back. ``seen`` is the version the actor saw, 0 for none."""

    subject: Subject
    period: Period
    value: Fraction | None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """How many cells were changed, and why others were refused."""

    count: int
    refused: dict[tuple[Subject, Period], Refused]


@transaction.atomic
def enter(*, actor: Actor, name: str, cells: Sequence[Cell]) -> Saved:
    """Enter figures of one input; a changed one has to be confirmed again. What is refused keeps nothing else out."""
    known = _Known(actor)

    def take(cell: Cell) -> bool:
        rule = known.entered(name, cell)
        row = models.Entry.objects.filter(**_columns("name", rule.name, cell)).first()
        if cell.value is None:
            if row is None:
                return False
            if cell.seen is not None and cell.seen != row.version:
                raise errors.refused(Code.CHANGED_MEANWHILE, by=row.entered_by)
            inputs.withdraw(actor=actor, entry_id=row.pk)
            return True
        checking.check_bounds(rule, cell.value)
        before = row.version if row else 0
        stored = inputs.store(actor, rule.name, cell.subject, cell.period, cell.value, None, seen=cell.seen)
        return before == 0 or stored.version != before

    return _each(cells, take)


@transaction.atomic
def aim(*, actor: Actor, name: str, cells: Sequence[Cell]) -> Saved:
    """Set targets of single periods: those after them stay what they were."""
    known = _Known(actor)
    named = {(cell.subject, cell.period) for cell in cells}

    def take(cell: Cell) -> bool:
        declared = known.aimed(name, cell)
        following_ = cell.period.next()
        held = grids.targets(declared, (cell.period, following_))
        here, after = held.get((cell.subject, cell.period)), held.get((cell.subject, following_))
        own = after is not None and after.start == following_
        if cell.value is None:
            return _taken_back(actor, cell, declared)
        targets.store(
            actor, declared, cell.subject, cell.period, cell.value, _end(cell, own=own, after=after), seen=cell.seen
        )
        if after is not None and not own and (cell.subject, following_) not in named:
            targets.store(actor, declared, cell.subject, following_, after.value, after.end)
        return here is None or here.value != cell.value

    return _each(sorted(cells, key=lambda cell: cell.period.start, reverse=True), take)


@transaction.atomic
def confirm(*, actor: Actor, seen: dict[int, int]) -> Saved:
    """Confirm entries, given with the versions that the actor saw; those of one's own hands are left out."""
    count, refused = 0, dict[tuple[Subject, Period], Refused]()
    for entry_id in seen:
        entry = stated.entry(entry_id)
        if entry is None or entry.confirmed_by:
            continue
        try:
            with transaction.atomic():
                inputs.confirm(actor=actor, entry_ids=[entry_id], seen=seen)
            count += 1
        except Refused as refusal:
            refused[entry.subject, entry.period] = refusal
    return Saved(count, refused)


def _end(cell: Cell, *, own: bool, after: object) -> Period | None:
    """A target of which nothing came after holds for its own period alone."""
    return None if own or after is not None else cell.period


def _taken_back(actor: Actor, cell: Cell, declared: str) -> bool:
    row = models.Target.objects.filter(**_columns("metric", declared, cell)).first()
    if row is None:
        return False
    if cell.seen is not None and cell.seen != row.version:
        raise errors.refused(Code.CHANGED_MEANWHILE, by=row.set_by)
    targets.remove_target(actor=actor, target_id=row.pk)
    return True


def _each(cells: Sequence[Cell], take: Callable[[Cell], bool]) -> Saved:
    count, refused, changed = 0, dict[tuple[Subject, Period], Refused](), list[Period]()
    for cell in cells:
        try:
            with transaction.atomic():
                done = take(cell)
        except Refused as refusal:
            refused[cell.subject, cell.period] = refusal
            continue
        if done:
            count += 1
            changed.append(cell.period)
    if changed:
        order = sorted(changed, key=lambda period: period.start)
        following.stated(order[0], order[-1])
    return Saved(count, refused)


def _columns(called: str, name: str, cell: Cell) -> dict[str, object]:
    about = {"subject_kind": cell.subject.kind.value, "subject": cell.subject.name}
    return {called: name, **about, "grain": cell.period.grain.value, "start": cell.period.start}


class _Known:
    """What the cells of one grid share: rules, subjects and rights, each asked for once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._subjects: dict[tuple[SubjectKind, date], Collection[str]] = {}
        self._may: dict[tuple[str, Subject], bool] = {}

    def entered(self, name: str, cell: Cell) -> Input:
        """The rule of an input that may be entered for a subject and period."""
        regulation = rulebook.regulation_at(cell.period.end)
        if regulation is None:
            raise errors.refused(Code.NO_REGULATION, day=cell.period.end)
        rule = regulation.named(Input, name)
        if rule is None:
            raise errors.refused(Code.UNKNOWN_INPUT, name=name)
        if cell.period.grain.value != rule.period.value:
            raise errors.refused(Code.OTHER_PERIOD, name=rule.name)
        if cell.subject.kind != rule.subject.kind or rule.subject.name not in {"", cell.subject.name}:
            raise errors.refused(Code.OTHER_SUBJECT, name=rule.name)
        self._check_subject(cell)
        key = (rule.name, cell.subject)
        if key not in self._may:
            self._may[key] = rules.may_enter(self.actor, rule, cell.subject)
        if not self._may[key]:
            raise errors.refused(Code.NOT_ALLOWED)
        return rule

    def aimed(self, name: str, cell: Cell) -> str:
        """The declared name of a metric or input whose target may be set for a subject and period."""
        regulation = rulebook.regulation_at(cell.period.end)
        if regulation is None:
            raise errors.refused(Code.NO_REGULATION, day=cell.period.end)
        rule = regulation.named(Metric, name) or regulation.named(Input, name)
        if rule is None:
            raise errors.refused(Code.UNKNOWN_METRIC, name=name)
        self._check_subject(cell)
        key = ("", cell.subject)
        if key not in self._may:
            self._may[key] = rules.may_set_target(self.actor, cell.subject)
        if not self._may[key]:
            raise errors.refused(Code.NOT_ALLOWED)
        return rule.name

    def _check_subject(self, cell: Cell) -> None:
        kind, day = cell.subject.kind, cell.period.end
        if kind is SubjectKind.DEPARTMENT:
            return
        if (kind, day) not in self._subjects:
            regulation = rulebook.regulation_at(day)
            self._subjects[kind, day] = frozenset(stated.subjects(kind, day, regulation) if regulation else ())
        if cell.subject.name not in self._subjects[kind, day]:
            raise errors.refused(Code.UNKNOWN_SUBJECT, subject=cell.subject.name)
