"""Why actions on outcomes refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_REGULATION = "no_regulation"
    MAY_NOT_CLOSE = "may_not_close"
    NOT_OVER = "not_over"
    NOT_RECKONED = "not_reckoned"
    BEING_MEASURED = "being_measured"
    NOT_JUDGED = "not_judged"
    CLOSED = "closed"
    CHANGED = "changed"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有核算绩效的权限。"),
    Code.NO_REGULATION: _("%(period)s没有施行的制度，先采用一部。"),
    Code.MAY_NOT_CLOSE: _("按现行制度，您没有给绩效定稿的权限。"),
    Code.NOT_OVER: _("%(period)s还没有过完，过完才能定稿。"),
    Code.NOT_RECKONED: _("%(period)s还没有核算过，没有可以定稿的结果。"),
    Code.NOT_JUDGED: _("%(period)s没有可以定稿的：那时的制度不按这样长的时间考核、评级或发奖金。"),
    Code.BEING_MEASURED: _("%(period)s的数据刚有变化，正在重新核算；等算完再定稿。"),
    Code.CLOSED: _("%(period)s已由 %(by)s 于 %(at)s 定稿；之后的变化记为差额。"),
    Code.CHANGED: _("您打开这一页之后，结果又变了，没有定稿；请再看一遍。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
