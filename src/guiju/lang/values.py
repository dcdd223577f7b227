"""What a formula can be worth: an exact number, a truth, a text, a time, or missing with reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction


class Why(StrEnum):
    """Why a value is missing; ``guiju.lang.reasons`` puts each into words."""

    NOT_COVERED = "not_covered"  # no file covers some day: subject = fact, detail = shop and days
    NO_COLUMN = "no_column"  # the files of some day lack a column: subject = fact and column, detail = shop and days
    NO_ROWS = "no_rows"  # covered, but an average or ratio of nothing
    ZERO_DENOMINATOR = "zero_denominator"
    NOT_IN_FORCE = "not_in_force"  # a dated parameter has no value yet
    NO_TARGET = "no_target"
    NO_INPUT = "no_input"
    NOT_CONFIRMED = "not_confirmed"
    NO_PAY = "no_pay"
    NO_OWNER = "no_owner"
    NO_SHARES = "no_shares"  # two owners of one thing and no shares between them
    NO_DIMENSION = "no_dimension"  # the fact does not know this dimension
    NO_PREVIOUS = "no_previous"
    NO_RULE = "no_rule"  # no exception and no general rule holds
    TWO_RULES = "two_rules"  # two exceptions hold at once
    NO_COST = "no_cost"  # no cost in force on the day: subject = SKU or shop, detail = which cost
    NO_SHARE = "no_share"  # more successes than trials, or fewer than none
    UNKNOWN = "unknown"  # a name that nobody gave a value


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One cause of a missing value.

    ``subject`` names the thing that is lacking (a metric, input, fact, formula text);
    ``detail`` narrows it (shop, days, person, rule names), in words of the data, not of a language.
    """

    why: Why
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, and why. Every operation passes it on; only ``缺省`` ends it."""

    reasons: tuple[Reason, ...]

    @staticmethod
    def because(why: Why, subject: str, detail: str = "") -> "Missing":
        """A missing value with a single reason."""
        return Missing((Reason(why, subject, detail),))


Value = Fraction | bool | str | date | datetime | Missing


def first_missing(values: Iterable[Value]) -> Missing | None:
    """All reasons of all missing values together, each once, in order; ``None`` when nothing is missing."""
    reasons: dict[Reason, None] = {}
    found = False
    for value in values:
        if isinstance(value, Missing):
            found = True
            reasons.update(dict.fromkeys(value.reasons))
    return Missing(tuple(reasons)) if found else None
