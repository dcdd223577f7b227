"""Everybody's outcomes of a period as a workbook."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.appraisal import closings
from guiju.apps.appraisal.values import Outcome, Taken
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.engines.periods import Period
from guiju.web.kit import formats
from guiju.web.kit.attached import attached

Row = dict[str, object]

COLUMNS = (
    Column("number", "工号", "Number"),
    Column("name", "姓名", "Name"),
    Column("unit", "小组", "Group"),
    Column("position", "岗位", "Position"),
    Column("points", "得分", "Points", Kind.NUMBER),
    Column("grade", "等级", "Grade"),
)
MONEY = Column("bonus", "奖金", "Bonus", Kind.MONEY)
SETTLED = (
    Column("settled", "以前的差额", "Earlier differences", Kind.MONEY),
    Column("whole", "合计", "Total", Kind.MONEY),
)
NOTE = Column("note", "说明", "Note", Kind.NOTE)


def answer(outcomes: Iterable[Outcome], period: Period, *, money: bool, closed: bool = False) -> HttpResponse:
    """The workbook, with money or without; ``closed`` whether the month is.

    Of a closed month it is what is paid: with the differences of earlier months that were settled with it.
    """
    settled = closings.taken_with(period) if closed and money else []
    columns = (*COLUMNS, *((MONEY,) if money else ()), *(SETTLED if settled else ()), NOTE)
    rows = _settled([_row(one, closed=closed) for one in outcomes], settled)
    content = spreadsheet.write([(Sheet("绩效", "Scores", columns), rows)])
    return attached(content, f"{_('绩效')}-{period}.xlsx")


def _stay(one: Outcome) -> Iterator[str]:
    """What whoever pays has to know of a month that somebody did not spend whole in one place."""
    days, of_days = one.summary["days"], one.summary["of_days"]
    if days < of_days:
        yield _("在岗 %(days)s/%(of_days)s 天") % {"days": days, "of_days": of_days}
    places = formats.listed(f"{stay['unit']} {stay['position']}" for stay in one.summary["moved_from"])
    if places:
        yield _("这一期里还待过：%(places)s；按期末所在的岗位考核。") % {"places": places}


def _settled(rows: list[Row], settled: Iterable[Taken]) -> list[Row]:
    """The rows with what was settled of earlier months, also for those who were there only then."""
    known = {row["number"]: row for row in rows}
    for one in settled:
        row = known.get(one.number)
        if row is None:
            row = known[one.number] = {"number": one.number, "name": one.name}
            rows.append(row)
        amount = one.amount if one.amount >= 0 else -one.amount
        told = {
            "period": formats.period(one.period.start, one.period.grain),
            "amount": formats.amount(amount, "元").text,
        }
        said = _("补发%(period)s %(amount)s") if one.amount >= 0 else _("扣回%(period)s %(amount)s")
        row["note"] = formats.listed(filter(None, (str(row.get("note", "")), said % told)), "；")
        row["settled"] = _sum(row.get("settled"), one.amount)
        row["whole"] = _sum(row.get("whole", row.get("bonus")), one.amount)
    for row in rows:
        row.setdefault("whole", row.get("bonus"))
    return rows


def _sum(before: object, amount: Fraction) -> Fraction:
    return (before if isinstance(before, Fraction) else Fraction(0)) + amount


def _row(one: Outcome, *, closed: bool) -> Row:
    state = _("待补") if one.pending else (_("暂计") if one.provisional else "")
    note = formats.listed(filter(None, (_("已定稿") if closed else "", state, *_stay(one))), "；")
    said = {"number": one.number, "name": one.name, "unit": one.unit, "position": one.position}
    return {**said, "points": one.points, "grade": one.grade, "bonus": one.bonus, "note": note}
