"""Types of a formula: names, units and aggregates are checked, each root cause is told once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from guiju.lang.catalogue import Catalogue
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import rows, types
from guiju.lang.formula.checker import Checker, Rules, with_unit, words
from guiju.lang.formula.constant import constant
from guiju.lang.formula.facts import NO_FACTS
from guiju.lang.formula.functions import STATISTICS
from guiju.lang.formula.names import Names, glued_word, near
from guiju.lang.formula.problems import problem
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Per, Text, Truth, Unary
from guiju.lang.formula.types import ANY, TRUTH, Kind, Type
from guiju.lang.formula.units import unit_of
from guiju.lang.text import Source

_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Checked:
    """A formula's type, the type of each node by ``id(node)``, and what is wrong."""

    type: Type
    types: dict[int, Type]
    problems: tuple[Diagnostic, ...]


def check(tree: Node, names: Names, catalogue: Catalogue = NO_FACTS, *, source: Source) -> Checked:
    """Check a tree against the names it may use and the facts there are; ``source`` is what its spans point into."""
    checker = Checker(names, catalogue, source, _RULES)
    found = checker.type_of(tree)
    return Checked(found, checker.types, tuple(checker.problems))


def expect(checked: Checked, tree: Node, wanted: Type, source: Source) -> tuple[Diagnostic, ...]:
    """The problem of a formula whose value is not of the type that its place wants; empty when it fits."""
    if checked.problems or types.fits(checked.type, wanted):
        return ()
    if checked.type.literal == "bare" and wanted.kind is Kind.NUMBER:
        fix = with_unit(source.quote(tree.span), wanted)
        return (problem("F302", source, tree.span, {"fix": fix} | words("left", wanted)),)
    return (problem("F309", source, tree.span, words("wanted", wanted) | words("found", checked.type)),)


def _number(_: Checker, node: Number) -> Type:
    if node.value == 0 and not node.unit:
        return types.ZERO
    unit = unit_of(node.unit) if node.unit else None
    if unit is None or unit.type.literal == "bare":
        return types.BARE
    return unit.type


def _name(checker: Checker, node: Name) -> Type:
    symbol = checker.names.get(node.key)
    if symbol is not None:
        return symbol.type
    word = glued_word(node.text)
    if word:
        return checker.report("F202", node, {"word": word})
    candidates = near(node.text, [s.name for s in checker.names.values()])
    return checker.report("F201", node, near=candidates or rows.columns_like(node.text, checker))


def _unary(checker: Checker, node: Unary) -> Type:
    if node.operator == "-":
        return checker.number(node.operand)
    checker.condition(node.operand)
    return TRUTH


def _binary(checker: Checker, node: Binary) -> Type:
    if node.operator in ("and", "or"):
        checker.condition(node.left)
        checker.condition(node.right)
        return TRUTH
    if node.operator in ("*", "/"):
        return _product(checker, node)
    left, right = checker.type_of(node.left), checker.type_of(node.right)
    if node.operator in ("+", "-"):
        return _sum(checker, node, left, right)
    common = checker.joined(node, (node.left, left), (node.right, right), _unlike(left, right))
    if common.kind in (Kind.TEXT, Kind.TRUTH) and node.operator not in ("=", "!="):
        checker.report("F305", node, words("left", left) | words("right", right))
    return TRUTH


def _unlike(left: Type, right: Type) -> str:
    return "F301" if left.kind is right.kind is Kind.NUMBER else "F305"


def _sum(checker: Checker, node: Binary, left: Type, right: Type) -> Type:
    """Numbers of one type; also time − time, date − date and time ± duration."""
    clocks = (Kind.TIME, Kind.DATE)
    if node.operator == "-" and left.kind in clocks and right.kind is left.kind:
        return types.DURATION
    if left.kind is Kind.TIME and right.kind is Kind.NUMBER and types.join(right, types.DURATION) is not None:
        return types.TIME
    for side, type_ in ((node.left, left), (node.right, right)):
        if type_.kind not in (Kind.NUMBER, Kind.ANY, *clocks):
            return checker.report("F307", side, words("found", type_))
    if ANY.kind in (left.kind, right.kind):
        return ANY
    if left.kind in clocks and right.kind in clocks:
        return checker.report("F301", node, words("left", left) | words("right", right))
    return checker.joined(node, (node.left, left), (node.right, right), "F301")


def _product(checker: Checker, node: Binary) -> Type:
    left, right = checker.number(node.left), checker.number(node.right)
    if node.operator == "/" and constant(node.right) == 0:
        return checker.report("F313", node.right)
    if ANY.kind in (left.kind, right.kind):
        return ANY
    result = types.product(left, right, divide=node.operator == "/")
    if types.mixes_calendars(result.dimensions):
        return checker.report("F303", node)
    if result.estimate and result.dimensions[types.MONEY_AT]:
        return checker.report("F312", node)
    if any(abs(exponent) > 1 for exponent in result.dimensions[: types.COUNT_AT]):
        data = words("left", left) | words("right", right) | words("result", result)
        return checker.report("F304", node, data)
    return result


