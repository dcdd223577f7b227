"""目标: what a metric should reach."""

from datetime import date
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Dated, Rule, Subject, value_at
from guiju.lang.kinds.choices import Period, SubjectKind
from guiju.lang.values import Value


class Target(Rule):
    """Dated values of a metric or input for a subject, in base units; empty values come from the targets entered.

    The rule's name is the metric's, with ``@单位`` after it when several subjects have targets of their own.
    """

    kind: ClassVar[str] = "target"

    metric: str  # follows from the name
    values: Annotated[tuple[Dated, ...], AS_READ, written.DatedAmounts()] = ()
    subject: Annotated[Subject, AS_READ, written.About(("department",))] = Subject(SubjectKind.DEPARTMENT)
    period: Annotated[Period, written.Choice(Period)] = Period.MONTH
    set_by: Annotated[str, written.Reference(("position",))] = ""

    def at(self, day: date) -> Value:
        """The value in force on ``day``; missing before the first start."""
        return value_at(self.values, day, self.name)
