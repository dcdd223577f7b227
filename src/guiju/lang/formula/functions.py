"""The functions of formulas: their names in Chinese and English, and how many arguments they take."""

from dataclasses import dataclass

from guiju.lang.formula.names import key_of

MANY = 100


@dataclass(frozen=True, slots=True)
class Function:
    """A function; aggregates run over rows, ``min`` and ``max`` do so when they have a single argument."""

    english: str
    chinese: str
    least: int
    most: int
    aggregate: bool = False


ALL = (
    Function("if", "若", 3, 3),
    Function("min", "最小", 1, MANY, aggregate=True),
    Function("max", "最大", 1, MANY, aggregate=True),
    Function("round", "四舍五入", 1, 2),
    Function("default", "缺省", 2, 2),
    Function("consecutive", "连续", 2, 2),
    Function("previous", "上期", 1, 1),
    Function("per", "每", 1, 1),
    Function("sum", "合计", 1, 1, aggregate=True),
    Function("count", "计数", 1, 1, aggregate=True),
    Function("distinct", "去重", 1, MANY, aggregate=True),
    Function("mean", "平均", 1, 1, aggregate=True),
    Function("median", "中位数", 1, 1, aggregate=True),
    Function("quantile", "分位", 2, 2, aggregate=True),
    Function("share", "占比", 1, 1, aggregate=True),
    Function("abs", "绝对值", 1, 1),
    Function("day", "日期", 1, 1),
    Function("weekday", "星期", 1, 1),
    Function("month_end", "月末", 1, 1),
    Function("starts", "开头是", 2, 2),
    Function("contains", "包含", 2, 2),
    Function("among", "属于", 2, MANY),
    Function("found", "见于", 2, 2),
    Function("z_value", "z值", 4, 4),
    Function("p_value", "p值", 4, 4),
    Function("difference_low", "差值下限", 4, 5),
    Function("difference_high", "差值上限", 4, 5),
    Function("wald_low", "差值近似下限", 4, 5),
    Function("wald_high", "差值近似上限", 4, 5),
    Function("share_low", "占比下限", 2, 3),
    Function("share_high", "占比上限", 2, 3),
)
STATISTICS = frozenset(
    {"z_value", "p_value", "difference_low", "difference_high", "wald_low", "wald_high", "share_low", "share_high"}
)
"""Functions whose value is an estimate: worked out in floats, never money unrounded."""
BY_ENGLISH = {function.english: function for function in ALL}
BY_KEY = {key_of(word): function for function in ALL for word in (function.english, function.chinese)}


def function_words() -> tuple[str, ...]:
    """Every function name in both languages, for candidates in messages."""
    return tuple(word for function in ALL for word in (function.chinese, function.english))
