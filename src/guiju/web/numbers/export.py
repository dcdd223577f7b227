"""The figures of a metric as a file: CSV for programs, XLSX for people."""

import csv
from fractions import Fraction
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.figures.values import Point
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.facts.defused import defused
from guiju.lang.kinds import Metric
from guiju.web.kit import formats
from guiju.web.kit.attached import attached, figure
from guiju.web.numbers import one
from guiju.web.numbers.one import Asked, Course
from guiju.web.numbers.words import known, lines

FORMS = ("csv", "xlsx")
SHEET = Sheet(
    "数据",
    "Figures",
    (
        Column("period", "周期", "Period"),
        Column("value", "数值", "Value", Kind.FIGURE),
        Column("unit", "单位", "Unit"),
        Column("last_year", "去年同期", "Last year", Kind.FIGURE),
        Column("note", "说明", "Note", Kind.NOTE),
    ),
)


def answer(rule: Metric, asked: Asked, found: Course, form: str) -> HttpResponse:
    """The file, named after the metric and the period."""
    filled = [_row(rule, str(period), now, year) for period, now, year in one.rows(asked, found)]
    content = spreadsheet.write([(SHEET, filled)]) if form == "xlsx" else _csv(filled)
    return attached(content, f"{rule.name}-{asked.period}.{form}")


def _row(rule: Metric, period: str, now: Point | None, year: Point | None) -> dict[str, object]:
    """One line; figures stand in the metric's own unit."""
    note = " ".join(lines(now.value)) if now else _("还没有算过这一期")
    if now and now.provisional:
        note = _("暂计")
    return {
        "period": period,
        "value": _in_unit(now, rule),
        "unit": rule.unit,
        "last_year": _in_unit(year, rule),
        "note": note,
    }


def _in_unit(point: Point | None, rule: Metric) -> Fraction | None:
    value = known(point)
    return None if value is None else value / formats.scale(rule.unit)


def _csv(rows: list[dict[str, object]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it; a cell never begins a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    english = formats.english()
    writer.writerow([column.english if english else column.title for column in SHEET.columns])
    for row in rows:
        writer.writerow([_plain(row[column.name]) for column in SHEET.columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(value: object) -> str:
    if isinstance(value, Fraction):
        return figure(value)
    return "" if value is None else defused(str(value))
