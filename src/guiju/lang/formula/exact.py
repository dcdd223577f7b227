"""Syntax tree to a closure over exact numbers: the reference that everything paid is computed with.

Rows are read one by one, so this is for small data; over the lake the same trees become SQL. Two rules hold for rows:
an empty cell is missing without a reason and is skipped by the aggregate, and a division by zero in a row leaves that
row's value empty. The value of an entity of 每 is such a cell: where it has no rows to speak of it is empty.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import aggregates, lazy
from guiju.lang.formula.facts import NO_FACTS, column_named
from guiju.lang.formula.format import format_tree
from guiju.lang.formula.here import Here, Joined, Step, resolved
from guiju.lang.formula.operations import LAZY, MismatchError, strict, truth
from guiju.lang.formula.scope import NULL, Row, Scope, value_of
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Per, Text, Truth, Unary
from guiju.lang.formula.walk import walk
from guiju.lang.values import Missing, Value, Why, first_missing

Exact = Callable[[Scope], Value]


def compile_exact(tree: Node, catalogue: Catalogue = NO_FACTS) -> Exact:
    """The formula as a function of a scope.

    The tree must have passed ``check`` with the same catalogue. Names whose type is not known may bring values that do
    not go together: then the function raises ``MismatchError``.
    """
    step = compile_step(tree, catalogue)
    return lambda scope: step(Here(scope))


def compile_step(node: Node, catalogue: Catalogue) -> Step:
    """A node as a function of where it is evaluated."""
    if isinstance(node, Binary) and node.operator in ("and", "or"):
        return lazy.connective(node, compile_step(node.left, catalogue), compile_step(node.right, catalogue))
    if isinstance(node, Call) and node.function in LAZY:
        return lazy.STEPS[node.function](node, [compile_step(one, catalogue) for one in node.arguments], catalogue)
    return _STEPS[type(node)](node, catalogue)


def _constant(node: Number | Text | Truth, _: Catalogue) -> Step:
    value = node.value
    return lambda _: value


def _name(node: Name, _: Catalogue) -> Step:
    key = node.key
    return lambda here: here.scope.name(key)


def _strict(node: Unary | Binary | Call, catalogue: Catalogue) -> Step:
    parts: tuple[Node, ...]
    if isinstance(node, Unary):
        parts = (node.operand,)
    else:
        parts = (node.left, node.right) if isinstance(node, Binary) else node.arguments
    steps = [compile_step(part, catalogue) for part in parts]
    apply = strict(node)
    if isinstance(node, Binary) and node.operator == "/":
        return _division(steps, apply)
    return lambda here: apply([step(here) for step in steps])


def _division(steps: list[Step], apply: Callable[[Sequence[Value]], Value]) -> Step:
    def division(here: Here) -> Value:
        above, below = steps[0](here), steps[1](here)
        of_one = here.row is not None or here.group is not None  # a row, or an entity
        if isinstance(below, Fraction) and below == 0 and of_one and not isinstance(above, Missing):
            return NULL
        return apply((above, below))

    return division


def _path(path: Path, catalogue: Catalogue) -> Step:
    """A cell of the row at hand, read through keys; a key that leads to no row gives an empty cell."""
    found = resolved(path, catalogue)
    column = found.column
    if column is None:  # a lone fact stands for its rows, of which count needs no value
        return lambda _: True
    empty: Value = Fraction(0) if column.missing_is_zero else NULL

    def cell(here: Here) -> Value:
        row = here.row or {}
        for index, hop in enumerate(found.hops):
            target = found.facts[index + 1]
            table = _joined(here, target.english, target.key)
            if isinstance(table, Missing):
                return table
            key = (*(row.get(part) for part in target.key[:-1]), row.get(hop.english))
            row = table.get(key, {})
        value = value_of(row.get(column.english))
        return empty if value == NULL and row else value

    return cell


def _joined(here: Here, fact: str, key: tuple[str, ...]) -> Joined | Missing:
    if fact not in here.joins:
        rows = here.scope.rows(fact, None)
        if isinstance(rows, Missing):
            return rows
        here.joins[fact] = {tuple(row.get(part) for part in key): row for row in rows}
    return here.joins[fact]


def _aggregate(node: Aggregate, catalogue: Catalogue) -> Step:
    per = next((part for part in walk(node.argument) if isinstance(part, Per)), None)
    find = _entities(per, catalogue) if per else _rows(node, catalogue)
    argument = _combination(node, catalogue) if node.others else compile_step(node.argument, catalogue)
    at = Fraction(1, 2) if node.function == "median" else node.at
    text = format_tree(node)

    def aggregate(here: Here) -> Value:
        found = find(here)
        if isinstance(found, Missing):
            return found
        values = [argument(one) for one in found]
        lacking = first_missing(value for value in values if value != NULL)
        if lacking is not None:
            return lacking
        kept = [value for value in values if not isinstance(value, Missing)]
        try:
            result = aggregates.combine(node.function, kept, at)
        except TypeError as error:
            raise MismatchError(node.span, kept) from error
        if result is None:
            return NULL if here.group is not None else Missing.because(Why.NO_ROWS, text)
        return result

    return aggregate


def _combination(node: Aggregate, catalogue: Catalogue) -> Step:
    """Several values as one, empty where all are."""
    steps = [compile_step(one, catalogue) for one in (node.argument, *node.others)]

    def combination(here: Here) -> Value:
        values = [step(here) for step in steps]
        lacking = first_missing(value for value in values if value != NULL)
        if lacking is not None:
            return lacking
        return NULL if all(value == NULL for value in values) else cast(Value, tuple(values))

    return combination


Found = Callable[[Here], list[Here] | Missing]


def _rows(node: Aggregate | Per, catalogue: Catalogue) -> Found:
    """The rows that an aggregate or 每 reads: those of the period, or of the entity at hand, that pass the filter."""
    paths = [part for part in walk(node) if isinstance(part, Path)]
    fact = resolved(paths[0], catalogue).fact
    column = column_named(node.event.text, fact) if node.event else None
    event = column.english if column else ""
    where = compile_step(node.where, catalogue) if node.where is not None else None

    def rows(here: Here) -> list[Here] | Missing:
        group = here.group
        found = group if group is not None else here.scope.rows(fact.english, event)
        if isinstance(found, Missing):
            return found
        kept, lacking = list[Here](), list[Missing]()
        for row in found:
            at = replace(here, row=row)
            held = True if where is None else truth(where(at), node)
            if isinstance(held, Missing) and held != NULL:
                lacking.append(held)
            elif held is True:
                kept.append(at)
        return first_missing(lacking) or kept

    return rows


def _entities(per: Per, catalogue: Catalogue) -> Found:
    """One place for each distinct entity, worth what 每 says of its rows; rows without an entity are left out."""
    find, columns = _rows(per, catalogue), [compile_step(one, catalogue) for one in per.entities]
    value = compile_step(per.value, catalogue)

    def entities(here: Here) -> list[Here] | Missing:
        found = find(here)
        if isinstance(found, Missing):
            return found
        groups: dict[tuple[Value, ...], list[Row]] = {}
        for at in found:
            key = tuple(column(at) for column in columns)
            lacking = first_missing(part for part in key if part != NULL)
            if lacking is not None:
                return lacking
            if NULL not in key:
                groups.setdefault(key, []).append(at.row or {})
        return [replace(here, entity=value(replace(here, row=None, group=rows))) for rows in groups.values()]

    return entities


_STEPS: dict[type, Callable[[Any, Catalogue], Step]] = {  # each takes the node it is listed for
    Number: _constant,
    Text: _constant,
    Truth: _constant,
    Name: _name,
    Path: _path,
    Unary: _strict,
    Binary: _strict,
    Call: _strict,
    Aggregate: _aggregate,
    Per: lambda _, __: lambda here: here.entity,
}
