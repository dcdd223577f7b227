"""Metrics by columns: all figures of a metric as arrays of exact numbers, objects only for those somebody asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

import numpy as np

from guiju.engines.measure import exacts, tables
from guiju.engines.measure.amounts import Dims
from guiju.engines.measure.book import Book
from guiju.engines.measure.bounds import Flags, Integers
from guiju.engines.measure.composed import UnfollowedError, evaluated
from guiju.engines.measure.exacts import THERE, Exacts, Reasons
from guiju.engines.measure.grounds import Ground, Holes, ground
from guiju.engines.measure.named import CELL, over_cells
from guiju.engines.measure.run import Asked, Figure, beside, opened, wanted
from guiju.engines.measure.sql import MetricSql
from guiju.engines.measure.told import Told
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.kinds import Metric, Parameter
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a metric, by period and then by dimensions: ``value`` by columns, the rest by number.

    ``rows`` are the places of the ``ground``. ``through`` gives the last covered day of figures whose period runs.
    """

    metric: str
    by: tuple[str, ...]
    ground: Ground
    rows: Integers
    value: Exacts
    through: Mapping[int, date | None]
    reasons: Reasons

    def __len__(self) -> int:
        return len(self.rows)

    def figure(self, at: int) -> Figure:
        """One figure as an object, without its parts."""
        row = int(self.rows[at])
        dims = self.ground.dims[int(self.ground.places[row])]
        period = self.ground.asked[int(self.ground.periods[row])]
        value = self.value.at(at, self.reasons)
        named = dict(zip(self.by, dims, strict=True))
        return Figure(self.metric, period, named, value, at in self.through, self.through.get(at))

    def figures(self) -> Iterator[Figure]:
        """All figures as objects, one after the other."""
        named = [dict(zip(self.by, dims, strict=True)) for dims in self.ground.dims]
        values = self.value.values(self.reasons)
        places = zip(self.ground.periods[self.rows].tolist(), self.ground.places[self.rows].tolist(), strict=True)
        for at, ((period, place), value) in enumerate(zip(places, values, strict=True)):
            ends = (at in self.through, self.through.get(at)) if self.through else (False, None)
            yield Figure(self.metric, self.ground.asked[period], dict(named[place]), value, *ends)


def series(metric_sql: MetricSql, view: View, regulation: Regulation, **asked: Unpack[Asked]) -> list[Series]:
    """What ``measure`` gives, in the same order and to the same fraction, by columns: for very many figures.

    Parts, terms and the corrections that were met are left out. Raises as ``measure`` does.
    """
    with opened(metric_sql, view, regulation, asked) as found:
        if found is None:
            return []
        book, periods_, texts = found
        columns = _Columns(book, periods_, texts)
        return [columns.series(rule, texts[rule.name]) for rule in wanted(regulation, asked)]


