"""The table of a change as a workbook, with the name of who took it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guiju.apps import spreadsheet
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.lang.kinds import Metric
from guiju.web.insight.asking import Asked
from guiju.web.insight.telling import Told
from guiju.web.kit import formats
from guiju.web.kit.attached import attached

SHEET = Sheet(
    "变化",
    "Change",
    (
        Column("name", "组成", "Part"),
        Column("rate", "自身", "Rate", Kind.FIGURE),
        Column("mix", "占比", "Mix", Kind.FIGURE),
        Column("amount", "合计", "Together", Kind.FIGURE),
        Column("unit", "单位", "Unit"),
        Column("note", "说明", "Note", Kind.NOTE),
    ),
)


def answer(rule: Metric, asked: Asked, told: Told, who: str) -> HttpResponse:
    """The workbook, named after the metric and both months."""
    scale = formats.scale(rule.unit)
    rows: list[dict[str, object]] = [
        {
            "name": one.name,
            "rate": one.parts[0] / scale if one.rate else None,
            "mix": one.parts[1] / scale if one.mix else None,
            "amount": one.exact / scale,
            "unit": rule.unit,
            "note": "",
        }
        for one in told.lines
    ]
    rows.append(
        {"name": "", "rate": None, "mix": None, "amount": None, "unit": "", "note": f"{told.sentence}{told.parts}"}
    )
    rows.append(
        {"name": "", "rate": None, "mix": None, "amount": None, "unit": "", "note": _("%(who)s 导出") % {"who": who}}
    )
    return attached(spreadsheet.write([(SHEET, rows)]), f"{rule.name}-{asked.then}-{asked.now}.xlsx")
