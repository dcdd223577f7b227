"""指标: a number with a unit, a direction and an owner, computed from facts."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AFormula, Rule
from guiju.lang.kinds.choices import Attainment, Direction


class Metric(Rule):
    """A computed number.

    ``attainment`` says how it is held against its target; ``baseline`` is in the metric's unit, ``cap`` and ``floor``
    are shares of the target. ``decimals`` counts those shown, in the unit as written. A lifeline metric may end a
    career: the clause must say so.
    """

    kind: ClassVar[str] = "metric"

    formula: Annotated[AFormula, written.Expression("metric")]
    unit: Annotated[str, written.Special("unit_of_measure")] = ""
    direction: Annotated[Direction | None, written.Choice(Direction)] = None
    attainment: Annotated[Attainment | None, written.Choice(Attainment)] = None
    baseline: Annotated[AFormula | None, written.Expression("number")] = None
    cap: Annotated[AFormula | None, written.Expression("ratio")] = None
    floor: Annotated[AFormula | None, written.Expression("ratio")] = None
    card: Annotated[str, written.Text()] = ""
    owner: Annotated[str, written.Reference(("position", "unit"))] = ""
    decimals: Annotated[int | None, written.Whole(0, 12)] = None
    lifeline: Annotated[bool, written.Flag()] = False
