"""What a file says of itself outside its rows: days covered and time of export, in its name or above its header."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

_DAY = r"(20\d{2})(?:[-._](\d{2})[-._](\d{2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日)"
_RANGE = re.compile(rf"(?<!\d){_DAY}\s*(?:[-_~～至到—–]|to)+\s*{_DAY}(?!\d)")
_ONE = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_MOMENT = re.compile(
    r"(?<!\d)(20\d{2})[-./]?(\d{2})[-./]?(\d{2})[-_ T]{0,2}(\d{2})[-:.]?(\d{2})(?:[-:.]?(\d{2}))?(?!\d)"
)
_EXPORTED = re.compile(r"导出|下载|生成|export", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What was found; None where nothing is said. ``day`` is set when one single day is named."""

    covers: tuple[date, date] | None = None
    exported: datetime | None = None
    day: date | None = None


def in_name(name: str) -> Stated:
    """What a file's name says: two days are a range, one is a day, digits down to minutes the time of export."""
    covers = _range(name)
    rest = _RANGE.sub(" ", name)
    exported = next(_moments(rest), None)
    days = list(_days(_MOMENT.sub(" ", rest) if exported else rest))
    return Stated(covers, exported, days[0] if len(days) == 1 and not covers else None)


def number_in(pattern: str, name: str) -> str:
    """The first group of ``pattern`` in the name of a file without its folders; empty when it is not there."""
    found = re.search(pattern, PurePath(name).name)
    return found[1] if found else ""


def above(rows: Iterable[Iterable[str]]) -> Stated:
    """What the rows above a header say: a range of days, and a moment in a row that speaks of the export."""
    lines = [" ".join(row) for row in rows]
    covers = next((found for line in lines if (found := _range(line))), None)
    spoken = (moment for line in lines if _EXPORTED.search(line) for moment in _moments(line))
    return Stated(covers, next(spoken, None))


def _range(text: str) -> tuple[date, date] | None:
    for match in _RANGE.finditer(text):
        groups = match.groups()
        start, end = _day(groups[:7]), _day(groups[7:])
        if start and end and start <= end:
            return start, end
    return None


def _days(text: str) -> Iterator[date]:
    for match in _ONE.finditer(text):
        day = _day(match.groups())
        if day:
            yield day


def _day(groups: tuple[str | None, ...]) -> date | None:
    year, *rest = (int(group) for group in groups if group)
    try:
        return date(year, *rest)
    except ValueError:
        return None


def _moments(text: str) -> Iterator[datetime]:
    for match in _MOMENT.finditer(text):
        try:
            yield datetime(*(int(group) for group in match.groups() if group))  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:
            continue
