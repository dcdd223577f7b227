"""Paths to facts and columns: what ``订单行.订单.状态`` leads to under a catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass

from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact
from guiju.lang.formula import types
from guiju.lang.formula.names import key_of
from guiju.lang.formula.tree import Name, Path
from guiju.lang.formula.types import Type

NO_FACTS = Catalogue({})

_TYPES = {
    ColumnType.TEXT: types.TEXT,
    ColumnType.KEY: types.TEXT,
    ColumnType.MONEY: types.MONEY,
    ColumnType.COUNT: types.COUNT,
    ColumnType.RATIO: types.RATIO,
    ColumnType.DURATION: types.DURATION,
    ColumnType.TIME: types.TIME,
    ColumnType.DATE: types.DATE,
    ColumnType.FLAG: types.TRUTH,
    ColumnType.SCORE: types.SCORE,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a path leads: from ``fact`` through key columns (``hops``) to ``column``; a lone fact has no column.

    ``facts[i]`` holds the column ``hops[i]``; ``facts[-1]`` holds ``column``.
    """

    fact: Fact
    hops: tuple[Column, ...]
    facts: tuple[Fact, ...]
    column: Column | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A path that leads nowhere: ``part`` of it is not known to ``fact`` (``None``: no such fact), or is no key."""

    part: Name
    fact: Fact | None
    not_a_key: bool = False


def fact_named(word: str, catalogue: Catalogue) -> Fact | None:
    """The fact of this Chinese or English name."""
    return catalogue.by_word.get(key_of(word))


def column_named(word: str, fact: Fact) -> Column | None:
    """The column of this Chinese or English name."""
    return fact.by_word.get(key_of(word))


def resolve(path: Path, catalogue: Catalogue) -> Resolved | Lost:
    """Follow a path; names may be Chinese or English."""
    first, *rest = path.parts
    fact = fact_named(first.text, catalogue)
    if fact is None:
        return Lost(first, None)
    facts, hops, column = [fact], list[Column](), None
    for part in rest:
        if column is not None:
            leads_to = catalogue.facts.get(column.refers)
            if leads_to is None:
                return Lost(part, facts[-1], not_a_key=True)
            hops.append(column)
            facts.append(leads_to)
        column = column_named(part.text, facts[-1])
        if column is None:
            return Lost(part, facts[-1])
    return Resolved(fact, tuple(hops), tuple(facts), column)


def type_of(column: Column) -> Type:
    """The type of a cell."""
    return _TYPES[column.type]


def key_towards(fact: Fact, target: Fact) -> Column | None:
    """The column of ``fact`` that leads to ``target``."""
    return next((column for column in fact.columns if column.refers == target.english), None)


def fact_words(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of all facts, for candidates in messages."""
    return tuple(word for fact in catalogue.facts.values() for word in (fact.name, fact.english))


def column_words(fact: Fact, of: Iterable[ColumnType] = ()) -> tuple[str, ...]:
    """Names of a fact's columns (of some types only), for candidates in messages."""
    wanted = tuple(of)
    columns = [column for column in fact.columns if not wanted or column.type in wanted]
    return tuple(word for column in columns for word in (column.name, column.english))
