"""What the names of a form's formulas are worth that are not its fields: parameters, metrics, inputs, targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import given
from guiju.apps.figures import rules as figure_rules
from guiju.apps.figures.queries import points
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.apps.people import queries as people
from guiju.apps.rulebook import access, positions
from guiju.engines import periods
from guiju.engines.measure.named import Given
from guiju.engines.periods import Grain, Period
from guiju.lang import Regulation
from guiju.lang.formula import key_of
from guiju.lang.kinds import Metric, Parameter
from guiju.lang.kinds.duty.model import Duty
from guiju.lang.kinds.duty.recurrence import Every
from guiju.lang.kinds.form.model import Form
from guiju.lang.values import Missing, Value, Why

_GRAINS = {Every.DAY: Grain.DAY, Every.WEEK: Grain.WEEK}
_EARLY_WEEKDAY, _EARLY_DAY = 3, 16  # a report of these first days is about the week or month before


@dataclass(slots=True)
class _Kept:
    """What was looked up so far."""

    points: dict[Period, Mapping[str, Point]] = field(default_factory=dict)
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A regulation, a day, and whose figures count there.

    ``whose`` is the dimension and key of the stored figures: the department's for who may see them, else those of the
    unit, else one's own; ``None`` for who may see none. Metrics are those of ``period``.
    """

    regulation: Regulation
    day: date
    period: Period
    whose: tuple[str, str] | None
    kept: _Kept = field(default_factory=_Kept, compare=False)

    def earlier(self, count: int) -> "Surroundings":
        """The same so many periods before."""
        period = self.period.previous(count)
        return replace(self, period=period, day=min(self.day, period.end))

    def at(self, period: Period) -> "Surroundings":
        """The same with the metrics of another period."""
        return replace(self, period=period)

    def value(self, key: str) -> Value:
        """The value of a name of the regulation by its key."""
        symbol = self.regulation.names.get(key)
        if symbol is None:
            return Missing.because(Why.UNKNOWN, key)
        if symbol.role == "value" and symbol.name in self.regulation.of(Parameter):
            return self.regulation.of(Parameter)[symbol.name].at(self.day)
        if symbol.role == "value" and symbol.name in self.regulation.of(Metric):
            return self.metric(symbol.name)
        if self.whose is None or symbol.role == "attainment":
            return Missing.because(Why.UNKNOWN, symbol.name)
        if self.kept.given is None:
            self.kept.given = given.given(self.regulation)
        dim, about = self.whose
        return self.kept.given(symbol, self.period, {} if dim == DEPARTMENT else {dim: about})

    def metric(self, name: str) -> Fraction | Missing:
        """The stored figure of a metric; missing when there is none, or none that may be seen."""
        point = self._points().get(name)
        return point.value if point else Missing.because(Why.UNKNOWN, name, str(self.period))

    def snapshot(self, name: str) -> dict[str, Any]:  # Any: JSON, a stored answer
        """The figure of a metric or input as an answer keeps it: its exact value, "" when missing, and whose it is."""
        value = self.value(key_of(name))
        dim, key = self.whose or ("", "")
        exact = str(value) if isinstance(value, Fraction) else ""
        return {"metric": name, "period": str(self.period), "value": exact, "dim": dim, "key": key}

    def _points(self) -> Mapping[str, Point]:
        if self.whose is None:
            return {}
        if self.period not in self.kept.points:
            dim, key = self.whose
            self.kept.points[self.period] = points.board(self.period, dim=dim, key=key)
        return self.kept.points[self.period]


def of(regulation: Regulation, form: Form, number: str, day: date, *, period: Period | None = None) -> Surroundings:
    """What surrounds a record of a form about a day, as somebody may see it."""
    return Surroundings(regulation, day, period or usual_period(regulation, form, day), _whose(regulation, number, day))


def usual_period(regulation: Regulation, form: Form, day: date) -> Period:
    """The period that a record about a day reports on, as the duty that asks for the form comes round.

    A daily report tells of the day before, one of the first days of a week or month of the week or month before, and
    any other of the running one.
    """
    every = next((duty.recurs.every for duty in regulation.of(Duty).values() if duty.form == form.name), Every.DAY)
    grain = _GRAINS.get(every, Grain.MONTH)
    now = periods.containing(day, grain)
    early = {Grain.DAY: True, Grain.WEEK: day.weekday() < _EARLY_WEEKDAY, Grain.MONTH: day.day < _EARLY_DAY}[grain]
    return now.previous() if early else now


def _whose(regulation: Regulation, number: str, day: date) -> tuple[str, str] | None:
    actor = Actor("", "", number=number, grants=access.grants(number, clock.today()))
    if figure_rules.may_view_figures(actor):
        return DEPARTMENT, ""
    post = people.main_post(number, day)
    unit = positions.unit(regulation, post.unit) if post else None
    if unit and figure_rules.may_view_figures(actor, dim="unit", key=unit.name):
        return "unit", unit.name
    return ("person", number) if figure_rules.may_view_figures(actor, dim="person", key=number) else None
