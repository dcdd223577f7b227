"""One's own score, somebody else's for those who may see it, a group's, the department's, and rows behind a figure."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.appraisal import queries, rules
from guiju.apps.appraisal.values import Outcome
from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import rules as corrections
from guiju.apps.people import queries as roster
from guiju.apps.rulebook import rules as access
from guiju.apps.rulebook.queries import current as regulation
from guiju.engines.periods import Period
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit import address, formats
from guiju.web.kit.charts import Chart, Series, chart
from guiju.web.kit.formats import Amount
from guiju.web.kit.paging import SIZE, Paging
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.score import export as exports
from guiju.web.score import months, steps, whole
from guiju.web.score.final import Final, final
from guiju.web.score.group import Group, Spread, Sum, groups, spreads, sums, total
from guiju.web.score.months import MONTHS, Choices
from guiju.web.score.rows import Table, table
from guiju.web.score.seek import Seek, seek
from guiju.web.score.sheet import Sheet, sheet
from guiju.web.score.signed import Signed, signed
from guiju.web.score.steps import Step


@dataclass(frozen=True, slots=True)
class Score:
    """What score.html shows; ``bonus`` and ``tree`` are there only for those who may see the money.

    Corrections are ``listed`` for those who may read them.
    """

    who: str
    number: str
    own: bool
    period: str
    month: str
    choices: tuple[Choices, ...]
    outcome: Outcome | None
    points: Amount | None
    points_whole: str
    bonus: Amount | None
    sees_bonus: bool
    sheet: Sheet | None
    tree: Step | None
    signed: Signed | None
    course: Chart | None
    others: bool
    scored: bool
    final: Final | None
    listed: bool


@dataclass(frozen=True, slots=True)
class People:
    """What people.html shows; ``judged`` have their points, ``pending`` lack something."""

    title: str
    period: str
    month: str
    choices: tuple[Choices, ...]
    groups: tuple[Group, ...]
    spreads: tuple[Spread, ...]
    total: Amount | None
    sums: tuple[Sum, ...]
    judged: int
    pending: int
    may_export: bool
    seek: Seek
    scored: bool
    final: bool
    closing: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """What rows.html shows: a page of the rows behind one figure."""

    who: str
    number: str
    query: str
    period: str
    said: str
    table: Table
    corrections: tuple[str, ...]
    listed: bool
    at: Paging


@page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own score; whom no rule scores or pays goes to those whom they may see."""
    others = _others(actor)
    if actor.number and (_scored(actor) or not others):
        return _score(request, actor, actor.number)
    if others:
        asked = request.GET.urlencode()
        return redirect(f"{reverse('score:people')}?{asked}" if asked else "score:people")
    raise NotYours


