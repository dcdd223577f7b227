"""One step as it is read from what is there, before it is known which one is next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """``lacks`` says what is missing while it is skipped; empty when it is needed. ``more`` can be done beyond it."""

    key: str
    title: str
    says: str
    done: bool
    action: str
    url: str
    lacks: str = ""
    more: bool = False
