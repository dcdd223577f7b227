"""Figures that people type into a field, read in the unit that the rule names."""

import re
import unicodedata
from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.lang.formula.units import unit_of
from guiju.web.kit import formats

NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<figure>\d{1,18}(?:\.\d{1,12})?)(?P<unit>\D*)")
GROUPED = re.compile(r"[^\d,]*(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.\d+)?[^\d,]*")  # by thousands, or by 万
ENDLESS = re.compile(r"[+-]?(?:\d{19,}(?:\.\d*)?|\d+\.\d{13,})\D*")
LOOK_ALIKES = str.maketrans({"−": "-", "–": "-", "¥": "", "￥": "", " ": ""})
QUOTED = 24  # characters of what was typed that a complaint repeats


def figure(text: str, unit: str) -> Fraction | None:
    """What was typed, in base units (yuan, seconds, ratio); ``None`` when it is no figure of this unit.

    Without a unit of its own it stands in the rule's: 35 in a field of % is 0.35. 万 and 亿 count, thousands
    separators and a currency sign do not matter.
    """
    plain = _plain(text)
    found = NUMBER.fullmatch(plain.replace(",", ""))
    if found is None or ("," in plain and not GROUPED.fullmatch(plain)):
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


def amiss(text: str, unit: str) -> str:
    """Why what was typed is no figure of this unit, and what to type instead; for what ``figure`` does not read."""
    if ENDLESS.fullmatch(_plain(text).replace(",", "")):
        return _("这个数太长了：整数最多 18 位，小数最多 12 位。")
    quoted = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
    if not unit:
        return _("“%(text)s”不是数，请只填数字，例如 12.5") % {"text": quoted}
    said = {"text": quoted, "unit": formats.unit_word(unit)}
    return _("“%(text)s”不是以%(unit)s计的数，请只填数字，例如 12.5") % said


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(LOOK_ALIKES)).translate(LOOK_ALIKES)
    return "".join(plain.split())


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
