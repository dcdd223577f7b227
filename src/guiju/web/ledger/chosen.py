"""Words of the ledger that values take: those of closed sets, as people say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

# Fields whose values are words of the code: what stands nowhere here is not shown as it is written.
CHOSEN = frozenset({"state", "source", "stage", "kind", "grain", "per", "way", "platform"})
_FREE = frozenset({"stage", "platform"})  # may also be a name that the house gave
_VALUES: dict[str, str | Promise] = {
    "todo": gettext_lazy("待办"),
    "doing": gettext_lazy("进行中"),
    "review": gettext_lazy("待审"),
    "done": gettext_lazy("已完成"),
    "missed": gettext_lazy("已作废"),
    "excused": gettext_lazy("已免除"),
    "cancelled": gettext_lazy("已取消"),
    "duty": gettext_lazy("例行"),
    "meeting": gettext_lazy("会议"),
    "task": gettext_lazy("任务"),
    "action": gettext_lazy("会议待办"),
    "approval": gettext_lazy("审批"),
    "case": gettext_lazy("举报"),
    "draft": pgettext_lazy("one", "草稿"),
    "proposed": gettext_lazy("待审批"),
    "approved": gettext_lazy("正在生效"),
    "in_force": gettext_lazy("已生效"),
    "refused": gettext_lazy("未批准"),
    "withdrawn": gettext_lazy("已撤回"),
    "replaced": gettext_lazy("已被取代"),
    "undone": gettext_lazy("已撤销"),
    "exclude": gettext_lazy("排除"),
    "set": gettext_lazy("改值"),
    "reassign": gettext_lazy("改归属"),
    "undo": gettext_lazy("撤销"),
    "day": gettext_lazy("日"),
    "week": gettext_lazy("周"),
    "month": gettext_lazy("月"),
    "quarter": gettext_lazy("季"),
    "year": gettext_lazy("年"),
    "order": gettext_lazy("订单"),
    "line": gettext_lazy("订单行"),
    "hand": gettext_lazy("手工导入"),
    "folder": gettext_lazy("文件夹"),
    "mailbox": gettext_lazy("邮箱"),
    "api": gettext_lazy("接口"),
    "shop": gettext_lazy("店铺"),
    "campaign": gettext_lazy("推广计划"),
    "promotion": gettext_lazy("活动"),
    "holiday": gettext_lazy("节日"),
    "incident": gettext_lazy("事故"),
    "change": gettext_lazy("变动"),
    "person": gettext_lazy("人"),
    "totp": gettext_lazy("验证器"),
    "passkey": gettext_lazy("通行密钥"),
    "recovery": gettext_lazy("恢复码"),
    "stage": pgettext_lazy("source", "记录的一步"),
}


def value(name: str, text: str) -> str:
    """A word of a closed set, in the reader's language."""
    known = _VALUES.get(text)
    if known is not None:
        return str(known)
    return text if name in _FREE or not text.isascii() else _("其他")
