"""Ways through a syntax tree: its parts, and the names it depends on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Path, Per, Unary

_NOTHING: tuple[Node, ...] = ()
# By type, for a formula has a dozen nodes and is walked many times. What is not here has no parts.
_CHILDREN: Mapping[type, Callable[[Any], tuple[Node, ...]]] = {
    Binary: lambda node: (node.left, node.right),
    Aggregate: lambda node: (node.argument, *node.others, *_given(node.where)),
    # the second of 见于 is a column of another fact, for whoever asks for it
    Call: lambda node: node.arguments[:1] if node.function == "found" else node.arguments,
    Unary: lambda node: (node.operand,),
    Per: lambda node: (*node.entities, *_given(node.where), node.value),
}


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in the order in which they stand; a path and an event column have none."""
    below = _CHILDREN.get(type(node))
    return _NOTHING if below is None else below(node)


def _given(node: Node | None) -> tuple[Node, ...]:
    return _NOTHING if node is None else (node,)


def nodes_in(node: Node) -> list[Node]:
    """The node and everything below it, each before its parts."""
    found, waiting = list[Node](), [node]
    while waiting:
        node = waiting.pop()
        found.append(node)
        below = _CHILDREN.get(type(node))
        if below is not None:
            waiting.extend(below(node)[::-1])
    return found


def walk(node: Node) -> Iterator[Node]:
    """``nodes_in``, one by one."""
    return iter(nodes_in(node))


def names_in(node: Node, *, previous: bool = True) -> dict[str, Name]:
    """The names a formula depends on, by key, as first written; without ``previous`` not those inside 上期."""
    found: dict[str, Name] = {}
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.setdefault(node.key, node)
        elif previous or not (isinstance(node, Call) and node.function == "previous"):
            below = _CHILDREN.get(type(node))
            if below is not None:
                waiting.extend(below(node)[::-1])
    return found


def paths_in(node: Node) -> tuple[Path, ...]:
    """All column paths, in the order in which they stand."""
    return tuple(found for found in walk(node) if isinstance(found, Path))
