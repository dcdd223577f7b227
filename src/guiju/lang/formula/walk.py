"""Ways through a syntax tree: its parts, and the names it depends on."""

from collections.abc import Iterator

from guiju.lang.formula.tree import Aggregate, Binary, Call, Name, Node, Number, Path, Text, Truth, Unary


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in the order in which they stand; a path and an event column have none."""
    match node:
        case Name() | Path() | Number() | Text() | Truth():
            return ()
        case Binary():
            return (node.left, node.right)
        case Aggregate():
            return (node.argument, *node.others, *_given(node.where))
        case Call():
            # the second of 见于 is a column of another fact, for whoever asks for it
            return node.arguments[:1] if node.function == "found" else node.arguments
        case Unary():
            return (node.operand,)
        case _:  # 每
            return (*node.entities, *_given(node.where), node.value)


def _given(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, each before its parts."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def names_in(node: Node, *, previous: bool = True) -> dict[str, Name]:
    """The names a formula depends on, by key, as first written; without ``previous`` not those inside 上期."""
    found: dict[str, Name] = {}
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.setdefault(node.key, node)
        if previous or not (isinstance(node, Call) and node.function == "previous"):
            waiting.extend(reversed(children(node)))
    return found


def paths_in(node: Node) -> tuple[Path, ...]:
    """All column paths, in the order in which they stand."""
    return tuple(found for found in walk(node) if isinstance(found, Path))
