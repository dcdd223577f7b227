"""预警: a condition that somebody must hear of."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule, Subject
from guiju.lang.kinds.choices import AlertLevel, Period, SubjectKind


class Alert(Rule):
    """Rings for each subject and period in which ``when`` holds, and tells the holders of positions."""

    kind: ClassVar[str] = "alert"

    subject: Annotated[Subject, AS_READ, written.About(("department", "unit", "person", "shop"))] = Subject(
        SubjectKind.DEPARTMENT
    )
    period: Annotated[Period, written.Choice(Period)] = Period.DAY
    level: Annotated[AlertLevel, written.Choice(AlertLevel)] = AlertLevel.WARNING
    tell: Annotated[tuple[str, ...], written.References(("position",))] = ()
