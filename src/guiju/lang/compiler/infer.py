"""Types of metrics that declare no unit: worked out from their formulas, those they depend on first."""

from guiju.lang import formula
from guiju.lang.blocks import ScalarNode
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.outline import Draft
from guiju.lang.compiler.table import Table, peek
from guiju.lang.formula import types
from guiju.lang.formula.names import Symbol, key_of
from guiju.lang.formula.tree import Node
from guiju.lang.formula.types import Type
from guiju.lang.formula.walk import names_in
from guiju.lang.text import Source


def infer(table: Table, catalogue: Catalogue) -> None:
    """Give each metric without a unit the type of its formula; problems are left to the reading of the rule."""
    waiting = {draft.name: draft for draft in table.drafts if draft.kind == "metric" and draft.name not in table.units}
    trees: dict[str, tuple[Node, Source]] = {}
    for name, draft in waiting.items():
        tree = _tree(draft, table)
        if tree is not None:
            trees[name] = (tree, draft.block.region.source)
    known: dict[str, Type] = {}
    for name in trees:
        _visit(name, trees, known, table, catalogue)
    for key, symbol in [*table.names.items()]:
        owner = symbol.of if symbol.role == "target" else symbol.name if symbol.role == "value" else ""
        if owner in known:
            table.names[key] = Symbol(symbol.name, known[owner], symbol.role, symbol.of)


def _tree(draft: Draft, table: Table) -> Node | None:
    node = peek(draft, "formula")
    if not isinstance(node, ScalarNode) or node.empty:
        return None
    return formula.parse(draft.block.region.located(node), table.names)[0]


def _visit(
    name: str, trees: dict[str, tuple[Node, Source]], known: dict[str, Type], table: Table, catalogue: Catalogue
) -> None:
    """Infer one metric after those it names; a cycle is worth anything, and reported elsewhere."""
    stack = [name]
    while stack:
        top = stack[-1]
        if top not in known:
            known[top] = types.ANY
            below = [table.names[key] for key in names_in(trees[top][0]) if key in table.names]
            stack += [found for s in below if (found := s.of or s.name) in trees and found not in known]
            continue
        stack.pop()
        if known[top] is types.ANY:
            tree, source = trees[top]
            known[top] = types.plain(formula.check(tree, table.names, catalogue, source=source).type)
            for symbol in (Symbol(top, known[top]), Symbol(top + "目标", known[top], "target", top)):
                table.names[key_of(symbol.name)] = symbol
