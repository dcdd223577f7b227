"""奖金: what a period pays to a person, or how a pool is split."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, AFormula, Rule, Subject
from guiju.lang.kinds.choices import MoneyStep, Period


class Bonus(Rule):
    """Money for each person of the subject: by a formula, or as a share of a pool.

    Either ``formula`` is given, or ``pool`` and ``share``; shares are split by largest remainder, so that the parts
    sum to the pool.
    """

    kind: ClassVar[str] = "bonus"

    subject: Annotated[Subject, AS_READ, written.About(("department",))]
    period: Annotated[Period, written.Choice(Period)] = Period.MONTH
    formula: Annotated[AFormula | None, written.Expression("money")] = None
    round: Annotated[MoneyStep, written.Choice(MoneyStep)] = MoneyStep.FEN
    cap: Annotated[AFormula | None, written.Expression("money")] = None
    floor: Annotated[AFormula | None, written.Expression("money")] = None
    pool: Annotated[AFormula | None, written.Expression("money")] = None
    share: Annotated[AFormula | None, written.Expression("share")] = None
