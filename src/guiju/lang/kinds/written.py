"""How a field of a rule is written in a block: markers on the models that the reader and the schema both follow."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Expects = Literal["metric", "condition", "money", "ratio", "score", "share", "number"]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, taken as it stands."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts; a single text is a list of one."""


@dataclass(frozen=True, slots=True)
class Flag:
    """是 or 否."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``."""

    least: int = 0
    most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed set."""

    of: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of words of a closed set; a single word is a list of one."""

    of: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a declared rule of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class References:
    """A list of names of declared rules; ``everyone`` also allows 全员, read as no name at all."""

    kinds: tuple[str, ...]
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """A subject: a generic word such as 部门 or 店铺, or the name of a unit or position."""

    generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula that must be worth what ``expects`` says."""

    expects: Expects


@dataclass(frozen=True, slots=True)
class Amount:
    """One literal in the rule's own unit."""


@dataclass(frozen=True, slots=True)
class DatedAmounts:
    """One literal, or a list of 自/值 pairs."""


@dataclass(frozen=True, slots=True)
class Special:
    """Written in a way of its own; ``how`` names the reader."""

    how: str


Written = (
    Text
    | Texts
    | Flag
    | Whole
    | Choice
    | Choices
    | Reference
    | References
    | About
    | Expression
    | Amount
    | DatedAmounts
    | Special
)
