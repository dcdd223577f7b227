"""What pages of numbers say in the same words: reasons of missing values, dimensions, units, directions."""

from fractions import Fraction

from django.utils.translation import gettext as _

from guiju.apps.figures.values import Point
from guiju.lang.kinds import Input, Metric
from guiju.lang.kinds.choices import Direction as Declared
from guiju.lang.values import Missing
from guiju.web.kit import lacking
from guiju.web.kit.figures import Direction


def dim_word(dim: str) -> str:
    """What a dimension is called."""
    return {
        "none": _("全部门"),
        "shop": _("店铺"),
        "channel": _("渠道"),
        "product": _("商品"),
        "person": _("人"),
        "unit": _("小组"),
        "campaign": _("推广计划"),
        "agent": _("客服"),
    }[dim]


def lines(value: Fraction | Missing | None) -> tuple[str, ...]:
    """Why a value is missing and who can mend it; nothing when it is there."""
    return lacking.lines(value)


def known(point: Point | None) -> Fraction | None:
    """The value of a stored figure; ``None`` when it is missing or was never computed."""
    return point.value if point is not None and isinstance(point.value, Fraction) else None


def direction(rule: Metric | Input) -> Direction:
    """Which way a metric is good, as figures know it."""
    if rule.direction is None or rule.direction is Declared.NONE:
        return "none"
    return "higher" if rule.direction is Declared.HIGHER else "lower"


def direction_word(rule: Metric | Input) -> str:
    """Which way a metric is good, in words."""
    return {"higher": _("越高越好"), "lower": _("越低越好"), "none": _("仅作观察")}[direction(rule)]


def provisional(point: Point | None) -> str:
    """The mark of a figure whose period still runs."""
    return _("暂计") if point is not None and point.provisional else ""
