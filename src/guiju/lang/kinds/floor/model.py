"""底线: a dated bound of law on something that a regulation says."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Dated, Rule, value_at
from guiju.lang.kinds.choices import Bound, Strength
from guiju.lang.values import Value

HOURS, DAYS, SHARE, YUAN = "小时", "天", "%", "元"
UNITS: Mapping[Bound, str] = {
    Bound.DAILY_HOURS: HOURS,
    Bound.WEEKLY_HOURS: HOURS,
    Bound.WEEKLY_REST: DAYS,
    Bound.MONTHLY_REST: DAYS,
    Bound.OVERTIME_DAY: HOURS,
    Bound.OVERTIME_MONTH: HOURS,
    Bound.RATE_WORKDAY: SHARE,
    Bound.RATE_REST_DAY: SHARE,
    Bound.RATE_HOLIDAY: SHARE,
    Bound.DEDUCTION: SHARE,
    Bound.MONTHLY_PAY: YUAN,
    Bound.ANNUAL_LEAVE: DAYS,
    Bound.NOTICE: DAYS,
}
"""The unit in which what is bounded is told; what is bounded by words has none."""


class Floor(Rule):
    """What the law allows at most or at least, or what a text may not say; in force from ``start`` to ``until``.

    ``bounds`` says what of a regulation it is held against. A figure lies within ``most`` and ``least``, in base units
    (seconds, yuan, 0.2 for 20 %); ``by`` names parameters of which the least one holds, such as the minimum wage of
    each city. A sentence that speaks of one of ``about`` (of anything, when empty) says none of ``forbids`` unless it
    says one of ``unless`` too; ``…`` in a word stands for a few characters. ``says`` are words of which a regulation
    that does such things says at least one. ``source`` cites statute and article, ``allows`` says in words what is
    allowed, ``english`` all of it in English.
    """

    kind: ClassVar[str] = "floor"

    bounds: Annotated[Bound, written.Choice(Bound)]
    source: Annotated[str, written.Text()]
    most: Annotated[tuple[Dated, ...], AS_READ, written.DatedAmounts()] = ()
    least: Annotated[tuple[Dated, ...], AS_READ, written.DatedAmounts()] = ()
    by: Annotated[tuple[str, ...], written.References(("parameter",))] = ()
    about: Annotated[tuple[str, ...], written.Texts()] = ()
    forbids: Annotated[tuple[str, ...], written.Texts()] = ()
    unless: Annotated[tuple[str, ...], written.Texts()] = ()
    says: Annotated[tuple[str, ...], written.Texts()] = ()
    strength: Annotated[Strength, written.Choice(Strength)] = Strength.FLOOR
    start: Annotated[date | None, AS_READ, written.Special("day")] = None
    until: Annotated[date | None, AS_READ, written.Special("day")] = None
    allows: Annotated[str, written.Text()] = ""
    english: Annotated[str, written.Text()] = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on ``day``; both ends count."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def most_at(self, day: date) -> Value | None:
        """The most that is allowed on ``day``, in base units; ``None`` when nothing is said of it."""
        return value_at(self.most, day, self.name) if self.most else None

    def least_at(self, day: date) -> Value | None:
        """The least that is allowed on ``day``, in base units; ``None`` when nothing is said of it."""
        return value_at(self.least, day, self.name) if self.least else None
