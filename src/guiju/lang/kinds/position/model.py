"""岗位: a post in a unit."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule


class Position(Rule):
    """A post in a unit; it reports to another post unless it is the highest.

    ``headcount`` is the least and the most people that may hold it, ``None`` when the clause does not say.
    """

    kind: ClassVar[str] = "position"

    unit: Annotated[str, written.Reference(("unit",))] = ""
    reports_to: Annotated[str, written.Reference(("position",))] = ""
    responsibilities: Annotated[tuple[str, ...], written.Texts()] = ()
    headcount: Annotated[tuple[int, int] | None, written.Special("headcount")] = None
