"""A condition over one row of a fact, such as ``订单.状态 = "交易关闭"``: read, checked, and made SQL once.

The SQL stands over the row as imported under the name ``corrected.ROW`` and is kept with the correction, so that a
state of the lake means the same for ever, and reading it loads nothing heavy.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from guiju.engines.measure import expressions, quotients
from guiju.engines.measure.corrected import ROW
from guiju.engines.measure.expressions import Rows
from guiju.engines.measure.quotients import InexactError
from guiju.engines.measure.source import IBIS_TYPES, resolved
from guiju.lang.catalogue import Catalogue, ColumnType, Fact
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import format_tree, read
from guiju.lang.formula.tree import Aggregate, Call, Name, Node, Path, Per
from guiju.lang.formula.walk import walk
from guiju.lang.text import Located

_HEAD = "计数({fact} 其中 "
_NOUGHT = Fraction(0)
_NOT_OF_A_ROW = frozenset({"previous", "consecutive"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that could be read: its canonical text, its tree, and the English names of its columns."""

    text: str
    tree: Node
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a text is no condition over one row: problems of the language, or the part that a row cannot say."""

    problems: tuple[Diagnostic, ...] = ()
    strange: str = ""


def read_condition(written: str, fact: Fact, catalogue: Catalogue) -> Condition | Unread:
    """The condition that a text says about a row of ``fact``: its own columns and literals alone."""
    text = f"{_HEAD.format(fact=fact.name)}({written}))"
    formula, problems = read(Located.whole(text, "条件"), {}, catalogue)
    if formula is None or problems:
        return Unread(problems)
    tree = formula.tree
    where = tree.where if isinstance(tree, Aggregate) else None
    if where is None:
        return Unread(strange=written)
    for node in walk(where):
        lone = not isinstance(node, Path) or len(node.parts) == 2  # noqa: PLR2004 a fact and its column
        calls = isinstance(node, Call) and node.function in _NOT_OF_A_ROW
        if not lone or calls or isinstance(node, Aggregate | Per) or (isinstance(node, Name) and _free(node, where)):
            return Unread(strange=format_tree(node))
    paths = [resolved(node, catalogue) for node in walk(where) if isinstance(node, Path)]
    columns = tuple(dict.fromkeys(one.column.english for one in paths if one.column))
    if not columns or any(one.fact.english != fact.english for one in paths):
        return Unread(strange=written)
    return Condition(format_tree(where), where, columns)


def _free(name: Name, tree: Node) -> bool:
    """Whether a name stands for itself, and is no part of a path."""
    return not any(isinstance(node, Path) and any(part is name for part in node.parts) for node in walk(tree))


def compiled(condition: Condition, fact: Fact, catalogue: Catalogue) -> str:
    """The condition as SQL over ``ROW``: true, false, or null. Loads Ibis.

    Raises ``InexactError`` where SQL cannot say exactly what the language says.
    """
    import ibis  # heavy: for the worker and the command line

    table = ibis.table({column.english: IBIS_TYPES[column.type] for column in fact.columns}, name=fact.english)

    def column(path: Path) -> tuple[Any, ColumnType]:  # Any: a column of Ibis
        found = resolved(path, catalogue).column
        assert found is not None  # noqa: S101 the condition was read
        cell = table[found.english]
        zero = quotients.constant(_NOUGHT, expressions.SCALES[found.type]).above if found.missing_is_zero else None
        return (cell if zero is None else cell.fill_null(zero)), found.type

    truth = expressions.condition(condition.tree, Rows(column))
    tree = ibis.duckdb.connect().compiler.to_sqlglot(table.select(met=truth))
    text: str = tree.expressions[0].unalias().sql(dialect="duckdb")
    if f'"{ROW}".' not in text:
        raise InexactError("the row has another name")
    return text
