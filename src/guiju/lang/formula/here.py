"""Where a node of a formula is evaluated: a scope, and inside an aggregate one row or one entity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula.facts import Resolved, resolve
from guiju.lang.formula.format import format_tree
from guiju.lang.formula.scope import NULL, Cell, Row, Scope
from guiju.lang.formula.tree import Path
from guiju.lang.values import Value

Joined = dict[tuple[Cell, ...], Row]


@dataclass(slots=True)
class Here:
    """Where a node is evaluated: a scope, and inside an aggregate one row or one entity's value.

    ``group`` holds the rows of the entity at hand inside 每; ``joins`` the rows of other facts by key.
    """

    scope: Scope
    row: Row | None = None
    entity: Value = NULL
    group: Sequence[Row] | None = None
    joins: dict[str, Joined] = field(default_factory=dict)
    known: dict[tuple[str, str], set[Cell]] = field(default_factory=dict)


Step = Callable[[Here], Value]


def resolved(path: Path, catalogue: Catalogue) -> Resolved:
    """Where a path leads; raises ``LookupError`` for a tree that was not checked."""
    found = resolve(path, catalogue)
    if isinstance(found, Resolved):
        return found
    raise LookupError(format_tree(path))
