"""How a formula sees a case: names by their keys, and the same person in earlier periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guiju.engines.score.source import Rows
from guiju.lang.formula.scope import Row
from guiju.lang.values import Missing, Value, Why

if TYPE_CHECKING:
    from guiju.engines.score.case import Case


@dataclass(frozen=True, slots=True)
class Names:
    """What a formula sees of a case.

    ``within`` is set inside a metric whose rows are settled already; ``general`` is the metric that the formula, being
    an exception to it, means as it is in general.
    """

    case: "Case"
    within: Rows | None = None
    general: str = ""

    def name(self, key: str) -> Value:
        """The value of a name."""
        return self.case.value(key, self.within, self.general)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - the protocol asks
        """Never any rows: what is scored reads facts through metrics, which the lake measures."""
        return Missing.because(Why.UNKNOWN, fact)

    def previous(self, periods_: int) -> "Names":
        """The same person, so many periods earlier."""
        return Names(self.case.earlier(periods_), self.within, self.general)
