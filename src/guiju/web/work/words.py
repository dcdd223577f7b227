"""Work in words: its states, what made it, what it takes, who is beside it, and what was done to it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.apps.work.values import Item, Part, Verb
from guiju.lang.kinds.choices import Evidence

Words = Mapping[str, str | Promise]

STATES: Words = {
    "todo": _("待办"),
    "doing": _("进行中"),
    "review": _("待审"),
    "done": _("已完成"),
    "missed": _("已作废"),
    "excused": _("已免除"),
    "cancelled": _("已取消"),
}
AWAITED = _("已退回，等待重交")
TONES: Mapping[str, str] = {"doing": "next", "review": "wait", "done": "kept", "missed": "broken"}

SOURCES: Words = {
    "duty": _("例行"),
    "meeting": _("会议"),
    "stage": _("流转"),
    "task": _("任务"),
    "action": _("会议决定"),
    "approval": _("审批"),
    "review": _("审阅"),
    "case": _("举报"),
    "publication": _("制度发布"),
}

PARTS: Words = {
    Part.ACCOUNTABLE: pgettext_lazy("part", "负责"),
    Part.RESPONSIBLE: pgettext_lazy("part", "执行"),
    Part.CONSULTED: pgettext_lazy("part", "咨询"),
    Part.INFORMED: pgettext_lazy("part", "知会"),
    Part.ATTENDS: pgettext_lazy("part", "参加"),
    Part.DEPUTY: pgettext_lazy("part", "代办"),
    Part.REVIEWER: pgettext_lazy("part", "审阅"),
    Part.LEADS: pgettext_lazy("part", "主管"),
}

# The verb on the button, by what completing takes.
COMPLETE: Words = {
    Evidence.TICK: _("办完了"),
    Evidence.FORM: _("填表"),
    Evidence.MINUTES: _("记纪要"),
    Evidence.CHECKLIST: _("逐项核对"),
    Evidence.FILE: _("交文件"),
    Evidence.SNAPSHOT: _("留存数字"),
}
VERBS: Words = {
    Verb.START: _("开始"),
    Verb.COMPLETE: _("办完了"),
    Verb.FILE: _("填表"),
    Verb.HOLD: _("开会"),
    Verb.HAND_IN: _("交"),
    Verb.ADVANCE: _("办理"),
    Verb.DECIDE: _("去办理"),
    Verb.TAKE_BACK: _("撤回"),
    Verb.ACCEPT: _("收下"),
    Verb.GIVE_BACK: _("退回"),
    Verb.EXCUSE: _("免除"),
    Verb.CANCEL: _("取消"),
    Verb.REASSIGN: _("转给别人"),
    Verb.EDIT: _("修改"),
    Verb.MOVE: _("移动"),
    Verb.REMARK: _("留言"),
}
WANTS: Words = {
    Evidence.TICK: "",
    Evidence.FORM: _("填表"),
    Evidence.MINUTES: _("留纪要"),
    Evidence.CHECKLIST: _("逐项核对"),
    Evidence.FILE: _("交文件"),
    Evidence.SNAPSHOT: _("留存当时的数字"),
}


def state(item: Item) -> str:
    """The state in a word; what somebody received and sent back is done for them, and reads as what they did."""
    if item.returned and item.state == "done":
        return str(AWAITED if item.awaited else DONE["give_back"])
    return str(STATES[item.state])


def tone(item: Item) -> str:
    """The colour that goes with the state; a list that waits for something is not well kept."""
    return TONES["review"] if item.returned and item.state == "done" else TONES.get(item.state, "")


def verb(item: Item) -> str:
    """What the button says: the verb, and for work the one that brings what it takes."""
    if item.verb is None:
        return ""
    if item.verb in {Verb.COMPLETE, Verb.HAND_IN}:
        return str(COMPLETE[item.evidence])
    if item.verb is Verb.ADVANCE and not item.fills:
        return str(_("通过"))
    if item.verb is Verb.ACCEPT and item.source == "approval":
        return str(_("同意"))
    return str(VERBS[item.verb])


DONE: Words = {
    "start": _("已开始"),
    "complete": _("已办完"),
    "hand_in": _("已交"),
    "hold": _("会议已记下"),
    "advance": _("已办理"),
    "tick": _("清单已更新"),
    "take_back": _("已撤回"),
    "accept": _("已收下"),
    "give_back": _("已退回"),
    "excuse": _("已免除"),
    "cancel": _("已取消"),
    "reassign": _("已转交"),
    "remark": _("已留言"),
    "ask": _("已申请免除"),
}
