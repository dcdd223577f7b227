"""The rows of the lake behind one aggregate of somebody's bonus; personal columns never leave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju import facts
from guiju.apps.figures import roster
from guiju.apps.figures.queries import coverage
from guiju.apps.rulebook import queries as rulebook
from guiju.engines import measure
from guiju.engines.periods import parse
from guiju.facts import ColumnType, Schema
from guiju.web.kit import formats, raw

DIMS = {"group": "unit", "own": "person"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head."""

    label: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A page of rows; ``total`` counts all of them, ``whole`` is said where they are not what was counted.

    ``corrects`` leads from each row to a correction of it.
    """

    fact: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    whole: str
    corrects: tuple[str, ...] = ()

    @property
    def cells(self) -> list[tuple[list[tuple[Column, str]], str]]:
        """Rows whose cells know their column, and where each may be corrected."""
        urls = self.corrects or ("",) * len(self.rows)
        return [(list(zip(self.columns, row, strict=True)), url) for row, url in zip(self.rows, urls, strict=True)]


def table(  # Any: JSON of engines.score
    node: Mapping[str, Any], edition: str, *, limit: int, offset: int, corrects: bool = False
) -> Table:
    """The rows of a cell of an explanation, from the lake as it is; columns that are empty throughout are left out.

    With ``corrects`` each row leads to a correction of it.
    """
    told = node["facts"]
    period = parse(told["period"])
    regulation = rulebook.regulation(edition)
    dim = DIMS.get(told["scope"])
    metric_sql = rulebook.metric_sql(edition)
    if not metric_sql:
        return Table(told["fact"], (), (), 0, _("明细要等后台把这一版制度准备好，过一会儿再来。"))
    drilled = measure.rows(
        metric_sql,
        coverage.view(),
        regulation,
        metric=node["text"],
        period=period,
        dims={dim: told["who"]} if dim else None,
        owners=roster.owners(regulation, period.start, period.end),
        limit=limit,
        offset=offset,
    )
    if not drilled:
        return Table(told["fact"], (), (), 0, "")
    one = drilled[0]
    schema = next(schema for schema in facts.load_schemas().values() if schema.name == one.fact)
    kept = [at for at in range(len(one.columns)) if any(row[at] is not None for row in one.rows)]
    kinds = [schema.column(one.columns[at][1]).type for at in kept]
    heads = tuple(_head(one.columns[at], kind) for at, kind in zip(kept, kinds, strict=True))
    lines = tuple(tuple(_cell(row[at], kind) for at, kind in zip(kept, kinds, strict=True)) for row in one.rows)
    whole = "" if one.filtered else _("这里列出的是这段时间的全部行，公式里的条件没有筛。")
    counted = node["facts"]["rows"]
    if one.filtered and counted is not None and counted != one.total:
        whole = _("算的时候是 %(then)s 行，数据后来变了，这里是现在的 %(now)s 行。") % {
            "then": f"{counted:,}",
            "now": f"{one.total:,}",
        }
    return Table(_named(schema), heads, lines, one.total, whole, _corrects(one, schema) if corrects else ())


def _named(schema: Schema) -> str:
    """A fact as people call it."""
    return schema.english.replace("_", " ").capitalize() if formats.english() else schema.name


def _corrects(one: measure.Drilled, schema: Schema) -> tuple[str, ...]:
    """Where each row may be corrected; nothing for a fact whose keys are not shown."""
    english = [name for _, name in one.columns]
    if not set(schema.key) <= set(english):
        return ()
    at, new = [english.index(name) for name in schema.key], reverse("corrections:new")
    keys = ([("key", "" if row[place] is None else str(row[place])) for place in at] for row in one.rows)
    return tuple(f"{new}?{urlencode([('fact', schema.english), *key])}" for key in keys)


NUMERIC = {ColumnType.MONEY, ColumnType.COUNT, ColumnType.RATIO, ColumnType.DURATION, ColumnType.SCORE}


def _head(names: tuple[str, str], kind: ColumnType) -> Column:
    label = names[1].replace("_", " ") if formats.english() else names[0]
    return Column(label, kind in NUMERIC)


def _cell(value: Any, kind: ColumnType) -> str:  # Any: whatever a column of the lake holds
    if value is None:
        return ""
    if isinstance(value, datetime):
        return raw.moment(value)
    if isinstance(value, date):
        return raw.day(value)
    if kind is ColumnType.MONEY and isinstance(value, Decimal):
        return f"¥{value:,.2f}"
    if kind is ColumnType.COUNT:
        return f"{value:,}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
