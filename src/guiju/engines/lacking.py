"""Reasons whose subject is a fact, in the language that they are told in: facts have a name in each."""

from dataclasses import replace
from functools import cache

from guiju.facts.schema import load_schemas
from guiju.lang import reasons
from guiju.lang.reasons import Words
from guiju.lang.values import Missing, Reason, Why

_OF_FACTS = frozenset({Why.NOT_COVERED, Why.NO_COLUMN, Why.NO_DIMENSION, Why.NO_OWNER})


def words(reason: Reason, language: str = "zh") -> Words:
    """The parts of a reason, as ``lang.reasons.words`` gives them."""
    return reasons.words(_told(reason, language), language)


def line(reason: Reason, language: str = "zh") -> str:
    """A reason as one line."""
    return reasons.reason(_told(reason, language), language)


def lines(missing: Missing, language: str = "zh") -> tuple[str, ...]:
    """All reasons of a missing value, one line each."""
    return tuple(line(each, language) for each in missing.reasons)


def _told(reason: Reason, language: str) -> Reason:
    if language == "zh" or reason.why not in _OF_FACTS:
        return reason
    return replace(reason, subject=_english().get(reason.subject, reason.subject))


@cache
def _english() -> dict[str, str]:
    """Facts and their columns by Chinese name, as pages name them in English."""
    found = {}
    for schema in load_schemas().values():
        named = schema.english.replace("_", " ")
        found[schema.name] = found[schema.english] = named
        found |= {f"{schema.name}.{one.name}": f"{named}.{one.english.replace('_', ' ')}" for one in schema.columns}
    return found
