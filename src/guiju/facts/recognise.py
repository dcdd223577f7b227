"""Which export a table is, told by its header alone; by its first rows where it has none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guiju.facts.connector import Connector, load_connectors, plain

WITHIN = 25  # the header stands on one of the first rows
LIKE = 2  # names that an export has in common with a header at the least, for it to be called near


@dataclass(frozen=True, slots=True)
class Found:
    """A header that a connector knows: its row (from 0), its names, and the generation that it is nearest to.

    A file without a header has its names from the connector, and its header above the first row, at -1.
    """

    connector: Connector
    at: int
    names: tuple[str, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Near:
    """No connector fits; this one comes nearest, for lack of these columns."""

    connector: Connector
    missing: tuple[str, ...]
    shared: int
    columns: int

    @property
    def enough(self) -> bool:
        """Whether it has so much of the header that naming it helps: one name like 日期 stands in every other table.

        Several names, and a third of the header's or of those that the export needs.
        """
        needed = len(self.connector.needs)
        return self.shared >= LIKE and (3 * self.shared >= self.columns or 3 * (needed - len(self.missing)) >= needed)


def recognise(
    rows: Sequence[Sequence[str]], connectors: Mapping[str, Connector] | None = None, sheet: str = ""
) -> Found | Near | None:
    """The connector of the first row that is a known header; else the nearest one; None when nothing is alike.

    ``connectors`` are those to choose from, the built-in ones unless said; ``sheet`` is the name of the table.
    """
    known = load_connectors() if connectors is None else connectors
    choice = [one for one in known.values() if one.needs and one.sheet in {"", sheet}]
    headers = [tuple(plain(cell) for cell in row) for row in rows[:WITHIN]]
    for at, names in enumerate(headers):
        present = frozenset(names)
        fitting = _foremost([one for one in choice if _fits(one, present)])
        if fitting:
            best = max(fitting, key=lambda one: (len(one.known & present), len(one.needs)))
            return Found(best, at, names, _generation(best, present))
    bare = next((one for one in known.values() if _is_bare(one, rows)), None)
    if bare:
        return Found(bare, -1, tuple(name for name, _ in bare.headless), "")
    candidates = [_near(one, frozenset(names)) for names in headers for one in choice]
    alike = [near for near in candidates if near.enough]
    return max(alike, key=lambda near: (near.shared, -len(near.missing)), default=None)


def _foremost(fitting: Sequence[Connector]) -> Sequence[Connector]:
    """Of connectors that fit one header those that may have it: the house's own ones stand back unless they say so."""
    replaced = {one.instead_of for one in fitting if one.own}
    built_in = [one for one in fitting if not one.own and one.id not in replaced]
    return built_in or [one for one in fitting if one.own]


def _is_bare(connector: Connector, rows: Sequence[Sequence[str]]) -> bool:
    """Whether all first rows are like those of an export that has no header."""
    patterns = [re.compile(like) for _, like in connector.headless]
    return bool(patterns and rows) and all(
        len(row) == len(patterns)
        and all(pattern.fullmatch(cell.strip()) for pattern, cell in zip(patterns, row, strict=True))
        for row in rows[:WITHIN]
    )


def _fits(connector: Connector, present: frozenset[str]) -> bool:
    needed = all(not present.isdisjoint(group) for group in connector.needs)
    return needed and present.isdisjoint(connector.without)


def _near(connector: Connector, present: frozenset[str]) -> Near:
    missing = tuple(group[0] for group in connector.needs if present.isdisjoint(group))
    return Near(connector, missing, len(connector.known & present), len(present - {""}))


def _generation(connector: Connector, present: frozenset[str]) -> str:
    """The generation with the greatest share of names in common; the newest of equals."""
    shares = [
        (len(present.intersection(names)) / len(present.union(names)), year)
        for year, names in connector.generations.items()
    ]
    return max(shares, default=(0.0, ""))[1]
