"""Making the work that duties ask for."""

from datetime import date
from typing import NamedTuple


class Planned(NamedTuple):
    """What planning did: pieces made, changed to what is in force now, and cancelled."""

    made: int
    changed: int
    cancelled: int


def plan_work(*, until: date) -> Planned:
    """Make the work of all duties up to a day, by the regulation in force on each day; doing it again changes nothing.

    Undone pieces of days to come follow what is in force then: they are changed, or cancelled when nothing asks for
    them any more. What is done, begun or past stays as it was.
    """
    raise NotImplementedError
