"""The pages one reads: the whole book with its search, one clause, the source, and the versions so far."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries, rules
from guiju.apps.rulebook.values import Adoption
from guiju.lang.diff import diff
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.rulebook import book as books
from guiju.web.rulebook.book import Hit, Leaf
from guiju.web.rulebook.law import Under, under
from guiju.web.rulebook.now import Now, present
from guiju.web.rulebook.print import printed


@dataclass(frozen=True, slots=True)
class Book:
    """What book.html shows."""

    title: str
    version: str
    in_force: str
    until: str
    leaves: tuple[Leaf, ...]
    sheets: tuple[SafeString, ...]
    tally: tuple[tuple[str, str, int], ...]
    period: str
    query: str
    hits: tuple[Hit, ...]
    may_draft: bool


@dataclass(frozen=True, slots=True)
class OneClause:
    """What clause.html shows."""

    leaf: Leaf
    above: tuple[Leaf, ...]
    before: Leaf | None
    after: Leaf | None
    period: str
    may_draft: bool
    under: tuple[Under, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What source.html shows: each file's path and its lines."""

    hash: str
    files: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class History:
    """What history.html shows: each adoption with what it changed, newest first."""

    adoptions: tuple[tuple[Adoption, tuple[str, ...]], ...]
    today: date


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What unwritten.html shows: there is no regulation in force."""

    may_adopt: bool
    last: Adoption | None


@page
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The regulation in force, set like a book."""
    regulation = _readable(actor)
    if regulation is None:
        past = [one for one in queries.adoptions() if one.end and one.end < clock.today()]
        return show(request, "rulebook/unwritten.html", Unwritten(rules.may_adopt(actor), past[-1] if past else None))
    now, until = present(regulation, actor), queries.repealed_from(regulation.hash)
    since = queries.in_force_from(clock.today())
    leaves = books.leaves(regulation, now)
    query = request.GET.get("q", "").strip()
    may_draft = rules.may_draft(actor)
    context = Book(
        title=regulation.title,
        version=regulation.version,
        in_force=formats.full_day(since) if since else "",
        until=formats.full_day(until) if until else "",
        leaves=leaves,
        sheets=tuple(printed(leaf, may_draft=may_draft) for leaf in leaves),
        tally=books.tally(leaves),
        period=now.period,
        query=query,
        hits=books.search(regulation, query),
        may_draft=may_draft,
    )
    return show(request, "rulebook/book.html", context, fragments=("found",))


@page
def clause(request: HttpRequest, actor: Actor, clause_id: str) -> HttpResponse:
    """One clause with everything there is to say about it."""
    regulation = _readable(actor)
    found = regulation.clause(clause_id) if regulation else None
    if regulation is None or found is None:
        raise Http404
    now = present(regulation, actor)
    at = regulation.clauses.index(found)
    context = OneClause(
        leaf=books.leaf(found, regulation, now),
        above=_above(regulation, clause_id, now),
        before=books.leaf(regulation.clauses[at - 1], regulation, now) if at else None,
        after=books.leaf(regulation.clauses[at + 1], regulation, now) if at + 1 < len(regulation.clauses) else None,
        period=now.period,
        may_draft=rules.may_draft(actor),
        under=under(regulation, clause_id),
    )
    return show(request, "rulebook/clause.html", context)


@page
def source(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The document as it was written, for those who may change it."""
    regulation = _readable(actor)
    if not rules.may_draft(actor):
        raise NotYours
    if regulation is None:
        raise Http404
    files = queries.sources(regulation.hash).files
    lines = tuple((path, tuple(body.decode("utf-8-sig").splitlines())) for path, body in files.items())
    return show(request, "rulebook/source.html", Source(regulation.hash[:12], lines))


@page
def history(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which version was in force when, and what each changed in business words."""
    _readable(actor)
    adoptions = queries.adoptions()
    told = [(one, _changes(before, one)) for before, one in zip([None, *adoptions], adoptions, strict=False)]
    return show(request, "rulebook/history.html", History(tuple(reversed(told)), clock.today()))


def _readable(actor: Actor) -> Regulation | None:
    if not rules.may_view_regulation(actor):
        raise NotYours
    return queries.current()


def _above(regulation: Regulation, clause_id: str, now: Now) -> tuple[Leaf, ...]:
    found: list[Leaf] = []
    one = regulation.clause(clause_id)
    while one and one.parent and (one := regulation.clause(one.parent)):
        found.insert(0, books.leaf(one, regulation, now))
    return tuple(found)


def _changes(before: Adoption | None, after: Adoption) -> tuple[str, ...]:
    if before is None:
        return ()
    old, new = queries.regulation(before.edition.hash), queries.regulation(after.edition.hash)
    return tuple(change.words("en" if formats.english() else "zh") for change in diff(old, new))
