"""Records in words: their states, what was done to them, how a register is laid out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.lang.kinds.choices import Layout

Words = Mapping[str, str | Promise]

RETURNED = _("退回修改")
FILED = _("已提交")
STATES: Words = {
    "draft": pgettext_lazy("record", "草稿"),
    "open": _("办理中"),
    "closed": _("已完成"),
    "withdrawn": _("已撤回"),
}
TONES: Mapping[str, str] = {"draft": "wait", "open": "next", "closed": "kept", "withdrawn": ""}
DID: Words = {
    "filed": pgettext_lazy("record", "提交"),
    "amended": pgettext_lazy("record", "修改"),
    "passed": pgettext_lazy("record", "办完"),
    "returned": pgettext_lazy("record", "退回"),
    "withdrawn": pgettext_lazy("record", "撤回"),
}
LAYOUTS: Words = {
    Layout.TABLE: pgettext_lazy("layout", "表"),
    Layout.BOARD: pgettext_lazy("layout", "看板"),
    Layout.CALENDAR: pgettext_lazy("layout", "日历"),
    Layout.TIMELINE: pgettext_lazy("layout", "时间线"),
}


def state(state: str, stage: str, number: int | None, *, staged: bool = True) -> str:
    """Where a record is: the stage that it waits in, or its state; a draft with a number came back.

    What no stage follows is filed and no more.
    """
    if state == "draft" and number:
        return str(RETURNED)
    return str(FILED) if state == "closed" and not staged else stage or str(STATES[state])


def tone(state: str, *, staged: bool = True) -> str:
    """The tone of a state."""
    return "" if state == "closed" and not staged else TONES[state]