def _call(checker: Checker, node: Call) -> Type:
    return _FUNCTIONS[node.function](checker, node)


def _choice(checker: Checker, node: Call) -> Type:
    checker.condition(node.arguments[0])
    return _same(checker, node, node.arguments[1:])


def _same(checker: Checker, node: Call, arguments: tuple[Node, ...]) -> Type:
    """The common type of several results."""
    first, *others = arguments
    found, at = checker.type_of(first), first
    for other in others:
        found = checker.joined(node, (at, found), (other, checker.type_of(other)), "F308")
    return found


def _extreme(checker: Checker, node: Call) -> Type:
    found = _same(checker, node, node.arguments)
    if found.kind in (Kind.TEXT, Kind.TRUTH):
        return checker.report("F307", node.arguments[0], words("found", found))
    return found


def _round(checker: Checker, node: Call) -> Type:
    found = checker.number(node.arguments[0])
    if len(node.arguments) > 1:
        decimals = node.arguments[1]
        figure = decimals.operand if isinstance(decimals, Unary) and decimals.operator == "-" else decimals
        checker.types[id(figure)] = checker.types[id(decimals)] = types.BARE
        value = figure.value if isinstance(figure, Number) and not figure.unit else None
        if value is None or value.denominator != 1 or value > _DECIMALS:
            checker.report("F411", decimals)
    return replace(types.plain(found), estimate=False)


def _statistic(checker: Checker, node: Call) -> Type:
    """Counts of successes and of trials, and perhaps a level of confidence; worth an estimate."""
    for at, argument in enumerate(node.arguments):
        found = checker.number(argument)
        wanted = types.COUNT if at < _COUNTS[len(node.arguments)] else types.RATIO
        if types.join(found, wanted) is None:
            checker.report("F309", argument, words("wanted", wanted) | words("found", found))
    return replace(types.RATIO, estimate=True)


_COUNTS = {2: 2, 3: 2, 4: 4, 5: 4}  # how many of so many arguments are counts


def _default(checker: Checker, node: Call) -> Type:
    return _same(checker, node, node.arguments)


def _streak(checker: Checker, node: Call) -> Type:
    _not_in_rows(checker, node)
    condition, times = node.arguments
    checker.condition(condition)
    found = checker.number(times)
    plain = found.kind is Kind.ANY or types.join(found, types.BARE) is not None
    literal = isinstance(times, Number) and (times.value < 1 or times.value.denominator != 1)
    if not plain or literal or not isinstance(times, Number | Name):
        checker.report("F410", times)
    return TRUTH


def _previous(checker: Checker, node: Call) -> Type:
    _not_in_rows(checker, node)
    return checker.type_of(node.arguments[0])


def _not_in_rows(checker: Checker, node: Call) -> None:
    if checker.within is not None or checker.grouped is not None:
        checker.report("F409", node)


def _abs(checker: Checker, node: Call) -> Type:
    return checker.number(node.arguments[0])


def _day(checker: Checker, node: Call) -> Type:
    (argument,) = node.arguments
    found = checker.type_of(argument)
    written = isinstance(argument, Text) and is_day(argument.value)
    if not written and found.kind not in (Kind.TIME, Kind.DATE, Kind.ANY):
        checker.report("F311", argument)
    return types.DATE


def _weekday(checker: Checker, node: Call) -> Type:
    """1 is Monday, 7 Sunday."""
    _day(checker, node)
    return types.RATIO


def is_day(text: str) -> bool:
    """Whether a text is a date such as 2026-01-31."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _texts(checker: Checker, node: Call) -> Type:
    for argument in node.arguments:
        checker.text(argument)
    return TRUTH


def _among(checker: Checker, node: Call) -> Type:
    first, *others = node.arguments
    found = checker.type_of(first)
    for other in others:
        checker.joined(other, (first, found), (other, checker.type_of(other)), "F305")
    return TRUTH


_FUNCTIONS: dict[str, Callable[[Checker, Call], Type]] = {
    "if": _choice,
    "min": _extreme,
    "max": _extreme,
    "round": _round,
    "default": _default,
    "consecutive": _streak,
    "previous": _previous,
    "abs": _abs,
    "day": _day,
    "weekday": _weekday,
    "month_end": _day,
    "starts": _texts,
    "contains": _texts,
    "among": _among,
    "found": rows.found,
    **dict.fromkeys(STATISTICS, _statistic),
}
_RULES: Rules = {
    Number: _number,
    Text: lambda _, __: types.TEXT,
    Truth: lambda _, __: TRUTH,
    Name: _name,
    Path: rows.path,
    Unary: _unary,
    Binary: _binary,
    Call: _call,
    Aggregate: rows.aggregate,
    Per: rows.per,
}
