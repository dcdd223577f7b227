"""Any version as it was: its text, what it changed in business words, and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import queries, rules
from guiju.apps.publishing.values import Life
from guiju.apps.rulebook import queries as rulebook
from guiju.lang import Regulation
from guiju.web.kit import formats
from guiju.web.kit.show import show
from guiju.web.layout.middleware import NotYours
from guiju.web.layout.visitor import page
from guiju.web.publishing import forms
from guiju.web.rulebook.slips import said


@dataclass(frozen=True, slots=True)
class Part:
    """A clause as it is read: its text and what its rules read as."""

    id: str
    title: str
    level: int
    body: SafeString
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What edition.html shows."""

    title: str
    version: str
    hash: str
    life: Life | None
    changes: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    evidence: forms.Evidence
    repeal: Life | None
    until: str


@page
def edition(request: HttpRequest, actor: Actor, edition: str) -> HttpResponse:
    """One version, whether in force or long ago."""
    if not rules.may_view(actor):
        raise NotYours
    stored, life = rulebook.edition(edition), queries.of_edition(edition)
    if stored is None or not (life or rules.may_run(actor) or _adopted(edition)):
        raise Http404
    regulation, over = rulebook.regulation(edition), queries.repeal_of(edition)
    context = Edition(
        title=stored.title,
        version=stored.version,
        hash=edition,
        life=life,
        changes=queries.changes(life, "en" if formats.english() else "zh") if life else (),
        lines=tuple(_lines(life)) if life and life.base else (),
        parts=parts(regulation),
        repeal=over,
        until=formats.full_day(over.in_force_from) if over and over.in_force_from else "",
        evidence=forms.Evidence(initial={"number": actor.number}, label_suffix=""),
    )
    return show(request, "publishing/edition.html", context)


def parts(regulation: Regulation) -> tuple[Part, ...]:
    """The clauses of a text in their order."""
    return tuple(
        Part(
            id=clause.id,
            title=clause.title if clause.title.startswith(clause.number) else f"{clause.number} {clause.title}",
            level=min(clause.level + 1, 4),
            body=mark_safe(clause.body_html),  # noqa: S308 - the compiler's own rendering, raw HTML is text there
            said=tuple(said(regulation.of(kind)[name], regulation) for kind, name in clause.rules),
        )
        for clause in regulation.clauses
    )


def _adopted(edition: str) -> bool:
    return any(one.edition.hash == edition for one in rulebook.adoptions())


def _lines(life: Life) -> Iterator[tuple[str, str]]:
    """The lines that differ from the version before: what is gone and what is new."""
    old, new = queries.files(life.base), queries.files(life.edition)
    for path in sorted({*old, *new}):
        before, after = (files.get(path, b"").decode("utf-8-sig").splitlines() for files in (old, new))
        for line in unified_diff(before, after, lineterm="", n=1):
            if not line.startswith(("---", "+++")):
                yield ({"-": "gone", "+": "new", "@": "at"}.get(line[:1], ""), line)
