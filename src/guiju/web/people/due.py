"""Which entered figures a period still lacks, and which wait to be confirmed, counted without reading the figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from guiju.apps.audit.actor import Actor
from guiju.apps.figures.concerned import concerned
from guiju.apps.figures.queries import stated
from guiju.apps.figures.queries.stated import Mark
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang.kinds import Input
from guiju.lang.kinds.choices import Action, SubjectKind, Thing
from guiju.lang.regulation import Regulation
from guiju.web.people.reach import reaches


@dataclass(frozen=True, slots=True)
class Due:
    """An input in a period: the subjects of whom nobody has entered it, and those whose figure nobody has confirmed.

    ``waiting`` are subjects with the 工号 of who entered the figure; ``asked`` says whether it is asked of anybody.
    """

    rule: Input
    asked: bool
    lacking: frozenset[str]
    waiting: tuple[tuple[str, str], ...]


def due(period: Period) -> list[Due]:
    """Everything that the regulation asks for in a period, of those alone whom it concerns."""
    regulation = rulebook.regulation_at(period.end)
    if regulation is None:
        return []
    declared = [rule for rule in regulation.of(Input).values() if rule.period.value == period.grain.value]
    marks: dict[tuple[str, SubjectKind], list[Mark]] = {}
    for mark in stated.marks(period) if declared else ():
        marks.setdefault((mark.name, mark.kind), []).append(mark)
    subjects = _Subjects(regulation, period)
    return [_due(rule, subjects, marks.get((rule.name, rule.subject.kind), ())) for rule in declared]


def meant(regulation: Regulation, period: Period, rule: Input) -> frozenset[str]:
    """The subjects whom an input concerns in a period."""
    return _Subjects(regulation, period).meant(rule)


def _due(rule: Input, subjects: "_Subjects", marks: Iterable[Mark]) -> Due:
    there, meant = subjects.there(rule), subjects.meant(rule)
    here = [mark for mark in marks if mark.subject in there]
    waiting = tuple((mark.subject, mark.number) for mark in here if not mark.confirmed)
    return Due(rule, bool(meant or here), meant - {mark.subject for mark in here}, waiting)


class _Subjects:
    """Whom inputs are asked of: each kind of subject is read once."""

    def __init__(self, regulation: Regulation, period: Period) -> None:
        self.regulation, self.period = regulation, period
        self.units = concerned(regulation)
        self._there: dict[SubjectKind, frozenset[str]] = {}

    def there(self, rule: Input) -> frozenset[str]:
        """Everybody of the kind that an input is declared for, or the one that it names."""
        said = rule.subject
        if said.name or said.kind is SubjectKind.DEPARTMENT:
            return frozenset({said.name})
        if said.kind not in self._there:
            self._there[said.kind] = frozenset(stated.subjects(said.kind, self.period, self.regulation))
        return self._there[said.kind]

    def meant(self, rule: Input) -> frozenset[str]:
        """Those of them whom the input concerns."""
        wanted = self.units.get(rule.name)
        if wanted is None or rule.subject.kind not in {SubjectKind.UNIT, SubjectKind.PERSON}:
            return self.there(rule)
        if rule.subject.kind is SubjectKind.UNIT:
            return self.there(rule) & wanted
        return self.there(rule) & frozenset().union(*(self._of_units.get(unit, ()) for unit in wanted))

    @cached_property
    def _of_units(self) -> dict[str, set[str]]:
        """Those in post in the period, by the unit of the post that began last: that is where they are judged."""
        found: dict[str, set[str]] = {}
        within = people.held_within(self.period.start, self.period.end)
        for number, unit in {post.number: post.unit for post in within}.items():
            known = positions.unit(self.regulation, unit)
            found.setdefault(known.name if known else unit, set()).add(number)
        return found


def owed(actor: Actor, found: Iterable[Due]) -> tuple[int, int]:
    """How many figures the actor still has to enter, and how many of others to confirm."""
    rights = reaches(actor, Thing.INPUTS, Action.EDIT, Action.CONFIRM)
    enter, confirm = rights[Action.EDIT], rights[Action.CONFIRM]
    to_enter = to_confirm = 0
    for one in found:
        rule, kind = one.rule, one.rule.subject.kind
        mine = rule.enters in enter.held if rule.enters else kind is not SubjectKind.PERSON
        if rule.default is None and mine:
            to_enter += len(enter.stated(rule.enters, kind, one.lacking))
        if rule.confirms in confirm.held:
            theirs = frozenset(subject for subject, number in one.waiting if number != actor.number)
            to_confirm += len(confirm.stated(rule.confirms, kind, theirs))
    return to_enter, to_confirm
