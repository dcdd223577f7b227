"""What may be kept back from a month's wage."""

from fractions import Fraction


def deductible(wage: Fraction, share: Fraction, minimum: Fraction) -> Fraction:
    """The most that may be deducted from ``wage`` yuan: ``share`` of it, and never into the minimum wage.

    >>> deductible(Fraction(3000), Fraction(1, 5), Fraction(2740))
    Fraction(260, 1)
    """
    return max(Fraction(0), min(wage * share, wage - minimum))
