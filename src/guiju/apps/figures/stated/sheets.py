"""The workbooks of targets (目标) and entered inputs (填报)."""

from guiju.apps.figures.stated.subjects import KINDS
from guiju.apps.spreadsheet import Column, Kind, Sheet

GRAINS = {
    "日": "day",
    "周": "week",
    "月": "month",
    "季": "quarter",
    "年": "year",
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}

_SUBJECT_KIND = Column("kind", "对象类型", "subject kind", choices=KINDS)
_SUBJECT = Column("subject", "对象", "subject")
_GRAIN = Column("grain", "周期", "period kind", choices=GRAINS)
_UNIT = Column("unit", "单位", "unit")  # empty, or the one that the regulation reckons in
_VOID = Column("void", "作废", "void", Kind.FLAG)

TARGETS = Sheet(
    "目标",
    "targets",
    (
        Column("name", "指标", "metric", required=True),
        _SUBJECT_KIND,
        _SUBJECT,
        _GRAIN,
        Column("start", "开始", "start", Kind.PERIOD, required=True),
        Column("end", "结束", "end", Kind.PERIOD),
        Column("value", "目标值", "value", Kind.NUMBER, required=True),
        _UNIT,
        _VOID,
    ),
)
INPUTS = Sheet(
    "填报",
    "inputs",
    (
        Column("name", "填报项", "input", required=True),
        _SUBJECT_KIND,
        _SUBJECT,
        _GRAIN,
        Column("start", "期间", "period", Kind.PERIOD, required=True),
        Column("value", "数值", "value", Kind.NUMBER, required=True),
        _UNIT,
        Column("evidence", "证据", "evidence"),
        Column("by", "填报人", "entered by"),
        Column("confirmed_by", "确认人", "confirmed by"),
        _VOID,
    ),
)
