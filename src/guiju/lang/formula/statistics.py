"""Statistics of shares: what can be said of two counts of successes, in floats and therefore an estimate.

A z test with pooled variance, its two-sided p, and intervals: Wilson for one share, for a difference of two Newcombe's
(from Wilson's limits, without continuity correction) and Wald's (unpooled normal approximation). Differences are the
second group's share less the first's. SciPy, which knows the normal distribution, is loaded when one is computed.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import sqrt

from guiju.lang.formula.format import format_tree
from guiju.lang.formula.tree import Call
from guiju.lang.values import Missing, Value, Why

DIGITS = 12  # of a result; the last ones of a float differ between machines
CONFIDENCE = Fraction(95, 100)
_TRIALS = 2  # places of an argument list: successes and trials, once or twice, then the level of confidence

Counts = Sequence[Fraction]
Statistic = Callable[[Counts, float], float | None]
"""Of successes and trials of each group and the normal quantile of a confidence; ``None`` where nothing varies."""


def function(node: Call) -> Callable[[Sequence[Value]], Value]:
    """What a statistical function does to numbers that are all present; ``TypeError`` for anything else."""
    groups = 2 if len(node.arguments) > _TRIALS + 1 else 1
    work = _WORK[node.function]

    def estimate(values: Sequence[Value]) -> Value:
        numbers = [_number(value) for value in values]
        counts, rest = numbers[: 2 * groups], numbers[2 * groups :]
        confidence = rest[0] if rest else CONFIDENCE
        text = format_tree(node)
        for successes, trials in zip(counts[::2], counts[1::2], strict=True):
            if trials == 0:
                return Missing.because(Why.ZERO_DENOMINATOR, format_tree(node.arguments[1]), text)
            if not 0 <= successes <= trials:
                return Missing.because(Why.NO_SHARE, text)
        if not 0 < confidence < 1:
            return Missing.because(Why.NO_SHARE, text)
        found = work(counts, _quantile(confidence))
        return Missing.because(Why.ZERO_DENOMINATOR, text) if found is None else Fraction(f"{found:.{DIGITS}g}")

    return estimate


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value


def _quantile(confidence: Fraction) -> float:
    from scipy.special import ndtri  # heavy: only where somebody asks for statistics

    return float(ndtri(float((1 + confidence) / 2)))


def z_value(counts: Counts, _: float = 0) -> float | None:
    """The difference of two shares in standard errors of their pooled share."""
    one, all_one, other, all_other = counts
    pooled = (one + other) / (all_one + all_other)
    variance = pooled * (1 - pooled) * (1 / all_one + 1 / all_other)
    return None if variance == 0 else float(other / all_other - one / all_one) / sqrt(variance)


def p_value(counts: Counts, _: float = 0) -> float | None:
    """How likely a difference at least so great is by chance alone, either way."""
    from scipy.special import ndtr

    z = z_value(counts)
    return None if z is None else float(2 * ndtr(-abs(z)))


def wilson(successes: Fraction, trials: Fraction, z: float) -> tuple[float, float]:
    """Wilson's limits of a share."""
    share, n = float(successes / trials), float(trials)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - reach, middle + reach


def newcombe(counts: Counts, z: float) -> tuple[float, float]:
    """Newcombe's limits of the difference of two shares."""
    one, all_one, other, all_other = counts
    p, q = float(one / all_one), float(other / all_other)
    (low_p, high_p), (low_q, high_q) = wilson(one, all_one, z), wilson(other, all_other, z)
    below, above = sqrt((q - low_q) ** 2 + (high_p - p) ** 2), sqrt((high_q - q) ** 2 + (p - low_p) ** 2)
    return q - p - below, q - p + above


def wald(counts: Counts, z: float) -> tuple[float, float]:
    """Wald's limits of the difference of two shares."""
    one, all_one, other, all_other = counts
    p, q = one / all_one, other / all_other
    reach = z * sqrt(p * (1 - p) / all_one + q * (1 - q) / all_other)
    return float(q - p) - reach, float(q - p) + reach


_WORK: dict[str, Statistic] = {
    "z_value": z_value,
    "p_value": p_value,
    "difference_low": lambda counts, z: newcombe(counts, z)[0],
    "difference_high": lambda counts, z: newcombe(counts, z)[1],
    "wald_low": lambda counts, z: wald(counts, z)[0],
    "wald_high": lambda counts, z: wald(counts, z)[1],
    "share_low": lambda counts, z: wilson(counts[0], counts[1], z)[0],
    "share_high": lambda counts, z: wilson(counts[0], counts[1], z)[1],
}
