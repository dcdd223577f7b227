"""The month that a page of scores is about, and those to choose from."""

from dataclasses import dataclass

from django.http import HttpRequest

from guiju.apps import clock
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.web.kit import address, formats

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A month to choose."""

    label: str
    value: str
    current: bool


def asked(request: HttpRequest) -> Period:
    """The month that the address names; the last full one when it names none."""
    return address.month(request.GET.get("month", "")) or last()


def last() -> Period:
    """The last full month."""
    return periods.containing(clock.today(), Grain.MONTH).previous()


def choices(chosen: Period) -> tuple[Choice, ...]:
    """The last months and the chosen one, the newest first."""
    this = periods.containing(clock.today(), Grain.MONTH)
    listed = {this.previous(back) for back in range(MONTHS)} | {chosen}
    ordered = sorted(listed, key=lambda period: period.start, reverse=True)
    return tuple(Choice(label(period), str(period), period == chosen) for period in ordered)


def label(period: Period) -> str:
    """A period's name in the reader's language."""
    return period.label("en" if formats.english() else "zh")
