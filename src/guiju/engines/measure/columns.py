"""A formula over a million rows at once, each rounded to the cent exactly as the closures would.

Floats do the work; the rows that their bounds cannot decide, because a comparison or a rounding could fall on the other
side of a boundary, are computed again by the exact closure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import numpy as np

from guiju.engines.measure import bounds
from guiju.engines.measure.bounds import Chunk, Columns, Flags, Floats, Integers, Numbers, UnsupportedError
from guiju.lang.formula import compile_exact, tree
from guiju.lang.values import Missing, Value

CHUNK = 1 << 15  # rows at a time: their arrays stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Rounded:
    """The result: row ``i`` is worth ``units[i]`` steps (cents for the step 1/100) unless ``missing[i]``.

    ``recomputed`` counts the rows that floats could not decide.
    """

    units: Integers
    missing: Flags
    recomputed: int


def rounded(node: tree.Node, columns: Columns, rows: int, *, step: Fraction = Fraction(1, 100)) -> Rounded:
    """The formula over all rows, each rounded half up (away from zero) to a multiple of ``step``.

    ``columns`` gives every name of the tree (by its key) a column or one value for all rows. Raises ``OverflowError``
    for a result beyond 2**63 steps, ``KeyError`` for a name without a column.
    """
    units = np.zeros(rows, np.int64)
    missing = np.zeros(rows, np.bool_)
    doubt = np.zeros(rows, np.bool_)
    try:
        for chunk in _chunks(columns, rows, doubt):
            found = bounds.numbers(bounds.walk(node, chunk))
            units[chunk.rows], missing[chunk.rows] = _rounded(found, step, chunk)
    except UnsupportedError:
        doubt[:] = True
    exact = compile_exact(node)
    for row in np.flatnonzero(doubt).tolist():
        value = exact(_OneRow(columns, row))
        missing[row] = isinstance(value, Missing)
        units[row] = 0 if isinstance(value, Missing) else _units(cast(Fraction, value), step)
    return Rounded(units, missing, int(doubt.sum()))


def bounded(node: tree.Node, columns: Columns, rows: int) -> tuple[Floats, Floats, Flags, Flags]:
    """The formula over all rows without rounding: values, bounds on their errors, missing rows, doubtful rows.

    The value of a doubtful row means nothing. Raises ``Unsupported`` for trees that floats cannot follow.
    """
    value, bound = np.zeros(rows), np.zeros(rows)
    missing, doubt = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for chunk in _chunks(columns, rows, doubt):
        found = bounds.numbers(bounds.walk(node, chunk))
        value[chunk.rows], bound[chunk.rows] = found.value, found.bound * bounds.SLACK
        if found.missing is not None:
            missing[chunk.rows] = found.missing
        _settle(found, chunk)
    return value, bound, missing, doubt


def _chunks(columns: Columns, rows: int, doubt: Flags) -> Iterator[Chunk]:
    with np.errstate(all="ignore"):  # missing rows hold what they like; doubtful ones are computed again
        for start in range(0, rows, CHUNK):
            part = slice(start, min(start + CHUNK, rows))
            yield Chunk(columns, part, doubt[part])


@dataclass(frozen=True, slots=True)
class _OneRow:
    """One row as the closures see it: names, but neither facts nor earlier periods."""

    columns: Columns
    row: int

    def name(self, key: str) -> Value:
        found = self.columns[key]
        return found.at(self.row, key) if isinstance(found, bounds.Rationals) else found

    def rows(self, fact: str, event: str | None = "") -> Missing:  # noqa: ARG002 - the protocol asks
        raise AssertionError(fact)  # a formula over facts does not compile without them

    def previous(self, periods: int) -> "_OneRow":
        raise UnsupportedError(f"{periods} periods earlier")


def _units(value: Fraction, step: Fraction) -> int:
    steps = abs(value) / step
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return whole if value >= 0 else -whole


def _settle(found: Numbers, chunk: Chunk) -> None:
    """Rows without a finite value and bound are doubtful, unless they are missing anyhow."""
    wild = ~(np.isfinite(found.value) & np.isfinite(found.bound))
    np.logical_or(chunk.doubt, wild if found.missing is None else wild & ~found.missing, out=chunk.doubt)


def _rounded(found: Numbers, step: Fraction, chunk: Chunk) -> tuple[Integers, Flags]:
    rows = len(found.value)
    missing = np.zeros(rows, np.bool_) if found.missing is None else found.missing
    steps = bounds.whole_steps(found, step, chunk.doubt)
    _settle(found, chunk)
    settled = ~chunk.doubt & ~missing  # beyond 2**52 steps every row is doubtful, so that none overflows here
    return np.where(settled, steps, 0.0).astype(np.int64), missing
