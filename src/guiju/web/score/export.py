"""Everybody's outcomes of a period as a workbook."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.appraisal.values import Outcome
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.engines.periods import Period
from guiju.web.kit import formats
from guiju.web.kit.attached import attached

COLUMNS = (
    Column("number", "工号", "Number"),
    Column("name", "姓名", "Name"),
    Column("unit", "小组", "Group"),
    Column("position", "岗位", "Position"),
    Column("points", "得分", "Points", Kind.NUMBER),
    Column("grade", "等级", "Grade"),
)
MONEY = Column("bonus", "奖金", "Bonus", Kind.MONEY)
NOTE = Column("note", "说明", "Note", Kind.NOTE)


def answer(outcomes: Iterable[Outcome], period: Period, *, money: bool) -> HttpResponse:
    """The workbook, with money or without."""
    columns = (*COLUMNS, *((MONEY,) if money else ()), NOTE)
    rows = [_row(one) for one in outcomes]
    content = spreadsheet.write([(Sheet("绩效", "Scores", columns), rows)])
    return attached(content, f"{_('绩效')}-{period}.xlsx")


def _stay(one: Outcome) -> Iterator[str]:
    """What whoever pays has to know of a month that somebody did not spend whole in one place."""
    days, of_days = one.summary["days"], one.summary["of_days"]
    if days < of_days:
        yield _("在岗 %(days)s/%(of_days)s 天") % {"days": days, "of_days": of_days}
    places = formats.listed(f"{stay['unit']} {stay['position']}" for stay in one.summary["moved_from"])
    if places:
        yield _("这个月里还待过：%(places)s；按月末所在的岗位考核。") % {"places": places}


def _row(one: Outcome) -> dict[str, object]:
    state = _("待补") if one.pending else (_("暂计") if one.provisional else "")
    note = formats.listed(filter(None, (state, *_stay(one))), "；")
    said = {"number": one.number, "name": one.name, "unit": one.unit, "position": one.position}
    return {**said, "points": one.points, "grade": one.grade, "bonus": one.bonus, "note": note}
