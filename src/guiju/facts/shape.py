"""How the rows of an export lie where one row of the file is not one row of the fact, as a connector says it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WHOLE = "whole:"  # before the name of a column that keeps what a split row says once


@dataclass(frozen=True, slots=True)
class Split:
    """Rows in which column ``on`` holds several sub-orders tied with ``by``: ``parts`` are split alike.

    ``once`` are columns that say one thing of all of them: no single one takes it, ``whole:name`` keeps it.
    """

    by: str
    on: str
    parts: tuple[str, ...]
    once: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Columns that become rows: each text of ``columns`` stands in column ``name`` beside its cell in ``value``."""

    name: str
    value: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """``down``: cells that stand on the first of several rows alone; the first of them tells where the next ones begin.

    ``explained`` is a column that holds a digit in every row but the one below the header that explains the columns.
    ``repeated`` are columns of the fact that every row of a group says anew: they are taken once, not summed.
    """

    down: tuple[str, ...] = ()
    split: Split | None = None
    stack: Stack | None = None
    explained: str = ""
    repeated: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The header names that are read for it."""
        split = (self.split.on, *self.split.parts, *self.split.once) if self.split else ()
        stack = tuple(self.stack.columns) if self.stack else ()
        return frozenset({*self.down, *split, *stack, self.explained} - {""})

    @property
    def made(self) -> frozenset[str]:
        """The names that it makes besides those of the header."""
        split = tuple(WHOLE + name for name in self.split.once) if self.split else ()
        return frozenset({*split, *((self.stack.name, self.stack.value) if self.stack else ())})


PLAIN = Shape()


def shape_of(raw: Mapping[str, Any], plain: Callable[[str], str]) -> Shape:  # Any: plain YAML of our own
    """What a connector's YAML says of it."""

    def names(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(plain(name) for name in found)

    if not raw.keys() & {"down", "split", "stack", "explained", "repeated"}:
        return PLAIN
    split, stack = raw.get("split"), raw.get("stack")
    return Shape(
        down=names(raw.get("down", ())),
        split=Split(split["by"], plain(split["at"]), names(split["parts"]), names(split["once"])) if split else None,
        stack=Stack(
            plain(stack["name"]),
            plain(stack["value"]),
            {plain(name): text for name, text in stack["columns"].items()},
        )
        if stack
        else None,
        explained=plain(raw.get("explained", "")),
        repeated=tuple(raw.get("repeated", ())),
    )
