"""Reads a recurrence rule of RFC 5545, of which the parts that speak of days are allowed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from guiju.lang.kinds.duty.recurrence import Every, Recurrence

PREFIX = re.compile(r"RRULE\s*:", re.IGNORECASE)
EVERY = {"DAILY": Every.DAY, "WEEKLY": Every.WEEK, "MONTHLY": Every.MONTH, "YEARLY": Every.YEAR}
_WEEKDAY = "MO|TU|WE|TH|FR|SA|SU"
_MONTH = r"[1-9]|1[0-2]"
_DAY_OF_MONTH = r"-?(?:[1-9]|[12]\d|3[01])"
_WEEK = r"-?(?:[1-9]|[1-4]\d|5[0-3])"
_DAY_OF_YEAR = r"-?(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])"


def _several(one: str) -> str:
    return f"(?:{one})(?:,(?:{one}))*"


PARTS = {
    "FREQ": "|".join(EVERY),
    "INTERVAL": r"[1-9]\d?",
    "BYDAY": _several(rf"(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:{_WEEKDAY})"),
    "BYMONTHDAY": _several(_DAY_OF_MONTH),
    "BYMONTH": _several(_MONTH),
    "BYYEARDAY": _several(_DAY_OF_YEAR),
    "BYWEEKNO": _several(_WEEK),
    "BYSETPOS": _several(_DAY_OF_YEAR),
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": _WEEKDAY,
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a text cannot be read; ``code`` names the problem, ``part`` what of the text is at fault."""

    code: str
    part: str = ""


def rule_of(text: str) -> Recurrence | Refused:
    """The recurrence of ``RRULE:FREQ=…``; its days are kept as the rule, without its name."""
    body = PREFIX.sub("", text, count=1).replace(" ", "").upper().strip(";")
    found: dict[str, str] = {}
    for part in body.split(";"):
        key, _, value = part.partition("=")
        if key not in PARTS or key in found or not re.fullmatch(PARTS[key], value):
            return Refused("R133", part)
        found[key] = value
    if "FREQ" not in found:
        return Refused("R133", body)
    for key in _clashing(found):
        return Refused("R133", f"{key}={found[key]}")
    return Recurrence(EVERY[found["FREQ"]], int(found.get("INTERVAL", "1")), rule=body)


def _clashing(parts: Mapping[str, str]) -> Iterator[str]:
    """Parts that do not go with the others: the nth weekday of a day or week, weeks that do not start on Monday."""
    if parts["FREQ"] in ("DAILY", "WEEKLY") and re.search(r"\d", parts.get("BYDAY", "")):
        yield "BYDAY"
    if "BYWEEKNO" in parts and parts.get("WKST", "MO") != "MO":
        yield "WKST"
    try:
        date.fromisoformat(parts.get("UNTIL", "20260101")[:8])
    except ValueError:
        yield "UNTIL"
