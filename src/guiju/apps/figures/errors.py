"""Why actions on figures refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_REGULATION = "no_regulation"
    UNKNOWN_METRIC = "unknown_metric"
    UNKNOWN_INPUT = "unknown_input"
    UNKNOWN_SUBJECT = "unknown_subject"
    OTHER_SUBJECT = "other_subject"
    OTHER_PERIOD = "other_period"
    OTHER_UNIT = "other_unit"
    PERIODS_REVERSED = "periods_reversed"
    OUT_OF_BOUNDS = "out_of_bounds"
    UNKNOWN_ROW = "unknown_row"
    SAME_HANDS = "same_hands"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ROW_TWICE = "row_twice"
    NO_FILES = "no_files"
    UNKNOWN_RUN = "unknown_run"
    IS_OVER = "is_over"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.NO_REGULATION: _("%(day)s 还没有施行的制度，先采用一部。"),
    Code.UNKNOWN_METRIC: _("制度里没有叫“%(name)s”的指标。"),
    Code.UNKNOWN_INPUT: _("制度里没有叫“%(name)s”的填报项。"),
    Code.UNKNOWN_SUBJECT: _("找不到“%(subject)s”。"),
    Code.OTHER_SUBJECT: _("“%(name)s”不是按这种对象填报的。"),
    Code.OTHER_PERIOD: _("“%(name)s”不是按这种周期填报的。"),
    Code.OTHER_UNIT: _("“%(name)s”按%(declared)s计，这里的单位是%(unit)s。"),
    Code.PERIODS_REVERSED: _("结束早于开始。"),
    Code.OUT_OF_BOUNDS: _("“%(name)s”要在 %(low)s 和 %(high)s 之间。"),
    Code.UNKNOWN_ROW: _("没有这一条。"),
    Code.SAME_HANDS: _("填报的人不能自己确认。"),
    Code.CHANGED_MEANWHILE: _("%(by)s刚改过这一格，您看到的已不是现在的数。请看过再改。"),
    Code.ROW_TWICE: _("同一件事在表里出现了两次。"),
    Code.NO_FILES: _("没有选文件。"),
    Code.UNKNOWN_RUN: _("没有这次导入。"),
    Code.IS_OVER: _("这次导入已经结束。"),
}

# How to mend a row of a workbook that is refused.
MENDS = {
    Code.NOT_ALLOWED: _("请有权限的人填这一行，或删去它。"),
    Code.NO_REGULATION: _("改正期间，或先采用制度。"),
    Code.UNKNOWN_METRIC: _("照制度里的写法改正指标名。"),
    Code.UNKNOWN_INPUT: _("照制度里的写法改正填报项的名字。"),
    Code.UNKNOWN_SUBJECT: _("写单位、岗位或店铺的名字，或人的工号。"),
    Code.OTHER_SUBJECT: _("照制度改正对象类型。"),
    Code.OTHER_PERIOD: _("照制度改正周期。"),
    Code.OTHER_UNIT: _("把数值换算过来，单位照制度的写法，或空着。"),
    Code.PERIODS_REVERSED: _("对调开始和结束。"),
    Code.OUT_OF_BOUNDS: _("改正数值。"),
    Code.SAME_HANDS: _("换一个人确认，或空着确认人。"),
    Code.ROW_TWICE: _("两行留一行。"),
    Code.UNKNOWN_ROW: _("没有可作废的，删去这一行。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
