"""岗位说明书: what the regulation asks of a position, in its own words, and who holds it now and held it before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries, rules
from guiju.apps.people.values import Held, Post
from guiju.apps.records import whom
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as access
from guiju.lang.kinds import Access, Bonus, Duty, Form, Position, Raci, Rule, Scorecard, Unit
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.unwritten import Unwritten
from guiju.web.layout.visitor import page
from guiju.web.people.days import Shown, shown
from guiju.web.people.tabs import Tab, tabs
from guiju.web.rulebook import slips

LETTERS: dict[str, Promise] = {
    "accountable": gettext_lazy("负责"),
    "responsible": gettext_lazy("执行"),
    "consulted": gettext_lazy("咨询"),
    "informed": gettext_lazy("知会"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One rule that concerns the position: what it is called, its sentence, and its clause."""

    name: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held it from when until when."""

    number: str
    name: str
    unit: str
    start: date
    end: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the list of positions."""

    name: str
    unit: str
    people: str
    holders: tuple[tuple[str, str], ...]
    hidden: bool  # somebody holds it whose name is not open to the reader


@dataclass(frozen=True, slots=True)
class Jobs:
    """What jobs.html shows."""

    tabs: tuple[Tab, ...]
    jobs: tuple[Job, ...]
    shown: Shown
    query: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What job.html shows."""

    name: str
    unit: str
    mandate: str
    leads: bool
    reports_to: str
    below: tuple[str, ...]
    people: str
    responsibilities: tuple[str, ...]
    duties: tuple[Said, ...]
    measures: tuple[Said, ...]
    forms: tuple[Said, ...]
    rights: tuple[Said, ...]
    roles: tuple[tuple[str, str, str], ...]
    holders: tuple[Holder, ...]
    hidden: bool  # it is or was held, by people whose names are not open to the reader
    clause: str
    title: str
    version: str
    shown: Shown


@page
def jobs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every position of the regulation with who holds it on a day."""
    if not access.may_view_regulation(actor):
        raise NotYours
    when, query = shown(request), request.GET.get("q", "").strip()
    regulation = rulebook.regulation_at(when.day)
    if regulation is None:
        raise Unwritten(_("岗位说明书"), day=when.day, strip="people/tabs.html", tabs=tabs(actor, "jobs"))
    held: dict[str, list[tuple[str, str]]] = {}
    hidden: set[str] = set()
    sees = _seen(actor, when.day)
    for post in queries.held(when.day):
        meant = positions.position(regulation, post.position)
        if meant and (sees is None or post.number in sees):
            held.setdefault(meant.name, []).append((post.number, post.name))
        elif meant:
            hidden.add(meant.name)
    found = tuple(
        Job(one.name, one.unit, _people(one), tuple(held.get(one.name, ())), one.name in hidden)
        for one in regulation.of(Position).values()
        if all(word in f"{one.name} {one.unit} {' '.join(one.aliases)}".casefold() for word in query.casefold().split())
    )
    return show(request, "people/jobs.html", Jobs(tabs(actor, "jobs"), found, when, query), fragments=("list",))


@page
def job(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One position's sheet, which can be printed and signed."""
    if not access.may_view_regulation(actor):
        raise NotYours
    when = shown(request)
    regulation = rulebook.regulation_at(when.day)
    one = positions.position(regulation, name) if regulation else None
    if regulation is None or one is None:
        raise Http404
    unit = regulation.of(Unit).get(one.unit)
    leads = bool(unit and unit.leader == one.name)
    post = Held("", "", one.unit, one.name, leads)
    held = [found for known in (one.name, *one.aliases) for found in queries.posts(position=known)]
    context = Sheet(
        name=one.name,
        unit=one.unit,
        mandate=formats.listed(unit.mandate) if unit else "",
        leads=leads,
        reports_to=one.reports_to,
        below=tuple(each.name for each in regulation.of(Position).values() if each.reports_to == one.name),
        people=_people(one),
        responsibilities=one.responsibilities,
        duties=tuple(_said(rule, regulation) for rule in _duties(regulation, post)),
        measures=tuple(_said(rule, regulation) for rule in _measures(regulation, one)),
        forms=tuple(_said(rule, regulation) for rule in _forms(regulation, post)),
        rights=tuple(
            _said(rule, regulation) for rule in regulation.of(Access).values() if not rule.who or one.name in rule.who
        ),
        roles=tuple(_roles(regulation, one)),
        holders=tuple(_holders(actor, held, when.day)),
        hidden=bool(held),
        clause=reverse("rulebook:clause", args=[one.clause]),
        title=regulation.title,
        version=regulation.version,
        shown=when,
    )
    return show(request, "people/job.html", context)


def _people(one: Position) -> str:
    if one.headcount is None:
        return ""
    least, most = one.headcount
    said = str(least) if least == most else f"{least}–{most}"
    return pgettext("headcount", "%(n)s 人") % {"n": said}


def _seen(actor: Actor, day: date) -> frozenset[str] | None:
    """Whose names the reader may see: nobody's but their own without the roster."""
    if not rules.may_view_roster(actor):
        return frozenset({actor.number} if actor.number else ())
    return access.numbers_within(actor, Action.VIEW, Thing.ROSTER, day=day)


def _said(rule: Rule, regulation: Regulation) -> Said:
    return Said(rule.name, slips.said(rule, regulation), reverse("rulebook:clause", args=[rule.clause]))


def _duties(regulation: Regulation, post: Held) -> Iterator[Rule]:
    for duty in regulation.of(Duty).values():
        if whom.means(regulation, duty.who, post) or whom.any_means(regulation, duty.attend, (post,)):
            yield duty


def _measures(regulation: Regulation, one: Position) -> Iterator[Rule]:
    """Scorecards and bonuses of the position, else of its unit."""
    every: list[Scorecard | Bonus] = [*regulation.of(Scorecard).values(), *regulation.of(Bonus).values()]
    for rule in every:
        subject = rule.subject
        own = subject.kind is SubjectKind.POSITION and subject.name in {"", one.name}
        unit = subject.kind is SubjectKind.UNIT and subject.name in {"", one.unit}
        if own or unit or subject.kind is SubjectKind.PERSON:
            yield rule


def _forms(regulation: Regulation, post: Held) -> Iterator[Rule]:
    """Forms that the position fills in as its own, or has a step of."""
    for form in regulation.of(Form).values():
        steps = [stage.who for stage in form.stages if stage.who is not None]
        files = [who for who in form.files if who.kind.value != "everyone"]
        if whom.any_means(regulation, [*files, *steps], (post,)):
            yield form


def _roles(regulation: Regulation, one: Position) -> Iterator[tuple[str, str, str]]:
    mine = {one.name, one.unit}
    for matrix in regulation.of(Raci).values():
        for line in matrix.lines:
            for letter, word in LETTERS.items():
                named = getattr(line, letter)
                if mine & ({named} if isinstance(named, str) else set(named)):
                    yield matrix.name, line.task, str(word)


def _holders(actor: Actor, posts: Iterable[Post], day: date) -> Iterator[Holder]:
    """Who holds it and who held it, the last first."""
    sees = _seen(actor, day)
    names = dict(queries.names())
    for post in sorted(posts, key=lambda post: post.start, reverse=True):
        if sees is None or post.number in sees:
            now = post.start <= day and (post.end is None or day <= post.end)
            yield Holder(post.number, names.get(post.number, ""), post.unit, post.start, post.end, now)
