"""What a row expression is worth: a quotient of columns, or a text, condition, time or date."""

from dataclasses import dataclass
from typing import Any

from guiju.engines.measure.quotients import Column, InexactError, Quotient


@dataclass(frozen=True, slots=True)
class Plain:
    """A text, condition, time or date; ``kind`` says which. ``constant`` marks a figure of the formula itself."""

    column: Column
    kind: str  # text truth time date
    constant: bool = False


Found = Quotient | Plain


def plain(found: Found, *kinds: str) -> Column:
    """The column of a value that is of one of these kinds; ``InexactError`` for any other."""
    if isinstance(found, Plain) and found.kind in kinds:
        return found.column
    raise InexactError(f"not a {' or '.join(kinds)}")


def ibis() -> Any:  # Any: Ibis is untyped here
    """The library that writes SQL."""
    import ibis as library  # heavy, and only needed at adoption

    return library
