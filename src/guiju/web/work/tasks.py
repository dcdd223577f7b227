"""A task that somebody makes or changes: who answers for it and who stands beside, until when, what it waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions as records
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import queries
from guiju.apps.work.actions import tasks as actions
from guiju.apps.work.values import Item, Part, Piece, Project, Task, Verb
from guiju.lang.kinds import Raci
from guiju.web.kit import address
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.work.forms import FilesField
from guiju.web.work.picking import PeopleField, PersonField, near, posted
from guiju.web.work.tabs import Tabs, tabs

AT = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """A day and a time, picked from a calendar."""

    def __init__(self, *, label: object, help_text: object = "", required: bool = False) -> None:
        widget = forms.DateTimeInput(format=AT, attrs={"type": "datetime-local"})
        super().__init__(label=label, help_text=help_text, required=required, widget=widget, input_formats=[AT])  # type: ignore[arg-type]


class TaskForm(forms.Form):
    """Everything that a task says; one person alone answers for it."""

    title = forms.CharField(label=gettext_lazy("做什么"), max_length=200)
    accountable = PersonField(
        label=gettext_lazy("谁负责（A）"), required=False, help_text=gettext_lazy("只能一个人。空着就是自己。")
    )
    due = Moment(label=gettext_lazy("什么时候之前"), help_text=gettext_lazy("空着就没有截止，也不会算迟到。"))
    detail = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    checklist = forms.CharField(
        label=gettext_lazy("清单"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一项。"),
    )
    project = forms.ChoiceField(label=gettext_lazy("项目"), required=False)
    line = forms.ChoiceField(
        label=gettext_lazy("照责任矩阵"),
        required=False,
        help_text=gettext_lazy("没写的人按制度的责任矩阵补上。"),
    )
    responsible = PeopleField(label=gettext_lazy("一起做的（R）"))
    consulted = PeopleField(label=gettext_lazy("要问的（C）"))
    informed = PeopleField(label=gettext_lazy("要告诉的（I）"))
    reviewer = PersonField(label=gettext_lazy("谁来审"), required=False, help_text=gettext_lazy("空着就是办完即完。"))
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("要等哪些先办完"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = FilesField(label=gettext_lazy("附件"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, among: "Among", **kwargs: Any) -> None:  # Any: as the form it is
        super().__init__(*args, **kwargs)
        chosen: dict[str, Any] = dict(self.fields)
        chosen["project"].choices = [("", _("不属于项目")), *((str(one.id), one.title) for one in among.projects)]
        chosen["line"].choices = [("", _("不照矩阵")), *((line, line.replace(":", " · ")) for line in among.lines)]
        chosen["needs"].choices = [(str(item.id), item.title) for item in among.others]
        for name, there in (("project", among.projects), ("line", among.lines), ("needs", among.others)):
            if not there:
                del self.fields[name]


@dataclass(frozen=True, slots=True)
class Among:
    """What the form may choose from: projects, lines of 责任矩阵, tasks to wait for."""

    projects: tuple[Project, ...]
    lines: tuple[str, ...]
    others: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """What task.html shows; ``id`` is 0 for a task that is being made."""

    tabs: Tabs
    id: int
    title: str
    word: str
    form: TaskForm
    near: tuple[str, ...]
    back: str


@page
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a task."""
    if not actor.number and not actor.trusted:
        raise NotYours
    project = request.GET.get("project", "")
    among = _among(actor, int(project) if project.isdecimal() else None)
    initial = {"project": project, "title": request.GET.get("title", "")[:200]}
    form = TaskForm(posted(request), request.FILES or None, among=among, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            made = actions.create(actor=actor, task=_task(actor, given), line=given.get("line", ""))
            _wait(actor, made, given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已派出：%(title)s") % {"title": given["title"]})
            return redirect("work:one", made)
    return _show(request, actor, form, _("派一件事"), 0, reverse("work:list"))


@page
def edit(request: HttpRequest, actor: Actor, work_id: int) -> HttpResponse:
    """Change a task."""
    piece = queries.item(actor, work_id)
    if Verb.EDIT not in piece.may:
        raise NotYours(_("这件事现在不能改。"))
    among = _among(actor, piece.item.project, piece)
    form = TaskForm(posted(request), request.FILES or None, among=among, initial=_initial(piece))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            version = given["version"] or address.UNSEEN
            actions.edit(actor=actor, work_id=work_id, version=version, task=_task(actor, given))
            _wait(actor, work_id, given, tuple(str(item.id) for item in piece.needs))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect("work:one", work_id)
    return _show(request, actor, form, _("保存"), work_id, reverse("work:one", args=[work_id]), piece.item.title)


def _show(
    request: HttpRequest, actor: Actor, form: TaskForm, word: str, number: int, back: str, title: str = ""
) -> HttpResponse:
    context = TaskPage(tabs(actor, "list"), number, title or word, word, form, near(), back)
    return show(request, "work/task.html", context, status=422 if form.is_bound else 200)


def _among(actor: Actor, project: int | None, piece: Piece | None = None) -> Among:
    regulation = rulebook.current()
    matrices = regulation.of(Raci).values() if regulation else ()
    lines = tuple(f"{matrix.name}:{line.task}" for matrix in matrices for line in matrix.lines)
    board = queries.board(actor, project=project) if project else queries.board(actor, number=actor.number)
    waited = {item.id: item for item in (piece.needs if piece else ())}
    others = {item.id: item for item in (*board.todo, *board.doing)} | waited
    if piece is not None:
        others.pop(piece.item.id, None)
    return Among(tuple(queries.projects(actor)), () if piece else lines, tuple(others.values()))


def _initial(piece: Piece) -> dict[str, object]:
    def beside(part: Part) -> str:
        return "、".join(f"{one.who.name} {one.who.number}" for one in piece.beside if one.part is part)

    item = piece.item
    return {
        "title": item.title,
        "accountable": f"{item.accountable.name} {item.accountable.number}".strip(),
        "due": item.due,
        "detail": piece.detail,
        "checklist": "\n".join(tick.text for tick in piece.checklist),
        "project": str(item.project or ""),
        "responsible": beside(Part.RESPONSIBLE),
        "consulted": beside(Part.CONSULTED),
        "informed": beside(Part.INFORMED),
        "reviewer": beside(Part.REVIEWER),
        "needs": [str(one.id) for one in piece.needs],
        "version": item.version,
    }


def _task(actor: Actor, given: dict[str, Any]) -> Task:  # Any: what a form cleaned
    files = tuple(records.attach(actor=actor, name=one.name or "", stream=one.file) for one in given["attachments"])
    project = given.get("project", "")
    return Task(
        title=given["title"],
        accountable=given["accountable"] or ("" if given.get("line") else actor.number),
        due=_local(given["due"]),
        detail=given["detail"],
        project=int(project) if project else None,
        responsible=given["responsible"],
        consulted=given["consulted"],
        informed=given["informed"],
        reviewer=given["reviewer"],
        checklist=tuple(line.strip() for line in given["checklist"].splitlines() if line.strip()),
        files=files,
    )


def _wait(actor: Actor, work_id: int, given: dict[str, Any], before: tuple[str, ...] = ()) -> None:
    """Let it wait for what was chosen, and no more for what was not."""
    chosen = set(given.get("needs", before))
    for needs in chosen - set(before):
        actions.depend(actor=actor, work_id=work_id, needs=int(needs))
    for needs in set(before) - chosen:
        actions.depend(actor=actor, work_id=work_id, needs=int(needs), on=False)


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment is not None and timezone.is_aware(moment) else moment
