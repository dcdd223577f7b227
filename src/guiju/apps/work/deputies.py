"""Who stands in for whom at a moment."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from guiju.apps import clock, remember
from guiju.apps.people import queries as people
from guiju.apps.work import models


def standing_in(moment: datetime | None = None) -> Mapping[str, str]:
    """Who is away at a moment (now), and their deputy, by 工号; the deputy is empty when there is none."""
    at = moment or clock.now()
    return remember.once(("work.away", at.replace(microsecond=0)), lambda: _away(at))


def principals(number: str, moment: datetime | None = None) -> frozenset[str]:
    """Whose work somebody does at a moment beside their own; of a deputy who is away too, the deputy's deputy."""
    away = standing_in(moment)
    if not number or number not in away.values():
        return frozenset()
    return frozenset(one for one in away if one != number and number in _chain(away, one))


def reached(number: str, moment: datetime | None = None) -> tuple[str, ...]:
    """Who is told what somebody should hear: whoever stands in for them while they are away, else themselves."""
    return _chain(standing_in(moment), number)[-1:] or (number,)


def _chain(away: Mapping[str, str], number: str) -> tuple[str, ...]:
    """The deputies after somebody, up to the first who is there."""
    found: list[str] = []
    at = away.get(number, "")
    while at and at != number and at not in found:
        found.append(at)
        at = away.get(at, "")
    return tuple(found)


def _away(moment: datetime) -> Mapping[str, str]:
    rows: Iterable[tuple[str, str | None]] = (
        models.Absence.objects.filter(start__lte=moment, end__gt=moment)
        .order_by("start", "id")
        .values_list("person__number", "deputy__number")
    )
    found: dict[str, str] = {}
    for number, deputy in rows:
        found[number] = deputy or found.get(number, "")
    if not all(found.values()):  # nobody was named for this time: whoever stands in for them always
        always = {one.number: one.deputy for one in people.deputies(moment.date())}
        found = {number: deputy or always.get(number, "") for number, deputy in found.items()}
    return found
