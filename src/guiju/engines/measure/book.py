"""What every name of a metric is worth in a period for some dimensions: the exact arithmetic over aggregates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from guiju.engines.measure.aggregates import Cells
from guiju.engines.measure.amounts import Dims
from guiju.engines.measure.named import CELL, Given, nothing_given, over_cells
from guiju.engines.measure.owners import PERSON
from guiju.engines.measure.reach import Subject
from guiju.engines.measure.sql import Plan
from guiju.engines.measure.tables import Connection
from guiju.engines.measure.wanted import aggregates, exceptions, formulas
from guiju.engines.periods import Period
from guiju.lang.formula import Exact, Formula, compile_exact, format_tree, key_of
from guiju.lang.formula.scope import Row
from guiju.lang.formula.tree import Node
from guiju.lang.kinds import Metric, Parameter, Rule
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why

FARTHEST = 60  # periods that 上期 may lead back beyond those asked for, so that what builds on itself has an end


@dataclass(frozen=True, slots=True)
class BookScope:
    """A period and the values of its dimensions, as formulas see them."""

    book: "Book"
    period: Period
    dims: Dims

    def name(self, key: str) -> Value:
        """The value of a name, or of an aggregate that a name stands for."""
        if key.startswith(CELL):
            return self.book.cells.amount(key[len(CELL) :], self.period, self.dims).value
        return self.book.name(key, self.period, self.dims)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - the protocol asks
        """Never any rows: aggregates are computed by the lake."""
        return Missing.because(Why.UNKNOWN, fact)

    def previous(self, periods: int) -> "BookScope":
        """The same dimensions, so many periods earlier."""
        return replace(self, period=self.period.previous(periods))


class Book:
    """The metrics of a regulation over the aggregates of a run; everything is worked out once.

    ``first`` is the earliest period asked for. Raises ``KeyError`` for a metric that the regulation does not have.
    """

    def __init__(
        self,
        connection: Connection,
        plan: Plan,
        regulation: Regulation,
        subject: Subject,
        first: Period,
        given: Given = nothing_given,
    ) -> None:
        self.regulation, self.subject, self.given = regulation, subject, given
        self.earliest = first.previous(FARTHEST).start
        nodes = {format_tree(node): node for one in formulas(regulation) for node in aggregates(one.tree)}
        parameters = regulation.of(Parameter)
        self.cells = Cells(connection, plan, nodes, subject, lambda name, day: parameters[name].at(day), self.scope)
        self._exact: dict[int, tuple[Formula, Exact]] = {}
        self._kept: dict[tuple[str, Period, Dims], Value] = {}

    def scope(self, period: Period, dims: Dims) -> BookScope:
        """What names mean in a period for these dimensions."""
        return BookScope(self, period, dims)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Rule]:
        kinds: Iterable[type[Rule]] = (Metric, Parameter)
        return {(kind.kind, key_of(name)): rule for kind in kinds for name, rule in self.regulation.of(kind).items()}

    @cached_property
    def _excepted(self) -> set[str]:
        """The keys of rules and clauses that some rule excepts."""
        return {key_of(rule.overrides) for rule in self.regulation.rules if rule.overrides}

    def name(self, key: str, period: Period, dims: Dims) -> Value:
        """The value of a name by its key: a metric, a parameter, or what is given."""
        symbol = self.regulation.names.get(key)
        if symbol is None:
            return Missing.because(Why.UNKNOWN, key)
        rule = self.rule(key)
        if isinstance(rule, Metric):
            return self.metric(rule, period, dims)
        if isinstance(rule, Parameter):
            chosen = self._in_force(rule, period, dims)
            return chosen if isinstance(chosen, Missing) else chosen.at(period.end)
        return self.given(symbol, period, dict(zip(self.subject.by, dims, strict=True)))

    def rule(self, key: str) -> Metric | Parameter | None:
        """The metric or parameter that a name means; ``None`` for what is given."""
        symbol = self.regulation.names.get(key)
        if symbol is None or symbol.role != "value":
            return None
        found = (self._by_key.get((kind, key_of(symbol.name))) for kind in (Metric.kind, Parameter.kind))
        return next((one for one in found if isinstance(one, Metric | Parameter)), None)

    def excepted(self, rule: Metric | Parameter) -> bool:
        """Whether some rule excepts it, or its clause."""
        return bool({key_of(rule.name), key_of(rule.clause)} & self._excepted)

    def reads_people(self, texts: Iterable[str]) -> bool:
        """Whether some of the aggregates are of rows that people own themselves."""
        plan = self.cells.plan
        return any(PERSON in plan.facts[plan.cells[text].fact].owners for text in texts)

    def metric(self, rule: Metric, period: Period, dims: Dims) -> Value:
        """The value of a metric."""
        key = (rule.name, period, dims)
        if key not in self._kept:
            self._kept[key] = Missing.because(Why.UNKNOWN, rule.name, str(period))  # for who asks in a circle
            self._kept[key] = self._metric(rule, period, dims)
        return self._kept[key]

    def _metric(self, rule: Metric, period: Period, dims: Dims) -> Value:
        if period.start < self.earliest:
            return Missing.because(Why.NO_PREVIOUS, rule.name, str(period))
        chosen = self._in_force(rule, period, dims)
        return chosen if isinstance(chosen, Missing) else self.evaluate(chosen.formula, period, dims)

    def evaluate(self, formula: Formula, period: Period, dims: Dims) -> Value:
        """The value of a formula."""
        return self.exact(formula, formula.tree)(self.scope(period, dims))

    def exact(self, formula: Formula, node: Node) -> Exact:
        """A part of a formula as a function of a scope, with its aggregates read from the run."""
        found = self._exact.get(id(node))
        if found is None:
            found = self._exact[id(node)] = (formula, compile_exact(over_cells(node)))
        return found[1]

    def _in_force[R: (Metric, Parameter)](self, rule: R, period: Period, dims: Dims) -> R | Missing:
        """The rule, or the one exception to it that holds; an exception may itself have exceptions."""
        if not self.excepted(rule):
            return rule
        seen = {rule.name}
        while True:
            true: list[R] = []
            for one in exceptions(self.regulation, rule, seen):
                held = True if one.when is None else self.evaluate(one.when, period, dims)
                if isinstance(held, Missing):
                    return held
                true += [one] if held is True else []
            if not true:
                return rule
            if len(true) > 1:
                return Missing.because(Why.TWO_RULES, rule.name, ", ".join(one.name for one in true))
            rule = true[0]
            seen.add(rule.name)
