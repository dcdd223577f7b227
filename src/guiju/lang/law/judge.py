"""A regulation against the floors of law on a day."""

from collections.abc import Iterator
from datetime import date

from guiju.lang.kinds import Floor
from guiju.lang.kinds.choices import Bound
from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.law.figures import figures
from guiju.lang.law.finding import Finding, Severity
from guiju.lang.law.hours import TIMED, hours
from guiju.lang.law.procedure import procedure
from guiju.lang.law.statutes import Law
from guiju.lang.law.texts import Text, texts
from guiju.lang.law.wording import unspoken_of_decisions, unspoken_of_leave, wording
from guiju.lang.regulation import Regulation

ORDER = tuple(Severity)


def judge(regulation: Regulation, law: Law, day: date) -> tuple[Finding, ...]:
    """What lies below a floor that holds on ``day``, worst first, then in the order of the clauses.

    Not legal advice: what is not found may still be unlawful.
    """
    floors = law.in_force(day)
    said = texts(regulation) if any(floor.forbids or floor.says for floor in floors) else ()
    found = [one for floor in floors for one in _judged(regulation, floor, law, day, said) if not _paid(one, said)]
    clauses = {clause.id: at for at, clause in enumerate(regulation.clauses)}
    return tuple(sorted(_alone(found), key=lambda one: (ORDER.index(one.severity), clauses.get(one.clause, 0))))


def _judged(regulation: Regulation, floor: Floor, law: Law, day: date, said: tuple[Text, ...]) -> Iterator[Finding]:
    if floor.bounds in TIMED:
        yield from hours(regulation, floor, law, day)
    if floor.bounds in UNITS:
        yield from figures(regulation, floor, law, day)
    yield from wording(said, floor)
    if floor.bounds is Bound.LEAVE:
        yield from unspoken_of_leave(regulation, said, floor)
    elif floor.bounds is Bound.DECISIONS:
        yield from unspoken_of_decisions(regulation, said, floor)
    elif floor.bounds is Bound.PROCEDURE:
        yield from procedure(regulation, floor)


def _paid(one: Finding, said: tuple[Text, ...]) -> bool:
    """Whether the clause names the price of going beyond a standard."""
    if one.severity is not Severity.STANDARD or not one.floor.says:
        return False
    around = (text.text for text in said if text.clause == one.clause)
    return any(word in text for text in around for word in one.floor.says)


def _alone(found: list[Finding]) -> Iterator[Finding]:
    """Without those about a standard where the floor behind it is undercut too, at the same place."""
    broken = {(one.span, one.floor.bounds) for one in found if one.severity is Severity.BELOW}
    for one in found:
        if one.severity is not Severity.STANDARD or (one.span, one.floor.bounds) not in broken:
            yield one
