"""Personal data: whom to look for, what is held of a person of the roster, and the impact record."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guiju.apps.audit.actor import Actor
from guiju.apps.privacy import actions, people, queries, rules
from guiju.apps.privacy import record as records
from guiju.apps.privacy.queries import Asked, Noted, Someone
from guiju.apps.refusal import Refused
from guiju.web.kit.attached import attached
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.privacy import words


@dataclass(frozen=True, slots=True)
class Line:
    """One request in the list."""

    one: Asked
    kind: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Index:
    """What index.html shows."""

    people: bool
    buyers: bool
    writes: bool
    looked: str
    matching: tuple[tuple[str, str], ...]
    requests: tuple[Line, ...]
    months: int | None
    refusal: str


@dataclass(frozen=True, slots=True)
class Held:
    """One table of a person: its fate when they are forgotten, and why."""

    title: str
    rows: int
    fate: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class Person:
    """What person.html shows."""

    someone: Someone
    held: tuple[Held, ...]
    left: date | None
    may_erase: bool
    without_pay: bool
    refusal: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the record, with what an administrator added."""

    key: str
    what: str
    holds: str
    why: str
    where: str
    long: str
    seen: str
    note: Noted | None


@dataclass(frozen=True, slots=True)
class Record:
    """What record.html shows."""

    lines: tuple[Said, ...]
    may_write: bool
    refusal: str
    asked: str
    typed: str


@page
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom to look for, what was asked lately, and how long buyers are told apart."""
    return shown(request, actor)


def shown(request: HttpRequest, actor: Actor, refusal: str = "") -> HttpResponse:
    """The first page, with why something was refused."""
    if not rules.may_view_record(actor):
        raise NotYours
    looked = request.GET.get("who", "").strip()[:60]
    roster, buyers = rules.may_answer_people(actor), rules.may_answer_buyers(actor)
    matching = queries.matching(looked) if roster and looked else []
    context = Index(
        people=roster,
        buyers=buyers,
        writes=rules.may_write_record(actor),
        looked=looked,
        matching=tuple(matching),
        requests=tuple(_line(one) for one in queries.latest()) if buyers else (),
        months=queries.months(),
        refusal=refusal,
    )
    return show(request, "privacy/index.html", context, status=422 if refusal else 200)


@page
def person(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Everything that is held of a person, and what would become of it."""
    return _person(request, actor, _someone(actor, number), "")


@require_POST
@page
def export(_request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Everything that is held of a person as a workbook; that it was taken is recorded."""
    found = _someone(actor, number)
    actions.note_export(actor=actor, number=found.number)
    content = people.workbook(found.number, with_pay=rules.may_export_all(actor))
    return attached(content, _("个人信息-%(number)s.xlsx") % {"number": found.number})


@require_POST
@page
def erase(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Forget a person who left."""
    found = _someone(actor, number)
    reason = request.POST.get("reason", "")
    try:
        counts = actions.erase_person(actor=actor, number=found.number, reason=reason)
    except Refused as no:
        return _person(request, actor, found, str(no), reason)
    said = _("抹去了，改了 %(count)s 行。必须留下的只剩工号。") % {"count": f"{sum(counts.values()):,}"}
    messages.success(request, said)
    return redirect("privacy:person", found.number)


@require_POST
@page
def keep(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say for how many months rows tell their buyers apart."""
    text = request.POST.get("months", "").strip()
    try:
        months = int(text) if text.isdecimal() and len(text) < 6 else None if not text else 0  # noqa: PLR2004 - years
        actions.keep_buyers(actor=actor, months=months)
    except Refused as no:
        return shown(request, actor, str(no))
    messages.success(request, _("已保存，今晚起照这个期限办。"))
    return redirect("privacy:index")


@page
def record(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What personal data is held, why, where, how long, and who sees it."""
    return _record(request, actor, "", "", "")


@require_POST
@page
def note(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Add something to a line of the record."""
    text, version = request.POST.get("text", ""), request.POST.get("version", "")
    if key not in {one.key for one in records.entries()}:
        raise Http404
    try:
        number = int(version) if version.isdecimal() and len(version) < 8 else -1  # noqa: PLR2004 - versions
        actions.write_note(actor=actor, key=key, text=text, version=number)
    except Refused as no:
        return _record(request, actor, str(no), key, text)
    return redirect("privacy:record")


def _someone(actor: Actor, number: str) -> Someone:
    if not rules.may_answer_people(actor):
        raise NotYours
    found = queries.someone(number)
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest, actor: Actor, found: Someone, refusal: str, reason: str = "") -> HttpResponse:
    context = Person(
        someone=found,
        held=tuple(
            Held(
                words.say(one.title),
                one.rows,
                str(words.FATES[one.fate][0]),
                words.FATES[one.fate][1],
                words.say(one.why),
            )
            for one in found.held
        ),
        left=found.left,
        may_erase=found.gone and not found.erased,
        without_pay=not rules.may_export_all(actor),
        refusal=refusal,
        reason=reason[:200],
    )
    return show(request, "privacy/person.html", context, status=422 if refusal else 200)


def _record(request: HttpRequest, actor: Actor, refusal: str, asked: str, typed: str) -> HttpResponse:
    if not rules.may_view_record(actor):
        raise NotYours
    notes = queries.notes()
    lines = tuple(
        Said(
            key=one.key,
            what=words.say(one.what),
            holds=words.say(one.holds),
            why=words.say(one.why),
            where=words.say(one.where),
            long=words.say(one.long),
            seen=_("谁也看不到原文") if one.closed else words.seen(one.seen) or _who(one.key),
            note=notes.get(one.key),
        )
        for one in records.entries()
    )
    context = Record(lines, rules.may_write_record(actor), refusal, asked, typed[:4000])
    return show(request, "privacy/record.html", context, status=422 if refusal else 200)


def _who(key: str) -> str:
    """Who sees what no 权限 rule opens."""
    if key in {"aside", "uploads"}:
        return _("导入它的人")
    return _("本人和管理员") if key == "contacts" else _("管理员")


def _line(one: Asked) -> Line:
    state, tone = words.STATES[one.state]
    return Line(one, str(words.KINDS[one.kind]), str(state), tone)
