"""The words of a piece of work's life."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Did(StrEnum):
    """What a step says was done."""

    MADE = "made"
    STARTED = "started"
    TICKED = "ticked"
    HANDED_IN = "handed_in"
    TOOK_BACK = "took_back"
    GAVE_BACK = "gave_back"
    ACCEPTED = "accepted"
    DONE = "done"
    ASKED_EXCUSE = "asked_excuse"
    DENIED_EXCUSE = "denied_excuse"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"
    EDITED = "edited"
    MOVED = "moved"
    REMARKED = "remarked"
    REMINDED = "reminded"
    FELL_DUE = "fell_due"
    ESCALATED = "escalated"
    LAPSED = "lapsed"
    WENT_UP = "went_up"  # nobody holds the position: up the reporting line


_WORDS = {
    Did.MADE: _("派出"),
    Did.STARTED: _("开始办"),
    Did.TICKED: _("勾了清单"),
    Did.HANDED_IN: _("交审"),
    Did.TOOK_BACK: _("取回"),
    Did.GAVE_BACK: pgettext_lazy("deed", "退回"),
    Did.ACCEPTED: _("审过"),
    Did.DONE: pgettext_lazy("deed", "办完"),
    Did.ASKED_EXCUSE: pgettext_lazy("deed", "申请免除"),
    Did.DENIED_EXCUSE: _("不同意免除"),
    Did.EXCUSED: pgettext_lazy("deed", "免除"),
    Did.CANCELLED: pgettext_lazy("deed", "取消"),
    Did.REOPENED: _("重开"),
    Did.REASSIGNED: _("转派"),
    Did.EDITED: _("改过"),
    Did.MOVED: _("挪动"),
    Did.REMARKED: pgettext_lazy("deed", "留言"),
    Did.REMINDED: _("提醒"),
    Did.FELL_DUE: _("到期"),
    Did.ESCALATED: _("上报"),
    Did.LAPSED: _("作废"),
    Did.WENT_UP: _("岗位空缺，上报"),
}


def word(did: Did) -> Promise:
    """What was done, in the language of the reader."""
    return _WORDS[did]
