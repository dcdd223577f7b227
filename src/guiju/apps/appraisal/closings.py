"""Periods that were closed: what became of them since, and what was paid or kept back for that with later ones."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from guiju.apps.appraisal import basis
from guiju.apps.appraisal.models import Difference, Outcome, Reckoning
from guiju.apps.appraisal.values import Change, Standing, Taken
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Grain, Period

_Who = tuple[str, str]  # name and unit
_People = dict[str, tuple[_Who, Standing]]  # by 工号
_NOTHING: _People = {}


def changes(period: Period | None = None, *, number: str = "") -> list[Change]:
    """Whose points, grade or money of closed periods are not what they were, or were paid for later; oldest first.

    Of one period or one person when asked. Five questions to the database, however many people and periods.
    """
    closed = _closed(period)
    live = _live(closed.values())
    rows = _rows([*closed, *live.values()], number)
    taken = _sums(closed, number)
    found = (
        _changes(span, rows.get(pk, _NOTHING), rows.get(live.get(pk, pk), _NOTHING), taken[pk])
        for pk, (span, _edition) in closed.items()
        if pk in live or taken[pk]
    )
    return [one for some in found for one in some]


def open_differences() -> list[Change]:
    """The money of closed periods that is still to be paid or kept back, oldest first."""
    return [one for one in changes() if one.open]


def signature(differences: Iterable[Change]) -> str:
    """A hash of open differences with their amounts: what somebody looked at when they chose among them."""
    return basis.digest([[str(one.period), one.number, str(one.open)] for one in differences])


def closed_among(periods: Collection[Period]) -> set[Period]:
    """Which of some periods were closed."""
    found = Reckoning.objects.filter(closed_at__isnull=False, start__in=[one.start for one in periods])
    return {_span(row) for row in found.only("start", "grain")} & set(periods)


def taken_with(period: Period, *, number: str = "") -> list[Taken]:
    """The money of earlier periods that was paid or kept back with a closed one, by 工号."""
    return _taken(Q(paid_with__grain=period.grain, paid_with__start=period.start), number)


def taken_of(period: Period, *, number: str = "") -> list[Taken]:
    """The money of a closed period that was paid or kept back with later ones, by 工号."""
    return _taken(Q(closed__grain=period.grain, closed__start=period.start), number)


def _taken(which: Q, number: str) -> list[Taken]:
    found = Difference.objects.filter(which, **({"number": number} if number else {}))
    rows = found.select_related("closed", "paid_with").order_by("number", "closed__start")
    return [Taken(_span(row.closed), _span(row.paid_with), row.number, row.name, Fraction(row.amount)) for row in rows]


def _closed(period: Period | None) -> dict[int, tuple[Period, str]]:
    """The closed reckonings with their periods and editions, oldest first."""
    found = Reckoning.objects.filter(closed_at__isnull=False).order_by("start", "grain")
    if period is not None:
        found = found.filter(grain=period.grain, start=period.start)
    return {row.pk: (_span(row), row.edition) for row in found.only("start", "grain", "edition")}


def _live(closed: Iterable[tuple[Period, str]]) -> dict[int, int]:
    """The reckonings that stand beside closed ones, by these: under the edition in force at their end by now."""
    spans = {(span.grain.value, span.start): span for span, _edition in closed}
    both = Reckoning.objects.filter(start__in=[start for _grain, start in spans])
    rows = list(both.values_list("pk", "grain", "start", "edition", "closed_at"))
    keys = {(grain, start): pk for pk, grain, start, _edition, closed_at in rows if closed_at}
    return {
        keys[grain, start]: pk
        for pk, grain, start, edition, closed_at in rows
        if not closed_at
        and (grain, start) in keys
        and (grain, start) in spans
        and edition == rulebook.edition_at(spans[grain, start].end)
    }


def _rows(reckonings: Iterable[int], number: str) -> Mapping[int, _People]:
    """What everybody had of these reckonings."""
    found = Outcome.objects.filter(reckoning__in=list(reckonings), **({"number": number} if number else {}))
    columns = ("reckoning_id", "number", "name", "unit", "points", "grade", "bonus", "lacks")
    kept: dict[int, _People] = defaultdict(dict)
    for pk, who, name, unit, points, grade, bonus, lacks in (
        found.order_by("number").annotate(lacks=Cast("pending", TextField())).values_list(*columns)
    ):
        standing = Standing(_number(points), grade, _number(bonus), frozenset(json.loads(lacks)))
        kept[pk][who] = ((name, unit), standing)
    return kept


def _sums(closed: Iterable[int], number: str) -> Mapping[int, dict[str, Fraction]]:
    """What was paid of closed periods with later ones, by 工号."""
    found = Difference.objects.filter(closed__in=list(closed), **({"number": number} if number else {}))
    kept: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for pk, who, amount in found.values_list("closed_id", "number", "amount"):
        kept[pk][who] = kept[pk].get(who, Fraction(0)) + Fraction(amount)
    return kept


def _changes(period: Period, then: _People, now: _People, taken: Mapping[str, Fraction]) -> Iterator[Change]:
    nobody = (("", ""), Standing())
    for number in dict.fromkeys([*then, *now]):
        before, after = then.get(number, nobody), now.get(number, nobody)
        paid = taken.get(number, Fraction(0))
        if before[1] != after[1] or paid:
            name, unit = after[0] if number in now else before[0]
            yield Change(period, number, name, unit, before[1], after[1], paid)


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def _span(row: Reckoning) -> Period:
    return Period(row.start, Grain(row.grain))
