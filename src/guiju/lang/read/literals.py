"""Figures as they stand in fields: what ``30秒``, ``50%``, ``2026-01-31`` or ``9:00`` is worth."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from guiju.lang.compiler.front import day_of
from guiju.lang.formula import types
from guiju.lang.formula.names import TRUTH_WORDS, half_width, key_of, near
from guiju.lang.formula.types import Kind, Type
from guiju.lang.formula.units import Unit, unit_of, unit_words
from guiju.lang.values import Value

NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<figure>(?:0|[1-9]\d{0,59})(?:\.\d{1,60})?)(?![\d,.:])\s*(?P<unit>.*)", re.DOTALL
)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?!\d)")
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Literal:
    """A figure, date, truth or text in base units, and what type it has."""

    value: Value
    unit: str
    type: Type


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a text is no figure; ``code`` names the problem."""

    code: str
    data: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def literal(text: str, *, quoted: bool = False) -> Literal | Wrong:  # noqa: PLR0911 - one line for each form
    """What a text is worth; what is neither figure, date nor truth stays text, and so does 0012."""
    written = half_width(text).strip()
    day = day_of(written)
    if day is not None:
        return Literal(day, "", types.DATE)
    truth = TRUTH_WORDS.get(key_of(written))
    if truth is not None:
        return Literal(truth, "", types.TRUTH)
    if THOUSANDS.match(written):
        return Wrong("R116", (("fix", written.replace(",", "")),))
    match = NUMBER.fullmatch(written)
    if match is None:
        return Literal(text.strip(), "", types.TEXT)
    value = Fraction(match["figure"]) * (-1 if match["sign"] == "-" else 1)
    if not match["unit"]:
        return Literal(value, "", types.ZERO if value == 0 else types.BARE)
    unit = unit_of(match["unit"])
    if unit is None:
        if quoted:
            return Literal(text.strip(), "", types.TEXT)
        return Wrong("R113", (("unit", match["unit"]),), near(match["unit"], unit_words()))
    bare = unit.type.literal == "bare"
    return Literal(value * unit.scale, unit.text, types.BARE if bare else Type(Kind.NUMBER, unit.type.dimensions))


def in_unit(found: Literal, unit: Unit) -> Literal | Wrong:
    """A figure as one of ``unit``: a bare one takes the unit, another must go with it."""
    if found.type.kind is not Kind.NUMBER:
        return Wrong("R112", (("unit", unit.text),))
    if found.unit or found.type.literal == "zero":
        if types.fits(found.type, unit.type):
            return Literal(found.value, found.unit, unit.type)
        return Wrong("R114", _words(found.type, unit))
    if unit.text == PERCENT:
        return Wrong("R115")
    assert isinstance(found.value, Fraction)  # noqa: S101 - numbers are fractions
    return Literal(found.value * unit.scale, unit.text, unit.type)


def _words(found: Type, unit: Unit) -> tuple[tuple[str, str], ...]:
    return (("unit", unit.text), ("found", found.words()), ("found_en", found.words("en")))
