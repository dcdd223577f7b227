"""Figures, sums, spans of time and dates as people read them, in Chinese and in English; one place for every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from math import floor

from django.utils.translation import get_language

from guiju.engines.periods import Grain, Period
from guiju.lang.formula.units import unit_of

MINUS = "\u2212"
HELD = "\u00a0"  # the blank that does not break
MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
TIME = {"秒": 1, "分钟": 60, "小时": 3600, "天": 86_400}
BARE = {"", "倍", "系数", "count", "ratio", "number"}
ENGLISH = {
    "人": "people",
    "单": "orders",
    "件": "items",
    "次": "times",
    "个": "",
    "条": "",
    "款": "products",
    "组": "groups",
    "场": "sessions",
    "笔": "deals",
    "篇": "posts",
    "月": "months",
    "季": "quarters",
    "年": "years",
    "工作日": "working days",
    "分": "pts",
    "秒": "s",
    "分钟": "min",
    "小时": "h",
    "天": "days",
}
ONE = {
    "人": "person",
    "单": "order",
    "件": "item",
    "次": "time",
    "款": "product",
    "组": "group",
    "天": "day",
    "月": "month",
}
NAMED = {
    "元": "yuan",
    "万元": "10,000 yuan",
    "亿元": "100 million yuan",
    "倍": "times",
    "系数": "factor",
    "个": "pieces",
    "条": "entries",
    "分": "points",
    "秒": "seconds",
}
WEEKDAYS = "一二三四五六日"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WAN, YI, MILLION = 10_000, 100_000_000, 1_000_000
LONG = 100_000  # a sum from which a figure in passing is shortened
MINUTE, HOUR, DAY = 60, 3600, 86_400
SPELLED = 12  # significant digits of a value that no decimal ends


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure for the eye (``text``) and, for hovering and copying, all of it (``exact``)."""

    text: str
    exact: str


def english() -> bool:
    """Whether the page being made is in English."""
    return (get_language() or "").startswith("en")


