"""Columns that the files of some days do not have: what an aggregate would read of them there is not known."""

from collections.abc import Sequence

from guiju.engines.measure.coverage import Shop, spans
from guiju.engines.measure.sql import Cell, Column, Fact, Plan
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.lang.values import Reason, Why

Untold = tuple[tuple[Fact, Column], ...]


def untold(plan: Plan, cell: Cell, view: View) -> Untold:
    """The columns that an aggregate reads and that some files lack."""
    if not view.manifest.lacking:
        return ()
    ends = (_end(plan, cell, read) for read in cell.reads)
    return tuple(dict.fromkeys(end for end in ends if end and view.lacking(end[0].english, end[1].english)))


def reasons(view: View, fact: Fact, column: Column, shops: Sequence[Shop], period: Period) -> list[Reason]:
    """What cannot be said of a column in a period, shop by shop, on the days on which each is active."""
    known, found = view.lacking(fact.english, column.english), []
    for shop in shops:
        first, last = max(period.start, shop.start or period.start), min(period.end, shop.end or period.end)
        days = [(max(start, first), min(end, last)) for start, end in known.get(shop.name, ())]
        within = [(start, end) for start, end in days if start <= end]
        if within:
            found.append(Reason(Why.NO_COLUMN, f"{fact.name}.{column.name}", f"{shop.name} {spans(within)}".strip()))
    return found


def _end(plan: Plan, cell: Cell, read: Sequence[str]) -> tuple[Fact, Column] | None:
    """Where a path of English names leads; None for a column that the lake does not hold."""
    fact = plan.facts[cell.fact]
    for hop in read[:-1]:
        fact = plan.facts[_column(fact, hop).refers]  # type: ignore[union-attr]  # a compiled path leads on
    column = _column(fact, read[-1])
    return (fact, column) if column else None


def _column(fact: Fact, english: str) -> Column | None:
    return next((one for one in fact.columns if one.english == english), None)
