"""Figures as a sentence says them, in the unit people wrote."""

from datetime import date, datetime
from fractions import Fraction

from guiju.lang.formula.units import unit_of
from guiju.lang.readback.words import Language
from guiju.lang.values import Missing, Value

_DIGITS = 6  # of a fraction that does not end
_WAN = 10_000
_ENGLISH_UNITS = {
    "元": "yuan", "人": "people", "单": "orders", "件": "items", "次": "times", "个": "", "条": "", "款": "products",
    "组": "groups", "场": "sessions", "笔": "deals", "篇": "pieces", "秒": "seconds", "分钟": "minutes",
    "小时": "hours", "天": "days", "月": "months", "个月": "months", "季": "quarters", "年": "years",
    "工作日": "working days", "分": "points", "倍": "times", "系数": "",
}  # fmt: skip
_ENGLISH_MEASURES = {"%": "a percentage", "倍": "a multiple", "系数": "a factor"}
_ENGLISH_EACH = {
    "人": "person", "单": "order", "件": "item", "次": "time", "个": "piece", "款": "product", "组": "group",
    "场": "session", "笔": "deal", "篇": "piece", "分": "point", "天": "day", "秒": "second", "小时": "hour",
    "月": "month",
}  # fmt: skip
_ENGLISH_ONE = {
    **_ENGLISH_EACH,
    "分钟": "minute",
    "季": "quarter",
    "年": "year",
    "个月": "month",
    "工作日": "working day",
}
_ENGLISH_ONE |= {"个": "", "次": "time", "倍": "times"}


def decimal(number: Fraction, *, grouped: bool = False) -> str:
    """A number in decimals: exact when they end, else to six digits."""
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    places = 0
    while denominator == 1 and (number * 10**places).denominator != 1:
        places += 1
    text = f"{number:.{places if denominator == 1 else _DIGITS}f}"
    if denominator != 1:
        text = text.rstrip("0").rstrip(".")
    if not grouped:
        return text
    sign, whole, rest = text[: text.startswith("-")], *text.lstrip("-").partition(".")[::2]
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest else "")


def quantity(value: Value, unit: str, language: Language) -> str:
    """A value in base units, said in ``unit`` (as the rule writes it; empty for a plain number)."""
    if isinstance(value, Missing):
        return "（未定）" if language == "zh" else "(open)"
    if isinstance(value, bool):
        return ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return f"“{value}”"
    known = unit_of(unit) if unit else None
    number = value / known.scale if known else value
    return _chinese(number, unit) if language == "zh" else _english(number, unit)


def unit_words(unit: str, language: Language) -> str:
    """A unit as the measure of something: 百分比, or ``yuan per person``."""
    if language == "zh":
        return "百分比" if unit == "%" else unit
    if unit == "%":
        return "per cent"
    above, _, below = unit.partition("/")
    said = {"系数": "a factor", "个": "pieces", "条": "pieces", "": ""}.get(above) or _ENGLISH_UNITS.get(above, above)
    return f"{said}{_each(below)}"


def measured(unit: str, language: Language) -> str:
    """In what unit something is measured: 以元计, or ``in yuan per person``."""
    if language == "zh":
        return f"以{unit_words(unit, language)}{'数' if unit == '倍' else ''}计"
    measure = _ENGLISH_MEASURES.get(unit)
    return f"as {measure}" if measure else f"in {unit_words(unit, language)}"


def _chinese(number: Fraction, unit: str) -> str:
    if unit == "元" and abs(number) >= _WAN and (number / 100).denominator == 1:
        return f"{decimal(number / _WAN)}万元"
    return decimal(number) + ("" if unit == "系数" else unit)


def _english(number: Fraction, unit: str) -> str:
    text = decimal(number, grouped=True)
    if unit in ("", "%"):
        return text + unit
    above, _, below = unit.partition("/")
    for multiple, factor in (("亿", 10**8), ("百万", 10**6), ("万", 10**4), ("千", 1000)):
        if above.startswith(multiple):
            above, text = above.removeprefix(multiple), decimal(number * factor, grouped=True)
    words = _ENGLISH_UNITS.get(above, above)
    if abs(number) == 1 and text in ("1", "-1"):
        words = _ENGLISH_ONE.get(above, words)
    said = f"¥{text}" if above == "元" else f"{text} {words}".strip()
    return f"{said}{_each(below)}"


def _each(below: str) -> str:
    """What stands behind the stroke of a unit: 次 is an occasion of whatever is counted, such as a click."""
    if not below:
        return ""
    return " each" if below == "次" else f" per {_ENGLISH_EACH.get(below, below)}"
