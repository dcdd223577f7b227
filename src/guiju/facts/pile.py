"""What gathers of a file while it is read: rows for the lake, rows set aside, and what is known beside its cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from guiju.facts.aside import MOST, Aside
from guiju.facts.connector import Connector
from guiju.facts.lake.commit import Draft
from guiju.facts.parsing.rows import Origin, Parsed, key_texts, parse, private_cells
from guiju.facts.parsing.shapes import grouped, laid_out, together
from guiju.facts.parsing.unfilled import unfilled
from guiju.facts.problems import Problem
from guiju.facts.rates import Rates
from guiju.facts.report import Covered
from guiju.facts.schema import Schema
from guiju.facts.secret import Secret

LISTED = 500  # problems told of one file


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says beside the files; times are wall time in Asia/Shanghai."""

    now: datetime
    shop: str = ""
    as_of: datetime | None = None
    on: date | None = None
    covers: tuple[date, date] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    rates: Rates = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one file needs besides its tables."""

    file: str
    import_id: str
    as_of: datetime
    said: Said
    schemas: Mapping[str, Schema]
    secret: Secret
    neighbours: Mapping[str, pl.DataFrame]
    connectors: Mapping[str, Connector]
    awaited: frozenset[str]  # facts that rows were set aside of
    tell: Callable[[int], None]  # hears of the rows read so far, and may raise to stop


@dataclass(slots=True)
class Taken:
    """What came of a file so far."""

    rows: int = 0
    skipped: int = 0
    set_aside: int = 0
    problems: list[Problem] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    covers: list[Covered] = field(default_factory=list)
    came: dict[str, list[str]] = field(default_factory=dict)  # keys of good rows, of facts that rows were set aside of
    lacks: dict[str, frozenset[str]] = field(default_factory=dict)  # figures by fact that no table has a column for

    def copy(self) -> "Taken":
        """The same, to go on from."""
        came = {fact: [*keys] for fact, keys in self.came.items()}
        lists = [*self.problems], [*self.asides], [*self.covers]
        return Taken(self.rows, self.skipped, self.set_aside, *lists, came, {**self.lacks})

    def become(self, other: "Taken") -> None:
        """Take over what came of another reading."""
        self.rows, self.skipped, self.set_aside = other.rows, other.skipped, other.set_aside
        self.problems, self.asides, self.covers, self.came = other.problems, other.asides, other.covers, other.came
        self.lacks = other.lacks

    def lack(self, fact: str, columns: frozenset[str]) -> None:
        """Hear what one of the file's tables has no columns for; what another one tells is told."""
        self.lacks[fact] = self.lacks.get(fact, columns) & columns


Days = dict[str, tuple[date, date]]  # by shop


class Pile:
    """What gathers while a table is read: its bad rows, and the days of its good ones by fact and shop.

    A table may fill a second fact besides, with a row for each order that its rows tell of: ``also``. Orders that are
    ``waiting`` do so from the start; ``late`` tells of some that began to come in before a row of theirs was bad.
    """

    def __init__(
        self,
        reading: Reading,
        draft: Draft,
        taken: Taken,
        connector: Connector,
        also: Connector | None,
        waiting: frozenset[str] = frozenset(),
    ) -> None:
        self.reading = reading
        self.taken = taken
        self.days: dict[str, Days] = {}
        self.bad: list[pl.DataFrame] = []
        self.keys: list[str] = []
        self._draft = draft
        self._connector, self._also = connector, also
        self._sums: list[pl.DataFrame] = []
        self.waiting: set[str] = set(waiting)
        self.late = False
        self._begun: list[pl.Series] = []

    def add(self, raw: pl.DataFrame, origin: Origin) -> None:
        """Read a chunk, each row in the layout that it has."""
        for one in filter(None, (self._connector, self._also)):
            self.taken.lack(one.fact, unfilled(raw.columns, one, self._schema(one)))
        found = self._parsed(raw, origin)
        bad = pl.concat(one.bad for one in found)
        if self._also and (bad.height or self.waiting):
            # An order whose rows do not all come in would be too small: it waits as a whole.
            number = _number(self._also, raw)
            self._wait(bad[number])
            found = self._parsed(together(raw, bad, number, self.waiting), origin)
            bad = pl.concat(one.bad for one in found)
        for parsed in found:
            self._take(parsed)
        if self._also:
            rest = raw.join(bad.select("_row"), on="_row", how="anti")
            self._begun.append(rest[_number(self._also, raw)].unique())
            schema = self._schema(self._also)
            orders = parse(rest, self._also, schema, origin, listed=0).good
            self._sums.append(grouped(orders, schema, self._also.shape.repeated))

    def _wait(self, numbers: pl.Series) -> None:
        """Let the orders of bad rows wait; of some of them other rows came in already."""
        new = {str(number) for number in numbers.drop_nulls().to_list()} - self.waiting
        self.waiting |= new
        self.late |= bool(new) and any(begun.is_in(list(new)).any() for begun in self._begun)

    def end(self) -> None:
        """Pass the orders on, once all rows are read."""
        if self._also and self._sums:
            self._good(self._also, grouped(pl.concat(self._sums), self._schema(self._also), self._also.shape.repeated))

    def private(self) -> pl.DataFrame:
        """The bad rows, with people sealed in all that is read from them."""
        rows = pl.concat(self.bad)
        for connector in filter(None, (self._connector, self._also)):
            rows = private_cells(rows, connector, self._schema(connector), self.reading.secret.sealed)
        return rows

    def _schema(self, connector: Connector) -> Schema:
        return self.reading.schemas[connector.fact]

    def _parsed(self, raw: pl.DataFrame, origin: Origin) -> list[Parsed]:
        left = max(0, LISTED - len(self.taken.problems))
        schema = self._schema(self._connector)
        return [parse(rows, one, schema, origin, listed=left) for one, rows in laid_out(raw, self._connector)]

    def _good(self, connector: Connector, rows: pl.DataFrame) -> None:
        schema = self._schema(connector)
        self._draft.add(schema.english, rows)
        if schema.english in self.reading.awaited:
            self.taken.came.setdefault(schema.english, []).extend(key_texts(rows, schema).to_list())
        day = pl.col(connector.covers).cast(pl.Date)
        dated = rows.filter(day.is_not_null()).group_by("shop").agg(day.min().alias("first"), day.max().alias("last"))
        known = self.days.setdefault(schema.english, {})
        for shop, first, last in dated.iter_rows():
            before = known.get(shop, (first, last))
            known[shop] = (min(first, before[0]), max(last, before[1]))

    def _take(self, parsed: Parsed) -> None:
        room = MOST - len(self.keys)
        if parsed.bad.height and room > 0:
            self.bad.append(parsed.bad.head(room))
            self.keys.extend(parsed.keys.head(room).to_list())
        self.taken.skipped += parsed.skipped
        self.taken.set_aside += parsed.bad.height
        self.taken.problems.extend(parsed.problems)
        self._good(self._connector, parsed.good)


def _number(orders: Connector, raw: pl.DataFrame) -> str:
    """The column that tells to which order a row belongs."""
    return next(name for name in orders.columns["id"].names if name in raw.columns)
