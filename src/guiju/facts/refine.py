"""What is done to the text of a cell before it is read as a type, as a connector says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refine:
    """Each is done in this order.

    ``when``: rows where those columns read one of these keep their cell; ``match``: the first group of this pattern is
    kept; ``words``: one text for another; ``unsigned``: without its sign; ``month``: 2026-06 is the first day of June.
    """

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    match: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    unsigned: bool = False
    month: bool = False


NOTHING = Refine()


def refine_of(raw: Mapping[str, Any], plain: Callable[[str], str]) -> Refine:  # Any: plain YAML of our own
    """What a column's YAML says of it."""
    if not raw.keys() & {"when", "match", "words", "unsigned", "month"}:
        return NOTHING
    return Refine(
        when={plain(name): tuple(values) for name, values in raw.get("when", {}).items()},
        match=raw.get("match", ""),
        words=dict(raw.get("words", {})),
        unsigned=raw.get("unsigned", False),
        month=raw.get("month", False),
    )
