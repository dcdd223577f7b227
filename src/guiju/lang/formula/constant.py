"""What figures alone come to, before anything else is known."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from guiju.lang.formula.tree import Binary, Node, Number, Unary

_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def constant(node: Node) -> Fraction | None:
    """The value of literals and the arithmetic between them; None for all else, and for what divides by nought."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Unary) and node.operator == "-":
        value = constant(node.operand)
        return None if value is None else -value
    if not isinstance(node, Binary) or node.operator not in _ARITHMETIC:
        return None
    left, right = constant(node.left), constant(node.right)
    if left is None or right is None or (node.operator == "/" and right == 0):
        return None
    return _ARITHMETIC[node.operator](left, right)
