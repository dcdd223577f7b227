"""Figures that people type into a field, read in the unit that the rule names."""

import re
import unicodedata
from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.lang.formula.units import unit_of
from guiju.web.kit import formats

NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<figure>\d{1,18}(?:\.\d{1,12})?)(?P<unit>\D*)")
LOOK_ALIKES = str.maketrans({"−": "-", "–": "-", "¥": "", "￥": "", ",": "", "，": "", " ": ""})


def figure(text: str, unit: str) -> Fraction | None:
    """What was typed, in base units (yuan, seconds, ratio); ``None`` when it is no figure of this unit.

    Without a unit of its own it stands in the rule's: 35 in a field of % is 0.35. 万 and 亿 count, thousands
    separators and a currency sign do not matter.
    """
    plain = unicodedata.normalize("NFKC", text.translate(LOOK_ALIKES)).translate(LOOK_ALIKES)
    found = NUMBER.fullmatch("".join(plain.split()))
    if found is None:
        return None
    value = Fraction(found["figure"]) * (-1 if found["sign"] == "-" else 1)
    written = found["unit"]
    if written in {"", unit}:
        return value * formats.scale(unit)
    own, meant = unit_of(written), unit_of(unit) if unit else None
    if own is None:
        return None
    if own.type.literal:  # a lone 万 or 亿
        return value * own.scale * formats.scale(unit)
    if meant is not None and own.type.dimensions != meant.type.dimensions:
        return None
    return value * own.scale


def editable(value: Fraction | None, unit: str) -> str:
    """A value as it stands in a field: exact, in the rule's unit, without separators; ``%`` is kept."""
    if value is None:
        return ""
    text = formats.exact_decimal(value / formats.scale(unit)).replace(",", "").replace(formats.MINUS, "-")
    return f"{text}%" if unit == "%" else text


def bounds(low: str, high: str) -> str:
    """Between which figures something lies, each as written; one of the two may be empty."""
    if low and high:
        return f"{low} – {high}"
    return _("不小于 %(low)s") % {"low": low} if low else _("不大于 %(high)s") % {"high": high}
