"""Days whose files have no column at all for a figure: nothing is known of it there, which is not nought."""

from collections.abc import Iterable, Mapping
from datetime import date

from guiju.facts.lake.ledger import Import

Days = tuple[date, date]
Lacking = Mapping[str, Mapping[str, Mapping[str, tuple[Days, ...]]]]  # by fact, column and shop


def lacking(imports: Iterable[Import], aliases: Mapping[str, str]) -> Lacking:
    """The days on which no export tells a figure; of each kind of export the newest file that covers the day counts."""
    entries = sorted(imports, key=lambda one: (one.as_of, one.id))
    if not any(one.lacks for one in entries):
        return {}
    lacks: dict[tuple[str, str, int], dict[str, frozenset[str]]] = {}  # by fact, shop and day, then by connector
    for entry in entries:
        for fact, shop, start, end in entry.covers:
            columns = frozenset(column for of, column in entry.lacks if of == fact)
            for day in range(date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal() + 1):
                lacks.setdefault((fact, aliases.get(shop, shop), day), {})[entry.connector] = columns
    found: dict[str, dict[str, dict[str, list[int]]]] = {}
    for (fact, shop, day), by in sorted(lacks.items()):
        for column in frozenset.intersection(*by.values()):
            found.setdefault(fact, {}).setdefault(column, {}).setdefault(shop, []).append(day)
    return {
        fact: {
            column: {shop: _ranges(days) for shop, days in shops.items()} for column, shops in sorted(columns.items())
        }
        for fact, columns in found.items()
    }


def _ranges(days: Iterable[int]) -> tuple[Days, ...]:
    """Days in order, as ordinals, as ranges."""
    ranges: list[tuple[int, int]] = []
    for day in days:
        if ranges and ranges[-1][1] + 1 == day:
            ranges[-1] = ranges[-1][0], day
        else:
            ranges.append((day, day))
    return tuple((date.fromordinal(start), date.fromordinal(end)) for start, end in ranges)
