"""What a column's cells look like, told from some of them."""

import re
from collections.abc import Iterable
from enum import StrEnum

from guiju.facts.schema import ColumnType

_SHARE = 0.9  # of the cells must look alike


class Look(StrEnum):
    """What most cells of a column are."""

    EMPTY = "empty"
    DATE = "date"
    TIME = "time"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DURATION = "duration"
    NUMBER_OF = "number_of"  # an order number and its like: long digits, or letters and digits
    FLAG = "flag"
    TEXT = "text"


_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
_LOOKS: tuple[tuple[Look, re.Pattern[str]], ...] = (
    (Look.FLAG, re.compile(r"是|否|yes|no|true|false", re.IGNORECASE)),
    (Look.DATE, re.compile(rf"{_DAY}(?:[T ]+0?0:00(?::00)?)?")),
    (Look.TIME, re.compile(rf"{_DAY}(?:[T ]*\d{{1,2}}:?\d{{2}}(?::?\d{{2}}(?:\.\d+)?)?)?")),
    (Look.PERCENT, re.compile(r"-?[\d,.]+\s*[%％]")),
    (
        Look.DURATION,
        re.compile(r"(?:\d+天)?(?:\d+(?:小时|时))?(?:\d+(?:分钟|分))?(?:[\d.]+(?:秒钟|秒|s))?|\d+:\d{2}:\d{2}"),
    ),
    (Look.NUMBER_OF, re.compile(r"\d{10,}|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{4,}")),
    (Look.WHOLE, re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d{1,9}")),
    (Look.DECIMAL, re.compile(r"[¥￥$]?\s*-?\d[\d,]*(?:\.\d+)?\s*元?")),
)
# Which looks a column of each type may have, the likeliest first.
FITS: dict[ColumnType, tuple[Look, ...]] = {
    ColumnType.TEXT: (Look.TEXT, Look.NUMBER_OF, Look.WHOLE),
    ColumnType.KEY: (Look.NUMBER_OF, Look.WHOLE, Look.TEXT),
    ColumnType.MONEY: (Look.DECIMAL, Look.WHOLE),
    ColumnType.COUNT: (Look.WHOLE,),
    ColumnType.RATIO: (Look.PERCENT, Look.DECIMAL, Look.WHOLE),
    ColumnType.DURATION: (Look.DURATION, Look.WHOLE, Look.DECIMAL),
    ColumnType.TIME: (Look.TIME, Look.DATE),
    ColumnType.DATE: (Look.DATE, Look.TIME),
    ColumnType.FLAG: (Look.FLAG, Look.WHOLE),
}
_OTHERS = (Look.WHOLE, Look.DECIMAL)


def look_of(cells: Iterable[str]) -> Look:
    """What nine in ten of the cells that hold anything look like."""
    texts = [text for cell in cells if (text := cell.strip().strip("'=\"").strip()) and text not in {"-", "--", "—"}]
    if not texts:
        return Look.EMPTY
    for look, pattern in _LOOKS:
        if sum(bool(pattern.fullmatch(text)) for text in texts) >= _SHARE * len(texts):
            return look
    return Look.TEXT


def fit(kind: ColumnType, look: Look) -> float:
    """How well cells of that look suit a column of that type: 1 at best, 0 when they cannot be read as it."""
    if look == Look.EMPTY:
        return 0.5
    fits = FITS.get(kind, _OTHERS)
    return 1 - 0.15 * fits.index(look) if look in fits else 0.0
