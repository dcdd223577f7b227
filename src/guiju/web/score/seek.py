"""Which of many people a page shows: the first of each unit, a page of one unit, or whom a search names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from guiju.apps.appraisal.values import Line
from guiju.web.kit.paging import SIZE, Paging, paging
from guiju.web.score.group import by_unit

FEWEST = 3  # of each unit, however many units there are


@dataclass(frozen=True, slots=True)
class Seek:
    """What is looked for, and whom it finds; ``wide`` where not all fit on a page, ``at`` where one leafs through."""

    unit: str
    query: str
    found: Sequence[Line]
    shown: Sequence[Line]
    at: Paging | None

    @property
    def wide(self) -> bool:
        """Whether there is more to find than what is shown."""
        return bool(self.unit or self.query) or len(self.found) > len(self.shown)


def seek(request: HttpRequest, lines: Sequence[Line]) -> Seek:
    """What the address asks for."""
    unit, query = request.GET.get("unit", ""), " ".join(request.GET.get("q", "").split())
    found = [one for one in lines if unit in {"", one.unit} and _named(one, query)]
    if unit or query:
        at = paging(request, len(found))
        return Seek(unit, query, found, at.of(found), at)
    units = by_unit(found)
    most = len(found) if len(found) <= SIZE else max(FEWEST, SIZE // len(units))
    return Seek("", "", found, [one for members in units.values() for one in members[:most]], None)


def _named(one: Line, query: str) -> bool:
    said = f"{one.number} {one.name} {one.unit} {one.position}".casefold()
    return all(word in said for word in query.casefold().split())
