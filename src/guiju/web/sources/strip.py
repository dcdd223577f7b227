"""The last days of a fact as a strip of cells: there, missing, or not due yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from guiju.web.sources import words

DAYS = 60
CELL, GAP = 10, 2  # of the drawing's units; the dashes in guiju.css say the same
DAY = timedelta(days=1)

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Strip:
    """``have``, ``missing`` and ``today`` are paths in a drawing ``width`` wide; ``said`` tells it to the ear."""

    width: int
    have: str
    missing: str
    today: str
    months: str
    said: str


def first_day(today: date) -> date:
    """Where every strip begins."""
    return today - (DAYS - 1) * DAY


def missing(ranges: Sequence[Days], since: date, until: date) -> tuple[Days, ...]:
    """The days from ``since`` to ``until`` that no range covers; the ranges are in order and apart."""
    found: list[Days] = []
    at = since
    for first, last in ranges:
        if first > until:
            break
        if first > at:
            found.append((at, first - DAY))
        at = max(at, last + DAY)
    return (*found, (at, until)) if at <= until else tuple(found)


def strip(ranges: Sequence[Days], lacking: Sequence[Days], today: date) -> Strip:
    """The strip of a fact that covers ``ranges`` and lacks some days."""
    start = first_day(today)
    seen = [(max(first, start), min(last, today)) for first, last in ranges if last >= start and first <= today]
    due = [(max(first, start), last) for first, last in lacking if last >= start]
    covered = sum((last - first).days + 1 for first, last in seen)
    lost = sum((last - first).days + 1 for first, last in due)
    here = any(first <= today <= last for first, last in seen)
    said = _("最近 %(all)s 天：有 %(covered)s 天") % {"all": DAYS, "covered": covered}
    if lost:
        said = _("%(said)s，缺 %(lost)s 天：%(days)s") % {"said": said, "lost": lost, "days": words.spans(due)}
    return Strip(
        width=DAYS * CELL - GAP,
        have=_path(seen, start),
        missing=_path(due, start),
        today="" if here else _path([(today, today)], start),
        months=_months(start, today),
        said=said,
    )


def _path(days: Sequence[Days], start: date) -> str:
    """One stroke for each run of days; guiju.css dashes it into cells."""
    return "".join(f"M{(first - start).days * CELL} 8H{((last - start).days + 1) * CELL - GAP}" for first, last in days)


def _months(start: date, today: date) -> str:
    """A tick before the first day of each month."""
    firsts = (start + n * DAY for n in range(1, (today - start).days + 1))
    return "".join(f"M{(day - start).days * CELL - GAP / 2:g} 0V16" for day in firsts if day.day == 1)
