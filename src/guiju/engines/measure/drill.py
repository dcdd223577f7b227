"""From a figure down to the rows behind it; personal columns stay behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guiju.engines.measure import sql, tables
from guiju.engines.measure.owners import Owners
from guiju.engines.measure.run import NO_OWNERS, open_book, subject_of
from guiju.engines.measure.sql import Cell, MetricSql
from guiju.engines.measure.tables import Connection, Run
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Drilled:
    """Rows behind one aggregate, as the lake holds them, by event time.

    ``text`` is the aggregate, ``fact`` its Chinese name; ``columns`` are (Chinese, English) names. ``total`` counts all
    rows, of which ``rows`` are a part. ``filtered`` is false where SQL cannot say the filter: then all rows of the
    period are there. Money is ``Decimal``, times are wall time in Shanghai, empty cells ``None``.
    """

    text: str
    fact: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[Any, ...]]  # whatever the columns hold
    total: int
    filtered: bool


def rows(  # noqa: PLR0913 - as measure
    metric_sql: MetricSql,
    view: View,
    regulation: Regulation,
    *,
    metric: str,
    period: Period,
    dims: Mapping[str, str | None] | None = None,
    owners: Owners = NO_OWNERS,
    limit: int = 100,
    offset: int = 0,
) -> list[Drilled]:
    """The rows behind a metric, for each of its aggregates; ``metric`` may also be the text of one aggregate.

    Aggregates whose fact does not know one of the dimensions have no rows to show. Raises ``KeyError`` for a metric or
    dimension that does not exist.
    """
    plan = sql.load(metric_sql)
    texts = plan.metrics.get(metric) or (plan.cells[metric].text,)
    wanted = dict(dims or {})
    subject = subject_of(plan, view, regulation, list(wanted), owners, (), period.end)
    with open_book(plan, regulation, subject, period) as book:
        run = book.cells.prepared([period])
        known = [plan.cells[text] for text in texts if not book.cells.lacking(plan.cells[text])]
        return [_drilled(book.cells.connection, run, cell, wanted, limit, offset) for cell in known]


def _drilled(
    connection: Connection, run: Run, cell: Cell, dims: Mapping[str, str | None], limit: int, offset: int
) -> Drilled:
    fact = run.facts[cell.fact]
    query = cell.drill or cell.raw
    shown = [column for column in fact.columns if not column.personal]
    shown += [column for column in fact.lookups if f"{fact.english}.{column.english}" in query.lookups]
    tables.views(connection, run, query)
    source = query.sql if cell.drill else f'SELECT * FROM "{cell.fact}@{cell.event}"'  # noqa: S608 - names of ours
    values: list[Any] = list(dims.values())
    within = f" WHERE _dims IS NOT DISTINCT FROM ROW({', '.join('?' * len(values))})" if values else ""
    counted = connection.execute(_from("count(*)", source, within), values).fetchone()
    order = ", ".join(f'"{name}"' for name in dict.fromkeys((cell.event, *fact.key)))
    columns = ", ".join(f'"{column.english}"' for column in shown)
    text = _from(columns, source, f"{within} ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}")
    found = connection.execute(text, values).fetchall()
    names = tuple((column.name, column.english) for column in shown)
    return Drilled(cell.text, fact.name, names, found, counted[0], cell.drill is not None)


def _from(what: str, source: str, rest: str) -> str:
    return f"SELECT {what} FROM ({source}){rest}"  # noqa: S608 - compiled SQL and names of ours
