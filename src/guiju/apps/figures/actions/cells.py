"""The rows behind a grid: read at once, changed in memory, written at once with a line of the ledger each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Manager, Model

from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actions import Did
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, models
from guiju.apps.figures.actions import inputs, targets
from guiju.apps.figures.errors import Code
from guiju.engines.periods import Period
from guiju.lang.kinds import Subject

BATCH = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure for a subject in a period; ``None`` takes it back. ``seen`` is the version the actor saw, 0 for none."""

    subject: Subject
    period: Period
    value: Fraction | None
    seen: int | None = None


class Entered:
    """Entered figures."""

    def __init__(self, actor: Actor, cells: Collection[tuple[str, Cell]]) -> None:
        self._actor = actor
        self._told: list[Did] = []
        self._gone: list[Did] = []
        self._changed: dict[tuple[object, ...], models.Entry] = {}
        self._removed: list[int] = []
        starts = [cell.period.start for _, cell in cells]
        names = {name for name, _ in cells}
        rows = models.Entry.objects.select_for_update().filter(name__in=names)
        found = rows.filter(start__range=(min(starts), max(starts))) if starts else rows.none()
        self._rows: dict[tuple[object, ...], models.Entry] = {
            (row.name, row.subject_kind, row.subject, row.grain, row.start): row for row in found
        }

    def take(self, name: str, cell: Cell, value: Fraction) -> bool:
        """Enter one; whether that changed anything. The evidence stays."""
        columns = inputs.columns(name, cell.subject, cell.period)
        found = self._seen(cell, tuple(columns.values()))
        row, did = inputs.change(self._actor, found, columns, value, found.evidence if found else "")
        if did is None:
            return False
        self._rows[tuple(columns.values())] = self._changed[tuple(columns.values())] = row
        self._told.append(did)
        return True

    def take_back(self, name: str, cell: Cell) -> bool:
        """Take one back; whether there was any."""
        at = tuple(inputs.columns(name, cell.subject, cell.period).values())
        if at not in self._rows:
            return False
        row = self._seen(cell, at)
        del self._rows[at]
        self._changed.pop(at, None)
        if row is not None and row.pk:
            self._removed.append(row.pk)
            self._gone.append(Did("input", inputs.key_of(row), inputs.kept(row)))
        return True

    def write(self) -> None:
        """Write everything."""
        rows = self._changed.values()
        models.Entry.objects.filter(pk__in=self._removed).delete()
        put_entries(rows)
        ledger.record_all(actor=self._actor, action="figures.withdraw", things=self._gone)
        ledger.record_all(actor=self._actor, action="figures.enter", things=self._told)

    def _seen(self, cell: Cell, at: tuple[object, ...]) -> models.Entry | None:
        row = self._rows.get(at)
        if cell.seen is not None and cell.seen != (row.version if row else 0):
            raise errors.refused(Code.CHANGED_MEANWHILE, by=row.entered_by if row else "")
        return row


class Aimed:
    """Targets, each of which holds until the next of the same subject, or to its own end."""

    def __init__(self, actor: Actor, cells: Iterable[tuple[Cell, str]]) -> None:
        self._actor = actor
        self._told: list[Did] = []
        self._gone: list[Did] = []
        self._changed: dict[tuple[object, ...], models.Target] = {}
        self._removed: list[int] = []
        asked = list(cells)
        self._named = {(cell.subject, cell.period) for cell, _ in asked}
        self._rows: dict[tuple[object, ...], dict[date, models.Target]] = {}
        found = models.Target.objects.select_for_update().filter(metric__in={name for _, name in asked})
        for row in found.order_by("start"):
            self._rows.setdefault((row.metric, row.subject_kind, row.subject, row.grain), {})[row.start] = row

    def take(self, name: str, cell: Cell, value: Fraction) -> bool:
        """Set one; whether the target of its period is another than before.

        A target of which nothing came after holds for its own period alone; what held after it goes on.
        """
        rows, later = self._of(name, cell), cell.period.next()
        before, after = _holding(rows, cell.period), _holding(rows, later)
        own = after is not None and after.start == later.start
        was = before.value if before else None
        kept = (Fraction(after.value), after.end) if after is not None and not own else None
        end = None if after is not None else cell.period.start
        self._seen(cell, rows)
        self._set(name, cell.subject, cell.period, value, end)
        if kept and (cell.subject, later) not in self._named:
            self._set(name, cell.subject, later, *kept)
        return was is None or Fraction(was) != value

    def take_back(self, name: str, cell: Cell) -> bool:
        """Take one back; whether there was any that began in this period."""
        rows = self._of(name, cell)
        if cell.period.start not in rows:
            return False
        self._seen(cell, rows)
        row = rows.pop(cell.period.start)
        self._changed.pop(tuple(targets.columns(name, cell.subject, cell.period).values()), None)
        if row.pk:
            self._removed.append(row.pk)
            self._gone.append(Did("target", targets.key_of(row), targets.kept(row)))
        return True

    def write(self) -> None:
        """Write everything."""
        rows = self._changed.values()
        models.Target.objects.filter(pk__in=self._removed).delete()
        _put(models.Target.objects, rows, "metric", ("value", "end", "set_by", "set_at", "version"))
        ledger.record_all(actor=self._actor, action="figures.remove_target", things=self._gone)
        ledger.record_all(actor=self._actor, action="figures.set_target", things=self._told)

    def _of(self, name: str, cell: Cell) -> dict[date, models.Target]:
        at = (name, cell.subject.kind.value, cell.subject.name, cell.period.grain.value)
        return self._rows.setdefault(at, {})

    def _seen(self, cell: Cell, rows: dict[date, models.Target]) -> None:
        row = rows.get(cell.period.start)
        if cell.seen is not None and cell.seen != (row.version if row else 0):
            raise errors.refused(Code.CHANGED_MEANWHILE, by=row.set_by if row else "")

    def _set(self, name: str, subject: Subject, period: Period, value: Fraction, end: date | None) -> None:
        columns = targets.columns(name, subject, period)
        rows = self._of(name, Cell(subject, period, value))
        row, did = targets.change(self._actor, rows.get(period.start), columns, value, end)
        if did is not None:
            rows[period.start] = self._changed[tuple(columns.values())] = row
            self._told.append(did)


def put_entries(rows: Iterable[models.Entry]) -> None:
    """Write entered figures, new and changed."""
    said = ("value", "evidence", "entered_by", "entered_number", "entered_at", "confirmed_by", "confirmed_at")
    _put(models.Entry.objects, rows, "name", (*said, "version"))


def _put[Row: Model](table: Manager[Row], rows: Iterable[Row], name: str, said: Collection[str]) -> None:
    """Write rows, new and changed, a statement for each batch: what stands under their key is replaced.

    An update of many rows, each with its own values, would take Django seconds to say.
    """
    fresh = list(rows)
    for row in fresh:
        row.pk = None
    key = (name, "subject_kind", "subject", "grain", "start")
    table.bulk_create(fresh, batch_size=BATCH, update_conflicts=True, unique_fields=key, update_fields=said)


def _holding(rows: dict[date, models.Target], period: Period) -> models.Target | None:
    """The target that holds in a period: the newest that has begun, unless it has ended."""
    begun = [start for start in rows if start <= period.start]
    newest = rows[max(begun)] if begun else None
    return newest if newest and (newest.end is None or newest.end >= period.start) else None
