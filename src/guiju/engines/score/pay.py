"""Bonuses: a formula within its limits, rounded once; or a part of a pool, so that the parts sum to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.engines.score.attain import Bound, bounded, number
from guiju.engines.score.case import Case
from guiju.engines.score.split import round_half_up, split
from guiju.lang.formula import Formula
from guiju.lang.kinds import Bonus
from guiju.lang.values import Missing, Value, Why, first_missing


@dataclass(frozen=True, slots=True)
class Limited:
    """An amount worked out in full, within the limits that the clause states, and rounded once; yuan.

    ``worked`` is what the formula yields, ``amount`` what comes of it, ``bound`` the limit that binds.
    """

    worked: Value
    amount: Fraction | Missing
    bound: Bound = Bound.NONE
    cap: Value | None = None
    floor: Value | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part of a pool: ``weight`` of ``weights`` of ``whole``, which is rounded before it is split."""

    whole: Limited
    weight: Value
    weights: Fraction | Missing
    people: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A bonus and how it came about; ``part`` says so where it comes from a pool."""

    rule: Bonus
    worked: Limited
    part: Part | None = None

    @property
    def amount(self) -> Fraction | Missing:
        """What is paid, in yuan."""
        return self.worked.amount


def pay(case: Case, rule: Bonus, formula: Formula) -> Paid:
    """The bonus of one person by a formula."""
    return Paid(rule, _limited(case, rule, formula))


def share_out(rule: Bonus, unit: Case, members: Mapping[str, Case], pool: Formula) -> dict[str, Paid]:
    """A pool split among people by their shares, by largest remainder: the parts sum to the pool.

    Cap and floor bound the whole. While anybody's share is missing, all parts are: what is left cannot be known.
    """
    whole = _limited(unit, rule, pool)
    weights = {who: _weight(case, rule) for who, case in members.items()}
    lacking = first_missing([whole.amount, *weights.values()])
    total = lacking or sum((number(weight) for weight in weights.values()), Fraction(0))
    if total == 0:
        total = Missing.because(Why.ZERO_DENOMINATOR, rule.share.text if rule.share else rule.name)
    parts: dict[str, Fraction | Missing]
    if isinstance(total, Missing):
        parts = dict.fromkeys(members, total)
    else:
        amounts = split(number(whole.amount), [number(weight) for weight in weights.values()], rule.round.yuan)
        parts = dict(zip(members, amounts, strict=True))
    return {
        who: Paid(
            rule,
            Limited(_exact(whole, weights[who], total), parts[who]),
            Part(whole, weights[who], total, len(members)),
        )
        for who in members
    }


def _weight(case: Case, rule: Bonus) -> Value:
    """A person's weight in a pool; everybody weighs the same where the clause states no share."""
    return Fraction(1) if rule.share is None else case.evaluate(rule.share)


def _exact(whole: Limited, weight: Value, total: Fraction | Missing) -> Value:
    if isinstance(total, Missing):
        return total
    return number(whole.amount) * number(weight) / total


def _limited(case: Case, rule: Bonus, formula: Formula) -> Limited:
    worked = case.evaluate(formula)
    cap, floor = (None if limit is None else case.evaluate(limit) for limit in (rule.cap, rule.floor))
    lacking = first_missing([worked, *(limit for limit in (cap, floor) if limit is not None)])
    if lacking is not None:
        return Limited(worked, lacking, Bound.NONE, cap, floor)
    limited = bounded(number(worked), cap, floor)
    return Limited(worked, round_half_up(number(limited.value), rule.round.yuan), limited.bound, cap, floor)
