"""The cells of the page: numbers with units, rounded so that a missed aim still shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]  # one JSON object of a benchmark
NONE = "—"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are set to the right."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "\n" + "".join("| " + " | ".join(line) + " |\n" for line in lines)


def seconds(value: float) -> str:
    """Seconds with the digits that count: three below one, so that a missed aim shows."""
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s" if value >= 1 else f"{value:.3g} s"


def milliseconds(value: float) -> str:
    """Whole milliseconds."""
    return f"{value:,.0f} ms"


def part(value: float) -> str:
    """A small ratio, as one part of many."""
    return f"1/{1 / value:.0f}"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.1f} ×" if value >= 1 else f"{value:.2f} ×"
