"""A year of months typed like a spreadsheet: rows are subjects, and a cell says what stands, waits or is late."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.queries import grids, stated
from guiju.apps.figures.stated import subjects
from guiju.apps.figures.values import Entry, Target
from guiju.apps.people import queries as people
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds import Target as Declared
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats, typed
from guiju.web.people.due import meant
from guiju.web.people.reach import Reach, reaches


@dataclass(frozen=True, slots=True)
class Box:
    """One cell; ``tone`` is its state: kept, wait (to be confirmed), late, or empty."""

    key: str
    typed: str
    hint: str
    tone: str
    title: str
    error: str


@dataclass(frozen=True, slots=True)
class Line:
    """One subject's year."""

    label: str
    about: str
    may_edit: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Figures of a month that others entered and that the actor may confirm."""

    label: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A year of one input or target; ``seen`` is what the page showed, to be sent back with what was typed."""

    lines: tuple[Line, ...]
    seen: str
    waiting: tuple[Waiting, ...]
    late: tuple[str, ...]


Stated = Mapping[tuple[Subject, Period], Entry | Target]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a year's page is about; ``paged`` are those of the ``listed`` subjects that stand on it."""

    actor: Actor
    thing: Thing
    name: str
    unit: str
    rule: Input | None
    listed: tuple[Subject, ...]
    paged: tuple[Subject, ...]
    months: tuple[Period, ...]
    known: Stated
    written: Mapping[tuple[Subject, Period], Fraction]
    views: Reach
    edits: Reach
    confirms: Reach | None

    def value(self, subject: Subject, month: Period) -> Fraction | None:
        """What stands in a cell."""
        one = self.known.get((subject, month))
        return one.value if one else None

    def shown(self, subject: Subject, month: Period) -> str:
        """What stands in a cell, as it is typed."""
        value = self.value(subject, month)
        return "" if value is None else _editable(value, self.unit)

    def version(self, subject: Subject, month: Period) -> int:
        """The version of the row that a cell would change; 0 where it would be a new one."""
        one = self.known.get((subject, month))
        if isinstance(one, Target):
            return one.version if one.start == month else 0
        return one.version if one else 0

    def may_edit(self, subject: Subject) -> bool:
        """Whether the actor may type in a subject's row; the action has the last word."""
        if self.rule is None or self.thing is Thing.TARGETS:
            return self.edits.over(subject)
        return self.edits.states(self.rule.enters, subject)


@lru_cache(maxsize=4096)
def _editable(value: Fraction, unit: str) -> str:
    return typed.editable(value, unit)


def sheet(
    actor: Actor,
    thing: Thing,
    regulation: Regulation,
    name: str,
    kind: SubjectKind,
    year: int,
    page: Callable[[Sequence[Subject]], Sequence[Subject]],
) -> Sheet:
    """The year of an input, or of the targets of a metric for subjects of a kind; ``page`` picks those shown."""
    months = grids.months(year)
    rule = regulation.named(Input, name)
    rights = reaches(actor, thing, Action.VIEW, Action.EDIT, Action.CONFIRM)
    views, edits = rights[Action.VIEW], rights[Action.EDIT]
    confirms = rights[Action.CONFIRM] if thing is Thing.INPUTS else None
    about = meant(regulation, Period(months[0].start, Grain.YEAR), rule) if confirms and rule else frozenset()
    states = ((edits, rule.enters), (confirms, rule.confirms)) if confirms and rule else ()
    listed = [
        one
        for one in _listed(thing, regulation, rule, kind, months)
        if views.over(one)
        or edits.over(one)
        or (one.name in about and any(reach.states(position, one) for reach, position in states))
    ]
    paged = page(listed)
    of = frozenset(one.name for one in paged)
    known: Stated
    if thing is Thing.INPUTS:
        known = grids.entries(name, months[0], months[-1], of=of)
    else:
        known = grids.targets(name, months, of=of)
    return Sheet(
        actor=actor,
        thing=thing,
        name=name,
        unit=_unit(regulation, name),
        rule=rule,
        listed=tuple(listed),
        paged=tuple(paged),
        months=months,
        known=known,
        written=_written(regulation, name, months) if thing is Thing.TARGETS else {},
        views=views,
        edits=edits,
        confirms=confirms,
    )


