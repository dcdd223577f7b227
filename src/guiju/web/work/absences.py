"""请假与委托: who is away, and who does their work meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.work import queries, rules
from guiju.apps.work.actions import absences as actions
from guiju.apps.work.values import Absence
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.work import spans
from guiju.web.work.picking import PersonField, near, posted
from guiju.web.work.tabs import Tabs, tabs
from guiju.web.work.tasks import AT, Moment


class AbsenceForm(forms.Form):
    """From when until when, and who stands in."""

    number = PersonField(
        label=gettext_lazy("谁不在"), required=False, help_text=gettext_lazy("空着就是自己；主管可以替人登记。")
    )
    start = Moment(label=gettext_lazy("从"), required=True)
    end = Moment(label=gettext_lazy("到"), required=True)
    deputy = PersonField(
        label=gettext_lazy("谁代办"),
        required=False,
        help_text=gettext_lazy("这段时间里您的事也会出现在代办人的今日里，经过里写明是谁办的。"),
    )
    reason = forms.CharField(label=gettext_lazy("事由"), required=False, max_length=200)


@dataclass(frozen=True, slots=True)
class Row:
    """One absence."""

    id: int
    name: str
    span: str
    deputy: str
    reason: str
    now: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class AbsencesPage:
    """What absences.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    form: AbsenceForm
    near: tuple[str, ...]


@page
def absences(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is away now or soon, and the form that says so."""
    if not actor.number and not actor.trusted:
        raise NotYours
    if request.POST.get("end_of"):
        return _ended(request, actor)
    form = AbsenceForm(posted(request), initial=_initial())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add(
                actor=actor,
                number=given["number"] or actor.number,
                start=given["start"],
                end=given["end"],
                deputy=given["deputy"],
                reason=given["reason"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。"))
            return redirect("work:absences")
    moment = clock.now()
    rows = tuple(_row(one, actor, moment) for one in queries.absences(moment=moment))
    context = AbsencesPage(tabs(actor, "absences"), rows, form, near())
    return show(request, "work/absences.html", context, status=422 if form.is_bound else 200)


def _ended(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = request.POST.get("end_of", "")
    try:
        if number.isdecimal():
            actions.end(actor=actor, absence_id=int(number))
            messages.success(request, _("已销假。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("work:absences")


def _initial() -> dict[str, str]:
    """Tomorrow, the whole day."""
    tomorrow = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return {"start": tomorrow.strftime(AT), "end": (tomorrow + timedelta(days=1)).strftime(AT)}


def _row(one: Absence, actor: Actor, moment: datetime) -> Row:
    today = moment.date()
    start = spans.clock_time(one.start, today, begins=True, weekday=True)
    span = f"{start} – {spans.clock_time(one.end, today, weekday=True)}"
    return Row(
        id=one.id,
        name=one.who.name,
        span=span,
        deputy=one.deputy.name,
        reason=one.reason if rules.may_say_absent(actor, one.who.number) else "",
        now=one.start <= moment < one.end,
        mine=rules.may_say_absent(actor, one.who.number),
    )
