"""Columns of numbers, money and times as the platforms write them, and the tables they stand in."""

from collections.abc import Iterable, Sequence

import numpy as np

from guiju.project.demo.trade import Ints, Times

Cells = Sequence[str]
Columns = dict[str, Cells | str]


def times(values: Times) -> list[str]:
    """``2026-11-11 00:03:21``; empty where it never happened."""
    texts = np.datetime_as_string(values, unit="s").tolist()
    return ["" if text == "NaT" else text.replace("T", " ") for text in texts]


def money(cents: Ints) -> list[str]:
    """Cents as yuan with two decimals."""
    return [f"{n // 100}.{n % 100:02d}" for n in cents.tolist()]


def thousands(values: Iterable[float], decimals: int = 0) -> list[str]:
    """Numbers as the Business Advisor writes them: ``1,234.50``."""
    return [f"{value:,.{decimals}f}" for value in values]


def percent(parts: Iterable[float], wholes: Iterable[float]) -> list[str]:
    """A share in percent with two decimals; ``-`` where there is no whole."""
    return [f"{100 * part / whole:.2f}%" if whole else "-" for part, whole in zip(parts, wholes, strict=True)]


def excel_text(values: Iterable[object]) -> list[str]:
    """Long numbers as ``="…"``, so that Excel keeps every digit."""
    return [f'="{value}"' for value in values]


def csv_text(header: Sequence[str], columns: Columns, rows: int) -> str:
    """A CSV: the named columns where they belong in the header, a text for all rows alike, nothing elsewhere.

    The cells hold neither commas nor line breaks, as the exports' own cells do not.
    """
    unknown = set(columns) - {name.strip() for name in header}
    if unknown:
        raise ValueError(f"not in the header: {sorted(unknown)}")
    cells = [columns.get(name.strip(), "") for name in header]
    filled = [[cell] * rows if isinstance(cell, str) else cell for cell in cells]
    return "\r\n".join([",".join(header), *map(",".join, zip(*filled, strict=True))]) + "\r\n"
