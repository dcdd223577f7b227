"""The board: every metric of the regulation by clause, with what is off course first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from guiju.apps.figures.values import Point
from guiju.engines.periods import Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.kit.figures import FigureView, Measured, figure
from guiju.web.numbers.aims import Aim, main_aim
from guiju.web.numbers.live import metric_url
from guiju.web.numbers.words import direction, known, lines, provisional

Trends = Mapping[str, Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Group:
    """The metrics of one clause."""

    title: str
    clause_id: str
    figures: tuple[FigureView, ...]

    @property
    def aimed(self) -> bool:
        """Whether any of them has a target: a column that is empty throughout says nothing."""
        return any(one.target for one in self.figures)


def board(regulation: Regulation, trends: Trends, aims: Sequence[Aim], period: Period) -> tuple[Group, ...]:
    """Every metric by the clause that declares it, in the order of the document."""
    groups: dict[str, list[FigureView]] = {}
    for rule in regulation.of(Metric).values():
        groups.setdefault(rule.clause, []).append(view(rule, trends.get(rule.name, ()), aims, period))
    found = []
    for clause_id, figures in groups.items():
        clause = regulation.clause(clause_id)
        title = f"{clause.number} {clause.title}".strip() if clause else ""
        found.append(Group(title, clause_id, tuple(figures)))
    return tuple(found)


def view(rule: Metric, trend: Sequence[Point], aims: Sequence[Aim], period: Period) -> FigureView:
    """One metric in a period, with its target and its last periods."""
    by_start = {point.period.start: point for point in trend}
    point = by_start.get(period.start)
    mark = provisional(point)
    before = None if mark else known(by_start.get(period.previous().start))
    measured = Measured(
        value=known(point),
        unit=rule.unit,
        direction=direction(rule),
        target=main_aim(aims, rule.name),
        before=before,
        decimals=rule.decimals,
        trend=tuple(known(by_start.get(period.previous(back).start)) for back in range(11, -1, -1)),
        reasons=lines(point.value) if point else (_("还没有算过这一期"),),
        provisional=mark,
    )
    return figure(rule.name, measured, url=metric_url(rule.name))


def off_course(groups: Sequence[Group]) -> tuple[FigureView, ...]:
    """Metrics that miss their target, for the head of the board."""
    figures = (one for group in groups for one in group.figures)
    return tuple(replace(one, reasons=()) for one in figures if one.gap is not None and one.gap.tone == "bad")
