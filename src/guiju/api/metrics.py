"""Figures out: what the house has stored, as far as whoever made the token may see it."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from guiju.api import door
from guiju.api.door import SaidNo, Token
from guiju.api.files import REFUSALS
from guiju.api.leaving import leave
from guiju.api.shapes import Lack, MetricOut, PointOut, Said
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, rules
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import points
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.apps.intake.values import Scope
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.engines import lacking
from guiju.engines.periods import Grain
from guiju.lang.kinds import Metric
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.values import Missing

MOST = 5000  # points of an answer
FIRST, YEAR = date.min, timedelta(days=366)
router = Router(tags=["metrics"])


class By(StrEnum):
    """Along what the figures are told apart."""

    NONE = "none"
    SHOP = "shop"
    CHANNEL = "channel"
    PRODUCT = "product"
    PERSON = "person"
    UNIT = "unit"


class Every(StrEnum):
    """How long the periods are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


Day = Annotated[date | None, Query(description="a day, as 2026-10-01")]


@router.get(
    "/metrics/{path:name}", auth=Token(Scope.READ), response={200: MetricOut, **REFUSALS}, summary="Stored figures"
)
def metric(
    request: HttpRequest,
    name: str,
    by: By = By.NONE,
    grain: Every = Every.MONTH,
    since: Annotated[date | None, Query(alias="from", description="the first day; a year back unless said")] = None,
    until: Annotated[date | None, Query(alias="to", description="the last day; today unless said")] = None,
) -> MetricOut:
    """The stored figures of a metric in the periods that begin between two days, at most 5,000.

    What leaves is written down; above a number of figures another person approves first (``needs_approval``).
    By person (工号) and unit come those that the token's owner may see; the rest is for who may see all.
    """
    actor, today = door.actor(request), clock.today()
    last = until or today
    first = since or max(last, FIRST + YEAR) - YEAR
    if first > last:
        raise SaidNo(422, "unreadable", "from 晚于 to。 from is after to.")
    keys = _keys(actor, by)
    regulation = rulebook.current()
    rule = regulation.of(Metric).get(name) if regulation else None
    if rule is None:
        raise errors.refused(Code.UNKNOWN_METRIC, name=name)
    found = points.across(name, Grain(grain), first, last, by.value, keys=keys, most=MOST + 1)
    if len(found) > MOST:
        raise SaidNo(422, "too_many", "超过 5000 个数，请缩短日期。 More than 5,000 figures; ask for fewer days.")
    out = MetricOut(metric=name, unit=str(rule.unit or ""), by=by, grain=grain, points=[_point(one) for one in found])
    leave(
        request,
        what="api:metric",
        thing=Thing.METRICS,
        file=f"{name}.json",
        rows=len(found),
        content=out.model_dump_json(),
    )
    return out


def _keys(actor: Actor, by: By) -> frozenset[str] | None:
    """Of a dimension those that somebody may see, ``None`` for all; ``Refused`` when that is nothing."""
    if rules.may_view_figures(actor, dim=DEPARTMENT):
        return None
    if by is By.PERSON:
        found = access.numbers_within(actor, Action.VIEW, Thing.METRICS)
    else:
        found = access.units_of(actor, Action.VIEW, Thing.METRICS) if by is By.UNIT else frozenset()
    if not found:
        raise errors.refused(Code.NOT_ALLOWED)
    return found


def _point(one: Point) -> PointOut:
    known = isinstance(one.value, Fraction)
    return PointOut(
        period=str(one.period),
        start=one.period.start,
        end=one.period.end,
        key=one.key,
        exact=f"{one.value.numerator}/{one.value.denominator}" if isinstance(one.value, Fraction) else "",
        value=float(one.value) if isinstance(one.value, Fraction) else None,
        missing=[] if known else _lacks(one.value),
        provisional=one.provisional,
        through=one.through,
    )


def _lacks(value: Any) -> list[Lack]:  # Any: Fraction or Missing
    if not isinstance(value, Missing):
        return []
    found = []
    for reason in value.reasons:
        zh, en = lacking.words(reason, "zh"), lacking.words(reason, "en")
        what, mend = Said(zh=zh.what, en=en.what), Said(zh=zh.mend, en=en.mend)
        found.append(Lack(why=reason.why, subject=reason.subject, detail=reason.detail, what=what, mend=mend))
    return found
