"""From rows of a workbook to what somebody states; what may not be stated becomes a finding at its row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guiju.apps import remember, spreadsheet
from guiju.apps.figures import errors
from guiju.apps.figures.stated.checking import Said
from guiju.apps.refusal import Refused
from guiju.apps.spreadsheet import Finding, Row, Sheet
from guiju.engines.periods import Grain, containing
from guiju.lang.kinds.choices import SubjectKind


@dataclass(frozen=True, slots=True)
class StatedReport:
    """What came of a workbook: with findings nothing was changed; the counts say what did or would."""

    findings: tuple[Finding, ...]
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def any(self) -> bool:
        """Whether anything changed or would."""
        return bool(self.added or self.changed or self.removed)


def said(row: Row, usual: Grain) -> Said:
    """What a row states; ``usual`` is the kind of period when the row does not say."""
    cell = row.values
    grain = Grain(cell["grain"] or usual)
    end = containing(cell["end"], grain) if cell.get("end") else None
    kind = SubjectKind(cell["kind"]) if cell["kind"] else None
    start, unit = containing(cell["start"], grain), cell["unit"] or ""
    return Said(cell["name"], kind, cell["subject"] or "", start, cell["value"], end, unit)


def counted[V](findings: tuple[Finding, ...], before: Mapping[int, V], after: Mapping[int, V]) -> StatedReport:
    """A report that counts the differences between what was stored before and after."""
    changed = sum(1 for key, value in after.items() if key in before and before[key] != value)
    return StatedReport(findings, len(after.keys() - before.keys()), changed, len(before.keys() - after.keys()))


def each(content: bytes, sheet: Sheet, take: Callable[[Row], None]) -> tuple[Finding, ...]:
    """Hand over every readable row of a workbook; what could not be read or was refused comes back.

    ``take`` may change figures alone: who there is, what holds and who may what is asked for once.
    """
    book = spreadsheet.read(content, [sheet])
    with remember.remembered():
        return (*book.findings, *_refusals(book.rows.get(sheet.title, ()), take))


def _refusals(rows: tuple[Row, ...], take: Callable[[Row], None]) -> Iterator[Finding]:
    for row in rows:
        try:
            take(row)
        except Refused as refusal:
            mend = errors.MENDS.get(errors.Code(refusal.code), "")
            yield Finding(str(refusal.code), row.place, refusal.message, mend, refusal.data)
