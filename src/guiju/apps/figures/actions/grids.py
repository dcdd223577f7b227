"""Many cells of a year entered, aimed at or confirmed at once; one that is refused keeps no other out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guiju.apps import remember
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actions import Did
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, models, rules
from guiju.apps.figures.actions import following, inputs
from guiju.apps.figures.actions.cells import BATCH, Aimed, Cell, Entered, put_entries
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import checking
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang import Regulation
from guiju.lang.kinds import Input, Metric, Subject
from guiju.lang.kinds.choices import SubjectKind

Refusals = dict[tuple[Subject, Period], Refused]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many cells were changed, and why others were refused."""

    count: int
    refused: Refusals


@transaction.atomic
def enter(*, actor: Actor, name: str, cells: Sequence[Cell]) -> Saved:
    """Enter figures of one input; a changed one has to be confirmed again. What is refused keeps nothing else out."""
    known = _Known(actor)
    with remember.remembered():
        rules_of, refused = _each(cells, lambda cell: known.entered(name, cell))
    sheet = Entered(actor, {(rule.name, cell) for cell, rule in rules_of})

    def take(cell: Cell) -> bool:
        rule = by_cell[cell]
        if cell.value is None:
            return sheet.take_back(rule.name, cell)
        checking.check_bounds(rule, cell.value)
        return sheet.take(rule.name, cell, cell.value)

    by_cell = dict(rules_of)
    return _written(sheet, [cell for cell, _ in rules_of], take, refused)


@transaction.atomic
def aim(*, actor: Actor, name: str, cells: Sequence[Cell]) -> Saved:
    """Set targets of single periods: those after them stay what they were."""
    known = _Known(actor)
    with remember.remembered():
        names, refused = _each(cells, lambda cell: known.aimed(name, cell))
    sheet = Aimed(actor, names)
    by_cell = dict(names)

    def take(cell: Cell) -> bool:
        declared = by_cell[cell]
        if cell.value is None:
            return sheet.take_back(declared, cell)
        return sheet.take(declared, cell, cell.value)

    ordered = sorted(by_cell, key=lambda cell: cell.period.start, reverse=True)
    return _written(sheet, ordered, take, refused)


@transaction.atomic
def confirm(*, actor: Actor, seen: dict[int, int]) -> Saved:
    """Confirm entries, given with the versions that the actor saw; those of one's own hands are left out."""
    told, done, refused = list[Did](), list[models.Entry](), Refusals()
    with remember.remembered():
        for row in _locked(seen):
            entry = stated.entry_of(row)
            try:
                if seen[entry.id] != entry.version:
                    raise errors.refused(Code.CHANGED_MEANWHILE, by=entry.by)
                told.append(inputs.confirmed(actor, row)[1])
                done.append(row)
            except Refused as refusal:
                refused[entry.subject, entry.period] = refusal
    periods = sorted((stated.entry_of(row).period for row in done), key=lambda period: period.start)
    put_entries(done)
    ledger.record_all(actor=actor, action="figures.confirm", things=told)
    if periods:
        following.stated(periods[0], periods[-1])
    return Saved(len(done), refused)


def _locked(seen: Collection[int]) -> Iterator[models.Entry]:
    """The rows of that number that nobody has confirmed yet."""
    rows = models.Entry.objects.select_for_update().filter(confirmed_by="").order_by("pk")
    numbers = sorted(seen)
    for at in range(0, len(numbers), BATCH):
        yield from rows.filter(pk__in=numbers[at : at + BATCH])


def _each[T](cells: Iterable[Cell], ask: Callable[[Cell], T]) -> tuple[list[tuple[Cell, T]], Refusals]:
    """What was answered for each cell, and why others were refused."""
    found, refused = list[tuple[Cell, T]](), Refusals()
    for cell in cells:
        try:
            found.append((cell, ask(cell)))
        except Refused as refusal:
            refused[cell.subject, cell.period] = refusal
    return found, refused


def _written(sheet: Entered | Aimed, cells: Sequence[Cell], take: Callable[[Cell], bool], refused: Refusals) -> Saved:
    """Take the cells, write what changed at once, and say what follows."""
    done, later = _each(cells, take)
    sheet.write()
    changed = sorted((cell.period for cell, so in done if so), key=lambda period: period.start)
    if changed:
        following.stated(changed[0], changed[-1])
    return Saved(len(changed), refused | later)


class _Known:
    """What the cells of one grid share: rules, subjects and rights, each asked for once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._subjects: dict[tuple[SubjectKind, Period], Collection[str]] = {}
        self._may: dict[tuple[str, Subject], bool] = {}
        self._regulations: dict[date, Regulation | None] = {}

    def entered(self, name: str, cell: Cell) -> Input:
        """The rule of an input that may be entered for a subject and period."""
        regulation = self._regulation(cell.period.end)
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
        regulation = self._regulation(cell.period.end)
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
        kind, period = cell.subject.kind, cell.period
        if kind is SubjectKind.DEPARTMENT:
            return
        if (kind, period) not in self._subjects:
            known = stated.subjects(kind, period, self._regulation(period.end))
            self._subjects[kind, period] = frozenset(known)
        if cell.subject.name not in self._subjects[kind, period]:
            raise errors.refused(Code.UNKNOWN_SUBJECT, subject=cell.subject.name)

    def _regulation(self, day: date) -> Regulation:
        if day not in self._regulations:
            self._regulations[day] = rulebook.regulation_at(day)
        regulation = self._regulations[day]
        if regulation is None:
            raise errors.refused(Code.NO_REGULATION, day=day)
        return regulation
