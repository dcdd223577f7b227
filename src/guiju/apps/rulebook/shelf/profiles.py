"""What a document of the library is like, in figures that one can compare before reading it."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from django.conf import settings

from guiju.apps.rulebook import library
from guiju.apps.rulebook.compiled import compiler_version
from guiju.engines.calendar.days import public
from guiju.engines.calendar.recur import occurrences
from guiju.lang import kinds
from guiju.lang.formula.walk import paths_in
from guiju.lang.kinds import Rule
from guiju.lang.regulation import Regulation

FOLDER = library.FOLDER
WEEKS = 52
SAMPLE = (date(2026, 1, 1), date(2026, 12, 31))  # a whole year: what comes round by the quarter counts for its part
_MARKS = re.compile(r"[#*_`>\[\]]|\(.*?\)|待执行")


@dataclass(frozen=True, slots=True)
class Profile:
    """A document compared: how large, what it demands, what it needs.

    ``styles`` are keys of what it lives by, the strongest first. ``duties_a_week`` counts how often its duties come
    round in an average week, each once however many it binds. ``facts`` are the tables of shop data that it measures
    with; ``monthly`` the figures somebody enters by hand. ``sound`` is false where it has errors.
    """

    file: str
    title: str
    version: str
    about: str
    styles: tuple[str, ...]
    clauses: int
    units: int
    positions: int
    people: int
    duties: int
    duties_a_week: float
    forms: int
    stages: int
    metrics: int
    prohibitions: int
    bonuses: int
    parameters: int
    facts: tuple[str, ...]
    monthly: int
    sound: bool


def files() -> list[str]:
    """The documents of the library by name; chapters and what is no regulation are left out."""
    return sorted(path.name for path in FOLDER.glob("*.md") if path.name != "README.md")


def kept() -> dict[str, Profile]:
    """Those profiles that were made of the texts as they stand, by file."""
    found = {}
    for file in files():
        path = _path(file)
        if path.is_file():
            plain = json.loads(path.read_text("utf-8"))
            found[file] = Profile(**{**plain, "styles": tuple(plain["styles"]), "facts": tuple(plain["facts"])})
    return found


def keep(profile: Profile) -> None:
    """Put a profile where ``kept`` finds it."""
    path = _path(profile.file)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(profile), ensure_ascii=False), "utf-8")
    draft.replace(path)


def profile(file: str, regulation: Regulation, *, sound: bool) -> Profile:
    """A compiled document in figures."""
    forms, duties = regulation.of(kinds.Form).values(), regulation.of(kinds.Duty).values()
    positions = regulation.of(kinds.Position).values()
    return Profile(
        file=file,
        title=regulation.title,
        version=regulation.version,
        about=_about(regulation),
        styles=_styles(regulation),
        clauses=len(regulation.clauses),
        units=len(regulation.of(kinds.Unit)),
        positions=len(positions),
        people=sum(one.headcount[0] if one.headcount else 1 for one in positions),
        duties=len(duties),
        duties_a_week=float(round(_a_week(regulation), 1)),
        forms=len(forms),
        stages=sum(len(form.stages) for form in forms),
        metrics=len(regulation.of(kinds.Metric)),
        prohibitions=len(regulation.of(kinds.Prohibition)),
        bonuses=len(regulation.of(kinds.Bonus)),
        parameters=len(regulation.of(kinds.Parameter)),
        facts=tuple(sorted(_facts(regulation))),
        monthly=len(regulation.of(kinds.Input)),
        sound=sound,
    )


def _about(regulation: Regulation) -> str:
    """The first words of the document's own text."""
    for clause in regulation.clauses:
        text = _MARKS.sub("", clause.body_markdown).strip()
        if text:
            first = text.partition("\n\n")[0].replace("\n", "")
            return first if len(first) <= 90 else first[:88] + "……"  # noqa: PLR2004 - two lines of a card
    return ""


def _styles(regulation: Regulation) -> tuple[str, ...]:
    def count(*some: type[Rule]) -> int:
        return sum(len(regulation.of(one)) for one in some)

    stages = sum(len(form.stages) for form in regulation.of(kinds.Form).values())
    weighed = {
        "targets": count(kinds.Metric, kinds.Scorecard, kinds.Bonus, kinds.Target) / 16,
        "processes": (stages + count(kinds.Raci) * 3) / 36,
        "routine": count(kinds.Duty, kinds.Schedule) / 16,
        "discipline": count(kinds.Prohibition) / 6,
        "roles": sum(bool(one.responsibilities) for one in regulation.of(kinds.Position).values()) / 8,
        "principles": count(kinds.Principle) / 16,
    }
    strongest = sorted(weighed, key=lambda style: -weighed[style])[:2]
    return tuple(style for style in strongest if weighed[style] > 0)


def _a_week(regulation: Regulation) -> Fraction:
    calendar = public()
    times = sum(
        len(occurrences(duty.recurs, *SAMPLE, calendar, policy=duty.shift))
        for duty in regulation.of(kinds.Duty).values()
    )
    return Fraction(times, WEEKS)


def _facts(regulation: Regulation) -> Iterator[str]:
    seen: set[str] = set()
    for metric in regulation.of(kinds.Metric).values():
        seen |= {path.parts[0].text for path in paths_in(metric.formula.tree)}
    yield from seen


def _path(file: str) -> Path:
    """Named after everything that the profile depends on: the newest file of the library, and the compiler."""
    newest = max((path.stat().st_mtime_ns for path in FOLDER.rglob("*.md")), default=0)
    return Path(settings.GUIJU_HOME) / "cache" / "library" / f"{Path(file).stem}-{newest:x}-{compiler_version()}.json"
