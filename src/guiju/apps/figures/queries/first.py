"""How much could be worked out at all: which metrics have a value in some month, and why the others have none."""

from collections.abc import Collection
from dataclasses import dataclass

from guiju.apps.figures import models
from guiju.apps.figures.values import DEPARTMENT
from guiju.engines.periods import Grain
from guiju.lang.values import Reason, Why


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What has a value of the whole department in some month, and why the rest has none.

    ``lacks`` are the reasons of the rest, each metric's of the month that lacks least, the most frequent first.
    """

    known: frozenset[str]
    lacks: tuple[Reason, ...]


def worked_out(metrics: Collection[str]) -> WorkedOut:
    """What of these metrics was ever worked out."""
    rows = models.Figure.objects.filter(metric__in=metrics, grain=Grain.MONTH, dim=DEPARTMENT, key="")
    known = frozenset(rows.exclude(exact="").values_list("metric", flat=True).distinct())
    return WorkedOut(known, _lacks(set(metrics) - known))


def _lacks(unknown: Collection[str]) -> tuple[Reason, ...]:
    """Of each metric the shortest list of reasons that any month gives."""
    rows = models.Figure.objects.filter(metric__in=unknown, grain=Grain.MONTH, dim=DEPARTMENT, key="", exact="")
    shortest: dict[str, list[list[str]]] = {}
    for metric, reasons in rows.order_by("-start").values_list("metric", "reasons") if unknown else ():
        if metric not in shortest or len(reasons) < len(shortest[metric]):
            shortest[metric] = reasons
    counted: dict[Reason, int] = {}
    for reasons in shortest.values():
        for why, subject, detail in reasons:
            one = Reason(Why(why), subject, detail)
            counted[one] = counted.get(one, 0) + 1
    return tuple(sorted(counted, key=lambda one: -counted[one]))
