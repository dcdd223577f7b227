"""What the checker says of a draft as it is typed: compiled from what was kept of the stroke before."""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from guiju import lang
from guiju.apps.rulebook import compiled, law, queries
from guiju.engines.measure.catalogue import catalogue
from guiju.lang import Cache, Compiled, Sources, codes
from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.regulation import Regulation
from guiju.web.rulebook.words import language

MOST_KEPT = 8  # drafts that are written at the same time in one process
Key = tuple[str, int]  # the base and the draft
Identity = tuple[str, str, tuple[str, ...]]


@dataclass(slots=True)
class _Kept:
    """What one draft's compilations keep for the next; only one may use it at a time."""

    lock: Lock = field(default_factory=Lock)
    cache: Cache = field(default_factory=Cache)


_KEPT: OrderedDict[Key, _Kept] = OrderedDict()
_GUARD = Lock()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the checker says; ``clause`` is the id of the clause where it stands, ``at`` the characters of its file.

    An example that a rule contradicts ``hinders`` coming into force as well, though it is no error.
    """

    tone: str
    level: str
    hinders: bool
    is_error: bool
    says: str
    mend: str
    quote: str
    clause: str
    title: str
    at: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft compiled: what is wrong with it that is not wrong with its base, and the model that came of it."""

    problems: tuple[Problem, ...]
    older: int
    regulation: Regulation


def checked(base: str, draft: int, sources: Sources) -> Checked:
    """Check the files of a draft; never raises for what is typed."""
    result = _compiled((base, draft), sources.main, tuple(sorted(sources.files.items())))
    known, told = _known(base), (*result.diagnostics, *law.problems(result))
    fresh = [one for one in told if hinders(one) or _identity(one) not in known]
    fresh.sort(key=lambda one: not hinders(one))
    starts = _starts(result.regulation)
    problems = tuple(_problem(one, starts) for one in fresh)
    return Checked(problems, len(told) - len(fresh), result.regulation)


def hinders(found: Diagnostic) -> bool:
    """Whether it keeps a text from coming into force."""
    return found.level is Level.ERROR or found.code in compiled.CONTRADICTED


@lru_cache(maxsize=MOST_KEPT)
def _compiled(key: Key, main: str, files: tuple[tuple[str, bytes], ...]) -> Compiled:
    with _GUARD:
        kept = _KEPT.setdefault(key, _Kept())
        _KEPT.move_to_end(key)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    with kept.lock:
        return lang.compile(Sources(main, dict(files)), catalogue(compiled.schemas()), cache=kept.cache)


@lru_cache(maxsize=MOST_KEPT)
def _known(base: str) -> frozenset[Identity]:
    result = compiled.check(queries.sources(base))
    return frozenset(_identity(one) for one in (*result.diagnostics, *law.problems(result)))


def _identity(found: Diagnostic) -> Identity:
    return found.code, found.quote, found.clause


Starts = dict[str, list[tuple[int, str, str]]]


def _starts(regulation: Regulation) -> Starts:
    """Where the clauses of each file begin, with their ids and titles."""
    found: Starts = {}
    for one in regulation.clauses:
        found.setdefault(one.span.path, []).append((one.span.start, one.id, one.title))
    return found


def _problem(found: Diagnostic, starts: Starts) -> Problem:
    speech, span = language(), found.span
    above = [one for one in starts.get(span.path, ()) if one[0] <= span.start]
    _, clause, title = above[-1] if above else (0, "", "")
    return Problem(
        tone="broken" if hinders(found) else "wait",
        level=codes.LEVELS[found.level][speech == "en"],
        hinders=hinders(found),
        is_error=found.level is Level.ERROR,
        says=codes.message(found, speech),
        mend=codes.mend(found, speech),
        quote=found.quote,
        clause=clause,
        title=title,
        at=(span.path, span.start, span.end),
    )