def grid(here: Sheet, typed_in: Mapping[str, str], errors: Mapping[str, str]) -> Grid:
    """The cells of a year, with what was typed and what was wrong with it."""
    names = {person.number: person.name for person in people.people()}
    today = clock.today()
    late: dict[Period, tuple[Subject, ...]] = {}
    if here.thing is Thing.INPUTS and here.rule is not None and here.rule.due is not None:
        entered = grids.entered(here.name, here.months[0], here.months[-1])
        late = grids.late(here.rule, entered, here.listed, here.months, today)
    missed = {(subject, month) for month, some in late.items() for subject in some}
    lines = tuple(
        Line(
            label=subjects.label(subject, names) or _("全部门"),
            about=f"{subject.kind.value}|{subject.name}",
            may_edit=here.may_edit(subject),
            boxes=tuple(_box(here, subject, month, missed, typed_in, errors) for month in here.months),
        )
        for subject in here.paged
    )
    seen = {
        key_of(subject, month): [here.version(subject, month), here.shown(subject, month)]
        for subject in here.paged
        for month in here.months
        if here.value(subject, month) is not None
    }
    said = tuple(_late(here, month, some, names) for month, some in late.items())
    return Grid(lines, json.dumps(seen, ensure_ascii=False, separators=(",", ":")), _waiting(here), said)


def key_of(subject: Subject, month: Period) -> str:
    """What a cell is called in a form."""
    return f"{subject.kind.value}|{subject.name}|{month}"


def entries(here: Sheet) -> dict[tuple[Subject, Period], Entry]:
    """What was entered, where the sheet is one of inputs."""
    return {at: one for at, one in here.known.items() if isinstance(one, Entry)}


def _listed(
    thing: Thing, regulation: Regulation, rule: Input | None, kind: SubjectKind, months: Sequence[Period]
) -> list[Subject]:
    if thing is Thing.INPUTS and rule is not None:
        kind = rule.subject.kind
        if rule.subject.name or kind is SubjectKind.DEPARTMENT:
            return [rule.subject]
    if kind is SubjectKind.DEPARTMENT:
        return [Subject(kind, "")]
    year = Period(months[0].start, Grain.YEAR)  # who left within it has months of which figures are still asked
    return [Subject(kind, name) for name in stated.subjects(kind, year, regulation)]


def _box(
    here: Sheet,
    subject: Subject,
    month: Period,
    missed: set[tuple[Subject, Period]],
    typed_in: Mapping[str, str],
    errors: Mapping[str, str],
) -> Box:
    key, one = key_of(subject, month), here.known.get((subject, month))
    tone, title = "", ""
    if isinstance(one, Entry):
        waits = here.rule is not None and here.rule.confirms and not one.confirmed_by
        tone = "wait" if waits else "kept"
        title = " → ".join(filter(None, (one.by, one.confirmed_by)))
    elif one is not None:
        title = one.by
    elif (subject, month) in missed:
        tone, title = "late", _("迟了")
    hint = here.written.get((subject, month))
    return Box(
        key=key,
        typed=typed_in.get(f"v:{key}", here.shown(subject, month)),
        hint=typed.editable(hint, here.unit) if hint is not None else "",
        tone=tone,
        title=title,
        error=errors.get(key, ""),
    )


def confirmable(here: Sheet, subject: Subject, one: Entry) -> bool:
    """Whether the actor may confirm what somebody else entered."""
    rule, confirms = here.rule, here.confirms
    if rule is None or confirms is None or one.confirmed_by or not rule.confirms:
        return False
    return one.number != here.actor.number and confirms.states(rule.confirms, subject)


def _waiting(here: Sheet) -> tuple[Waiting, ...]:
    found: dict[Period, int] = {}
    for (subject, month), one in entries(here).items():
        if confirmable(here, subject, one):
            found[month] = found.get(month, 0) + 1
    language = "en" if formats.english() else "zh"
    return tuple(Waiting(month.label(language), str(month), found[month]) for month in sorted(found))


def _late(here: Sheet, month: Period, some: Sequence[Subject], names: dict[str, str]) -> str:
    due = grids.due_day(here.rule, month) if here.rule else None
    shown = formats.listed(subjects.label(one, names) or _("全部门") for one in some[:5])
    more = "…" if len(some) > 5 else ""  # noqa: PLR2004 - a line of names is long enough
    words = {
        "month": month.label("en" if formats.english() else "zh"),
        "names": shown + more,
        "count": len(some),
        "day": formats.day(due or date.max),
        "who": (here.rule.enters if here.rule else "") or _("有权填报的人"),
    }
    return _("%(month)s迟了 %(count)s 格：%(names)s。应由%(who)s在%(day)s前填。") % words


def _unit(regulation: Regulation, name: str) -> str:
    from guiju.apps.figures.stated.checking import unit_of

    return unit_of(regulation, name)


def _written(regulation: Regulation, name: str, months: Sequence[Period]) -> dict[tuple[Subject, Period], Fraction]:
    """The regulation's own targets of a metric."""
    found: dict[tuple[Subject, Period], Fraction] = {}
    for rule in regulation.of(Declared).values():
        if rule.metric == name and rule.period.value == months[0].grain.value and rule.values:
            for month in months:
                value = rule.at(month.end)
                if isinstance(value, Fraction):
                    found[rule.subject, month] = value
    return found
