"""Reads a recurrence rule of RFC 5545, of which the parts that speak of days are allowed."""

import re
from dataclasses import dataclass

from guiju.lang.kinds.duty.recurrence import Every, Recurrence

PREFIX = re.compile(r"RRULE\s*:", re.IGNORECASE)
EVERY = {"DAILY": Every.DAY, "WEEKLY": Every.WEEK, "MONTHLY": Every.MONTH, "YEARLY": Every.YEAR}
_NUMBER = r"[1-9]\d{0,2}"
PARTS = {
    "FREQ": "|".join(EVERY),
    "INTERVAL": r"[1-9]\d?",
    "BYDAY": r"(?:[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTHDAY": r"-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01]))*",
    "BYMONTH": r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*",
    "BYYEARDAY": rf"-?{_NUMBER}(?:,-?{_NUMBER})*",
    "BYWEEKNO": rf"-?{_NUMBER}(?:,-?{_NUMBER})*",
    "BYSETPOS": rf"-?{_NUMBER}(?:,-?{_NUMBER})*",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
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
    return Recurrence(EVERY[found["FREQ"]], int(found.get("INTERVAL", "1")), rule=body)
