"""Runs the worked examples of a regulation: with the figures given, does the rule yield what the text promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import Formula
from guiju.lang.formula.exact import compile_exact
from guiju.lang.formula.names import key_of
from guiju.lang.formula.operations import MismatchError, rounded
from guiju.lang.formula.scope import Row
from guiju.lang.kinds import Bonus, Grade, Input, Metric, Parameter
from guiju.lang.kinds.choices import MoneyStep
from guiju.lang.regulation import Example, Given, Regulation
from guiju.lang.text import Span
from guiju.lang.values import Missing, Value, Why

THE_BONUS = frozenset(map(key_of, ("奖金", "bonus")))
THE_GRADE = frozenset(map(key_of, ("等级", "grade")))
_DECIMALS = {MoneyStep.FEN: 2, MoneyStep.JIAO: 1, MoneyStep.YUAN: 0}


@dataclass(frozen=True, slots=True)
class Result:
    """One promise of one example: ``expected`` as the text says, ``actual`` as the rule yields, in base units."""

    clause: str
    rule: str
    name: str
    span: Span
    expected: Value
    actual: Value

    @property
    def holds(self) -> bool:
        """Whether the rule yields exactly what the text says."""
        return self.actual == self.expected


def run_examples(regulation: Regulation, catalogue: Catalogue) -> tuple[Result, ...]:
    """Every promise of every example, in the order of the document."""
    return tuple(
        _result(regulation, catalogue, example, promised)
        for example in regulation.examples
        for promised in example.then
    )


def _result(regulation: Regulation, catalogue: Catalogue, example: Example, promised: Given) -> Result:
    rule: Bonus | Grade | None
    rule = _grade(regulation, example, promised.name) or _meant(regulation, example, promised.name)
    scope = _Given(
        regulation, catalogue, {_canonical(regulation, key_of(g.name)): g.value.value for g in example.given}
    )
    actual: Value
    try:
        if isinstance(rule, Grade):
            actual = _band(rule, scope)
        elif rule is not None:
            found = _in_force(regulation, rule, scope)
            actual = found if isinstance(found, Missing) else _pay(found, scope)
        else:
            actual = scope.name(key_of(promised.name))
    except MismatchError as mismatch:
        actual = Missing.because(Why.UNKNOWN, str(mismatch))
    name = rule.name if rule else promised.name
    return Result(example.clause, name, promised.name, promised.span, promised.value.value, actual)


def _meant(regulation: Regulation, example: Example, name: str) -> Bonus | None:
    """The bonus that is promised: the one named, or the only one of the clause; ``None`` for a metric."""
    bonuses: Sequence[Bonus] = list(regulation.of(Bonus).values())
    wanted = example.rule or ("" if key_of(name) in THE_BONUS else name)
    if wanted:
        return next((bonus for bonus in bonuses if key_of(bonus.name) == key_of(wanted)), None)
    return next((bonus for bonus in bonuses if bonus.clause == example.clause), None)


def _grade(regulation: Regulation, example: Example, name: str) -> Grade | None:
    """The grade that is promised: the one named, or the one of the clause, else the only one there is."""
    grades = list(regulation.of(Grade).values())
    if key_of(name) not in THE_GRADE:
        return next((grade for grade in grades if key_of(grade.name) == key_of(name)), None)
    mine = [grade for grade in grades if grade.clause == example.clause] or grades
    return next((grade for grade in mine if not example.rule or key_of(grade.name) == key_of(example.rule)), None)


def _band(grade: Grade, scope: "_Given") -> Value:
    """The first band that the points reach; points are given as such, or as the score in total."""
    points = scope.name(key_of("绩效分"))
    if isinstance(points, Missing):
        total = scope.name(key_of("综合得分"))
        points = total * 100 if isinstance(total, Fraction) else points
    if not isinstance(points, Fraction):
        return points
    found = (band.name for band in grade.bands if points >= band.lower)
    return next(found, Missing.because(Why.NO_RULE, grade.name))


def _in_force(regulation: Regulation, bonus: Bonus, scope: "_Given") -> Bonus | Missing:
    """The bonus itself, or its exception whose condition holds; two that hold at once leave nothing."""
    holding = []
    for other in regulation.of(Bonus).values():
        if other is not bonus and other.when is not None and other.overrides in (bonus.name, bonus.clause):
            holds = scope.worth(other.when)
            if isinstance(holds, Missing):
                return holds
            holding += [other] if holds is True else []
    if len(holding) > 1:
        return Missing.because(Why.TWO_RULES, bonus.name, "、".join(one.name for one in holding))
    return holding[0] if holding else bonus


def _pay(bonus: Bonus, scope: "_Given") -> Value:
    """What a bonus pays: formula, cap, floor, rounding, in that order."""
    amount = scope.worth(bonus.formula or bonus.pool)
    for bound, pick in ((bonus.cap, min), (bonus.floor, max)):
        if bound is not None and not isinstance(amount, Missing):
            limit = scope.worth(bound)
            amount = limit if isinstance(limit, Missing) else pick(amount, limit)
    if isinstance(amount, Missing):
        return amount
    return rounded(amount, _DECIMALS[bonus.round])  # type: ignore[arg-type]  # the type check holds it to money


def _canonical(regulation: Regulation, key: str) -> str:
    """One key for a name and its aliases, with what is derived from them."""
    symbol = regulation.names.get(key)
    if symbol is None:
        return key
    return key_of(symbol.name) if symbol.role == "value" else f"{symbol.role} {key_of(symbol.of)}"


@dataclass(slots=True)
class _Given:
    """A scope of the figures that an example gives; the text gives the rest."""

    regulation: Regulation
    catalogue: Catalogue
    given: Mapping[str, Value]
    open: set[str] = field(default_factory=set)

    def name(self, key: str) -> Value:
        """The figure given, else the parameter or default in force, else the metric worked out from the others."""
        symbol = self.regulation.names.get(key)
        key = _canonical(self.regulation, key)
        if key in self.given:
            return self.given[key]
        rule = self.declared(key)
        if isinstance(rule, Parameter):
            return rule.at(self.regulation.effective or date.max)
        if isinstance(rule, Input) and rule.default is not None:
            return rule.default
        if not isinstance(rule, Metric) or key in self.open:
            return Missing.because(Why.UNKNOWN, symbol.name if symbol else key)
        self.open.add(key)
        try:
            return self.worth(rule.formula)
        finally:
            self.open.discard(key)

    def declared(self, key: str) -> Parameter | Metric | Input | None:
        """The parameter, metric or input of this name."""
        rules: tuple[Parameter | Metric | Input, ...] = (
            *self.regulation.of(Parameter).values(),
            *self.regulation.of(Metric).values(),
            *self.regulation.of(Input).values(),
        )
        return next((rule for rule in rules if key_of(rule.name) == key), None)

    def worth(self, formula: Formula | None) -> Value:
        """What a formula yields; one that could not be read yields nothing."""
        if formula is None or formula.tree is None:
            return Missing.because(Why.UNKNOWN, "")
        return compile_exact(formula.tree, self.catalogue)(self)

    def rows(self, fact: str, event: str | None = "") -> Sequence[Row] | Missing:  # noqa: ARG002 - as a scope asks
        """An example gives no rows."""
        return Missing.because(Why.NOT_COVERED, fact)

    def previous(self, periods: int) -> "_Given":  # noqa: ARG002 - as a scope asks
        """An example gives one period: the earlier ones are the same."""
        return self
