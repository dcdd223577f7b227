"""Why actions on channels and addresses refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_PERSON = "unknown_person"
    UNREADABLE = "unreadable"
    NAME_TAKEN = "name_taken"
    ONE_OF_A_KIND = "one_of_a_kind"
    NO_ADDRESS = "no_address"
    NOT_IN_ROSTER = "not_in_roster"


_MESSAGES = {
    Code.NOT_ALLOWED: _("通知渠道由管理员和人事维护，您没有这个权限。"),
    Code.UNKNOWN_CHANNEL: _("没有这个渠道。"),
    Code.UNKNOWN_PERSON: _("名册里没有工号 %(number)s。"),
    Code.UNREADABLE: _("有没填对的地方：%(fields)s。"),
    Code.NAME_TAKEN: _("已经有叫“%(name)s”的渠道。"),
    Code.ONE_OF_A_KIND: _("“%(name)s”正开着；同一种渠道只能开一个，先停用它。"),
    Code.NO_ADDRESS: _("不知道发给谁：先填上您自己的地址，或写一个。"),
    Code.NOT_IN_ROSTER: _("您不在名册里，没有自己的通知。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
