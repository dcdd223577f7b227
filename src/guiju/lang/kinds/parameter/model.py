"""参数: a named figure, perhaps with dates."""

from datetime import date
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Dated, Rule, value_at
from guiju.lang.kinds.choices import Bound
from guiju.lang.values import Value


class Parameter(Rule):
    """A figure that clauses share; ``values`` are in base units, in order of their starts.

    ``role`` says what the figure is to people, so that a floor of law can be held against it. ``source`` says who
    published it; ``unverified`` that nobody has held it against that yet, so that an administrator must.
    """

    kind: ClassVar[str] = "parameter"

    values: Annotated[tuple[Dated, ...], AS_READ, written.DatedAmounts()]
    unit: Annotated[str, written.Special("unit_of_measure")] = ""
    min: Annotated[Value | None, AS_READ, written.Amount()] = None
    max: Annotated[Value | None, AS_READ, written.Amount()] = None

    role: Annotated[Bound | None, written.Choice(Bound)] = None
    source: Annotated[str, written.Text()] = ""
    unverified: Annotated[bool, written.Flag()] = False

    def at(self, day: date) -> Value:
        """The value in force on ``day``; missing before the first start."""
        return value_at(self.values, day, self.name)
