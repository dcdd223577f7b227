"""Reading simulations: one with what it came to, the latest of a pair of texts, and their people."""

from collections.abc import Collection, Sequence

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Abs
from django.utils import timezone

from guiju.apps.impact import keys, models, texts
from guiju.apps.impact.texts import Text
from guiju.apps.impact.values import Simulation, State, Touched
from guiju.engines.periods import Grain, Period

OPEN = (State.QUEUED, State.RUNNING, State.DONE)


def simulation(simulation_id: int) -> Simulation | None:
    """One by its number."""
    row = models.Simulation.objects.filter(pk=simulation_id).first()
    return _simulation(row) if row else None


def latest(compared: int = 0, count: int = 10) -> list[Simulation]:
    """The simulations asked for last, without looking whether anything they came from is other.

    ``compared`` are 2 or 3 for those that hold documents of the library against each other.
    """
    rows = models.Simulation.objects.order_by("-asked")[: count * 3]
    found = [row for row in rows if not compared or any(one["document"] for one in row.texts)]
    return [_simulation(row, fresh=True) for row in found[:count]]


def of(sides: Sequence[Text], first: Period, last: Period) -> Simulation | None:
    """The simulation of these texts on the state as it is now."""
    row = models.Simulation.objects.filter(key=keys.key(sides, first, last)).first()
    return _simulation(row, fresh=True) if row else None


def newest_of(sides: Sequence[Text]) -> Simulation | None:
    """The last that was asked for of these texts, over whatever months."""
    asked = [side.as_json() for side in sides]
    rows = models.Simulation.objects.filter(texts=asked, state__in=OPEN).order_by("-asked")
    row = rows.first()
    return _simulation(row) if row else None


def people(
    simulation_id: int,
    *,
    numbers: Collection[str] | None = None,
    way: str = "",
    differs: bool = False,
    query: str = "",
    unit: str = "",
) -> QuerySet[models.Touched]:
    """The people of a simulation, those whose money differs most first; narrowed by what is given."""
    found = models.Touched.objects.filter(simulation_id=simulation_id)
    if numbers is not None:
        found = found.filter(number__in=numbers)
    if way:
        found = found.filter(way=way)
    if differs:
        found = found.filter(differs=True)
    if unit:
        found = found.filter(unit=unit)
    for word in query.split():
        found = found.filter(_named(word))
    return found.order_by(Abs(F("cents")).desc(), "number")


def ways(simulation_id: int, *, numbers: Collection[str]) -> dict[str, int]:
    """For how many of some people the money goes each way."""
    found = models.Touched.objects.filter(simulation_id=simulation_id, number__in=numbers)
    return dict(found.order_by().values_list("way").annotate(Count("pk")))


def rows(found: QuerySet[models.Touched], start: int = 0, stop: int | None = None) -> list[Touched]:
    """Some of the people as values."""
    return [touched(row) for row in found[start:stop]]


def person(simulation_id: int, number: str) -> Touched | None:
    """One person of a simulation."""
    row = models.Touched.objects.filter(simulation_id=simulation_id, number=number).first()
    return touched(row) if row else None


def touched(row: models.Touched) -> Touched:
    """A row as a value."""
    return Touched(row.number, row.name, row.unit, row.position, row.way, row.differs, row.content)


def _named(word: str) -> Q:
    return Q(number__icontains=word) | Q(name__icontains=word) | Q(unit__icontains=word) | Q(position__icontains=word)


def _simulation(row: models.Simulation, *, fresh: bool = False) -> Simulation:
    first, last = Period(row.first, Grain.MONTH), Period(row.last, Grain.MONTH)
    outdated = not fresh and keys.key([texts.of_json(one) for one in row.texts], first, last) != row.key
    return Simulation(
        id=row.pk,
        titles=tuple(row.titles),
        hashes=tuple(row.hashes),
        first=first,
        last=last,
        state=State(row.state),
        months=row.months,
        done=row.done,
        answer=row.answer,
        manifest=row.manifest,
        seconds=row.seconds,
        by=row.by,
        asked=timezone.localtime(row.asked),
        finished=timezone.localtime(row.finished) if row.finished else None,
        outdated=outdated,
        texts=tuple(row.texts),
    )