@page
def person(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Somebody's score, for those who may see it."""
    return _score(request, actor, number)


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's group, or the department: who is behind and what is pending; money only where it may be seen."""
    period = months.asked(request)
    seen = access.numbers_within(actor, Action.VIEW, Thing.APPRAISAL, day=period.end)
    if seen is not None and not seen - {actor.number}:
        raise NotYours
    paid = access.numbers_within(actor, Action.VIEW, Thing.BONUSES, day=period.end)
    lines = [one for one in queries.lines(period, numbers=seen) if one.judged]
    if not lines and regulation() is None:
        raise Unwritten(_("绩效"))
    sought, reckoning = seek(request, lines), queries.reckoning(period)
    opened = {one.number: one for one in queries.outcomes(period, numbers=[one.number for one in sought.shown])}
    context = People(
        title=_("全部门") if seen is None else _("本组"),
        period=months.label(period),
        month=str(period),
        choices=months.choices(period),
        groups=tuple(group for group in groups(sought.found, opened, paid) if group.rows),
        spreads=spreads(reckoning, actor) if seen is None and sought.at is None else (),
        total=total(one for one in sought.found if paid is None or one.number in paid),
        sums=sums(sought.found, paid),
        judged=sum(1 for one in sought.found if one.points is not None),
        pending=sum(1 for one in sought.found if one.pending),
        may_export=rules.may_export_outcomes(actor),
        seek=sought,
        scored=_scored(actor),
        final=bool(reckoning and reckoning.closed_at),
        closing=bool(reckoning) and period.end < clock.today() and rules.may_view_closing(actor),
    )
    return show(request, "score/people.html", context)


@page
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody's outcomes of a month as a workbook; money only for those who may take it away."""
    if not rules.may_export_outcomes(actor):
        raise NotYours
    period = months.asked(request)
    reckoning, money = queries.reckoning(period), rules.may_export_bonuses(actor)
    return exports.answer(queries.outcomes(period), period, money=money, closed=bool(reckoning and reckoning.closed_at))


@page
def rows(request: HttpRequest, actor: Actor, number: str, at: str) -> HttpResponse:
    """The rows of orders, spend or visits behind one figure of somebody's bonus, a page at a time."""
    period = months.asked(request)
    if not rules.may_view_bonus(actor, number, day=period.end):
        raise NotYours
    now = _now(request)
    explanation = queries.explanation(number, period, now=now)
    node = steps.find(explanation, at) if explanation else None
    if explanation is None or node is None or node["kind"] != "cell":
        raise Http404
    at_page = max(1, address.number(request.GET.get("page", "")) or 1)
    edition = explanation["facts"]["hash"]
    may_correct = corrections.may_propose(actor)
    found = table(node, edition, limit=SIZE, offset=(at_page - 1) * SIZE, corrects=may_correct)
    context = Rows(
        who=_name(number),
        number=number,
        query=_query(period, now=now),
        period=months.label(period),
        said=steps.in_words(node),
        table=found,
        corrections=tuple(node["facts"].get("corrections", ())),
        listed=corrections.may_view(actor),
        at=Paging(at_page, max(1, -(-found.total // SIZE)), found.total, _query(period, now=now)),
    )
    return show(request, "score/rows.html", context)


def _score(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    period = months.asked(request)
    if not rules.may_view_outcome(actor, number, day=period.end):
        raise NotYours
    sees_bonus = rules.may_view_bonus(actor, number, day=period.end)
    known = queries.history(number, period, MONTHS)
    past = [one for one in known if rules.may_view_outcome(actor, number, day=one.period.end)]
    closed = final(number, period, money=sees_bonus, now=_now(request))
    now = bool(closed and closed.now)
    kept = past[-1] if past and past[-1].period == period else None
    outcome = queries.outcome(number, period, now=True) if now else kept
    explanation = queries.explanation(number, period, now=now) if outcome and sees_bonus else None
    points = formats.amount(outcome.points, "分") if outcome and outcome.points is not None else None
    context = Score(
        who=_name(number),
        number=number,
        own=number == actor.number,
        period=months.label(period),
        month=str(period),
        choices=months.choices(period),
        outcome=outcome,
        points=points,
        points_whole=whole.whole(points) if points else "",
        bonus=formats.amount(outcome.bonus, "元") if outcome and sees_bonus and outcome.bonus is not None else None,
        sees_bonus=sees_bonus,
        sheet=sheet(outcome) if outcome and outcome.summary["card"] else None,
        tree=steps.tree(explanation, "bonus", number, _query(period, now=now)) if explanation else None,
        signed=signed(explanation) if explanation else None,
        course=_course(past),
        others=_others(actor),
        scored=number == actor.number or _scored(actor),
        final=closed,
        listed=corrections.may_view(actor),
    )
    return show(request, "score/score.html", context)


def _now(request: HttpRequest) -> bool:
    """Whether what a closed month would come to by now is asked for."""
    return request.GET.get("now") == "1"


def _query(period: Period, *, now: bool) -> str:
    return f"month={period}&now=1" if now else f"month={period}"


def _course(past: list[Outcome]) -> Chart | None:
    """The points of the last months; nothing to draw for one."""
    known = [one for one in past if one.points is not None]
    if len(known) < 2:  # noqa: PLR2004 a line needs two points
        return None
    labels = [months.label(one.period) for one in past]
    points = Series(_("得分"), tuple(one.points for one in past))
    return chart("points", _("最近的得分"), labels, [points], "分", low=True)


def _scored(actor: Actor) -> bool:
    """Whether any rule gave the actor points or money lately, or would once something is brought in."""
    if not actor.number:
        return False
    known = (one for last in months.lasts() for one in queries.history(actor.number, last, MONTHS))
    return any(one.summary["card"] or one.bonus is not None or one.pending for one in known)


def _others(actor: Actor) -> bool:
    """Whether there is anybody else whose score the actor may see."""
    within = access.numbers_within(actor, Action.VIEW, Thing.APPRAISAL)
    return within is None or bool(within - {actor.number})


def _name(number: str) -> str:
    one = roster.person(number)
    if one is None:
        raise Http404
    return one.name
