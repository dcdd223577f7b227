"""Why actions on exports refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    UNKNOWN = "unknown"
    NOT_ALLOWED = "not_allowed"
    OWN = "own"
    DECIDED = "decided"
    NOBODY_APPROVES = "nobody_approves"
    NO_REASON = "no_reason"


_MESSAGES = {
    Code.UNKNOWN: _("没有这份申请。"),
    Code.NOT_ALLOWED: _("按现行制度，这份申请不由您批。"),
    Code.OWN: _("自己的申请要由别人来批。"),
    Code.DECIDED: _("这份申请已经有了结果，请刷新再看。"),
    Code.NOBODY_APPROVES: _("按现行制度，除了您没有人能批这次导出。请缩小范围，或请管理员来批。"),
    Code.NO_REASON: _("请写明用途，批的人要看。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
