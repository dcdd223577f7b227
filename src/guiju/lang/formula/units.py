"""Units as people write them, such as 万元, 元/人 or 工作日, and what they are worth in base units."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from guiju.lang.formula import types
from guiju.lang.formula.names import half_width, key_of
from guiju.lang.formula.types import Type


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``scale`` base units (yuan, seconds, 1) of ``type`` are one of it."""

    text: str
    type: Type
    scale: Fraction


_DAY = 86400
# words of one meaning, type, scale
_TABLE: tuple[tuple[str, Type, int], ...] = (
    ("元 yuan cny rmb", types.MONEY, 1),
    ("人 单 件 次 个 条 款 组 场 笔 篇 people person orders order items item times", types.COUNT, 1),
    ("秒 秒钟 s sec second seconds", types.DURATION, 1),
    ("分钟 minute minutes", types.DURATION, 60),
    ("小时 个小时 h hour hours", types.DURATION, 3600),
    ("天 d day days", types.DURATION, _DAY),
    ("月 个月 month months", types.MONTHS, 1),
    ("季 季度 个季度 quarter quarters", types.MONTHS, 3),
    ("年 year years", types.MONTHS, 12),
    ("工作日 个工作日 workday workdays", types.WORKDAYS, 1),
    ("分 point points", types.SCORE, 1),
    ("倍 系数", types.RATIO, 1),
)
_PERCENT = Unit("%", types.RATIO, Fraction(1, 100))
_SIMPLE = {word: (type_, Fraction(scale)) for words, type_, scale in _TABLE for word in words.split()}
_MULTIPLES = {"千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit | None:
    """The unit that ``text`` writes; ``None`` when it writes none. A lone 万 or 亿 is a plain multiple."""
    above, *below = [part.strip() for part in half_width(text).split("/")]
    unit = _part(above)
    if unit is None or (below and unit is _PERCENT):
        return None
    for word in below:
        lower = _part(word)
        if lower is None or lower is _PERCENT:
            return None
        unit = Unit(text, types.product(unit.type, lower.type, divide=True), unit.scale / lower.scale)
    return Unit(text.strip(), unit.type, unit.scale)


def _part(word: str) -> Unit | None:
    """A unit without a stroke."""
    if word == "%":
        return _PERCENT
    word = key_of(word)
    if word in _SIMPLE:
        return Unit(word, *_SIMPLE[word])
    if word in _MULTIPLES:
        return Unit(word, types.BARE, Fraction(_MULTIPLES[word]))
    for multiple in sorted(_MULTIPLES, key=len, reverse=True):
        rest = word.removeprefix(multiple)
        if rest != word and rest in _SIMPLE:
            type_, scale = _SIMPLE[rest]
            return Unit(word, type_, scale * _MULTIPLES[multiple])
    return None


def unit_words() -> tuple[str, ...]:
    """Every simple unit, for candidates in messages."""
    return ("%", "万元", "亿元", *_SIMPLE, *_MULTIPLES)
