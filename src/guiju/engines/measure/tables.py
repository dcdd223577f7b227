"""DuckDB for one run: the periods, the owners, and a view for each fact over the files of the lake."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guiju.engines.measure import bind, corrected, costs, engine
from guiju.engines.measure.costs import Rates
from guiju.engines.measure.owners import ASSIGNED, NOBODY, Held
from guiju.engines.measure.sql import Bound, Fact, Query
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.values import Value

Connection = Any  # DuckDB's connection; DuckDB is untyped here
Row = tuple[Any, ...]  # whatever the columns hold

MEMORY = "1GB"
THREADS = 2
WHO = frozenset({"person", "unit"})


@contextmanager
def connect(memory: str = MEMORY, threads: int = THREADS) -> Iterator[Connection]:
    """A database in memory that spills to disk beyond ``memory`` and dies with the run; or the cluster that is set."""
    if engine.master():
        from guiju.engines.measure import spark

        with spark.connected(engine.master()) as cluster:
            yield cluster
        return
    import duckdb  # heavy: pages that show stored figures never need it

    connection = duckdb.connect(config={"memory_limit": memory, "threads": threads, "preserve_insertion_order": False})
    try:
        yield connection
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Run:
    """What a set of views is made for: a state of the lake, periods with their parameters, dimensions, owners.

    ``parameters`` holds the values of each bound parameter by name, one for each period.
    """

    view: View
    facts: Mapping[str, Fact]
    periods: Sequence[Period]
    by: tuple[str, ...]
    bound: Sequence[Bound]
    parameters: Mapping[str, Sequence[Value]]
    held: Held | None

    @property
    def shared(self) -> bool:
        """Whether rows belong to owners, perhaps by shares."""
        return self.held is not None


def prepare(connection: Connection, run: Run) -> None:
    """Make the tables of periods and owners; those of an earlier run go."""
    columns = ", ".join(["_period", "first", "last", *(one.column for one in run.bound)])
    rows = ", ".join(_period(run, number) for number in range(len(run.periods)))
    each_day = "LATERAL (SELECT unnest(generate_series(p.first, p.last, INTERVAL 1 DAY)) AS day) AS d"
    days = _select("p.*, CAST(d.day AS DATE) AS day", f"(VALUES {rows}) AS p({columns}), {each_day}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _days AS {days}")
    if run.held is None:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE _held(kind VARCHAR, key VARCHAR, first DATE, last DATE, holder INT)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE _stakes(holder INT, who VARCHAR, _weight BIGINT, _conflict BIGINT)"
    )
    spans = [(one.kind, one.key, one.start, one.end, one.holder) for one in run.held.spans]
    stakes = [(one.holder, one.who, one.parts, one.conflict) for one in run.held.stakes]
    if spans:
        connection.executemany("INSERT INTO _held VALUES (?, ?, ?, ?, ?)", spans)
    connection.executemany("INSERT INTO _stakes VALUES (?, ?, ?, ?)", stakes)


def _period(run: Run, number: int) -> str:
    period = run.periods[number]
    values = [bind.literal(run.parameters[one.name][number], one.type) for one in run.bound]
    return f"({', '.join([str(number), _day(period.start), _day(period.end), *values])})"


def _day(day: object) -> str:
    return f"DATE '{day}'"


def views(connection: Connection, run: Run, query: Query) -> None:
    """Make the views that a query reads."""
    rates = costs.load(connection, run.view.files(costs.FACT)) if query.lookups else None
    connection.execute(_period_rows(run, query, rates))
    for english in query.joined:
        rows = _priced(run.facts[english], corrected.relation(run.facts[english], run.view), query, rates)
        connection.execute(f'CREATE OR REPLACE TEMP VIEW "{english}" AS {rows}')


def _priced(fact: Fact, rows: str, query: Query, rates: Rates | None) -> str:
    """Rows, as corrections leave them, with what a query looks up for them."""
    wanted = [column for column in fact.lookups if f"{fact.english}.{column.english}" in query.lookups]
    return costs.priced(rates, fact, rows, wanted) if rates and wanted else rows


def _period_rows(run: Run, query: Query, rates: Rates | None) -> str:
    fact, event, (start, end) = run.facts[query.fact], query.event, _days(run)
    rows = _priced(fact, corrected.relation(fact, run.view, start=start, end=end, by=event), query, rates)
    given = bool(corrected.assigned(fact, run.view))
    found = _within(run, fact, event, rows, given=given)
    return f'CREATE OR REPLACE TEMP VIEW "{fact.english}@{event}" AS {found}'


def _days(run: Run) -> tuple[date, date]:
    return min(period.start for period in run.periods), max(period.end for period in run.periods)


def met(connection: Connection, run: Run, fact: Fact, event: str) -> dict[tuple[int, Row], frozenset[str]]:
    """The corrections that meet rows of a fact, by period and dimensions: those of a row before and after."""
    start, end = _days(run)
    after = corrected.relation(fact, run.view, start=start, end=end, by=event, marked=True)
    before = corrected.relation(fact, run.view, start=start, end=end, by=event, marked=True, imported=True)
    found: dict[tuple[int, Row], frozenset[str]] = {}
    for rows, given in ((before, False), (after, bool(corrected.assigned(fact, run.view)))):
        touched = f"{_select('*', f'({rows})')} WHERE {corrected.MET} <> ''"
        places = _within(run, fact, event, touched, given=given)
        _, marks = fetch(connection, _select(f"DISTINCT _period, _dims, {corrected.MET}", f"({places})"))
        for period, dims, ids in marks:
            place = (period, tuple(dims) if run.by else ())
            found[place] = found.get(place, frozenset()) | frozenset(ids.split(","))
    return found


def _within(run: Run, fact: Fact, event: str, source: str, *, given: bool) -> str:
    """Those rows of a fact whose event lies in the periods, each with its period, dimensions and parameters.

    ``given`` tells that some of them say themselves whose they are.
    """
    start, end = _days(run)
    within = f'"{event}" >= {_day(start)} AND "{event}" < {_day(end + timedelta(days=1))}'
    extra = ["d._period", f"{_dims(run)} AS _dims", *(f"d.{one.column}" for one in run.bound)]
    joins = [f'JOIN _days AS d ON d.day = CAST(f."{event}" AS DATE)']
    if run.held is not None:
        extra += ["s._weight", "s._conflict"]
        joins += _owner_joins(fact, given=given)
    rows = _select("*", f"({source})") + f" WHERE {within}"
    return _select(f"f.*, {', '.join(extra)}", f"({rows}) AS f {' '.join(joins)}")


def _select(what: str, source: str) -> str:
    """A query over names of our own and quoted paths."""
    return f"SELECT {what} FROM {source}"  # noqa: S608 - nothing in it comes from outside


def _dims(run: Run) -> str:
    parts = ["s.who" if name in WHO else f'f."{name}"' for name in run.by]
    return f"ROW({', '.join(parts)})"


def _owner_joins(fact: Fact, *, given: bool) -> list[str]:
    """The owner of a row: of the first of the fact's owner dimensions that somebody owns on the day.

    Where some are ``given`` away by corrections, the person so named comes before all of them.
    """
    joins: list[str] = []
    for kind in fact.owners:
        on = f"o_{kind}.kind = '{kind}' AND o_{kind}.key = f.\"{kind}\""
        joins.append(f"LEFT JOIN _held AS o_{kind} ON {on} AND d.day BETWEEN o_{kind}.first AND o_{kind}.last")
    holders = ", ".join(f"o_{kind}.holder" for kind in fact.owners)
    holder = f"COALESCE({holders}, {NOBODY})"
    if given:
        on = f"o_given.kind = '{ASSIGNED}' AND o_given.key = f.{corrected.OWNER}"
        joins.append(f"LEFT JOIN _held AS o_given ON {on} AND d.day BETWEEN o_given.first AND o_given.last")
        own = f"COALESCE(o_given.holder, {NOBODY})"
        holder = f"CASE WHEN f.{corrected.OWNER} IS NULL THEN {holder} ELSE {own} END"
    joins.append(f"JOIN _stakes AS s ON s.holder = {holder}")
    return joins


def lacking(fact: Fact, by: Sequence[str]) -> tuple[str, ...]:
    """The wanted dimensions that a fact does not know; people and units are known where things have owners."""
    return tuple(name for name in by if not (fact.owners if name in WHO else name in fact.dimensions))


class NoRoomError(Exception):
    """A DECIMAL of a query had no room for a figure; the closures have."""


def fetch(connection: Connection, sql: str) -> tuple[list[str], list[Row]]:
    """The column names and rows that a query gives; raises ``NoRoomError`` rather than round."""
    import duckdb

    try:
        cursor = connection.execute(sql)
        return [column[0] for column in cursor.description], cursor.fetchall()
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise NoRoomError(str(error)) from error


def arrow(connection: Connection, sql: str) -> Any:  # Any: a table of pyarrow
    """The answer of DuckDB as columns; raises ``NoRoomError`` as ``fetch``."""
    import duckdb

    try:
        return connection.sql(sql).to_arrow_table()
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise NoRoomError(str(error)) from error
