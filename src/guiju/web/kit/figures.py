"""A figure with all that must stand beside it: unit, target, difference, trend in a word, and why it is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from guiju.web.kit import formats
from guiju.web.kit.formats import Amount

Direction = Literal["higher", "lower", "none"]
Tone = Literal["", "good", "bad", "worse"]  # bad is broken, worse only goes the wrong way
STILL = Fraction(1, 200)  # a change below half a percent is no change


@dataclass(frozen=True, slots=True)
class Spark:
    """A line without axes on a 100 × 30 field; ``aim`` is the height of the target, if any."""

    path: str
    aim: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How far from something: the signed figure, whether that is good, and the word that says so."""

    text: str
    tone: Tone
    word: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure on a page. ``value`` is ``None`` when it is missing; then ``reasons`` say why, in sentences."""

    name: str
    value: Amount | None
    target: Amount | None = None
    gap: Difference | None = None
    change: Difference | None = None
    reasons: tuple[str, ...] = ()
    provisional: str = ""
    url: str = ""
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a metric in one period, in base units.

    ``before`` is the previous period's value, ``trend`` those of the last periods, oldest first.
    """

    value: Fraction | None
    unit: str = ""
    direction: Direction = "none"
    target: Fraction | None = None
    before: Fraction | None = None
    decimals: int | None = None
    trend: tuple[Fraction | None, ...] = ()
    reasons: tuple[str, ...] = ()
    provisional: str = ""


def figure(name: str, measured: Measured, *, url: str = "") -> FigureView:
    """Put a measured value and all that stands beside it into words."""
    value, unit, direction, target = measured.value, measured.unit, measured.direction, measured.target
    decimals, before = measured.decimals, measured.before
    return FigureView(
        name=name,
        value=None if value is None else formats.amount(value, unit, decimals=decimals, compact=True),
        target=None if target is None else formats.amount(target, unit, decimals=decimals, compact=True),
        gap=None if value is None or target is None else gap(value, target, unit, direction, decimals),
        change=None if value is None or before is None else change(value, before, unit, direction),
        reasons=measured.reasons,
        provisional=measured.provisional,
        url=url,
        spark=spark(measured.trend, target) if sum(1 for point in measured.trend if point is not None) > 1 else None,
    )


def gap(value: Fraction, target: Fraction, unit: str, direction: Direction, decimals: int | None = None) -> Difference:
    """The way from the target; the target itself is reached."""
    distance = value - target
    if unit == "%":
        text = formats.points_apart(distance)
    else:
        places = formats.natural(value, unit) if decimals is None and unit in formats.BARE else decimals
        text = formats.amount(distance, unit, decimals=places, compact=True, sign=True).text
    if direction == "none":
        return Difference(text, "", "")
    reached = distance >= 0 if direction == "higher" else distance <= 0
    return Difference(text, "good" if reached else "bad", _("已达标") if reached else _("未达标"))


def change(value: Fraction, before: Fraction, unit: str, direction: Direction) -> Difference:
    """The change against another period, relative unless the figure is itself a percentage."""
    if unit == "%":
        moved, text = value - before, formats.points_apart(value - before)
    elif before == 0:
        moved, text = value - before, formats.amount(value - before, unit, compact=True, sign=True).text
    else:
        moved = (value - before) / abs(before)
        text = formats.amount(moved, "%", sign=True).text
    if abs(moved) < STILL:
        return Difference(text, "", _("持平"))
    word = _("上升") if moved > 0 else _("下降")
    if direction == "none":
        return Difference(text, "", word)
    better = (moved > 0) == (direction == "higher")
    return Difference(text, "good" if better else "worse", _("转好") if better else _("转差"))


def spark(values: Sequence[Fraction | None], target: Fraction | None = None) -> Spark:
    """A line through the values there are; a missing one breaks it."""
    known = [float(value) for value in values if value is not None]
    if target is not None:
        known.append(float(target))
    low, high = min(known), max(known)
    reach = (high - low) or 1.0
    step = 100 / max(len(values) - 1, 1)

    def height(value: Fraction) -> str:
        return f"{28 - 26 * (float(value) - low) / reach:.1f}"

    drawn, pen = [], "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        drawn.append(f"{pen}{at * step:.1f} {height(value)}")
        pen = "L"
    aim = "" if target is None else f"M0 {height(target)}L100 {height(target)}"
    return Spark("".join(drawn), aim, _trend_words(values))


def _trend_words(values: Sequence[Fraction | None]) -> str:
    known = [value for value in values if value is not None]
    first, last = known[0], known[-1]
    if first == last:
        return _("最近 %(count)s 期持平") % {"count": len(values)}
    if last > first:
        return _("最近 %(count)s 期上升") % {"count": len(values)}
    return _("最近 %(count)s 期下降") % {"count": len(values)}
