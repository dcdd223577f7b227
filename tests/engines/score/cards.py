"""Small rules built by hand, for tests that need no document."""

from fractions import Fraction

from guiju.engines.score.attain import Yardstick
from guiju.engines.score.sheet import Reading
from guiju.lang.kinds import Grade, Scorecard, Subject
from guiju.lang.kinds.choices import Attainment, Direction, ItemScope, OnMissing, SubjectKind
from guiju.lang.kinds.grade.model import Band
from guiju.lang.kinds.scorecard.model import Item, Section
from guiju.lang.text import Span

HERE = Span("case.md", 0, 0, 1, 1)
F = Fraction


def card(*sections, on_missing=OnMissing.PENDING, decimals=2):
    """A scorecard of (key, weight, {item: weight}) sections."""
    return Scorecard(
        name="推广组",
        clause="traffic",
        span=HERE,
        subject=Subject(SubjectKind.UNIT, "推广组"),
        sections=tuple(
            Section(
                key,
                key,
                F(weight),
                tuple(Item(name, "metric", F(part), ItemScope.GROUP, None, None, HERE) for name, part in items.items()),
                HERE,
            )
            for key, weight, items in sections
        ),
        on_missing=on_missing,
        round=decimals,
    )


def higher(name="总ROI", form=Attainment.RATIO, **limits):
    return Yardstick(name, Direction.HIGHER, form, **limits)


def lower(name="综合CPA", form=Attainment.RATIO, **limits):
    return Yardstick(name, Direction.LOWER, form, **limits)


def reading(actual, target=1, yardstick=None):
    value = actual if not isinstance(actual, int | str) else F(actual)
    return Reading(yardstick or higher(), value, target if not isinstance(target, int | str) else F(target))


def grade(bands=None, shares=None, **fields):
    bands = bands or {"A": 90, "B": 80, "C": 60, "D": 40, "E": 0}
    return Grade(
        name="月度等级",
        clause="grades",
        span=HERE,
        bands=tuple(Band(name, F(lower_), HERE) for name, lower_ in bands.items()),
        shares={name: F(share) for name, share in (shares or {}).items()},
        **fields,
    )
