"""What is wrong with a document, as values: a level, a stable code, a place, and a way to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guiju.lang.text import Span


class Level(StrEnum):
    """How bad it is."""

    ERROR = "error"  # the document cannot be adopted
    DEPRECATED = "deprecated"  # will become an error
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One root cause, one message.

    ``code`` names an entry of ``guiju.lang.codes``, which holds the sentence and the mending advice in Chinese and
    English as templates over ``data``. ``clause`` is the path of clause titles that leads to the place.
    ``near`` lists the nearest candidates for an unknown name, best first.
    """

    level: Level
    code: str
    span: Span
    quote: str
    clause: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
