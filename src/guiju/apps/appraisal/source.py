"""What scoring asks of the state: aggregates, targets, entered figures, pay, and earlier points."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from functools import cached_property, partial

from guiju.apps import remember
from guiju.apps.appraisal import standing
from guiju.apps.appraisal.cells import Cells
from guiju.apps.figures.queries import stated
from guiju.apps.figures.values import Entry, Target
from guiju.apps.people import queries as people
from guiju.apps.people.values import Pay
from guiju.engines.periods import Period
from guiju.engines.score.source import Cell, Rows, Stated
from guiju.lang import Regulation
from guiju.lang.kinds import Input, Subject
from guiju.lang.values import Missing, Why


class State:
    """A ``Source`` over the database: everything is read once, however many people ask.

    ``regulation`` says which inputs need confirming; ``cells`` gives the aggregates.
    """

    def __init__(self, regulation: Regulation, cells: Cells) -> None:
        self.regulation, self.cells = regulation, cells
        self._entries: dict[Period, dict[tuple[str, Subject], Entry]] = {}
        self._points: dict[Period, dict[str, Fraction]] = {}

    def cell(self, text: str, rows: Rows, period: Period) -> Cell:
        """An aggregate; missing when neither figures nor lake were ever asked for it."""
        found = self.cells(text, rows, period)
        return found or Cell(text, "", "", None, Missing.because(Why.UNKNOWN, text, str(period)))

    def target(self, name: str, subject: Subject, period: Period) -> Stated | None:
        """Of the targets that have begun the newest, unless it has ended."""
        rows = self._targets.get((name, subject, period.grain.value), ())
        begun = [row for row in rows if row.start.start <= period.start]
        row = begun[-1] if begun else None
        if row is None or (row.end is not None and row.end.start < period.start):
            return None
        return Stated(row.value, row.by, row.at.date())

    def input(self, name: str, subject: Subject, period: Period) -> Stated | None:
        """What was entered; missing while the clause wants it confirmed and nobody has."""
        if period not in self._entries:
            self._entries[period] = {(entry.name, entry.subject): entry for entry in self.entries(period)}
        entry = self._entries[period].get((name, subject))
        if entry is None:
            return None
        rule = self.regulation.of(Input).get(name)
        if rule is not None and rule.confirms and not entry.confirmed_by:
            detail = f"{self.names.get(subject.name, subject.name)} {period}".strip()
            return Stated(Missing.because(Why.NOT_CONFIRMED, name, detail), entry.by, entry.at.date())
        return Stated(entry.value, entry.by, entry.at.date())

    def entries(self, period: Period) -> list[Entry]:
        """What was entered for a period."""
        return remember.once(("appraisal.entries", period), partial(stated.entries, period=period))

    def pay(self, person: str, item: str, day: date) -> Fraction | Missing:
        """The pay in force on a day."""
        begun = [row for row in self._pay.get(person, ()) if row.start <= day]
        amount = (begun[-1].performance if item == "performance" else begun[-1].base) if begun else None
        return Missing.because(Why.NO_PAY, self.names.get(person, person), item) if amount is None else amount

    def settled(self, person: str, period: Period) -> Fraction | None:
        """The points of a period as closed, or else as stored by now, unless they may still change."""
        if period not in self._points:
            rows = standing.outcomes(period).filter(provisional=False)
            kept = rows.exclude(points="").values_list("number", "points")
            self._points[period] = {number: Fraction(scored) for number, scored in kept}
        return self._points[period].get(person)

    @cached_property
    def _targets(self) -> dict[tuple[str, Subject, str], list[Target]]:
        found: dict[tuple[str, Subject, str], list[Target]] = defaultdict(list)
        for row in remember.once("appraisal.targets", stated.targets):
            found[row.metric, row.subject, row.start.grain.value].append(row)
        return found

    @cached_property
    def _pay(self) -> dict[str, list[Pay]]:
        found: dict[str, list[Pay]] = defaultdict(list)
        for row in sorted(remember.once("appraisal.pay", people.pays), key=lambda row: row.start):
            found[row.number].append(row)
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of people by 工号."""
        return remember.once("appraisal.names", lambda: dict(people.names()))