class _Columns:
    """The metrics of a run over all its places."""

    def __init__(self, book: Book, asked: tuple[Period, ...], texts: Mapping[str, Sequence[str]]) -> None:
        self.book, self.reasons, self.asked = book, book.cells.reasons, asked
        self.told: dict[str, Told] = {}
        self.plain: set[str] = set()  # aggregates that are no numbers
        for text in dict.fromkeys(text for some in texts.values() for text in some):
            try:
                self.told[text] = book.cells.told(text, asked)
            except TypeError:
                self.plain.add(text)
        self.nobody: Dims = (None,) * len(book.subject.by)
        self.extra = {own: [beside(book, period, own=own) for period in asked] for own in (True, False)}
        self.ground = ground(asked, list(self.told.values()), [self._beside(at) for at in range(len(asked))])
        self.holes = Holes(book.cells, self.ground)
        self._cells: dict[str, Exacts] = {}
        self._metrics: dict[str, Exacts] = {}
        self._placed: dict[int, Integers] = {}
        self._reading: set[str] = set()

    def _beside(self, at: int) -> list[Dims]:
        """What is told of in a period besides the numbers that have rows."""
        return [self.nobody, *self.extra[True][at], *self.book.cells.places(self.plain, self.asked[at])]

    def series(self, rule: Metric, texts: Sequence[str]) -> Series:
        """One metric."""
        rows = np.flatnonzero(self._there(texts))
        try:
            value = self._metric(rule).spread(len(self.ground)).take(rows)
        except UnfollowedError:
            value = self._by_places(rule, rows)
        by = self.book.subject.by
        return Series(rule.name, by, self.ground, rows, value, self._through(texts, rows), self.reasons)

    def _by_places(self, rule: Metric, rows: Integers) -> Exacts:
        """A metric that only the closures know, place by place."""
        places = [self._place(row) for row in rows.tolist()]
        return exacts.listed([self.book.metric(rule, period, dims) for period, dims in places], self.reasons)

    def _place(self, row: int) -> tuple[Period, Dims]:
        ground_ = self.ground
        return ground_.asked[int(ground_.periods[row])], ground_.dims[int(ground_.places[row])]

    def _there(self, texts: Sequence[str]) -> Flags:
        """The places that a metric says something about, as ``measure`` has them."""
        found = np.zeros(len(self.ground), np.bool_)
        for text in texts:
            if text not in self.plain:
                found[self._rows(text)] = True
        own, plain = self.book.reads_people(texts), self.plain.intersection(texts)
        if plain or any(self.extra[own]):
            for at, period in enumerate(self.asked):
                some = self.extra[own][at] | self.book.cells.places(plain, period)
                here = np.array([self.ground.numbers[dims] for dims in some], np.int64)
                found[self.ground.rows(np.full(len(here), at), here)] = True
        empty = np.setdiff1d(np.arange(len(self.asked)), self.ground.periods[found])
        found[self.ground.rows(empty, np.full(len(empty), self.ground.numbers[self.nobody]))] = True
        return found

    def _rows(self, text: str) -> Integers:
        told = self.told[text]
        key = id(told.periods)  # the same for all aggregates of a query
        if key not in self._placed:
            self._placed[key] = self.ground.where(told)
        return self._placed[key]

    def _cell(self, text: str) -> Exacts:
        """An aggregate in every place: nought or nothing where it has no rows, missing where files lack."""
        if text in self.plain or text not in self.told:
            raise UnfollowedError(text)
        if text not in self._cells:
            told, rows, cell = self.told[text].value, self._rows(text), self.book.cells.plan.cells[text]
            count = len(self.ground)
            none = THERE if cell.zero else self.reasons.code(Missing.because(Why.NO_ROWS, text))
            above, why = np.zeros(count, told.above.dtype), np.full(count, none)
            above[rows], why[rows] = told.above, told.why
            below = told.below
            if not isinstance(below, int):
                below = np.ones(count, below.dtype)
                below[rows] = told.below
            holes = self.holes.of(cell)
            self._cells[text] = Exacts(above, below, np.where(holes != THERE, holes, why))
        return self._cells[text]

    def _metric(self, rule: Metric) -> Exacts:
        if rule.name in self._reading or self.book.excepted(rule):
            raise UnfollowedError(rule.name)
        if rule.name not in self._metrics:
            self._reading.add(rule.name)
            try:
                self._metrics[rule.name] = evaluated(over_cells(rule.formula.tree), self._named, self.reasons)
            finally:
                self._reading.discard(rule.name)
        return self._metrics[rule.name]

    def _named(self, key: str) -> Exacts:
        if key.startswith(CELL):
            return self._cell(key[len(CELL) :])
        rule = self.book.rule(key)
        if isinstance(rule, Metric):
            return self._metric(rule)
        if isinstance(rule, Parameter) and not self.book.excepted(rule):
            values: list[Value] = [rule.at(period.end) for period in self.asked]
            try:
                return exacts.listed(values, self.reasons).take(self.ground.periods)
            except TypeError as error:
                raise UnfollowedError(key) from error
        raise UnfollowedError(key)

    def _through(self, texts: Sequence[str], rows: Integers) -> dict[int, date | None]:
        """The last covered day of each figure whose period runs."""
        today, found = self.book.subject.today, dict[int, date | None]()
        running = [at for at, period in enumerate(self.asked) if today in period]
        telling = [at for at, name in enumerate(self.book.subject.by) if name == "shop" or name in tables.WHO]
        known: dict[Dims, date | None] = {}
        for at in np.flatnonzero(np.isin(self.ground.periods[rows], running)).tolist():
            period, dims = self._place(int(rows[at]))
            alike = tuple(dims[one] for one in telling)
            if alike not in known:
                known[alike] = self.book.cells.reach.through(texts, period, dims)
            found[at] = known[alike]
        return found
