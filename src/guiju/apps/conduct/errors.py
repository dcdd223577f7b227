"""Why actions on cases refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_IN_ROSTER = "not_in_roster"
    UNKNOWN_RULE = "unknown_rule"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_SANCTION = "unknown_sanction"
    NOT_HAPPENED = "not_happened"
    ONESELF = "oneself"
    NOBODY_HEARS = "nobody_hears"
    NEEDS_TEXT = "needs_text"
    OTHER_STAGE = "other_stage"
    NOT_ALLOWED = "not_allowed"
    CHANGED_MEANWHILE = "changed_meanwhile"
    TOO_LATE = "too_late"
    HARSHER = "harsher"


_MESSAGES = {
    Code.NOT_IN_ROSTER: _("只有名册里在职的人能举报。"),
    Code.UNKNOWN_RULE: _("%(day)s 的制度里没有叫“%(name)s”的禁止事项。"),
    Code.UNKNOWN_PERSON: _("名册里没有工号 %(number)s。"),
    Code.UNKNOWN_CASE: _("没有这件举报。"),
    Code.UNKNOWN_SANCTION: _("制度没有规定“%(name)s”这种处理。"),
    Code.NOT_HAPPENED: _("发生的日子不能在今天之后。"),
    Code.ONESELF: _("不能举报自己。"),
    Code.NOBODY_HEARS: _("没有可以受理的人：%(position)s空缺，上面也没有别人。"),
    Code.NEEDS_TEXT: _("请写明经过或理由。"),
    Code.OTHER_STAGE: _("这件举报现在不在这一步。"),
    Code.NOT_ALLOWED: _("这一步不由您办。"),
    Code.CHANGED_MEANWHILE: _("这件举报刚刚有了变化，请重新打开再看。"),
    Code.TOO_LATE: _("申诉期已在 %(at)s 结束。"),
    Code.HARSHER: _("申诉不能加重处理。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
