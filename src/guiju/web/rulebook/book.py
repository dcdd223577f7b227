"""The book: clauses in order with their slips and their life, the contents, and what a search finds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from guiju.apps.impact import tasks
from guiju.apps.rulebook import searching
from guiju.apps.rulebook.searching import Spelling, folded
from guiju.lang.regulation import Clause, Regulation
from guiju.web.rulebook import slips
from guiju.web.rulebook.life import Life, life
from guiju.web.rulebook.now import Now
from guiju.web.rulebook.slips import Slip

EXCERPT = 36  # characters before and after what was found


@dataclass(frozen=True, slots=True)
class Leaf:
    """A clause on the page."""

    id: str
    number: str
    title: str
    level: int
    body: SafeString
    slips: tuple[Slip, ...]
    life: Life
    url: str

    @property
    def bare(self) -> bool:
        """Whether the clause is only a heading."""
        return not self.body.strip() and not self.slips


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that a search found, with the words around the place."""

    leaf_id: str
    number: str
    title: str
    excerpt: SafeString
    url: str


def leaves(regulation: Regulation, now: Now) -> tuple[Leaf, ...]:
    """All clauses in order."""
    return tuple(leaf(clause, regulation, now) for clause in regulation.clauses)


def leaf(clause: Clause, regulation: Regulation, now: Now) -> Leaf:
    """One clause with everything beside it."""
    return Leaf(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        level=min(clause.level, 3),
        body=mark_safe(clause.body_html),  # noqa: S308 made safe by lang.document
        slips=slips.slips(clause, regulation, now),
        life=life(clause, regulation, now),
        url=reverse("rulebook:clause", args=[clause.id]),
    )


def tally(found: Iterable[Leaf]) -> tuple[tuple[str, str, int], ...]:
    """How many clauses have each verdict: kind, word, count; what is broken stands first."""
    order = ("broken", "missing", "kept", "waiting", "signed")
    words = {leaf.life.kind: leaf.life.word for leaf in found}
    counts = Counter(leaf.life.kind for leaf in found)
    return tuple((kind, words[kind], counts[kind]) for kind in order if counts[kind])


def search(regulation: Regulation, query: str) -> tuple[Hit, ...]:
    """Clauses whose title, text, rules or read-back in the page's language contain what was typed."""
    wanted = folded(query)
    if not wanted:
        return ()
    hits = []
    spellings = searching.spellings(regulation.hash)
    if spellings is None:
        tasks.request_spellings(regulation.hash)
    for clause in regulation.clauses:
        found = _found(clause, regulation, wanted, (spellings or {}).get(clause.id, ()))
        if found is not None:
            url = reverse("rulebook:clause", args=[clause.id])
            hits.append(Hit(clause.id, clause.number, clause.title, found, url))
    return tuple(hits)


def _found(clause: Clause, regulation: Regulation, wanted: str, spellings: tuple[Spelling, ...]) -> SafeString | None:
    """The words around what was typed, or around what it spells in traditional characters or pinyin."""
    text = next((text for text in _texts(clause, regulation) if wanted in folded(text)), None)
    if text is not None:
        return excerpt(text, wanted)
    place = searching.find(spellings, wanted)
    return marked(place.text, place.start, place.end) if place else None


def _texts(clause: Clause, regulation: Regulation) -> Iterable[str]:
    yield clause.title
    yield " ".join(strip_tags(clause.body_html).split())
    for kind, name in clause.rules:
        rule = regulation.of(kind)[name]
        yield " ".join((name, *rule.aliases))
        yield slips.said(rule, regulation)


def excerpt(text: str, wanted: str) -> SafeString:
    """The words around the first place, which is marked."""
    at = folded(text).find(wanted)
    return marked(text, at, at + len(wanted))


def marked(text: str, at: int, end: int) -> SafeString:
    """The words around a place, which is marked."""
    before = ("…" if at > EXCERPT else "") + escape(text[max(0, at - EXCERPT) : at])
    after = escape(text[end : end + EXCERPT]) + ("…" if len(text) > end + EXCERPT else "")
    return mark_safe(f"{before}<mark>{escape(text[at:end])}</mark>{after}")  # noqa: S308 escaped piece by piece
