"""Teaching one file: its beginning, what each column means, what that would make of it, and keeping it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.formats import queries, rules
from guiju.apps.formats.actions import lessons
from guiju.apps.formats.values import Lesson
from guiju.apps.refusal import Refused
from guiju.facts import brought
from guiju.facts.mapping.faults import Fault
from guiju.facts.mapping.sampled import Sample
from guiju.facts.mapping.spec import Spec
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.mapping import filled, told, words
from guiju.web.mapping.filled import Option, Row
from guiju.web.mapping.told import Outcome

SLOW = timedelta(minutes=1)
HEAD = 25  # rows of which one may be the header


@dataclass(frozen=True, slots=True)
class Page:
    """What lesson.html shows; ``rows`` is empty until the file is read."""

    lesson: Lesson
    name: str
    reading: bool
    slow: bool
    trouble: str
    how: str
    peek: tuple[tuple[tuple[str, str], ...], ...]
    sheets: tuple[Option, ...]
    ways: tuple[Option, ...]
    facts: tuple[Option, ...]
    said: Spec | None
    fact: str
    rows: tuple[Row, ...]
    natural: tuple[Option, ...]
    skips: tuple[Option, ...]
    skip_words: str
    built_in: str
    built_in_title: str
    outcome: Outcome
    refusal: str


@require_POST
@page
def start(request: HttpRequest, actor: Actor, run: int) -> HttpResponse:
    """Begin to teach a file of an import."""
    number = lessons.start(actor=actor, run_id=run, file=request.POST.get("file", ""))
    return redirect("mapping:lesson", number)


@page
def lesson(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The file and what its columns mean; every change is tried, and kept when it is asked for."""
    one = _mine(actor, number)
    if one.state == "kept":
        return redirect("mapping:one", one.connector)
    refusal = ""
    if request.method == "POST" and one.sample and one.spec:
        said = filled.spec_of(request.POST, one.spec, one.sample.names)
        try:
            lessons.say(actor=actor, lesson_id=number, said=said)
            if "keep" in request.POST:
                return _keep(request, actor, number, said)
        except Refused as no:
            refusal = str(no)
        one = _mine(actor, number)
    if one.state != "reading" and request.headers.get("HX-Target", "").endswith("lesson"):
        return HttpResponse(headers={"HX-Redirect": reverse("mapping:lesson", args=[number])})
    context = _page(one, refusal)
    return show(
        request, "mapping/lesson.html", context, fragments=("outcome", "lesson"), status=422 if refusal else 200
    )


@require_POST
@page
def read(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Read the beginning in another way: another sheet, encoding, or row of the header."""
    _mine(actor, number)
    at = request.POST.get("at", "")
    way = request.POST.get("way", "")
    asked: dict[str, object] = {"sheet": request.POST.get("sheet", "")[:100]}
    asked |= {"at": int(at) - 1} if at.isdecimal() and 0 < int(at) <= HEAD else {}
    asked |= {"way": int(way)} if way.isdecimal() and len(way) < 3 else {}  # noqa: PLR2004 - some ten ways
    lessons.read_otherwise(actor=actor, lesson_id=number, asked=asked)
    return redirect("mapping:lesson", number)


@require_POST
@page
def fact(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Say which fact the file holds."""
    _mine(actor, number)
    lessons.choose_fact(actor=actor, lesson_id=number, fact=request.POST.get("fact", ""))
    return redirect("mapping:lesson", number)


@require_POST
@page
def drop(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Forget the lesson."""
    one = _mine(actor, number)
    lessons.give_up(actor=actor, lesson_id=number)
    messages.success(request, _("没有存，%(name)s 还是原来那样。") % {"name": one.file or one.connector})
    return redirect("mapping:list")


def _keep(request: HttpRequest, actor: Actor, number: int, said: Spec) -> HttpResponse:
    kept = lessons.keep(actor=actor, lesson_id=number, said=said, note=request.POST.get("note", ""))
    messages.success(request, _("已保存“%(name)s”。以后谁导入这种文件都认得。") % {"name": said.title})
    return redirect("sources:run", kept.run) if kept.run else redirect("mapping:one", kept.name)


def _mine(actor: Actor, number: int) -> Lesson:
    if not rules.may_teach(actor):
        raise NotYours
    one = queries.lesson(number)
    if one is None:
        raise Http404
    if not rules.may_open(actor, one.user_id):
        raise NotYours(_("文件的内容里可能有个人信息，只有开始教它的人能看。"))
    return one


def _page(one: Lesson, refusal: str) -> Page:
    found, said = one.sample, one.spec
    ready = one.state == "ready" and found is not None and said is not None
    faults: tuple[Fault, ...] = lessons.faults(said, found, one.connector) if ready and said and found else ()
    built_in = queries.knows(found.names, found.sheet)[0] if found else None
    if said and not said.title:
        said = replace(said, title=PurePath(one.file.rpartition("/")[2]).stem[:60])
    return Page(
        lesson=one,
        name=one.file or _title(one),
        reading=one.state == "reading",
        slow=one.state == "reading" and clock.now() - one.saved > SLOW,
        trouble=one.trouble.get(words.language(), "") if one.state == "failed" else "",
        how=_how(found) if found else "",
        peek=tuple(tuple(zip((one.name for one in found.columns), row, strict=True)) for row in found.rows)
        if found
        else (),
        sheets=tuple(Option(name, name, name == found.sheet) for name in found.sheets if name) if found else (),
        ways=_ways(found) if found else (),
        facts=tuple(
            Option(key, f"{name} · {row}", bool(said and key == said.fact)) for key, name, row in words.facts()
        ),
        said=said,
        fact=words.fact(said.fact) if said else "",
        rows=filled.rows(said, found, faults) if ready and said and found else (),
        natural=tuple(Option(name, name, bool(said and name in said.natural)) for name in found.names) if found else (),
        skips=_skips(said),
        skip_words="、".join(said.skip_words) if said else "",
        built_in=built_in.id if built_in else "",
        built_in_title=words.title(built_in.title) if built_in else "",
        outcome=told.outcome(one, faults),
        refusal=refusal,
    )


def _title(one: Lesson) -> str:
    found = queries.format_of(one.connector) if one.connector else None
    return words.title(found.title) if found else one.connector


def _how(found: Sample) -> str:
    parts = [_("表头在第 %(row)s 行") % {"row": found.at + 1}]
    if found.sheet:
        parts.append(_("工作表“%(name)s”") % {"name": found.sheet})
    if found.ways:
        way = found.ways[min(found.way, len(found.ways) - 1)]
        parts.append(words.way(way.encoding, way.separator))
    return (", " if words.language() == "en" else "，").join(parts)


def _ways(found: Sample) -> tuple[Option, ...]:
    return tuple(
        Option(str(at), words.way(way.encoding, way.separator), at == found.way) for at, way in enumerate(found.ways)
    )


def _skips(said: Spec | None) -> tuple[Option, ...]:
    if said is None:
        return ()
    columns = [column for column in brought()[said.fact].columns if column.english in said.fills]
    return tuple(Option(one.english, words.column(one), one.english == said.skip_column) for one in columns)
