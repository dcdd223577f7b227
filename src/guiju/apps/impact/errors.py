"""Why a simulation refuses."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    MONTHS_REVERSED = "months_reversed"
    TOO_MANY_MONTHS = "too_many_months"
    NOT_BEGUN = "not_begun"
    TOO_FEW_TEXTS = "too_few_texts"
    UNKNOWN_TEXT = "unknown_text"
    UNSOUND_TEXT = "unsound_text"
    UNKNOWN_SIMULATION = "unknown_simulation"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.MONTHS_REVERSED: _("结束月份早于开始月份。"),
    Code.TOO_MANY_MONTHS: _("一次最多量 %(most)s 个月。"),
    Code.NOT_BEGUN: _("%(month)s 还没有过完，量到上个月为止。"),
    Code.TOO_FEW_TEXTS: _("请选两部或三部制度。"),
    Code.UNKNOWN_TEXT: _("找不到制度“%(name)s”。"),
    Code.UNSOUND_TEXT: _("“%(name)s”还有错误，改好才能量。"),
    Code.UNKNOWN_SIMULATION: _("没有这次测算，可能已经过期，请重新测算。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
