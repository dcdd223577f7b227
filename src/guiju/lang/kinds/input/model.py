"""输入: a figure that a named person enters and another confirms."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, AFormula, Rule, Subject
from guiju.lang.kinds.choices import Attainment, Direction, Period, SubjectKind
from guiju.lang.kinds.duty.recurrence import Allowance
from guiju.lang.values import Value


class Input(Rule):
    """An entered figure per subject and period; absent means pending unless there is a default.

    With a direction it may stand in a scorecard like a metric. ``due`` is how long after the end of a period it may
    take to enter the figure.
    """

    kind: ClassVar[str] = "input"

    unit: Annotated[str, written.Special("unit_of_measure")] = ""
    subject: Annotated[Subject, AS_READ, written.About(("person", "unit", "shop", "department"))] = Subject(
        SubjectKind.PERSON
    )
    period: Annotated[Period, written.Choice(Period)] = Period.MONTH
    default: Annotated[Value | None, AS_READ, written.Amount()] = None
    enters: Annotated[str, written.Reference(("position",))] = ""
    confirms: Annotated[str, written.Reference(("position",))] = ""
    evidence: Annotated[str, written.Text()] = ""
    due: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
    min: Annotated[Value | None, AS_READ, written.Amount()] = None
    max: Annotated[Value | None, AS_READ, written.Amount()] = None
    direction: Annotated[Direction | None, written.Choice(Direction)] = None
    attainment: Annotated[Attainment | None, written.Choice(Attainment)] = None
    baseline: Annotated[AFormula | None, written.Expression("number")] = None
    cap: Annotated[AFormula | None, written.Expression("ratio")] = None
    floor: Annotated[AFormula | None, written.Expression("ratio")] = None
