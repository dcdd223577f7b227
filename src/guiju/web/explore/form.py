"""The controls of 探索 as plain choices, so that they work without script."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.engines.periods import Grain
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.explore.asked import AXES, CHARTS, SORTS, TOPS, VERSUS, Asked
from guiju.web.explore.shown import axis_word


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Controls:
    """All choices; ``rows`` and ``more`` are the two axes of rows."""

    metrics: tuple[Option, ...]
    rows: tuple[Option, ...]
    more: tuple[Option, ...]
    columns: tuple[Option, ...]
    grains: tuple[Option, ...]
    versus: tuple[Option, ...]
    charts: tuple[Option, ...]
    sorts: tuple[Option, ...]
    tops: tuple[Option, ...]
    dims: tuple[Option, ...]


def controls(asked: Asked, regulation: Regulation) -> Controls:
    """The choices with what is asked chosen."""
    second = asked.rows[1] if len(asked.rows) > 1 else ""
    axes = [(axis, axis_word(axis)) for axis in AXES]
    return Controls(
        metrics=_options(((name, name) for name in regulation.of(Metric)), *asked.metrics),
        rows=_options(axes, asked.rows[0]),
        more=_options([("", _("不再分")), *axes], second),
        columns=_options([("", _("不分列")), *axes], asked.columns),
        grains=_options(((grain.value, grain_word(grain)) for grain in Grain), asked.grain.value),
        versus=_options(((one, versus_word(one)) for one in VERSUS), asked.versus),
        charts=_options(((one, _chart_word(one)) for one in CHARTS), asked.chart),
        sorts=_options(((one, _sort_word(one)) for one in SORTS), asked.sort),
        tops=_options(
            ((str(one), _("前 %(count)s 项") % {"count": one} if one else _("全部")) for one in TOPS), str(asked.top)
        ),
        dims=_options([("", _("不限")), *axes[1:]], ""),
    )


def grain_word(grain: Grain) -> str:
    """What a grain is called."""
    return {
        Grain.DAY: _("按日"),
        Grain.WEEK: _("按周"),
        Grain.MONTH: _("按月"),
        Grain.QUARTER: _("按季"),
        Grain.YEAR: _("按年"),
    }[grain]


def versus_word(versus: str) -> str:
    """What figures are compared with."""
    return {"": _("不比"), "previous": _("比上期"), "year": _("比去年同期")}[versus]


def _chart_word(kind: str) -> str:
    return {"auto": _("自动"), "line": _("折线"), "bar": _("柱"), "stack": _("堆叠柱"), "none": _("只看表")}[kind]


def _sort_word(sort: str) -> str:
    return {"value": _("从大到小"), "name": _("按名字")}[sort]


def _options(pairs: Iterable[tuple[str, str]], *chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value in chosen) for value, label in pairs)
