"""The tree of a rule block; every node counts characters from the start of the block's text."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Style = Literal["plain", "single", "double", "literal", "folded"]


class ScalarNode(NamedTuple):
    """A text as written, between ``start`` and ``end`` with its quotes; nothing guesses what it means.

    ``comment`` is where a comment starts on the same line, -1 without one.
    """

    text: str
    style: Style
    start: int
    end: int
    comment: int = -1

    @property
    def empty(self) -> bool:
        """Whether nothing stands here at all."""
        return self.style == "plain" and not self.text


class MappingNode(NamedTuple):
    """Keys with their values in order; keys are unique after folding."""

    pairs: tuple[tuple[ScalarNode, "Node"], ...]
    start: int
    end: int
    flow: bool


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    start: int
    end: int
    flow: bool


Node = ScalarNode | MappingNode | SequenceNode


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a text that is not yet placed in its source; offsets count from the start of the text."""

    code: str
    start: int
    end: int
    data: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()
