"""What metrics should reach: the targets that people stated, and those that the regulation itself states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.figures.values import Target as Stated
from guiju.engines.periods import Period
from guiju.lang.kinds import Subject, Target
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Aim:
    """A target that holds in a period, and whose it is."""

    metric: str
    subject: Subject
    value: Fraction


def aims(regulation: Regulation, stated: Sequence[Stated], period: Period) -> tuple[Aim, ...]:
    """Every target that holds in a period; what people stated stands before the regulation's own figure."""
    found: dict[tuple[str, Subject], Aim] = {}
    for rule in regulation.of(Target).values():
        value = rule.at(period.end) if rule.values else None
        if isinstance(value, Fraction) and rule.period.value == period.grain.value:
            found[rule.metric, rule.subject] = Aim(rule.metric, rule.subject, value)
    for one in stated:
        if one.start.grain == period.grain and holds(one, period):
            found[one.metric, one.subject] = Aim(one.metric, one.subject, one.value)
    return tuple(found.values())


def holds(target: Stated, period: Period) -> bool:
    """Whether a stated target is in force in a period."""
    return target.start.start <= period.start and (target.end is None or period.start <= target.end.start)


def main_aim(found: Iterable[Aim], metric: str) -> Fraction | None:
    """The target beside a figure of the whole department: its own, else that of the only unit that has one."""
    mine = [aim for aim in found if aim.metric == metric]
    whole = [aim for aim in mine if aim.subject.kind is SubjectKind.DEPARTMENT]
    if whole:
        return whole[0].value
    return mine[0].value if len({aim.value for aim in mine}) == 1 else None
