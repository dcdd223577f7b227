"""The period that a page of scores is about, and those to choose from: months, and longer ones that people are paid by.

Addresses call it ``month`` whatever its length, as they did before quarters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.appraisal import spans
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.web.kit import address, formats

MONTHS = 6
LISTED = {Grain.MONTH: MONTHS, Grain.QUARTER: 4, Grain.YEAR: 2}


@dataclass(frozen=True, slots=True)
class Choice:
    """A period to choose."""

    label: str
    value: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The periods of one length to choose from; ``name`` is that length in words."""

    name: str
    choices: tuple[Choice, ...]


def asked(request: HttpRequest) -> Period:
    """The period that the address names, of a length that people are judged by; the last full one when it names none.

    Of any other length the month in which it begins.
    """
    found = address.period(request.GET.get("month", ""))
    if found is None:
        return last()
    return found if found.grain in spans.closable(found.end) else periods.containing(found.start, Grain.MONTH)


def last() -> Period:
    """The last full period of the shortest length that people are judged by."""
    return lasts()[0]


def lasts() -> list[Period]:
    """The last full period of each length that people are judged by, the shortest first; a month without any."""
    today = clock.today()
    return [periods.containing(today, grain).previous() for grain in spans.closable(today) or (Grain.MONTH,)]


def choices(chosen: Period) -> tuple[Choices, ...]:
    """The last periods of each length and the chosen one, the newest first."""
    today = clock.today()
    lengths = dict.fromkeys([*(spans.closable(today) or (Grain.MONTH,)), chosen.grain])
    return tuple(Choices(_length(grain), _listed(periods.containing(today, grain), chosen)) for grain in lengths)


def _listed(this: Period, chosen: Period) -> tuple[Choice, ...]:
    listed: Sequence[Period] = [this.previous(back) for back in range(LISTED[this.grain])]
    ordered = sorted({*listed, *([chosen] if chosen.grain is this.grain else [])}, reverse=True)
    return tuple(Choice(label(period), str(period), period == chosen) for period in ordered)


def _length(grain: Grain) -> str:
    return {Grain.QUARTER: _("季度"), Grain.YEAR: _("年度")}.get(grain, _("月份"))


def label(period: Period) -> str:
    """A period's name in the reader's language."""
    return period.label("en" if formats.english() else "zh")
