"""One person, or one unit, in one period: what every name of a formula is worth to them, and where that comes from."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from guiju.engines import periods
from guiju.engines.measure.named import CELL
from guiju.engines.periods import Grain, Period
from guiju.engines.score.applies import excepted, nearest, subjects
from guiju.engines.score.attain import Attained, Yardstick, attain
from guiju.engines.score.book import Book, Meant
from guiju.engines.score.found import Aimed, Entered, Measured
from guiju.engines.score.kept import Company, Kept
from guiju.engines.score.person import Person, Placement, place
from guiju.engines.score.scope import Names
from guiju.engines.score.sheet import FULL, Reading, Sheet, fill
from guiju.engines.score.source import Cell, Rows, Source
from guiju.engines.score.whose import rows, rows_for
from guiju.lang.formula import Formula, key_of
from guiju.lang.formula.operations import MismatchError
from guiju.lang.kinds import Bonus, Input, Metric, Parameter, Rule, Scorecard, Subject
from guiju.lang.kinds.choices import ItemScope, SubjectKind
from guiju.lang.kinds.scorecard.model import Item
from guiju.lang.values import Missing, Value, Why
from guiju.lang.words import KIND_WORDS

GRAINS = list(Grain)
CARD = KIND_WORDS[Scorecard.kind][0]
FARTHEST = 60  # periods that 上期 may lead back, so that a figure which builds on itself has an end


class Case:
    """Somebody in a period. Everything is worked out when first asked for and kept.

    ``unit`` is given instead of a person where a unit as a whole is meant, such as for a pool. ``absent`` marks an
    earlier period in which the person held no place: their own figures are missing there, those of their unit are not.
    """

    def __init__(
        self,
        book: Book,
        source: Source,
        period: Period,
        *,
        person: Person | None = None,
        unit: str = "",
        back: int = 0,
        company: Company | None = None,
    ) -> None:
        self.book, self.source, self.period, self.person, self.back = book, source, period, person, back
        self.placement: Placement | None = place(person, period) if person else None
        self.absent = person is not None and self.placement is None
        self.unit, self.position = unit, ""
        if self.placement is not None:
            self.unit, self.position = self.placement.unit, self.placement.position
        self.path = book.path(self.unit)
        self.about = subjects(person.id if person else "", self.position, self.path)
        self._kept = Kept(company, (period, self.placement, back), person.id if person else "")

    @property
    def provisional(self) -> bool:
        """Whether a figure that was asked for is of a period that still runs."""
        return self._kept.provisional

    def value(self, key: str, within: Rows | None = None, general: str = "") -> Value:
        """What a name is worth, by its key."""
        if key.startswith(CELL):
            return self.cell(key.removeprefix(CELL), within).value
        meant = self.book.names.get(key)
        if meant is None:
            return Missing.because(Why.UNKNOWN, key)
        way = _WAYS.get(meant.role)
        return self.scored(meant) if way is None else way(self, meant.name, within, general)

    def evaluate(self, formula: Formula, within: Rows | None = None, general: str = "") -> Value:
        """What a formula is worth; missing when values do not go together that the compiler could not foresee."""
        try:
            return self.book.exact(formula)(Names(self, within, general))
        except MismatchError:
            return Missing.because(Why.UNKNOWN, formula.text)

    def earlier(self, count: int) -> "Case":
        """The same person or unit, so many periods earlier."""
        found: Case = self._once(("earlier", count), None, lambda: self._earlier(count))
        return found

    def _earlier(self, count: int) -> "Case":
        self._kept.own()  # where they stood then is their own
        period, back = self.period.previous(count), self.back + count
        company = self._kept.company
        return Case(self.book, self.source, period, person=self.person, unit=self.unit, back=back, company=company)

    def rule[AnyRule: Rule](self, rule: AnyRule) -> AnyRule | Missing:
        """A rule, or the exception to it that holds here."""
        found: AnyRule | Missing = self._once(
            ("rule", rule.kind, rule.name), rule, lambda: excepted(rule, self._exceptions, self.evaluate)
        )
        return found

    def card(self) -> Scorecard | Missing | None:
        """The scorecard that speaks for this person; ``None`` when none does."""
        rules = self.book.regulation.of(Scorecard).values()
        found: Scorecard | Missing | None = self._once("card", None, lambda: self._nearest(rules))
        return found

    def bonus(self) -> Bonus | Missing | None:
        """The bonus that speaks for this person; ``None`` when none does."""
        rules = self.book.regulation.of(Bonus).values()
        found: Bonus | Missing | None = self._once("bonus", None, lambda: self._nearest(rules))
        return found

    def _nearest[ForSomebody: (Scorecard, Bonus)](self, rules: Iterable[ForSomebody]) -> ForSomebody | Missing | None:
        return nearest(rules, self.about, self.period.grain.value, self._exceptions, self.evaluate)

    def _exceptions(self, rule: Rule) -> Iterable[Rule]:
        return self.book.exceptions(rule.kind, rule.name, rule.clause)

    def parameter(self, name: str) -> Value:
        """A parameter as dated at the period's end."""
        rule = self.rule(self.book.regulation.of(Parameter)[name])
        return rule if isinstance(rule, Missing) else rule.at(self.period.end)

    def metric(self, name: str, within: Rows | None = None, general: str = "") -> Measured:
        """A metric for the rows that count here: those of the scorecard's item, else the department's.

        Exceptions to it are left aside when it is the ``general`` one.
        """
        rows = within or rows_for(self, name)
        circle = Measured(Missing.because(Why.UNKNOWN, name), rows)
        key = ("metric", name, rows, name == general)
        found: Measured = self._once(key, circle, lambda: self._metric(name, rows, general))
        return found

    def _metric(self, name: str, rows: Rows, general: str) -> Measured:
        base = self.book.regulation.of(Metric)[name]
        rule = base if name == general else self.rule(base)
        if isinstance(rule, Missing):
            return Measured(rule, rows)
        if self.back > FARTHEST:
            return Measured(Missing.because(Why.NO_PREVIOUS, name, str(self.period)), rows, rule)
        return Measured(self.evaluate(rule.formula, rows, self.excepts(rule, general)), rows, rule)

    def excepts(self, rule: Metric, general: str = "") -> str:
        """The metric that a rule, where it is an exception, means as it is in general."""
        return rule.overrides if rule.overrides in self.book.regulation.of(Metric) else general

    def cell(self, text: str, within: Rows | None = None) -> Cell:
        """An aggregate over the rows that count here, else over those of the department."""
        rows = within or Rows(ItemScope.DEPARTMENT)
        found: Cell = self._once(("cell", text, rows), None, lambda: self._cell(text, rows))
        return found

    def _cell(self, text: str, rows: Rows) -> Cell:
        if rows.scope is ItemScope.OWN:
            self._kept.own()
        if self.absent and rows.scope is ItemScope.OWN:
            return Cell(text, "", "", None, Missing.because(Why.NO_PREVIOUS, text, str(self.period)))
        found = self.source.cell(text, rows, self.period)
        self._kept.runs(found.provisional)
        return found

    def input(self, name: str) -> Entered:
        """An entered figure for whom it is declared, in the period of its own length that ends here."""
        found: Entered = self._once(("input", name), None, lambda: self._input(name))
        return found

    def _input(self, name: str) -> Entered:
        rule = self.rule(self.book.regulation.of(Input)[name])
        if isinstance(rule, Missing):
            return Entered(None, Subject(SubjectKind.DEPARTMENT), self.period, rule)
        grain = max(Grain(rule.period), self.period.grain, key=GRAINS.index)
        period = periods.containing(self.period.end, grain)
        about = [one for one in self.about if one.kind is rule.subject.kind]
        if rule.subject.name or not about:
            about = [rule.subject]
        if about[0].kind is SubjectKind.PERSON:
            self._kept.own()
        for subject in about:
            stated = self.source.input(rule.name, subject, period)
            if stated is not None:
                return Entered(rule, subject, period, stated.value, stated)
        who = self.person.name if self.person and about[0].name == self.person.id else about[0].name
        lacking = Missing.because(Why.NO_INPUT, rule.name, f"{who} {period}".strip())
        return Entered(rule, about[0], period, lacking if rule.default is None else rule.default)

    def target(self, name: str) -> Aimed:
        """The target of the nearest subject that has one: entered before written in the regulation."""
        found: Aimed = self._once(("target", name), Aimed(Missing(())), lambda: self._target(name))
        return found

    def _target(self, name: str) -> Aimed:
        written = [rule for rule in self.book.targets.get(name, ()) if rule.period == self.period.grain.value]
        for subject in self.about:
            stated = self.source.target(name, subject, self.period)
            if stated is not None:
                return Aimed(stated.value, subject, None, stated)
            for one in written:
                same = one.subject.kind is subject.kind and key_of(one.subject.name) in {"", key_of(subject.name)}
                if same and one.values:
                    rule = self.rule(one)
                    if subject.kind is SubjectKind.PERSON:
                        self._kept.own()
                    if isinstance(rule, Missing):
                        return Aimed(rule, subject)
                    return Aimed(rule.at(self.period.end), subject, rule)
        return Aimed(Missing.because(Why.NO_TARGET, name, f"{self.unit} {self.period}"))

    def pay(self, item: str) -> Value:
        """Monthly pay of the person on their last day in the period; ``item`` is ``performance`` or ``base``."""
        self._kept.own()
        if self.person is None or self.placement is None:
            return Missing.because(Why.NO_PAY, self.person.name if self.person else self.unit, item)
        return self.source.pay(self.person.id, item, self.placement.last)

    def attainment(self, name: str, within: Rows | None = None) -> Attained:
        """How much of its target a metric or input reaches, within its own limits."""
        stick = self.yardstick(name)
        if isinstance(stick, Missing):
            return Attained(stick)
        return attain(stick, self.actual(name, within), self.target(name).value)

    def actual(self, name: str, within: Rows | None = None) -> Value:
        """The actual value of a metric or an input that is held against a target."""
        return self.metric(name, within).value if isinstance(self.book.stick(name), Metric) else self.input(name).value

    def yardstick(self, name: str, item: Item | None = None) -> Yardstick | Missing:
        """How a metric or input is held against its target; limits of a scorecard's item stand before its own."""
        rule = self.rule(self.book.stick(name))
        if isinstance(rule, Missing):
            return rule

        def worth(formula: Formula | None) -> Value | None:
            return None if formula is None else self.evaluate(formula)

        cap = item.cap if item and item.cap is not None else rule.cap
        floor = item.floor if item and item.floor is not None else rule.floor
        limits = (rule.min, rule.max) if isinstance(rule, Input) else (None, None)
        return Yardstick(name, rule.direction, rule.attainment, worth(rule.baseline), worth(cap), worth(floor), *limits)

    def sheet(self) -> Sheet | Missing | None:
        """The filled scorecard; ``None`` when no scorecard speaks for this person."""
        cycle = Missing.because(Why.UNKNOWN, CARD)
        found: Sheet | Missing | None = self._once("sheet", cycle, self._sheet)
        return found

    def _sheet(self) -> Sheet | Missing | None:
        card = self.card()
        if card is None or isinstance(card, Missing):
            return card
        if self.absent or self.back > FARTHEST:
            return Missing.because(Why.NO_PREVIOUS, card.name, str(self.period))
        readings = [self.reading(item) for section in card.sections for item in section.items]
        cap, floor = (None if limit is None else self.evaluate(limit) for limit in (card.cap, card.floor))
        return fill(card, readings, cap, floor)

    def reading(self, item: Item) -> Reading:
        """What one item of a scorecard is filled in with."""
        stick = self.yardstick(item.name, item)
        actual = self.actual(item.name, rows(self, item.scope))
        if isinstance(stick, Missing):
            return Reading(Yardstick(item.name, None, None), stick, stick)
        return Reading(stick, actual, self.target(item.name).value)

    def settled(self) -> Fraction | None:
        """The points that were published for this period, if it is an earlier one."""
        self._kept.own()
        return self.source.settled(self.person.id, self.period) if self.back and self.person is not None else None

    def scored(self, meant: Meant) -> Value:
        """The total as a ratio, the points, or a section's score; of an earlier period those published, if any."""
        settled = None if meant.role == "section" or not self.back else self.settled()
        if settled is not None:
            return settled / FULL if meant.role == "total" else settled
        sheet = self.sheet()
        if sheet is None:
            self._kept.own()
            return Missing.because(Why.NO_RULE, CARD, self.person.name if self.person else self.unit)
        if isinstance(sheet, Missing):
            return sheet
        if meant.role == "total":
            return sheet.total / FULL if isinstance(sheet.total, Fraction) else sheet.total
        if meant.role == "points":
            return sheet.points
        found = next((one.score for one in sheet.sections if key_of(one.name) == key_of(meant.name)), None)
        return Missing.because(Why.UNKNOWN, meant.name, sheet.card.name) if found is None else found

    def _once(self, key: object, while_asking: object, ask: Callable[[], object]) -> Any:  # what ``ask`` gives
        """Work something out once; who asks for it in the meantime, in a circle, gets ``while_asking``."""
        return self._kept.once(key, while_asking, ask)


_WAYS: Mapping[str, Callable[[Case, str, Rows | None, str], Value]] = {
    "parameter": lambda case, name, _within, _general: case.parameter(name),
    "metric": lambda case, name, within, general: case.metric(name, within, general).value,
    "input": lambda case, name, _within, _general: case.input(name).value,
    "attainment": lambda case, name, within, _general: case.attainment(name, within).value,
    "target": lambda case, name, _within, _general: case.target(name).value,
    "pay": lambda case, name, _within, _general: case.pay(name),
}
