"""What a mapping would make of a file, as it is shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows would be set aside: what and how to mend it in both languages, on how many rows, and some of them."""

    column: str
    what: Mapping[str, str]
    how: Mapping[str, str]
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcome of a trial: rows read, good, left out as summaries, set aside; sums of money columns as text.

    ``first`` and ``last`` are the days of the good rows (ISO, empty without any). ``sums`` goes by English name.
    ``trouble`` is why the file as a whole could not be read, in both languages.
    """

    rows: int = 0
    good: int = 0
    skipped: int = 0
    aside: int = 0
    first: str = ""
    last: str = ""
    shops: tuple[str, ...] = ()
    sums: Mapping[str, str] | None = None
    reasons: tuple[Reason, ...] = ()
    trouble: Mapping[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def from_json(body: Mapping[str, Any]) -> Tried:  # Any: plain JSON, as ``as_json`` made it
    """The outcome again."""
    reasons = tuple(Reason(**{**one, "rows": tuple(one["rows"])}) for one in body["reasons"])
    return Tried(**{**body, "reasons": reasons, "shops": tuple(body["shops"])})
