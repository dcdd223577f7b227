"""Which days the data covers, per fact and shop, straight from the lake; loads no heavy library."""

from datetime import date

from django.conf import settings

from guiju import facts
from guiju.apps import clock
from guiju.apps.figures.values import Covered
from guiju.engines.measure.coverage import uncovered
from guiju.facts import lake
from guiju.facts.lake import View
from guiju.facts.schema import HOUSE


def view(manifest: str | None = None) -> View:
    """The lake as it is now, or as it was at a manifest that a figure names."""
    return lake.open(settings.GUIJU_HOME).view(manifest)


def coverage(day: date | None = None) -> list[Covered]:
    """Every fact of every shop that has data, in the order of the schemas, and how far it lags behind yesterday."""
    here, day = view(), day or clock.today()
    return [
        Covered(fact, shop, tuple(ranges), max(0, (day - ranges[-1][1]).days - 1))
        for fact in facts.load_schemas()
        for shop in here.shops()
        if (ranges := here.coverage(fact, shop))
    ]


def kept_through(fact: str) -> date | None:
    """The last day of which the house itself has told a fact that it keeps; ``None`` before the first."""
    ranges = view().coverage(fact, HOUSE)
    return ranges[-1][1] if ranges else None


def gaps(fact: str, shop: str, start: date, end: date) -> list[tuple[date, date]]:
    """The days from ``start`` to ``end`` that no file covers, as ranges, both ends included."""
    return uncovered(view().coverage(fact, shop), start, end)
