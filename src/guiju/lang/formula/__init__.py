"""Formulas: parse, check types, evaluate exactly, explain."""

from dataclasses import dataclass

from guiju.lang.formula.tree import Node
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a rule: its text as written, its tree, what it is worth, and where it stands."""

    text: str
    tree: Node
    type: object
    span: Span
