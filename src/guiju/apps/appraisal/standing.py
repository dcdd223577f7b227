"""Which reckoning of a period counts: the one that was closed, else the one under the edition in force at its end."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet

from guiju.apps.appraisal.models import Outcome, Reckoning
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period, containing

_CLOSED_FIRST = F("closed_at").asc(nulls_last=True)


def reckonings(period: Period) -> QuerySet[Reckoning]:
    """The reckonings of a period that may count, the one that does first."""
    edition = rulebook.edition_at(period.end)
    found = Reckoning.objects.filter(grain=period.grain, start=period.start)
    return found.filter(Q(closed_at__isnull=False) | Q(edition=edition)).order_by(_CLOSED_FIRST)


def outcomes(period: Period) -> QuerySet[Outcome]:
    """Everybody's part of the reckoning of a period that counts."""
    return Outcome.objects.filter(reckoning=reckonings(period).values("pk")[:1])


def outcomes_now(period: Period) -> QuerySet[Outcome]:
    """Everybody's part of what a closed period would come to by now; nothing while that is the same."""
    edition = rulebook.edition_at(period.end)
    found = Outcome.objects.filter(reckoning__grain=period.grain, reckoning__start=period.start)
    return found.filter(reckoning__edition=edition, reckoning__closed_at__isnull=True)


def pair(edition: str, period: Period) -> tuple[Reckoning | None, Reckoning | None]:
    """The closed reckoning of a period if it is of this edition, and the one of the edition that is not closed.

    For a change: both are locked.
    """
    found = Reckoning.objects.select_for_update().filter(edition=edition, grain=period.grain, start=period.start)
    rows = {row.closed_at is not None: row for row in found}
    return rows.get(True), rows.get(False)


def newest(edition: str, period: Period) -> Reckoning | None:
    """What a period was last worked out to under an edition, whether that was closed or stands beside it."""
    found = Reckoning.objects.filter(edition=edition, grain=period.grain, start=period.start)
    return found.order_by(F("closed_at").asc(nulls_first=True)).first()


def by_start(grain: Grain, starts: Collection[date]) -> dict[date, int]:
    """The reckonings that count of several periods of one length, by when these begin."""
    found = Reckoning.objects.filter(grain=grain, start__in=starts).order_by(_CLOSED_FIRST)
    kept: dict[date, int] = {}
    for pk, start, edition, closed in found.values_list("pk", "start", "edition", "closed_at"):
        if closed or edition == rulebook.edition_at(containing(start, grain).end):
            kept.setdefault(start, pk)
    return kept