def exact_decimal(value: Fraction) -> str:
    """The shortest exact decimal; 12 significant digits and an ellipsis when none ends."""
    rest = value.denominator
    digits = 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        digits = max(digits, power)
    if rest == 1:
        return fixed(value, digits)
    whole = len(str(abs(int(value)))) if abs(value) >= 1 else 0
    return fixed(value, max(SPELLED - whole, 2)) + "…"


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, away from zero, to this many decimals."""
    scale = 10**decimals
    away = floor(abs(value) * scale + Fraction(1, 2))
    return Fraction(away if value >= 0 else -away, scale)


def fixed(value: Fraction, decimals: int) -> str:
    """Rounded half up with exactly this many decimals and thousands separators."""
    near = rounded(value, decimals)
    scaled = abs(near.numerator * (10**decimals // near.denominator))
    whole, part = divmod(scaled, 10**decimals)
    sign = MINUS if near < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")


def amount(
    value: Fraction, unit: str = "", *, decimals: int | None = None, compact: bool = False, sign: bool = False
) -> Amount:
    """A value in base units (yuan, seconds, ratio) under the unit that its rule names.

    ``compact`` allows 万 and 亿 for large sums; ``sign`` writes a plus before gains.
    """
    return _amount(value, unit, decimals, compact, sign, english())


@lru_cache(maxsize=8192)
def _amount(
    value: Fraction,
    unit: str,
    decimals: int | None,
    compact: bool,  # noqa: FBT001
    sign: bool,  # noqa: FBT001
    _english: bool,  # noqa: FBT001
) -> Amount:
    text, exact = _plain(abs(value), unit, decimals, compact=compact)
    lead = MINUS if value < 0 and _shows(text) else ("+" if sign and value > 0 else "")
    # a figure and its unit are never parted by a line's end
    return Amount((lead + text).replace(" ", HELD, 1), ((MINUS if value < 0 else "") + exact).replace(" ", HELD))


def scale(unit: str) -> Fraction:
    """How many base units (yuan, seconds, ratio) one of this unit is."""
    known = unit_of(unit) if unit else None
    return known.scale if known else Fraction(1)


def _shows(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def _plain(value: Fraction, unit: str, decimals: int | None, *, compact: bool) -> tuple[str, str]:
    over, _, under = unit.partition("/")
    if under:
        value *= TIME.get(under, MONEY.get(under, 1))
        text, exact = _plain(value, over, decimals, compact=compact)
        tail = f"/{under}"
        if english():  # 次 is an occasion of whatever is counted, such as a click
            tail = " each" if under == "次" else f" per {ONE.get(under, ENGLISH.get(under, under))}"
        return text + tail, exact + tail
    if over in MONEY:
        return _money(value, over, decimals, compact=compact)
    if over in TIME:
        return _span(value, over, decimals)
    if over == "%":
        return f"{fixed(value * 100, 1 if decimals is None else decimals)} %", f"{exact_decimal(value * 100)} %"
    places = decimals if decimals is not None else natural(value, over)
    word = ENGLISH.get(over, over) if english() else over
    word = "" if over in BARE else word
    return _join(fixed(value, places), word), _join(exact_decimal(value), word)


def natural(value: Fraction, unit: str) -> int:
    """How many decimals a figure has by itself: counts none, points two, everything else one (two below 1)."""
    if unit == "分":
        return 2
    if value.denominator == 1 and unit not in {"倍", "ratio"}:
        return 0
    return 2 if value < 1 else 1


def unit_word(unit: str) -> str:
    """A unit as it stands beside a field; in English by its English word, as far as it has one."""
    if not english():
        return unit
    above, *below = unit.split("/")
    return "/".join([NAMED.get(above) or ENGLISH.get(above) or above, *(ONE.get(part) or part for part in below)])


def _join(figure: str, word: str) -> str:
    return f"{figure} {word}" if word else figure


def _money(value: Fraction, unit: str, decimals: int | None, *, compact: bool) -> tuple[str, str]:
    exact = "¥" + (fixed(value, 2) if (value * 100).denominator == 1 else exact_decimal(value))
    if (compact or unit != "元") and value >= LONG:
        return "¥" + (_short_english(value) if english() else _short_chinese(value)), exact
    return "¥" + fixed(value, 2 if decimals is None else decimals), exact


def _short_chinese(value: Fraction) -> str:
    return f"{fixed(value / YI, 1)} 亿" if value >= YI else f"{fixed(value / WAN, 1)} 万"


def _short_english(value: Fraction) -> str:
    if value >= YI:
        return f"{fixed(value / MILLION, 1)}M"
    return f"{fixed(value / MILLION, 2)}M" if value >= MILLION else f"{fixed(value / 1000, 1)}K"


def _span(value: Fraction, unit: str, decimals: int | None) -> tuple[str, str]:
    names = ("d", "h", "min", "s") if english() else ("天", "小时", "分", "秒")
    exact = exact_decimal(value / TIME[unit]) + f" {ENGLISH[unit] if english() else unit}"
    if value < MINUTE:
        return f"{fixed(value, 1 if decimals is None else decimals)} {names[-1]}", exact
    rest = int(rounded(value, 0))
    counts = []
    for size in (DAY, HOUR, MINUTE, 1):
        count, rest = divmod(rest, size)
        counts.append(count)
    first = next(at for at, count in enumerate(counts) if count)
    shown = [f"{counts[at]} {names[at]}" for at in range(first, min(first + 2, 4)) if counts[at]]
    return " ".join(shown), exact


def points_apart(difference: Fraction, *, decimals: int | None = None) -> str:
    """A difference of two percentages, in percentage points with its sign."""
    figure = fixed(abs(difference) * 100, 1 if decimals is None else decimals)
    lead = "" if not _shows(figure) else (MINUS if difference < 0 else "+")
    return f"{lead}{figure}{HELD}{'pp' if english() else '个百分点'}"


def day(value: date, *, today: date | None = None) -> str:
    """``10月9日 周五``; with its year when that is not this year's."""
    year = today is not None and value.year != today.year
    if english():
        text = f"{ENGLISH_DAYS[value.weekday()]} {value.day} {ENGLISH_MONTHS[value.month - 1]}"
        return f"{text} {value.year}" if year else text
    text = f"{value.month}月{value.day}日 周{WEEKDAYS[value.weekday()]}"
    return f"{value.year}年{text}" if year else text


def full_day(value: date) -> str:
    """``2026年10月9日``, as documents write it."""
    if english():
        return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime, *, today: date | None = None) -> str:
    """A day with its hour and minute, on a 24-hour clock."""
    return f"{day(value.date(), today=today)} {value:%H:%M}"


def period(start: date, grain: str) -> str:
    """The name of the day, week, month, quarter or year that begins at ``start``."""
    if grain == "day":
        return day(start)
    return Period(start, Grain(grain)).label("en" if english() else "zh")


def short_day(value: date) -> str:
    """``10/9``, for axes and narrow columns."""
    return f"{value.day} {ENGLISH_MONTHS[value.month - 1]}" if english() else f"{value.month}月{value.day}日"


def working_days(count: int) -> str:
    """``2 个工作日``."""
    if english():
        return f"{count} working day{'' if count == 1 else 's'}"
    return f"{count} 个工作日"


# What stands between words, as each of the two scripts sets it.
POINTS = {"、": ", ", "；": "; ", "：": ": ", "（": " (", "）": ")", "「": "“", "」": "”", "《": "“", "》": "”"}


def point(chinese: str) -> str:
    """A punctuation mark of Chinese as the page's own language sets it."""
    return POINTS[chinese] if english() else chinese


def listed(parts: Iterable[str], between: str = "、") -> str:
    """Several things one after the other, with the page's own comma, or another mark between them."""
    return point(between).join(parts)


def named(name: str, said: str) -> str:
    """A name and what is said of it, with the page's own colon."""
    return f"{name}{point('：')}{said}"


def size(count: int) -> str:
    """How big a file of so many bytes is."""
    mega = 1 << 20
    return f"{count / mega:.1f} MB" if count >= mega else f"{-(-count // 1024)} KB"
