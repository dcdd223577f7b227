"""The places of a run, numbered in order, and for each what it lacks: coverage by columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from guiju.engines.measure import corrected, tables
from guiju.engines.measure.aggregates import Cells
from guiju.engines.measure.amounts import Dims
from guiju.engines.measure.bounds import Flags, Integers
from guiju.engines.measure.covering import within
from guiju.engines.measure.exacts import THERE
from guiju.engines.measure.frames import numbered
from guiju.engines.measure.reach import THE_HOUSE
from guiju.engines.measure.sql import Cell
from guiju.engines.measure.told import Told
from guiju.engines.measure.untold import Untold
from guiju.engines.periods import Period


def order(dims: Dims) -> tuple[tuple[bool, str], ...]:
    """Dimensions by name, rows without one last."""
    return tuple((value is None, value or "") for value in dims)


@dataclass(frozen=True)
class Ground:
    """Every place that something is said about, by period and then by the names of its dimensions.

    A key is the number of the period among those ``asked``, times how many ``dims`` there are, and the number of these.
    """

    asked: tuple[Period, ...]
    dims: tuple[Dims, ...]
    keys: Integers

    @cached_property
    def periods(self) -> Integers:
        """The period of each place."""
        return np.asarray(self.keys // len(self.dims))

    @cached_property
    def places(self) -> Integers:
        """The dimensions of each place."""
        return np.asarray(self.keys % len(self.dims))

    @cached_property
    def numbers(self) -> Mapping[Dims, int]:
        """The numbers of the dimensions."""
        return {one: at for at, one in enumerate(self.dims)}

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, periods: Integers, places: Integers) -> Integers:
        """The rows that stand for these places, all of which are there."""
        return np.searchsorted(self.keys, periods * len(self.dims) + places)

    def where(self, told: Told) -> Integers:
        """The rows of the places in which an aggregate was told."""
        return np.searchsorted(self.keys, _keys(told, self.numbers))


def ground(asked: tuple[Period, ...], told: Sequence[Told], extra: Sequence[Sequence[Dims]]) -> Ground:
    """The places of some aggregates, and of what is to be told besides in each period."""
    known = {dims for one in told for dims in one.dims} | {dims for some in extra for dims in some}
    ordered = tuple(sorted(known, key=order))
    numbers = {dims: at for at, dims in enumerate(ordered)}
    keys = [_keys(one, numbers) for one in {id(one.periods): one for one in told}.values()]  # one for each query
    beside = [at * len(numbers) + numbers[dims] for at, some in enumerate(extra) for dims in some]
    found, _ = numbered(np.concatenate([np.array(beside, np.int64), *keys]), len(asked) * len(ordered))
    return Ground(asked, ordered, found)


def _keys(told: Told, numbers: Mapping[Dims, int]) -> Integers:
    renumbered = np.array([numbers[dims] for dims in told.dims], np.int64)
    places = renumbered[told.places] if len(told.places) else told.places
    return np.asarray(told.periods * len(numbers) + places)


class Holes:
    """What aggregates lack in each place, as codes of reasons."""

    def __init__(self, cells: Cells, ground: Ground) -> None:
        self.cells, self.ground = cells, ground
        self._known: dict[tuple[tuple[str, ...], Untold], Integers] = {}

    def of(self, cell: Cell) -> Integers:
        """The reasons of an aggregate; ``THERE`` where it has a value."""
        key = (cell.fact, *cell.raw.joined), self.cells.reach.untold(cell.text)
        if key not in self._known:
            self._known[key] = self._of(cell)
        return self._known[key]

    def _of(self, cell: Cell) -> Integers:
        found = np.zeros(len(self.ground), np.int64)
        open_ = self.cells.lacking(cell) or self.cells.reach.untold(cell.text)
        clear = np.zeros(len(self.ground), np.bool_) if open_ else self._clear(cell)
        places = self._alike(cell)
        unclear = np.flatnonzero(~clear)
        kinds = self.ground.periods * (places.max(initial=0) + 1) + places
        _, rows = np.unique(kinds[unclear], return_index=True)
        codes: dict[tuple[int, int], int] = {}
        for row in unclear[rows].tolist():
            dims = self.ground.dims[int(self.ground.places[row])]
            hole = self.cells.hole(cell, self.ground.asked[int(self.ground.periods[row])], dims)
            codes[int(self.ground.periods[row]), int(places[row])] = self.cells.reasons.code(hole) if hole else THERE
        pairs = zip(self.ground.periods[unclear].tolist(), places[unclear].tolist(), strict=True)
        found[unclear] = [codes[pair] for pair in pairs]
        return found

    def _alike(self, cell: Cell) -> Integers:
        """A number that is equal for places that coverage does not tell apart."""
        by = self.cells.subject.by
        if corrected.assigned(self.cells.plan.facts[cell.fact], self.cells.subject.view):
            return self.ground.places
        telling = [at for at, name in enumerate(by) if name == "shop" or name in tables.WHO]
        numbers: dict[Dims, int] = {}
        alike = [numbers.setdefault(tuple(dims[at] for at in telling), len(numbers)) for dims in self.ground.dims]
        return np.array(alike, np.int64)[self.ground.places]

    def _clear(self, cell: Cell) -> Flags:
        """Where plainly nothing is lacking: finished periods that one span of coverage holds for all their shops."""
        subject = self.cells.subject
        if tables.WHO.intersection(subject.by):
            return np.zeros(len(self.ground), np.bool_)
        found = np.ones(len(self.ground), np.bool_)
        for name in (cell.fact, *cell.raw.joined):
            fact = self.cells.plan.facts[name]
            if fact.of_house or "shop" not in subject.by:
                shops = THE_HOUSE if fact.of_house else subject.shops
                found &= within(subject.view, fact, shops, self.ground.asked, subject.today)[self.ground.periods]
                continue
            at = subject.by.index("shop")
            by_shop: dict[str | None, Flags] = {}
            held = np.empty((len(self.ground.dims), len(self.ground.asked)), np.bool_)
            for number, dims in enumerate(self.ground.dims):
                if dims[at] not in by_shop:
                    shops = subject.shops if dims[at] is None else (self.cells.reach.shop(str(dims[at])),)
                    by_shop[dims[at]] = within(subject.view, fact, shops, self.ground.asked, subject.today)
                held[number] = by_shop[dims[at]]
            found &= held[self.ground.places, self.ground.periods]
        return found
