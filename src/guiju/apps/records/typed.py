"""Figures as people type them into a field of a unit, and as they stand in the field again."""

import re
import unicodedata
from fractions import Fraction

from guiju.lang.formula.units import Unit, unit_of

BASE = ("元", "秒", "月")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<figure>\d{1,18}(?:\.\d{1,12})?)(?P<unit>\D*)")
_LOOK_ALIKES = str.maketrans({"−": "-", "–": "-", "¥": "", "￥": "", ",": "", "，": ""})


def number(text: str, unit: str) -> Fraction | None:
    """What was typed, in base units (yuan, seconds, ratio); ``None`` when it is no figure of this unit.

    Without a unit of its own it stands in the field's: 35 in a field of % is 0.35. 万 and 亿 count; thousands
    separators, blanks and a currency sign do not matter.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKES)).translate(_LOOK_ALIKES)
    found = _NUMBER.fullmatch("".join(plain.split()))
    if found is None:
        return None
    value = Fraction(found["figure"]) * (-1 if found["sign"] == "-" else 1)
    meant = unit_of(unit) if unit else None
    written = found["unit"]
    if written in {"", unit}:
        return value * _scale(meant)
    own = unit_of(written)
    if own is None:
        return None
    if own.type.literal:  # a lone 万 or 亿
        return value * own.scale * _scale(meant)
    if meant is None or own.type.dimensions != meant.type.dimensions:
        return None
    return value * own.scale


def written(value: Fraction, unit: str) -> str:
    """A value as it stands in a field of this unit: ``number`` reads it back, exactly."""
    meant = unit_of(unit) if unit else None
    text = decimal(value / _scale(meant))
    if text is not None:
        return text
    base = next((word for word in BASE if meant and (known := unit_of(word)) and known.type == meant.type), "")
    return f"{decimal(value) or ''}{base}"


def decimal(value: Fraction) -> str | None:
    """The shortest decimal of a value; ``None`` when none ends."""
    rest, digits = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        digits = max(digits, power)
    if rest != 1:
        return None
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole, part = divmod(scaled, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}" + (f".{part:0{digits}d}" if digits else "")


def _scale(unit: Unit | None) -> Fraction:
    return unit.scale if unit else Fraction(1)
