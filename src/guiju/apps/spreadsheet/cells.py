"""What people write in cells: texts, days, flags and exact numbers, however the spreadsheet program stored them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import isfinite

from guiju.engines import periods

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[¥￥]?(-?[\d,]*\.?\d+(?:/\d+)?|-?[\d,]+\.)(%|元|万元?|亿元?)?")
_SCALES = {"%": Fraction(1, 100), "万": Fraction(10**4), "亿": Fraction(10**8)}
_YES, _NO = {"是", "yes", "y", "true", "1", "√"}, {"否", "no", "n", "false", "0", "×"}
_DIGITS = 15  # what a floating-point cell keeps
_SERIAL_DAYS = range(20000, 80000)  # a day as a bare spreadsheet number: 1954 to 2119


def text(cell: object) -> str | None:
    """A cell's text without blanks around it; whole numbers without ``.0``; ``None`` when empty."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip() or None if cell is not None else None


def day(cell: object) -> date | None:
    """A day from a date cell, a spreadsheet's day number or a text such as 2026-01-31, 2026年1月31日 or 20260131."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text(cell) or ""))
    try:
        if match:
            return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None
    if isinstance(cell, int | float) and int(cell) in _SERIAL_DAYS:
        return date(1899, 12, 30) + timedelta(days=int(cell))
    return None


def period(cell: object) -> date | None:
    """The first day of a period such as 2026-10, 2026年10月, 2026Q4, 2026-W41 or 2026; a day is its own."""
    found = day(cell)
    if found is not None:
        return found
    try:
        return periods.parse(text(cell) or "").start
    except ValueError:
        return None


def flag(cell: object) -> bool | None:
    """True for 是, False for 否, ``None`` for anything else."""
    word = (text(cell) or "").casefold()
    return True if word in _YES else False if word in _NO else None


def number(cell: object) -> Fraction | None:
    """An exact number: what a floating-point cell shows, or ``1,200.50``, ``¥30``, ``95%``, ``1.2万``, ``1/3``."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return Fraction(cell)
    if isinstance(cell, float):
        return Fraction(f"{cell:.{_DIGITS}g}") if isfinite(cell) else None
    plain = unicodedata.normalize("NFKC", text(cell) or "").replace(" ", "")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    try:
        return Fraction(match[1].replace(",", "")) * _SCALES.get((match[2] or "")[:1], Fraction(1))
    except (ValueError, ZeroDivisionError):
        return None


def words(cell: object) -> tuple[str, ...]:
    """Texts parted by 、，； a comma, a semicolon or a line break, each once, in order."""
    parts = (part.strip() for part in re.split(r"[、，；,;\n]", text(cell) or ""))
    return tuple(dict.fromkeys(part for part in parts if part))


def is_exact_in_a_cell(value: Fraction) -> bool:
    """Whether a spreadsheet's floating point shows this number exactly."""
    return number(float(value)) == value
