"""举报: saying that something prohibited was done, and what becomes of it, before those whom it concerns alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.conduct import actions, queries
from guiju.apps.conduct.errors import Code
from guiju.apps.conduct.values import CaseLine, CaseView, May, Sanction, Tie
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.work import spans
from guiju.web.work.forms import said
from guiju.web.work.lines import Clause
from guiju.web.work.tabs import Tabs, tabs

STAGES: Mapping[str, str | Promise] = {
    "reported": gettext_lazy("待听取"),
    "heard": gettext_lazy("待决定"),
    "decided": gettext_lazy("已决定"),
    "appealed": gettext_lazy("申诉中"),
    "closed": gettext_lazy("已了结"),
    "dismissed": gettext_lazy("不予处理"),
}
TIES: Mapping[Tie, str | Promise] = {
    Tie.HEARER: gettext_lazy("受理"),
    Tie.DECIDER: gettext_lazy("决定"),
    Tie.JUDGE: gettext_lazy("复核"),
    Tie.CONCERNED: gettext_lazy("当事人"),
    Tie.REPORTER: gettext_lazy("举报人"),
}
STEPS: Mapping[May, tuple[str | Promise, str | Promise, str | Promise]] = {  # heading, the field, the button
    May.ANSWER: (gettext_lazy("您的说法"), gettext_lazy("说明"), gettext_lazy("提交说明")),
    May.HEAR: (gettext_lazy("听取本人"), gettext_lazy("听取的经过和结果"), gettext_lazy("记下听取，转去决定")),
    May.DECIDE: (gettext_lazy("决定"), gettext_lazy("理由"), gettext_lazy("作出决定")),
    May.APPEAL: (gettext_lazy("申诉"), gettext_lazy("为什么不服"), gettext_lazy("提出申诉")),
    May.SETTLE: (gettext_lazy("复核申诉"), gettext_lazy("理由"), gettext_lazy("作出复核决定")),
}
Do = Callable[..., int]
DEEDS: Mapping[May, Do] = {
    May.ANSWER: actions.answer,
    May.HEAR: actions.hear,
    May.DECIDE: actions.decide,
    May.APPEAL: actions.appeal,
    May.SETTLE: actions.settle,
}


class StepForm(forms.Form):
    """What is said at a step, and what follows where something may."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    said = said(gettext_lazy("说明"), required=True)
    sanction = forms.ChoiceField(label=gettext_lazy("怎样处理"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, step: May, sanctions: tuple[Sanction, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].label = str(STEPS[step][1])
        if step not in {May.DECIDE, May.SETTLE}:
            del self.fields["sanction"]
            return
        field: Any = self.fields["sanction"]
        field.choices = [("", _("不予处理")), *((one.name, _sanction(one)) for one in sanctions)]


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list."""

    url: str
    rule: str
    tie: str
    about: str
    stage: str
    at: str


@dataclass(frozen=True, slots=True)
class CasesPage:
    """What cases.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    prohibited: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said or decided, by whom."""

    head: str
    who: str
    at: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is the reader's to do."""

    key: str
    title: str
    word: str
    form: StepForm


@dataclass(frozen=True, slots=True)
class CasePage:
    """What case.html shows: no more than the reader may see."""

    tabs: Tabs
    id: int
    rule: str
    clause: Clause | None
    stage: str
    tie: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    due: str


@page
def cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases that the reader has to do with; of others nobody learns that they are there."""
    moment = clock.now()
    rows = tuple(_row(one, moment) for one in queries.cases(actor))
    if not rows and rulebook.current() is None:
        raise Unwritten(pgettext("room", "举报"), strip="work/tabs.html", tabs=tabs(actor, "cases"))
    return show(request, "work/cases.html", CasesPage(tabs(actor, "cases"), rows, bool(queries.prohibited())))


@page
def case(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """One case, for those it concerns or whose step it is; what is posted is such a step."""
    found = queries.case(actor, case_id)
    wanted = next((one for one in DEEDS if one.value == request.POST.get("step")), None)
    refused = None
    if request.method == "POST" and wanted is not None:
        form = StepForm(request.POST, step=wanted, sanctions=found.sanctions)
        if form.is_valid():
            try:
                DEEDS[wanted](actor=actor, case_id=case_id, **form.cleaned_data)
            except Refused as refusal:
                if refusal.code in {Code.CHANGED_MEANWHILE, Code.OTHER_STAGE, Code.NOT_ALLOWED}:
                    messages.error(request, str(refusal))
                    return redirect("work:case", case_id)
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("已记下。"))
                return redirect("work:case", case_id)
        refused = (wanted, form)
    return show(request, "work/case.html", _page(actor, found, refused), status=422 if refused else 200)


def _page(actor: Actor, found: CaseView, refused: tuple[May, StepForm] | None) -> CasePage:
    moment = clock.now()
    return CasePage(
        tabs=tabs(actor, "cases"),
        id=found.id,
        rule=found.rule,
        clause=_clause(found.clause),
        stage=str(STAGES[found.stage]),
        tie=str(TIES[found.tie]),
        facts=tuple(_facts(found, moment)),
        entries=tuple(_entries(found, moment)),
        steps=tuple(_steps(found, refused)),
        due=spans.clock_time(found.due, moment.date(), brief=True) if found.due else "",
    )


def _clause(clause: str) -> Clause | None:
    regulation = rulebook.current()
    found = regulation.clause(clause) if regulation else None
    return Clause(found.number, found.title, reverse("rulebook:clause", args=[found.id])) if found else None


def _facts(found: CaseView, moment: datetime) -> Iterator[tuple[str, str]]:
    today = moment.date()
    yield _("当事人"), found.about.name
    if found.reporter.name:
        name = found.reporter.name
        yield _("举报人"), _("%(name)s（匿名）") % {"name": name} if found.anonymous else name
    yield _("发生在"), formats.day(found.happened, today=today)
    for label, who in ((_("受理"), found.hearer), (_("决定"), found.decider), (_("复核"), found.judge)):
        if who.name:
            yield label, who.name
    if found.sanction:
        yield _("处理"), found.sanction
    if found.appealable:
        yield _("可申诉到"), spans.clock_time(found.appealable, today, weekday=True)
    if found.expunges and found.sanction:
        yield _("消除"), formats.full_day(found.expunges)


def _entries(found: CaseView, moment: datetime) -> Iterator[Entry]:
    """What was said and decided, in its order; what the reader may not see is empty."""
    today = moment.date()
    yield Entry(_("举报"), found.reporter.name, spans.clock_time(found.reported, today), found.report)
    if found.answer:
        yield Entry(_("本人的说法"), found.about.name, "", found.answer)
    if found.hearing:
        yield Entry(_("听取"), found.hearer.name, "", found.hearing)
    if found.decision:
        at = spans.clock_time(found.decided, today) if found.decided else ""
        yield Entry(_("决定"), found.decider.name, at, found.decision, "wait" if found.sanction else "kept")
    if found.appeal:
        yield Entry(_("申诉"), found.about.name, "", found.appeal)
    if found.outcome:
        yield Entry(_("复核"), found.judge.name, "", found.outcome, "kept")


def _steps(found: CaseView, refused: tuple[May, StepForm] | None) -> Iterator[Step]:
    for step, (title, _label, word) in STEPS.items():
        if step not in found.may:
            continue
        if refused is not None and refused[0] is step:
            form = refused[1]
        else:
            typed = found.answer if step is May.ANSWER else ""
            form = StepForm(step=step, sanctions=found.sanctions, initial={"version": found.version, "said": typed})
        yield Step(step.value, str(title), str(word), form)


def _sanction(one: Sanction) -> str:
    if not one.expunged_months:
        return _("%(name)s（不消除）") % {"name": one.name}
    months = ngettext("%(n)s 个月", "%(n)s 个月", one.expunged_months) % {"n": one.expunged_months}
    return _("%(name)s（%(months)s后消除）") % {"name": one.name, "months": months}


def _row(one: CaseLine, moment: datetime) -> Row:
    return Row(
        url=reverse("work:case", args=[one.id]),
        rule=one.rule,
        tie=str(TIES[one.tie]),
        about=one.about.name,
        stage=str(STAGES[one.stage]),
        at=spans.clock_time(one.reported, moment.date(), weekday=True),
    )
