"""Types of values: what a number is a number of, as exponents of money, time and the like."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Dimensions = tuple[int, int, int, int, int, int]
"""Exponents of money, time, month, workday, count and score."""

MONEY_AT, TIME_AT, MONTH_AT, WORKDAY_AT, COUNT_AT, SCORE_AT = range(6)
_CALENDAR = (TIME_AT, MONTH_AT, WORKDAY_AT)
_NONE: Dimensions = (0, 0, 0, 0, 0, 0)
_WORDS = (
    ("元", "yuan"),
    ("秒", "seconds"),
    ("月", "months"),
    ("工作日", "workdays"),
    ("个", "count"),
    ("分", "points"),
)


class Kind(StrEnum):
    """What sort of value it is."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    TIME = "time"
    ANY = "any"  # not known before it is evaluated


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value; a ratio or plain number has no dimensions.

    ``estimate`` marks statistics, which never become money unrounded. ``literal`` says how far a figure in the text
    adapts to what stands beside it: ``bare`` to counts, ratios and scores, ``zero`` to every number.
    """

    kind: Kind
    dimensions: Dimensions = _NONE
    estimate: bool = False
    literal: Literal["", "bare", "zero"] = field(default="", compare=False)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money, per piece or in all."""
        return self.kind is Kind.NUMBER and self.dimensions[MONEY_AT] == 1 and not any(self.dimensions[1:COUNT_AT])

    def words(self, language: str = "zh") -> str:
        """The type in words, such as 金额（元/个） or ``money (yuan/count)``."""
        chinese = language == "zh"
        if self.kind is not Kind.NUMBER:
            return _KIND_WORDS[self.kind][0 if chinese else 1]
        if not any(self.dimensions):
            return "比率或纯数" if chinese else "a ratio or plain number"
        unit = _unit_words(self.dimensions, 0 if chinese else 1)
        name = _NAMES.get(self.dimensions)
        if name is None:
            return unit
        return f"{name[0]}（{unit}）" if chinese else f"{name[1]} ({unit})"


def _unit_words(dimensions: Dimensions, language: int) -> str:
    """The exponents as a unit, such as ``元/个``."""
    above = [word[language] + _power(n) for word, n in zip(_WORDS, dimensions, strict=True) if n > 0]
    below = [word[language] + _power(-n) for word, n in zip(_WORDS, dimensions, strict=True) if n < 0]
    return "/".join(["·".join(above) or "1", *below])


def _power(exponent: int) -> str:
    return {1: "", 2: "²", 3: "³"}.get(exponent, f"^{exponent}")


def number_of(at: int) -> Type:
    """The plain type of one dimension."""
    return Type(Kind.NUMBER, tuple(int(i == at) for i in range(6)))  # type: ignore[arg-type]  # six by construction


RATIO = Type(Kind.NUMBER)
BARE = Type(Kind.NUMBER, literal="bare")
ZERO = Type(Kind.NUMBER, literal="zero")
MONEY = number_of(MONEY_AT)
DURATION = number_of(TIME_AT)
MONTHS = number_of(MONTH_AT)
WORKDAYS = number_of(WORKDAY_AT)
COUNT = number_of(COUNT_AT)
SCORE = number_of(SCORE_AT)
TEXT = Type(Kind.TEXT)
TRUTH = Type(Kind.TRUTH)
DATE = Type(Kind.DATE)
TIME = Type(Kind.TIME)
ANY = Type(Kind.ANY)

_NAMES = {
    MONEY.dimensions: ("金额", "money"),
    DURATION.dimensions: ("时长", "duration"),
    MONTHS.dimensions: ("月数", "months"),
    WORKDAYS.dimensions: ("工作日数", "workdays"),
    COUNT.dimensions: ("计数", "count"),
    SCORE.dimensions: ("分数", "score"),
}
_KIND_WORDS = {
    Kind.TEXT: ("文字", "text"),
    Kind.TRUTH: ("条件（真或假）", "a condition (true or false)"),
    Kind.DATE: ("日期", "a date"),
    Kind.TIME: ("时间", "a time"),
    Kind.ANY: ("任意值", "anything"),
}


def plain(type_: Type) -> Type:
    """The type as a computed value: no figure in the text any more."""
    return Type(type_.kind, type_.dimensions, type_.estimate) if type_.literal else type_


def mixes_calendars(dimensions: Dimensions) -> bool:
    """Whether seconds, months and workdays, which have no fixed proportion, meet in one type."""
    return sum(dimensions[at] != 0 for at in _CALENDAR) > 1


def join(left: Type, right: Type) -> Type | None:
    """The type of a sum, a comparison or a choice of the two; ``None`` when they do not go together."""
    if left is right:
        return left
    if ANY.kind in (left.kind, right.kind):
        return ANY
    if left.kind is not Kind.NUMBER or right.kind is not Kind.NUMBER:
        return left if left.kind is right.kind else None
    if left.literal == "zero" or (left.literal and not right.literal):
        left, right = right, left
    if not _adapts(right, left):
        return None
    literal = left.literal if right.literal else ""
    alike = left.dimensions == right.dimensions or right.literal
    dimensions = left.dimensions if alike else _settled(left.dimensions)
    return Type(Kind.NUMBER, dimensions, left.estimate or right.estimate, literal)


def _adapts(figure: Type, other: Type) -> bool:
    """Whether a number may stand beside ``other`` and take its dimensions."""
    if figure.literal == "zero" or _settled(figure.dimensions) == _settled(other.dimensions):
        return True
    return figure.literal == "bare" and not any(other.dimensions[:COUNT_AT])


def _settled(dimensions: Dimensions) -> Dimensions:
    """The exponents without pieces where there is another unit: 元/单 and a mean times a count go with plain 元."""
    money, time, month, workday, _, score = dimensions
    return (money, time, month, workday, 0, score) if money or time or month or workday or score else dimensions


def _without_count(type_: Type) -> tuple[int, ...]:
    return (*type_.dimensions[:COUNT_AT], type_.dimensions[SCORE_AT])


def product(left: Type, right: Type, *, divide: bool = False) -> Type:
    """The type of left × right, or of left ÷ right; both are numbers."""
    sign = -1 if divide else 1
    dimensions = tuple([a + sign * b for a, b in zip(left.dimensions, right.dimensions, strict=True)])
    literal: Literal["bare", ""] = "bare" if _is_bare(left) and _is_bare(right) else ""
    return Type(Kind.NUMBER, dimensions, left.estimate or right.estimate, literal)  # type: ignore[arg-type]  # six


def _is_bare(type_: Type) -> bool:
    return type_.literal in ("bare", "zero")


def fits(actual: Type, wanted: Type) -> bool:
    """Whether a formula of type ``actual`` may stand where ``wanted`` is declared.

    Pieces are not counted there: orders per person may be declared in 单, in 单/人 or without a unit.
    """
    if join(wanted, actual) is not None:
        return True
    return actual.kind is wanted.kind and _without_count(actual) == _without_count(wanted)
