"""Types of metrics that declare no unit: worked out from their formulas, those they depend on first.

A metric that declares one is an estimate all the same where its formula is.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from guiju.lang import formula
from guiju.lang.blocks import ScalarNode
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.outline import Draft
from guiju.lang.compiler.table import Table, peek
from guiju.lang.formula import types
from guiju.lang.formula.functions import BY_ENGLISH, STATISTICS
from guiju.lang.formula.names import Symbol, key_of
from guiju.lang.formula.tree import Call, Name, Node
from guiju.lang.formula.types import Type
from guiju.lang.formula.walk import children, names_in
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
    _estimate(table)


def _estimate(table: Table) -> None:
    """Mark the names of metrics with a unit whose formulas are estimates, or are made of such names."""
    drafts = [draft for draft in table.drafts if draft.kind == "metric"]
    every = "\n".join(map(_text, drafts))
    if not any(word in every for word in _WORDS):
        return
    trees = {draft.name: tree for draft in drafts if (tree := _tree(draft, table)) is not None}
    found = {key for key, symbol in table.names.items() if symbol.type.estimate}
    waiting = True
    while waiting:
        waiting = False
        for name, tree in trees.items():
            key = key_of(name)
            if key not in found and key in table.names and any(_uncertain(node, found) for node in unrounded(tree)):
                symbol = table.names[key]
                table.names[key] = replace(symbol, type=replace(symbol.type, estimate=True))
                found.add(key)
                waiting = True


_WORDS = tuple(word for name in STATISTICS for word in (name, BY_ENGLISH[name].chinese))


def _text(draft: Draft) -> str:
    node = peek(draft, "formula")
    return node.text.casefold() if isinstance(node, ScalarNode) else ""


def _statistic(node: Node) -> bool:
    return isinstance(node, Call) and node.function in STATISTICS


def _uncertain(node: Node, estimates: Collection[str]) -> bool:
    return _statistic(node) or (isinstance(node, Name) and node.key in estimates)


def unrounded(tree: Node) -> Iterator[Node]:
    """The parts of a tree that are not rounded and decide no more than a condition does."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call) and node.function == "round":
            continue
        yield node
        waiting.extend(node.arguments[1:] if isinstance(node, Call) and node.function == "if" else children(node))


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
