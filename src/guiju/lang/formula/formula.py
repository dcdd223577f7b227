"""A formula as the compiled model keeps it."""

from dataclasses import dataclass

from guiju.lang.catalogue import Catalogue
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.check import check, expect
from guiju.lang.formula.facts import NO_FACTS
from guiju.lang.formula.names import Names
from guiju.lang.formula.parse import parse
from guiju.lang.formula.tree import Node
from guiju.lang.formula.types import ANY, Type, plain
from guiju.lang.formula.walk import nodes_in
from guiju.lang.text import Located, Span


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its text as written, its tree, the type of its value, and where it stands. Pickles.

    ``node_types`` are the types of all nodes in the order of ``walk``.
    """

    text: str
    tree: Node
    type: Type
    span: Span
    node_types: tuple[Type, ...] = ()


def read(
    located: Located, names: Names, catalogue: Catalogue = NO_FACTS, *, wanted: Type | None = None
) -> tuple[Formula | None, tuple[Diagnostic, ...]]:
    """Parse and check a formula that must be worth ``wanted`` (``None``: anything).

    The formula is ``None`` only when its text cannot be parsed; one with problems of names or types is still given,
    so that the rest of the document can be checked.
    """
    tree, problems = parse(located, names)
    if tree is None:
        return None, problems
    checked = check(tree, names, catalogue, source=located.source)
    found = checked.problems
    if wanted is not None:
        found += expect(checked, tree, wanted, located.source)
    kinds = tuple([checked.types.get(id(node), ANY) for node in nodes_in(tree)])
    return Formula(located.text, tree, plain(checked.type), located.span(0, len(located.text)), kinds), found
