"""Whether two conditions can never hold at once, as far as their text tells."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from guiju.lang.formula.format import format_tree
from guiju.lang.formula.tree import Binary, Node, Number, Text, Truth, Unary

MOST = 64  # ways to fulfil both that are looked at; beyond that nothing is promised
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
Way = tuple[Node, ...]  # conditions that hold together


def exclude_each_other(one: Node | None, other: Node | None) -> bool:
    """Whether both never hold; ``None`` is a condition that always does. ``False`` when that cannot be told."""
    if one is None or other is None:
        return False
    ways = list(product(_ways(one), _ways(other)))
    return len(ways) <= MOST and all(any(_clash(a, b) for a in left for b in right) for left, right in ways)


def _ways(node: Node) -> list[Way]:
    """The ways in which a condition can hold: 或 of 且."""
    if isinstance(node, Binary) and node.operator == "or":
        return [*_ways(node.left), *_ways(node.right)]
    if isinstance(node, Binary) and node.operator == "and":
        return [(*left, *right) for left in _ways(node.left) for right in _ways(node.right)][: MOST + 1]
    return [(node,)]


def _clash(one: Node, other: Node) -> bool:
    """Whether two plain conditions contradict each other."""
    first, second = _told(one), _told(other)
    return any(what == thing and _apart(by, of, as_, to) for what, by, of in first for thing, as_, to in second)


def _told(node: Node) -> Iterator[tuple[str, str, object]]:
    """What a condition says of what: the text of an expression, how it compares, and to which literal."""
    if isinstance(node, Unary) and node.operator == "not":
        for what, by, of in _told(node.operand):
            yield what, OPPOSITE[by], of
    elif isinstance(node, Binary) and node.operator in OPPOSITE:
        if (of := _literal(node.right)) is not None:
            yield format_tree(node.left), node.operator, of
        elif (of := _literal(node.left)) is not None:
            yield format_tree(node.right), TURNED[node.operator], of
    elif not isinstance(node, Binary | Number | Text | Truth):
        yield format_tree(node), "=", True


def _literal(node: Node) -> object:
    return node.value if isinstance(node, Number | Text | Truth) else None


def _apart(by: str, of: object, as_: str, to: object) -> bool:
    """Whether nothing compares to both literals as it should."""
    if by == "=" or as_ == "=":
        exact, other, limit = (of, as_, to) if by == "=" else (to, by, of)
        return not _holds(exact, other, limit)
    low, high = ((by, of), (as_, to)) if by in {">", ">="} else ((as_, to), (by, of))
    if low[0] not in {">", ">="} or high[0] not in {"<", "<="}:
        return False
    if not isinstance(low[1], Fraction) or not isinstance(high[1], Fraction):
        return False
    return low[1] > high[1] or (low[1] == high[1] and {low[0], high[0]} != {">=", "<="})


def _holds(value: object, by: str, limit: object) -> bool:
    """Whether a literal compares to another; literals of two types are told nothing about."""
    if by == "=":
        return value == limit
    if by == "!=":
        return value != limit
    if not isinstance(value, Fraction) or not isinstance(limit, Fraction):
        return True
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[by]
