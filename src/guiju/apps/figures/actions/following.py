"""What follows when figures change: whoever computes from them is told, after the change is safe."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.engines.periods import Grain, Period, between


def stated(start: Period, end: Period | None) -> None:
    """A target or input changed for the periods from ``start`` to ``end``, or until today when it is open."""
    last = max(clock.today(), start.end) if end is None else end.end
    follow(month.start for month in between(start.start, last, Grain.MONTH))


def since(*, since: date) -> None:
    """People, shops or rules changed from a day on: figures are measured anew, then whoever computes from them."""
    from guiju.apps.figures import tasks

    tasks.refresh_figures.enqueue()
    follow(month.start for month in between(since, clock.today(), Grain.MONTH))


def follow(months: Iterable[date]) -> None:
    """Let the worker compute what depends on the figures of these months, once the transaction is through."""
    from guiju.apps.figures import tasks

    starts = [month.isoformat() for month in months]
    transaction.on_commit(lambda: tasks.follow.enqueue(starts))
