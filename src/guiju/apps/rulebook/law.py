"""Regulations against the floors of law that the library holds for their calendar. Not legal advice."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guiju.apps import clock
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook.library import FOLDER
from guiju.lang.kinds import Floor
from guiju.lang.kinds.choices import Bound, Passage
from guiju.lang.law import Both, Finding, Law, Severity, judge, lacking, law_of, sums
from guiju.lang.regulation import Regulation

if TYPE_CHECKING:
    from guiju.lang import Compiled, Diagnostic

CHAPTERS = FOLDER / "chapters"
KEPT = 32  # judgements in a process


def chapter(calendar: str) -> Regulation | None:
    """The library's chapter of law for a calendar, such as CN; ``None`` when it has none."""
    path = CHAPTERS / f"law-{calendar.lower()}.md"
    return compiled.chapter(path) if calendar.isalnum() and path.is_file() else None


def law(calendar: str) -> Law:
    """The floors of that chapter; none when there is no chapter."""
    found = chapter(calendar)
    return law_of(found) if found else Law((), {})


def findings(regulation: Regulation, day: date | None = None) -> tuple[Finding, ...]:
    """What of a regulation lies below a floor in force on a day (today), worst first."""
    found = chapter(regulation.calendar)
    if found is None:
        return ()
    return _judged(_Held(regulation), _Held(found), day or clock.today())


def on_making(regulation: Regulation, day: date) -> Floor | None:
    """The floor on how rules are made that holds for a regulation on a day: the library's, else its own."""
    every = (*law(regulation.calendar).floors, *law_of(regulation).floors)
    return next((one for one in every if one.bounds is Bound.PROCEDURE and one.in_force(day)), None)


def unpassed(floor: Floor, passed: Collection[Passage]) -> Promise | None:
    """What stages leave open of such a floor, in a sentence with the arithmetic; ``None`` when nothing."""
    if not lacking(floor, passed):
        return None
    name, span = floor.name, floor.span
    allowed = Both(floor.allows, floor.english)
    return said(Finding(floor, Severity.BELOW, floor.clause, None, span, name, sums(floor, passed), allowed))


def below(regulation: Regulation, day: date) -> tuple[Finding, ...]:
    """What keeps a regulation from being in force from a day on."""
    return tuple(one for one in findings(regulation, day) if one.severity is Severity.BELOW)


def problems(result: "Compiled", day: date | None = None) -> tuple["Diagnostic", ...]:
    """What the library's floors add to what the compiler said of a text, as diagnostics."""
    from guiju.lang.checks.law import problems as told

    sources = {source.path: source for source in result.sources}
    known = {(one.code, one.span, one.data.get("floor")) for one in result.diagnostics}
    found = told(findings(result.regulation, day), result.regulation, sources)
    return tuple(one for one in found if (one.code, one.span, one.data["floor"]) not in known)


def said(one: Finding) -> Promise:
    """A finding in a sentence, in the language of whoever reads it."""
    return lazystr(_Said(one))


class _Said:
    def __init__(self, one: Finding) -> None:
        self.one = one

    def __str__(self) -> str:
        language = "en" if (get_language() or "").startswith("en") else "zh"
        words = {
            "name": self.one.quote,
            "sums": self.one.sums.said(language),
            "source": self.one.floor.source,
            "allowed": self.one.allowed.said(language),
        }
        return str(_("「%(name)s」：%(sums)s（%(source)s）。可以这样：%(allowed)s。")) % words


class _Held:
    """A regulation as a key: the same by its hash."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.regulation.hash == other.regulation.hash

    def __hash__(self) -> int:
        return hash(self.regulation.hash)


@lru_cache(maxsize=KEPT)
def _judged(held: _Held, chapter: _Held, day: date) -> tuple[Finding, ...]:
    return judge(held.regulation, law_of(chapter.regulation), day)
