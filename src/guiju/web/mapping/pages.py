"""The files that the house has taught: listed, looked at, exported, brought from elsewhere, taken out of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.formats import queries, rules
from guiju.apps.formats.actions import connectors, lessons
from guiju.apps.formats.values import Format, Lesson
from guiju.apps.refusal import Refused
from guiju.facts import brought
from guiju.facts.mapping import bounded, store
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.mapping import words
from guiju.web.mapping.told import Wrong


class AddForm(forms.Form):
    """A connector that was exported elsewhere."""

    file = forms.FileField(label=gettext_lazy("连接器文件（.yaml）"))
    replace = forms.BooleanField(label=gettext_lazy("编号已有时，存为新的一版"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever a form takes
        self.fields["file"].widget.attrs["accept"] = ".yaml,.yml"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of file in the list; ``state`` and ``tone`` where it is not simply in use."""

    id: str
    title: str
    fact: str
    columns: int
    version: int
    by: str
    at: datetime | None
    state: str
    tone: str
    said: str


@dataclass(frozen=True, slots=True)
class List:
    """What formats.html shows."""

    lines: tuple[Line, ...]
    lessons: tuple[Lesson, ...]
    form: AddForm
    refusal: str
    may_teach: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the history; ``here`` is the one that is shown."""

    number: int
    by: str
    at: datetime | None
    note: str
    removed: bool
    here: bool


@dataclass(frozen=True, slots=True)
class One:
    """What format.html shows: how each column of the fact is filled, by which version."""

    line: Line
    takes: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str], ...]
    header: str
    wrong: tuple[Wrong, ...]
    versions: tuple[Version, ...]
    base: int
    newest: bool
    removed: bool
    may_teach: bool


@page
def formats(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every kind of file that the house taught."""
    return _list(request, actor, AddForm(), "")


@require_POST
@page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in a connector that was exported elsewhere."""
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, actor, form, "")
    upload = form.cleaned_data["file"]
    content = upload.read(bounded.MOST + 1)
    try:
        done = connectors.add(actor=actor, file=upload.name, content=content, replace=form.cleaned_data["replace"])
    except Refused as no:
        return _list(request, actor, form, str(no))
    messages.success(request, _("认得了。以后谁导入这种文件都照它读。"))
    return redirect("mapping:one", done.id)


@page
def one(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """How one kind of file is read, in the version in use or an earlier one."""
    found = _found(actor, name)
    asked = request.GET.get("version", "")
    kept = queries.versions(name)
    shown = next((each for each in kept if str(each.version) == asked), None)
    raw = dict(shown.raw) if shown else dict(found.raw)
    schema = brought().get(str(raw.get("fact", "")))
    takes = raw.get("columns", {}) if schema and found.columns else {}
    hashed = raw.get("hashed", [])
    number = shown.version if shown else found.version
    context = One(
        line=_line(found),
        takes=tuple(
            (
                words.column(column),
                words.take(takes[column.english]),
                _("只存加密标识") if _hides(column, hashed) else "",
            )
            for column in (schema.columns if schema else ())
            if column.english in takes
        ),
        notes=tuple(_notes(raw)) if takes else (),
        header=words.quoted(queries.newest_header(raw)) if takes else "",
        wrong=tuple(Wrong(words.say(fault.what), words.say(fault.how)) for fault in found.faults),
        versions=tuple(
            Version(each.version, each.by, queries.moment(each.at), each.note, each.removed, each.version == number)
            for each in kept
        ),
        base=0 if found.removed else found.version,
        newest=number == found.version,
        removed=found.removed,
        may_teach=rules.may_teach(actor),
    )
    return show(request, "mapping/format.html", context)


@page
def export(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The connector as a file, ready for another house or for the project."""
    found = _found(actor, name)
    asked = request.GET.get("version", "")
    shown = queries.version(name, int(asked)) if asked.isdecimal() and len(asked) < 6 else None  # noqa: PLR2004 - versions
    title = words.title(found.title)
    text = f"# {title}\n{store.dump(shown.raw if shown else found.raw)}"
    return attached(text, f"{name}.yaml")


@require_POST
@page
def edit(_request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Begin to change it."""
    return redirect("mapping:lesson", lessons.edit(actor=actor, name=name))


@require_POST
@page
def remove(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Take it out of use."""
    try:
        connectors.remove(actor=actor, name=name, base=_number(request, "base"))
        messages.success(request, _("停用了。它带来的数据还在，历史也还在。"))
    except Refused as no:
        _found(actor, name)
        messages.warning(request, str(no))
    return redirect("mapping:one", name)


@require_POST
@page
def restore(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Put an earlier version into use again."""
    try:
        done = connectors.restore(
            actor=actor, name=name, version=_number(request, "version"), base=_number(request, "base")
        )
        messages.success(request, _("用回来了，存为第 %(version)s 版。") % {"version": done.version})
    except Refused as no:
        _found(actor, name)
        messages.warning(request, str(no))
    return redirect("mapping:one", name)


def _found(actor: Actor, name: str) -> Format:
    if not rules.may_view(actor):
        raise NotYours
    found = queries.format_of(name)
    if found is None:
        raise Http404
    return found


def _list(request: HttpRequest, actor: Actor, form: AddForm, refusal: str) -> HttpResponse:
    if not rules.may_view(actor):
        raise NotYours
    may = rules.may_teach(actor)
    begun = tuple(queries.open_lessons(actor.user_id)) if may else ()
    context = List(tuple(_line(found) for found in queries.formats()), begun, form, refusal, may)
    return show(request, "mapping/formats.html", context, status=422 if refusal or form.errors else 200)


def _line(found: Format) -> Line:
    state, tone, said = "", "", ""
    if found.removed:
        state = _("已停用")
    elif found.faults:
        state, tone, said = _("没有用上"), "broken", words.say(found.faults[0].what)
    elif found.beaten:
        state, tone = _("由自带的认"), "wait"
        said = _("自带的“%(title)s”认得同样的表头，用的是它。") % {"title": words.title(found.beaten)}
    return Line(
        id=found.id,
        title=words.title(found.title),
        fact=words.fact(found.fact),
        columns=len(found.columns),
        version=found.version,
        by=found.by,
        at=queries.moment(found.at),
        state=state,
        tone=tone,
        said=said,
    )


def _notes(raw: dict[str, object]) -> Sequence[tuple[str, str]]:
    listed = "、" if words.language() == "zh" else ", "
    said: list[tuple[str, str]] = []
    if natural := raw.get("natural"):
        said.append((_("几列合起来认一行"), words.quoted(natural)))  # type: ignore[arg-type]
    if skip := raw.get("skip"):
        texts = [text for each in skip.values() for text in each]  # type: ignore[attr-defined]
        said.append((_("汇总行不计"), listed.join(texts)))
    if sheet := raw.get("sheet"):
        said.append((_("只认工作表"), str(sheet)))
    if raw.get("allow_negative"):
        said.append((_("负数"), _("照原样收下")))
    if personal := raw.get("personal"):
        said.append((_("个人信息，从不读取"), words.quoted(personal)))  # type: ignore[arg-type]
    return said


def _hides(column: object, hashed: object) -> bool:
    return bool(getattr(column, "personal", False)) or getattr(column, "english", "") in (hashed or ())  # type: ignore[operator]


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else -1  # noqa: PLR2004 - versions
