"""Splitting a whole into parts that sum to it, and rounding half up: the only two ways an amount loses its tail."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def round_half_up(value: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of ``step``; a half goes away from zero, so that a deduction rounds as a payment does."""
    away = floor(abs(value) / step + Fraction(1, 2)) * step
    return away if value >= 0 else -away


def apportion(total: int, quotas: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole numbers near ``quotas`` that sum to ``total``, by largest remainder; equal remainders: the earlier first.

    The quotas must sum to ``total`` to within one for each of them.
    """
    parts = [floor(quota) for quota in quotas]
    left = total - sum(parts)
    if not 0 <= left <= len(parts):
        raise ValueError(f"quotas {quotas} do not sum to {total}")
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - quotas[at])
    for at in by_remainder[:left]:
        parts[at] += 1
    return tuple(parts)


def split(whole: Fraction, weights: Sequence[Fraction], step: Fraction) -> tuple[Fraction, ...]:
    """``whole``, rounded once to ``step``, in parts by ``weights``: multiples of ``step`` that sum to it.

    Raises ``ZeroDivisionError`` when the weights sum to nothing.
    """
    units = round_half_up(whole, step) / step
    each = units / sum(weights, Fraction(0))
    return tuple(part * step for part in apportion(int(units), [each * weight for weight in weights]))
