"""Which export a table is, told by its header alone; by its first rows where it has none."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guiju.facts.connector import Connector, load_connectors, plain
from guiju.facts.reading.table import MOST_COLUMNS

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

        Several names, some of them needed, and a third of the header's or of those that the export needs.
        """
        needed = len(self.connector.needs)
        there = needed - len(self.missing)
        return min(self.shared, there) >= LIKE and (3 * self.shared >= self.columns or 3 * there >= needed)

    @property
    def likeness(self) -> tuple[int, int]:
        """What the nearest of several has most of: names in common, and few that it lacks."""
        return self.shared - 2 * len(self.missing), self.shared


def recognise(
    rows: Sequence[Sequence[str]], connectors: Mapping[str, Connector] | None = None, sheet: str = ""
) -> Found | Near | None:
    """The connector of the first row that is a known header; else the nearest one; None when nothing is alike.

    ``connectors`` are those to choose from, the built-in ones unless said; ``sheet`` is the name of the table.
    """
    known = load_connectors() if connectors is None else connectors
    index = _index_of(known)
    headers = [tuple(plain(cell) for cell in row[: MOST_COLUMNS + 1]) for row in rows[:WITHIN]]
    for at, names in enumerate(headers):
        present = frozenset(names)
        met = index.anchored(present)
        fitting = _foremost([one for one in met if one.sheet in {"", sheet} and _fits(one, present)])
        if fitting:
            best = max(fitting, key=lambda one: (len(one.known & present), len(one.needs)))
            return Found(best, at, names, _generation(best, present))
    bare = next((one for one in index.bare if _is_bare(one, rows)), None)
    if bare:
        return Found(bare, -1, tuple(name for name, _ in bare.headless), "")
    presents = [frozenset(names) for names in headers]
    candidates = (_near(one, present) for present in presents for one in index.alike(present))
    alike = [near for near in candidates if near.enough and near.connector.sheet in {"", sheet}]
    return max(alike, key=lambda near: near.likeness, default=None)


class _Index:
    """Connectors by the names that tell them, so that one more of them costs a header nothing."""

    def __init__(self, connectors: Iterable[Connector]) -> None:
        met = [one for one in connectors if one.needs]
        self.bare = [one for one in connectors if one.headless]
        self._known: dict[str, list[Connector]] = {}
        for one in met:
            for name in one.known:
                self._known.setdefault(name, []).append(one)
        self._anchors: dict[str, list[Connector]] = {}
        for one in met:
            rarest = min(one.needs, key=lambda group: sum(len(self._known[name]) for name in group))
            for name in rarest:
                self._anchors.setdefault(name, []).append(one)

    def anchored(self, present: frozenset[str]) -> list[Connector]:
        """The connectors whose rarest name stands in a header, in the order of their ids."""
        found = {one.id: one for name in present for one in self._anchors.get(name, ())}
        return [found[name] for name in sorted(found)]

    def alike(self, present: frozenset[str]) -> list[Connector]:
        """The connectors that know several names of a header."""
        counts = Counter(one.id for name in present for one in self._known.get(name, ()))
        found = {one.id: one for name in present for one in self._known.get(name, ()) if counts[one.id] >= LIKE}
        return [found[name] for name in sorted(found)]


_INDEXES: list[tuple[Mapping[str, Connector], _Index]] = []  # the last ones used: connectors change only when taught


def _index_of(connectors: Mapping[str, Connector]) -> _Index:
    for known, index in _INDEXES:
        if known is connectors:
            return index
    _INDEXES[:] = [(connectors, _Index(list(connectors.values()))), *_INDEXES[:3]]
    return _INDEXES[0][1]


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
