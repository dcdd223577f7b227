"""作息: the hours and rest days of a unit, by which deadlines are told."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule, Subject


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of work within a day, in minutes after midnight; past midnight counts on beyond 1440."""

    start: int
    end: int


class Schedule(Rule):
    """The working hours of the department, a unit or a position; the nearest one up from a person holds.

    ``subject`` is what the rule is named after unless written.

    ``rest`` are weekdays off (0 is Monday); none written means the public calendar with its make-up workdays, and
    ``always`` that every day is worked (a shift roster says who). The public calendar's holidays are off unless
    ``always``. With ``shifts`` the hours are those of the unit, and a roster says who works which of them.
    """

    kind: ClassVar[str] = "schedule"

    subject: Annotated[Subject, AS_READ, written.About(("department",))]
    hours: Annotated[tuple[Hours, ...], AS_READ, written.Special("hours")]
    rest: Annotated[tuple[int, ...], AS_READ, written.Special("weekdays")] = ()
    always: Annotated[bool, written.Flag()] = False
    shifts: Annotated[bool, written.Flag()] = False
