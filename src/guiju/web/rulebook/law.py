"""The floors of law as a book with their sources, and what of the regulation in force lies below them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import law as laws
from guiju.apps.rulebook import queries, rules
from guiju.lang.kinds import Floor, Parameter
from guiju.lang.law import Finding, Severity
from guiju.lang.readback.law import bound
from guiju.lang.readback.quantities import quantity
from guiju.lang.readback.sentences import Voice
from guiju.lang.regulation import Clause, Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.rulebook.words import kind_word, language

CALENDAR = "CN"  # whose law is shown while there is no regulation
WORDS: dict[Severity, tuple[str, str | Promise]] = {
    Severity.BELOW: ("broken", gettext_lazy("低于底线")),
    Severity.STANDARD: ("missing", gettext_lazy("超出标准")),
    Severity.WORDS: ("missing", gettext_lazy("请人看一看")),
    Severity.LACKS: ("missing", gettext_lazy("还没写明")),
    Severity.NOTE: ("waiting", gettext_lazy("执行时守住")),
}


@dataclass(frozen=True, slots=True)
class Under:
    """One place of a regulation that lies below a floor, or may."""

    kind: str
    word: str
    clause: str
    url: str
    rule: str
    name: str
    floor: str
    floor_url: str
    sums: str
    allowed: str
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A floor as the book shows it."""

    id: str
    name: str
    says: str
    allowed: str
    source: str
    start: str
    coming: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that floors go by, such as a city's minimum wage; ``unverified`` until somebody has confirmed it."""

    name: str
    amount: str
    start: str
    source: str
    unverified: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A clause of the chapter with its floors and the figures they go by."""

    id: str
    title: str
    level: int
    body: SafeString
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """What law.html shows; ``title`` is the regulation's, empty while there is none."""

    title: str
    day: str
    under: tuple[Under, ...]
    chapters: tuple[Chapter, ...]


@page
def law(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The floors of law, and how the regulation in force stands to them."""
    if not rules.may_view_regulation(actor):
        raise NotYours
    regulation, today = queries.current(), clock.today()
    chapter = laws.chapter(regulation.calendar if regulation else CALENDAR)
    context = Law(
        title=regulation.title if regulation else "",
        day=formats.full_day(today),
        under=under(regulation) if regulation else (),
        chapters=tuple(_chapter(clause, chapter, today) for clause in chapter.clauses) if chapter else (),
    )
    return show(request, "rulebook/law.html", context)


def under(regulation: Regulation, clause_id: str = "", day: date | None = None) -> tuple[Under, ...]:
    """What of a regulation, or of one clause, lies below a floor that holds on a day (today)."""
    found: Iterable[Finding] = laws.findings(regulation, day)
    return tuple(_under(one, regulation) for one in found if clause_id in ("", one.clause))


def _under(one: Finding, regulation: Regulation) -> Under:
    kind, word = WORDS[one.severity]
    clause = regulation.clause(one.clause)
    return Under(
        kind=kind,
        word=str(word),
        clause=clause.title if clause else "",
        url=reverse("rulebook:clause", args=[one.clause]) if clause else "",
        rule=kind_word(one.rule[0]) if one.rule else _("条文"),
        name=one.rule[1] if one.rule else "",
        floor=one.floor.name,
        floor_url=f"{reverse('rulebook:law')}#{one.floor.clause}",
        sums=one.sums.said(language()),
        allowed=one.allowed.said(language()),
        source=one.floor.source,
    )


def _chapter(clause: Clause, chapter: Regulation, today: date) -> Chapter:
    floors = (chapter.of(Floor)[name] for kind, name in clause.rules if kind == Floor.kind)
    figures = (chapter.of(Parameter)[name] for kind, name in clause.rules if kind == Parameter.kind)
    return Chapter(
        id=clause.id,
        title=clause.title,
        level=min(clause.level, 3),
        body=mark_safe(clause.body_html),  # noqa: S308 made safe by lang.document
        lines=tuple(_line(floor, chapter, today) for floor in floors),
        figures=tuple(_figure(parameter, today) for parameter in figures),
    )


def _figure(parameter: Parameter, today: date) -> Figure:
    held = [one for one in parameter.values if one.start is None or one.start <= today]
    since = held[-1].start if held else None
    return Figure(
        name=parameter.name,
        amount=quantity(parameter.at(today), parameter.unit, language()),
        start=formats.full_day(since) if since else "",
        source=parameter.source,
        unverified=parameter.unverified,
        remark=parameter.note,
    )


def _line(floor: Floor, chapter: Regulation, today: date) -> Line:
    start = formats.full_day(floor.start) if floor.start else ""
    coming = floor.start is not None and floor.start > today
    allowed = floor.allows if language() == "zh" else floor.english
    said = bound(floor, Voice(language(), chapter, None))
    return Line(floor.name, floor.name, said, allowed, floor.source, start, coming)
