"""Why actions on personal data refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"
    STILL_HERE = "still_here"
    NO_REASON = "no_reason"
    NOBODY = "nobody"
    STALE = "stale"
    MONTHS = "months"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.UNKNOWN: _("名册里没有工号 %(number)s。"),
    Code.STILL_HERE: _("%(name)s 还在职，先在名册里写明离职日期，过了那天再抹去。"),
    Code.NO_REASON: _("写明为什么，例如本人申请的日期。"),
    Code.NOBODY: _("写明平台上的买家标识，例如买家会员名。"),
    Code.STALE: _("%(by)s 刚改过这一条。没有存，您写的还在，核对后再存。"),
    Code.MONTHS: _("月数要在 1 和 600 之间；不填就是不限。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
