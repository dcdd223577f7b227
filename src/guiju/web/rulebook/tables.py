"""What slips show as tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table's column."""

    label: str
    numeric: bool = False


def table(columns: Iterable[Column], rows: Iterable[tuple[str, ...]]) -> dict[str, Any]:  # Any: fields of a slip
    """The columns and rows of a slip."""
    return {"columns": tuple(columns), "rows": tuple(rows)}
