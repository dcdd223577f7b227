"""Who has reported for a day and who has not; a few at a time, however many are bound."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.work import models, views
from guiju.apps.work.queries.groups import within
from guiju.apps.work.standing import standing
from guiju.apps.work.values import Reported
from guiju.lang.kinds import Duty
from guiju.lang.kinds.choices import Action, Thing

State, Source = models.Work.State, models.Work.Source
MOST = 50
_DONE, _EXCUSED = Q(done__isnull=False), Q(state=State.EXCUSED)
_LACKING = ~_DONE & ~_EXCUSED


def reported(
    actor: Actor, name: str, day: date | None = None, *, unit: str = "", page: int = 1, size: int = MOST
) -> Reported:
    """Who has done the duty of that name, or the duty that asks for the form of that name, for a day (today).

    Everybody who is bound by a duty may see it, and who may view work of all; others see those they lead. Of a page of
    ``size`` those stand first who have not done it; those let off are named on the first page. A page after the last is
    the last.
    """
    asked = day or clock.today()
    names = _names(name, asked)
    found = models.Work.objects.filter(rule__in=[f"duty:{one}" for one in names], day=asked)
    found = found.exclude(state=State.CANCELLED).exclude(source__in=(Source.REVIEW, Source.APPROVAL))
    here = standing()
    within_unit = found.filter(unit__in=within(here, unit)) if unit else found
    seen = within_unit if _may_see_all(actor, within_unit) else _led(actor, within_unit)
    counts = seen.aggregate(has=Count("pk", _DONE), lacking=Count("pk", _LACKING), let=Count("pk", _EXCUSED & ~_DONE))
    last = max(1, -(-(counts["has"] + counts["lacking"]) // size))
    start = (min(page, last) - 1) * size
    rows = views.rows().filter(pk__in=seen.values("pk"))
    order = ("unit", "accountable__number", "id")
    lacking = list(rows.filter(_LACKING).order_by(*order)[start : start + size]) if start < counts["lacking"] else []
    past = max(0, start - counts["lacking"])
    room = size - len(lacking)
    has = list(rows.filter(_DONE).order_by(F("done"), "id")[past : past + room]) if room and counts["has"] else []
    excused = list(rows.filter(_EXCUSED & ~_DONE).order_by(*order)[:size]) if counts["let"] and not start else []
    items = views.items([*lacking, *has, *excused], clock.now())
    first, then = len(lacking), len(lacking) + len(has)
    return Reported(
        rule=f"duty:{names[0]}",
        day=asked,
        has=items[first:then],
        has_not=items[:first],
        excused=items[then:],
        count=counts["has"],
        lacking=counts["lacking"],
        let_off=counts["let"],
    )


def _names(name: str, day: date) -> list[str]:
    """The duties that a name means: its own, or those that ask for the form of that name."""
    regulation = rulebook.regulation_at(day)
    duties = regulation.of(Duty) if regulation else {}
    return [duty.name for duty in duties.values() if name in (duty.name, duty.form, *duty.aliases)] or [name]


def _may_see_all(actor: Actor, found: QuerySet[models.Work]) -> bool:
    if rulebook_rules.may(actor, Action.VIEW, Thing.WORK):
        return True
    return bool(actor.number) and found.filter(accountable__number=actor.number).exists()


def _led(actor: Actor, found: QuerySet[models.Work]) -> QuerySet[models.Work]:
    here = standing()
    below = [number for number in here.posts if here.leads(actor.number, number)]
    return found.filter(Q(unit__in=here.led_by(actor.number)) | Q(accountable__number__in=below))
