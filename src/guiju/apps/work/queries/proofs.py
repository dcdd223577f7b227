"""What shows that a duty is kept."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from enum import StrEnum

from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import Cast, Coalesce, Substr

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions
from guiju.apps.work import models
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Evidence

State, Source = models.Work.State, models.Work.Source


class By(StrEnum):
    """What evidence is counted by."""

    ALL = "all"
    UNIT = "unit"
    PERSON = "person"
    MONTH = "month"
    RULE = "rule"
    CLAUSE = "clause"


UNCOUNTED = (Source.CASE, Source.REVIEW, Source.APPROVAL, Source.PUBLICATION)
COUNTED = ~Q(state=State.CANCELLED) & ~Q(source__in=UNCOUNTED)
_COLUMNS = {By.UNIT: "unit", By.PERSON: "accountable__number", By.RULE: "rule", By.CLAUSE: "clause"}


def evidence(
    *,
    rule: str = "",
    clause: str = "",
    start: date,
    end: date,
    by: By = By.ALL,
    unit: str = "",
    units: Collection[str] | None = None,
    number: str = "",
) -> list[Evidence]:
    """How often what a rule (``duty:name``) or clause asks for was kept, late, missed, excused, by day of the work.

    ``ALL`` gives exactly one row. ``unit`` narrows to it and all under it, ``units`` to these alone, ``number`` to one
    person. Steps of cases are nobody's evidence.
    """
    found = models.Work.objects.filter(COUNTED, day__range=(start, end))
    exact = {"rule": rule, "clause": clause, "accountable__number": number}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if unit:
        here = standing()
        within = positions.within(here.regulation, unit) if here.regulation else {unit}
        found = found.filter(unit__in=within)
    if units is not None:
        found = found.filter(unit__in=units)
    counts, by = _counts(clock.now()), By(by)
    if by is By.ALL:
        return [Evidence(key="", label="", **found.aggregate(**counts))]
    grouping = Substr(Cast("day", CharField()), 1, 7) if by is By.MONTH else Coalesce(_COLUMNS[by], Value(""))
    rows = found.annotate(group=grouping).order_by("group").values_list("group").annotate(**counts)
    label = _labels(by)
    return [Evidence(group, label(group), *numbers) for group, *numbers in rows]


def _counts(now: datetime) -> dict[str, Count]:
    return {name: Count("id", filter=which) for name, which in verdicts(now).items()}


def verdicts(now: datetime) -> dict[str, Q]:
    """What is counted: done in time, late, lapsed, excused afterwards or before, open, and overdue among these."""
    done = Q(state__in=(State.DONE, State.REVIEW))
    late, let_off = Q(seconds_late__gt=0), ~Q(excuse="")
    is_open = Q(state__in=(State.TODO, State.DOING))
    return {
        "kept": done & ~late,
        "late": done & late & ~let_off,
        "missed": Q(state=State.MISSED),
        "excused": Q(state=State.EXCUSED) | (done & late & let_off),
        "open": is_open,
        "overdue": is_open & Q(due__lt=now),
    }


def _labels(by: By) -> Callable[[str], str]:
    if by is not By.PERSON:
        return lambda key: key.partition(":")[2] if by is By.RULE else key
    names = dict(people.names())
    return lambda key: names.get(key, key)
