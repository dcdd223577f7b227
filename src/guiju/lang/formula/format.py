"""Syntax tree to canonical text with as few brackets as the grammar needs."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from guiju.lang.formula.functions import BY_ENGLISH, BY_KEY
from guiju.lang.formula.names import CLAUSE_WORDS, OPERATOR_WORDS, TRUTH_WORDS, half_width, in_name, key_of
from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Per, Text, Truth, Unary
from guiju.lang.formula.units import unit_of

_RANKS = {"or": 1, "and": 2, "=": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6}
_NOT, _COMPARE, _SIGN, _ATOM = 3, 4, 7, 8
_SIGNS = {"or": "或", "and": "且"}


def format_tree(node: Node) -> str:
    """The formula in canonical spelling: parsing it again gives the same tree. Names stand as written."""
    return _format(node, 0)


def _format(node: Node, least: int) -> str:
    """The node, in brackets where its rank is below ``least``."""
    text, rank = _ranked(node)
    return f"({text})" if rank < least else text


def _ranked(node: Node) -> tuple[str, int]:
    match node:
        case Binary():
            rank = _RANKS[node.operator]
            # a comparison does not chain, so both of its sides must bind tighter
            left = _format(node.left, rank + (rank == _COMPARE))
            sign = _SIGNS.get(node.operator, node.operator)
            return f"{left} {sign} {_format(node.right, rank + 1)}", rank
        case Unary(operator="not"):
            return f"非 {_format(node.operand, _NOT)}", _NOT
        case Unary():
            return f"-{_format(node.operand, _SIGN)}", _SIGN
        case _:
            return _ATOMS[type(node)](node), _ATOM


def _text(node: Text) -> str:
    return f"“{node.value}”" if '"' in node.value else f'"{node.value}"'


def _path(node: Path) -> str:
    first, *columns = node.parts
    return ".".join([_name(first.text), *(_column(part.text) for part in columns)])


def _call(node: Call) -> str:
    return f"{node.text}({', '.join(_format(argument, 0) for argument in node.arguments)})"


def _aggregate(node: Aggregate) -> str:
    share = "" if node.at is None else f", {decimal(node.at * 100)}%"
    counted = ", ".join(_format(one, 0) for one in (node.argument, *node.others))
    inside = counted + _clauses(node.event, node.where) + share
    return f"{BY_ENGLISH[node.function].chinese}({inside})"


def _per(node: Per) -> str:
    entity = ", ".join(_format(one, 0) for one in node.entities) + _clauses(node.event, node.where)
    return f"每({entity}: {_format(node.value, 0)})"


def _clauses(event: Name | None, where: Node | None) -> str:
    by = f" 按 {_name(event.text)}" if event else ""
    return by if where is None else f"{by} 其中 {_format(where, 0)}"


def _number(node: Number) -> str:
    unit = unit_of(node.unit) if node.unit else None
    return decimal(node.value / unit.scale) + node.unit if unit else decimal(node.value)


def decimal(value: Fraction) -> str:
    """A number without a unit, exactly when its decimals end, else to 12 significant digits."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    twos = (value.denominator & -value.denominator).bit_length() - 1
    rest, fives = value.denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest == 1:
        places = max(twos, fives)
        digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
        return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")
    return sign + _significant(value)


_SIGNIFICANT = 12


def _significant(value: Fraction) -> str:
    """A positive number that no decimal equals, half up to 12 significant digits; small ones keep their zeros."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    if value < Fraction(10) ** power:
        power -= 1
    scale = Fraction(10) ** (_SIGNIFICANT - 1 - power)
    scaled = value * scale + Fraction(1, 2)
    return decimal(Fraction(scaled.numerator // scaled.denominator) / scale)


def _name(text: str) -> str:
    key = key_of(text)
    taken = key in OPERATOR_WORDS or key in CLAUSE_WORDS or key in TRUTH_WORDS or key in BY_KEY
    return f"「{text}」" if taken or not _runs(text) or _is_figure(text) else text


def _column(text: str) -> str:
    return text if _runs(text) else f"「{text}」"


def _runs(text: str) -> bool:
    """Whether a name is one run, so that it needs no quotes."""
    return all(in_name(character) for character in half_width(text))


def _is_figure(text: str) -> bool:
    """Whether a name would read as a figure with a unit unless it is declared."""
    plain = half_width(text)
    digits = len(plain) - len(plain.lstrip("0123456789"))
    return digits > 0 and (digits == len(plain) or unit_of(plain[digits:]) is not None)


_ATOMS: dict[type, Callable[[Any], str]] = {  # each takes the node it is listed for
    Number: _number,
    Text: _text,
    Truth: lambda node: "真" if node.value else "假",
    Name: lambda node: _name(node.text),
    Path: _path,
    Call: _call,
    Aggregate: _aggregate,
    Per: _per,
}
