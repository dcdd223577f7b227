"""Which duties bind somebody on a day, by the posts that are held then."""

from collections.abc import Sequence
from datetime import date

from guiju.engines.calendar.staff import Holder, Organisation, staffs
from guiju.lang.kinds import Duty
from guiju.lang.regulation import Regulation


def binding(regulation: Regulation, holders: Sequence[Holder], day: date, number: str) -> tuple[Duty, ...]:
    """The duties that mean this person, in the order of the document; shared ones bind everybody who shares them."""
    staff = next(staffs(Organisation(regulation), holders, day, day))
    duties = regulation.of(Duty).values()
    return tuple(duty for duty in duties if any(one.number == number for one in staff.meant(duty.who)))
