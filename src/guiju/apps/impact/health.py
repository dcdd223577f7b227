"""How far the rules were kept, month by month: worked out by the worker after figures, read by pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guiju.apps import clock
from guiju.apps.appraisal import cells
from guiju.apps.appraisal import queries as appraisal
from guiju.apps.appraisal.books import book_of
from guiju.apps.appraisal.source import State
from guiju.apps.audit.actor import Actor
from guiju.apps.impact import models
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.impact.bounds import bounds
from guiju.engines.periods import Grain, Period, containing


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one target or alert stood in a month: kept, broken or pending."""

    kind: str
    name: str
    unit: str
    clause: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Month:
    """All of a month; ``capped`` are the metrics and scorecards whose cap anybody reached."""

    period: Period
    edition: str
    verdicts: tuple[Verdict, ...]
    capped: frozenset[str]


def follow(*, months: Sequence[date], actor: Actor) -> None:  # noqa: ARG001 - as who is told of new figures
    """Figures of these months are new: judge their bounds again."""
    for month in months:
        judge(containing(month, Grain.MONTH))


def judge(period: Period) -> None:
    """Judge a month by the regulation in force at its end, from stored figures; doing it again changes nothing."""
    regulation = rulebook.regulation_at(period.end)
    if regulation is None:
        return
    found = bounds(book_of(regulation), State(regulation, cells.Stored()), period)
    models.Kept.objects.update_or_create(
        month=period.start,
        defaults={
            "edition": regulation.hash,
            "verdicts": [[one.kind, one.name, one.unit, one.clause, one.verdict.value] for one in found],
            "capped": sorted(_capped(period)),
            "at": clock.now(),
        },
    )


def months(last: Period, count: int) -> list[Month]:
    """The months up to one, oldest first; those that nobody judged are left out."""
    rows = models.Kept.objects.filter(month__range=(last.previous(count - 1).start, last.start)).order_by("month")
    return [
        Month(
            Period(row.month, Grain.MONTH),
            row.edition,
            tuple(Verdict(*one) for one in row.verdicts),
            frozenset(row.capped),
        )
        for row in rows
    ]


def _capped(period: Period) -> set[str]:
    found = set()
    for one in appraisal.outcomes(period):
        found |= {item["name"] for item in one.summary["items"] if item["bound"] == "cap"}
        if one.summary["bound"] == "cap" and one.summary["card"]:
            found.add(one.summary["card"]["name"])
    return found
