"""What a rule says, field by field, as comparable values with the words for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from guiju.lang.diff import work
from guiju.lang.formula import Formula
from guiju.lang.formula.names import key_of
from guiju.lang.kinds import Dated, Grade, Rule, Scorecard, Subject
from guiju.lang.readback import words as said
from guiju.lang.readback.numbers import unit_of_rule
from guiju.lang.readback.quantities import decimal, quantity
from guiju.lang.readback.words import Language
from guiju.lang.regulation import Regulation
from guiju.lang.words import FIELD_WORDS

# where a rule stands and how it is written is no part of what it says
_NOT_SAID = frozenset({"name", "clause", "span", "places", "basis", "sections", "bands", "shares"}) | work.STRUCTURED


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a rule says: what it is called and how it reads, in Chinese and English; ``value`` is compared."""

    label: tuple[str, str]
    value: object
    said: tuple[str, str]


def fields(rule: Rule, regulation: Regulation) -> dict[str, Field]:
    """Everything ``rule`` says, by path; equal rules give equal values."""
    unit = unit_of_rule(rule, regulation)
    found = {}
    for name in type(rule).model_fields:
        if name not in _NOT_SAID:
            value = getattr(rule, name)
            if value not in (None, "", ()):
                label = FIELD_WORDS[rule.kind].get(name, (name, name))
                found[name] = Field((label[0], label[1].replace("_", " ")), _comparable(value), _both(value, unit))
    if isinstance(rule, Scorecard):
        found.update(_scorecard(rule))
    if isinstance(rule, Grade):
        found.update(_grade(rule))
    found.update((path, Field(label, text, text)) for path, label, text in work.parts(rule, regulation))
    return found


def _comparable(value: object) -> object:
    if isinstance(value, Formula):
        return " ".join(value.text.split())
    if isinstance(value, tuple):
        return tuple(_comparable(each) for each in value)
    return value


def _both(value: object, unit: str) -> tuple[str, str]:
    return _say(value, unit, "zh"), _say(value, unit, "en")


def _say(value: object, unit: str, language: Language) -> str:  # noqa: PLR0911 - one line for each sort of value
    match value:
        case StrEnum():
            return said.choice(value, language)
        case Formula():
            return value.text
        case Subject():
            return said.subject(value, language)
        case Dated():
            amount = quantity(value.value, unit, language)
            return f"{value.start.isoformat()}: {amount}" if value.start else amount
        case tuple():
            return said.several((_say(each, unit, language) for each in value), language)
        case bool() | Fraction():
            return quantity(value, unit, language)
        case _:
            return work.said(value, language) or str(value)


def _scorecard(rule: Scorecard) -> Iterator[tuple[str, Field]]:
    for section in rule.sections:
        names = tuple(said.section(section.key, section.name, language) for language in ("zh", "en"))
        weight = ("权重", "weight")
        yield (
            f"sections.{section.key}",
            Field((names[0] + weight[0], f"{names[1]} {weight[1]}"), section.weight, _both(section.weight, "%")),
        )
        for item in section.items:
            label = (f"{names[0]}·{item.name}", f"{names[1]} · {item.name}")
            path = f"sections.{section.key}.{key_of(item.name)}"
            yield path, Field((label[0] + "权重", f"{label[1]} weight"), item.weight, _both(item.weight, "%"))
            yield path + ".scope", Field((label[0] + "范围", f"{label[1]} scope"), item.scope, _both(item.scope, ""))
            for name, formula, words in (("cap", item.cap, ("封顶", "cap")), ("floor", item.floor, ("保底", "floor"))):
                if formula is not None:
                    field = Field(
                        (label[0] + words[0], f"{label[1]} {words[1]}"), _comparable(formula), (formula.text,) * 2
                    )
                    yield f"{path}.{name}", field


def _grade(rule: Grade) -> Iterator[tuple[str, Field]]:
    for band in rule.bands:
        points = decimal(band.lower)
        label = (f"{band.name}档下限", f"lower bound of {band.name}")
        yield f"bands.{key_of(band.name)}", Field(label, band.lower, (f"{points}分", f"{points} points"))
    for name, share in rule.shares.items():
        yield f"shares.{key_of(name)}", Field((f"{name}档比例", f"share of {name}"), share, _both(share, "%"))
