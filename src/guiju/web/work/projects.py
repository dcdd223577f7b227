"""项目: teams that form for something; who is in them, how far their tasks are, when they are over."""

from dataclasses import dataclass
from fractions import Fraction

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries, rules
from guiju.apps.work.actions import projects as actions
from guiju.apps.work.values import Member, Project
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.visitor import page
from guiju.web.work.lines import Line, View
from guiju.web.work.picking import PersonField, near, posted
from guiju.web.work.tabs import Tabs, tabs
from guiju.web.work.timeline import Timeline, timeline


class ProjectForm(forms.Form):
    """A new team."""

    title = forms.CharField(label=gettext_lazy("项目"), max_length=120)
    goal = forms.CharField(
        label=gettext_lazy("要做成什么"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = PersonField(label=gettext_lazy("谁带"))
    end = forms.DateField(
        label=pgettext_lazy("deadline", "到哪天"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class MemberForm(forms.Form):
    """Somebody who joins."""

    number = PersonField(label=gettext_lazy("谁加入"))
    part = forms.CharField(label=gettext_lazy("做什么"), required=False, max_length=60)


@dataclass(frozen=True, slots=True)
class Row:
    """A project in the list; ``share`` is how much of its tasks is done."""

    project: Project
    share: Fraction
    span: str
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """What projects.html shows."""

    tabs: Tabs
    rows: tuple[Row, ...]
    closed: bool
    form: ProjectForm | None
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """What project.html shows."""

    tabs: Tabs
    project: Project
    row: Row
    team: tuple[Member, ...]
    may_run: bool
    member: MemberForm
    near: tuple[str, ...]
    open: tuple[Line, ...]
    timeline: Timeline
    board_url: str
    new_url: str


@page
def projects(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The projects that somebody belongs to or may see, and the form that opens one."""
    form = ProjectForm(posted(request)) if rules.may_open_project(actor) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            given = form.cleaned_data
            made = actions.open_project(
                actor=actor, title=given["title"], lead=given["lead"], end=given["end"], goal=given["goal"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("work:project", made)
    closed = request.GET.get("closed") == "1"
    rows = tuple(_row(one) for one in queries.projects(actor, closed=closed))
    context = ProjectsPage(tabs(actor, "projects"), rows, closed, form, near() if form else ())
    return show(request, "work/projects.html", context, status=422 if form is not None and form.is_bound else 200)


@page
def project(request: HttpRequest, actor: Actor, project_id: int) -> HttpResponse:
    """One project: its team and its tasks on a line of time; what is posted changes the team."""
    found = queries.project(actor, project_id)
    form = MemberForm(request.POST if request.POST.get("step") == "add" else None)
    if request.method == "POST" and _changed(request, actor, found, form):
        return redirect("work:project", project_id)
    view = View(clock.now(), rulebook.current(), "", request.get_full_path(), "one")
    board = queries.board(actor, project=project_id)
    context = ProjectPage(
        tabs=tabs(actor, "projects"),
        project=found,
        row=_row(found),
        team=tuple(one for one in found.members if one.who != found.lead and _still(one)),
        may_run=found.closed is None and _may_run(actor, found),
        member=form,
        near=near() if found.closed is None else (),
        open=view.lines((*board.doing, *board.todo)),
        timeline=timeline((*board.todo, *board.doing, *board.done), found, clock.now()),
        board_url=f"{reverse('work:board')}?project={project_id}",
        new_url=f"{reverse('work:new')}?project={project_id}",
    )
    return show(request, "work/project.html", context, status=422 if form.is_bound else 200)


def _may_run(actor: Actor, found: Project) -> bool:
    return actor.trusted or found.lead.number == actor.number or rules.stands_above(actor, found.lead.number)


def _still(member: Member) -> bool:
    return member.end is None or member.end >= clock.today()


def _changed(request: HttpRequest, actor: Actor, found: Project, form: MemberForm) -> bool:
    """Do what was asked; false when the form has something to mend."""
    step = request.POST.get("step", "")
    try:
        if step == "add":
            if not form.is_valid():
                return False
            given = form.cleaned_data
            actions.add_member(actor=actor, project_id=found.id, number=given["number"], part=given["part"])
        elif step == "remove":
            actions.remove_member(actor=actor, project_id=found.id, number=request.POST.get("number", ""))
        elif step == "close":
            actions.close_project(actor=actor, project_id=found.id, said=request.POST.get("said", "")[:2000])
            messages.success(request, _("项目已结束，没办完的任务已取消。"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return True


def _row(project: Project) -> Row:
    whole = project.open + project.done
    share = Fraction(project.done, whole) if whole else Fraction(0)
    end = formats.day(project.end, today=clock.today()) if project.end else pgettext("end", "未定")
    span = f"{formats.day(project.start, today=clock.today())} – {end}"
    overdue = project.closed is None and project.end is not None and project.end < clock.today()
    tone = "broken" if overdue or project.late else "kept" if project.closed else ""
    return Row(project, share, span, reverse("work:project", args=[project.id]), tone)
