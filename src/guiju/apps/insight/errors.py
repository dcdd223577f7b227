"""Why actions of looking into figures refuse."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from guiju.apps.refusal import Refused


class Code(StrEnum):
    """Stable names of the refusals."""

    NOT_ALLOWED = "not_allowed"
    NO_TEXT = "no_text"
    DAYS_REVERSED = "days_reversed"
    TOO_LONG = "too_long"
    UNKNOWN_MARK = "unknown_mark"
    UNKNOWN_FINDING = "unknown_finding"
    UNKNOWN_VIEW = "unknown_view"
    UNKNOWN_EXPLORATION = "unknown_exploration"
    UNKNOWN_SHOP = "unknown_shop"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NAME_TAKEN = "name_taken"
    TOO_MUCH = "too_much"


_MESSAGES = {
    Code.NOT_ALLOWED: _("按现行制度，您没有这个权限。"),
    Code.NO_TEXT: _("请写上名字。"),
    Code.DAYS_REVERSED: _("结束早于开始。"),
    Code.TOO_LONG: _("一件大事最多标一年。"),
    Code.UNKNOWN_MARK: _("没有这件大事。"),
    Code.UNKNOWN_FINDING: _("没有这一条。"),
    Code.UNKNOWN_VIEW: _("没有这个视图，可能已被删除。"),
    Code.UNKNOWN_EXPLORATION: _("没有这次计算，可能已经过期，请重新查看。"),
    Code.UNKNOWN_SHOP: _("名册里没有店铺“%(shop)s”。"),
    Code.CHANGED_MEANWHILE: _("别人刚刚改过，请看过再改。"),
    Code.NAME_TAKEN: _("您已有一个叫“%(name)s”的视图，换个名字。"),
    Code.TOO_MUCH: _("这样要算 %(count)s 格，超过了 %(most)s 格。请缩短时间，或少选指标和维度。"),
}


def refused(code: Code, **data: object) -> Refused:
    """The refusal to raise."""
    return Refused(code, _MESSAGES[code], **data)
