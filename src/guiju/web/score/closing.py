"""定稿: a period is looked over and closed; what changed since, and what was paid for it, stands here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guiju.apps import clock
from guiju.apps.appraisal import closing as actions
from guiju.apps.appraisal import closings, queries, rules
from guiju.apps.appraisal.values import Change, Reckoning, Taken
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook.queries import edition
from guiju.engines.periods import Period
from guiju.web.kit import formats
from guiju.web.kit.formats import Amount
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.score import group, months, offers
from guiju.web.score.months import Choices
from guiju.web.score.offers import Offers, number, person
from guiju.web.score.sheet import lacks


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lacks in the month to be closed, with how to mend it; and whose results wait for it, with their pages."""

    lack: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of somebody's part of the closed month; pairs are as closed and as now, where they differ."""

    name: str
    unit: str
    points: tuple[str, str] | None
    grade: tuple[str, str] | None
    bonus: tuple[str, str] | None
    taken: tuple[str, ...]
    open: Amount | None
    pending: bool
    url: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Money of an earlier month that was paid, or kept back, with this one."""

    name: str
    period: str
    amount: Amount
    url: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing.html shows: a month to be closed, or one that was."""

    period: str
    month: str
    choices: tuple[Choices, ...]
    over: bool
    closed: str
    signature: str
    people: int
    pending: int
    total: Amount | None
    may_close: bool
    waiting: tuple[Waiting, ...]
    stood: str
    offers: tuple[Offers, ...]
    changed: tuple[Changed, ...]
    settled: tuple[Settled, ...]
    settled_sum: Amount | None


@page
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The month to look over and close, for those who see everybody's money; what it became, once it is closed."""
    if not rules.may_view_closing(actor):
        raise NotYours
    period = months.asked(request)
    if request.method == "POST":
        return _close(request, actor, period)
    return show(request, "score/closing.html", _context(actor, period))


def _close(request: HttpRequest, actor: Actor, period: Period) -> HttpResponse:
    seen, stood, take = request.POST.get("seen", ""), request.POST.get("stood", ""), offers.chosen(request.POST)
    try:
        actions.close(actor=actor, period=period, seen=seen or "-", stood=stood or ("-" if take else ""), take=take)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(period)s已定稿。") % {"period": months.label(period)})
    return redirect(f"{reverse('score:closing')}?month={period}")


def _context(actor: Actor, period: Period) -> Closing:
    reckoning = queries.reckoning(period)
    lines = [one for one in queries.lines(period) if one.judged]
    closed = reckoning is not None and reckoning.closed_at is not None
    changes, pending = closings.changes(), [one.number for one in lines if one.pending]
    settled = closings.taken_with(period) if closed else []
    return Closing(
        period=months.label(period),
        month=str(period),
        choices=months.choices(period),
        over=period.end < clock.today(),
        closed=said(reckoning) if reckoning else "",
        signature=reckoning.signature if reckoning and not closed else "",
        people=len(lines),
        total=group.total(lines),
        may_close=rules.may_close(actor),
        pending=len(pending),
        waiting=() if closed else _waiting(pending, period),
        stood=closings.signature(one for one in changes if one.open),
        offers=() if closed else offers.offers(changes),
        changed=tuple(_changed([one for one in changes if one.period == period], closings.taken_of(period))),
        settled=tuple(_settled(one) for one in settled),
        settled_sum=_sum(settled),
    )


def said(reckoning: Reckoning) -> str:
    """Who closed a month when, and by which version; nothing while nobody has."""
    if reckoning.closed_at is None:
        return ""
    text = edition(reckoning.edition)
    told = {
        "by": reckoning.closed_by,
        "at": formats.moment(reckoning.closed_at),
        "version": text.version if text else "",
    }
    return _("%(by)s 于 %(at)s 定稿，按制度 %(version)s 核算。") % told


def _waiting(pending: Sequence[str], period: Period) -> tuple[Waiting, ...]:
    """What lacks, each once, with everybody whose results wait for it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in queries.outcomes(period, numbers=pending):
        for lack in lacks(one.summary["lacks"]):
            found.setdefault(lack, []).append((one.name, person(one.number, period)))
    return tuple(Waiting(lack, tuple(people)) for lack, people in found.items())


def _changed(changes: Iterable[Change], taken: Sequence[Taken]) -> Iterator[Changed]:
    for one in changes:
        pair = differing(one)
        paid = [item for item in taken if item.number == one.number]
        if not (any(pair.values()) or paid):  # it differs by less than is shown
            continue
        yield Changed(
            name=one.name,
            unit=one.unit,
            points=pair["points"],
            grade=pair["grade"],
            bonus=pair["bonus"],
            taken=tuple(with_period(item) for item in paid),
            open=formats.amount(one.open, "元", sign=True) if one.open else None,
            pending=one.open is None,
            url=person(one.number, one.period, now=True),
        )


def differing(one: Change) -> dict[str, tuple[str, str] | None]:
    """Points, grade and money as closed and as they are now, in words, each where it differs."""
    both = (one.then, one.now)
    pairs = {
        "points": tuple(number(one.points, "分", pending="points" in one.pending) for one in both),
        "grade": tuple(one.grade or (_("待补") if "grade" in one.pending else offers.NOBODY) for one in both),
        "bonus": tuple(number(one.bonus, "元", pending="bonus" in one.pending) for one in both),
    }
    return {name: (then, now) if then != now else None for name, (then, now) in pairs.items()}


def with_period(one: Taken) -> str:
    """That a difference was settled, and with which month."""
    told = {"period": months.label(one.paid_with), "amount": formats.amount(abs(one.amount), "元").text}
    if one.amount < 0:
        return _("随%(period)s扣回 %(amount)s") % told
    return _("随%(period)s补发 %(amount)s") % told


def _settled(one: Taken) -> Settled:
    amount = formats.amount(one.amount, "元", sign=True)
    return Settled(one.name, months.label(one.period), amount, person(one.number, one.period))


def _sum(settled: Sequence[Taken]) -> Amount | None:
    whole = sum((one.amount for one in settled), Fraction(0))
    return formats.amount(whole, "元", sign=True) if settled else None
