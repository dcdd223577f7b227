"""One step as it is read from what is there, before it is known which one is next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """``lacks`` says what is missing while it is skipped; empty when it is needed."""

    key: str
    title: str
    says: str
    done: bool
    action: str
    url: str
    lacks: str = ""
