"""Everybody's outcomes of a period as a workbook."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.appraisal.values import Outcome
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.engines.periods import Period
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


def _row(one: Outcome) -> dict[str, object]:
    note = _("待补") if one.pending else (_("暂计") if one.provisional else "")
    said = {"number": one.number, "name": one.name, "unit": one.unit, "position": one.position}
    return {**said, "points": one.points, "grade": one.grade, "bonus": one.bonus, "note": note}
