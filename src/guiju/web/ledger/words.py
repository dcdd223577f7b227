"""Words of the ledger: areas of work, kinds of objects, names of fields, and the closed words that values take."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """An area of work: its name and the actions in it."""

    title: Word
    actions: tuple[str, ...]


GROUPS: dict[str, Group] = {
    "rulebook": Group(gettext_lazy("制度"), ("rulebook.",)),
    "people": Group(gettext_lazy("名册与账号"), ("people.", "login.")),
    "work": Group(gettext_lazy("事务与记录"), ("work.", "records.", "conduct.")),
    "figures": Group(
        gettext_lazy("数据与填报"), ("figures.", "costs.", "corrections.", "insight.", "formats.", "intake.")
    ),
    "score": Group(gettext_lazy("得分与奖金"), ("appraisal.",)),
    "taken": Group(
        gettext_lazy("导出"),
        (
            "exports.",
            "audit.export",
            "people.export_roster",
            "costs.export",
            "records.export",
            "insight.export",
            "notices.export_contacts",
            "privacy.export_person",
            "privacy.export_buyer",
        ),
    ),
    "running": Group(gettext_lazy("通知与运行"), ("notices.", "upkeep.", "audit.", "privacy.")),
}

KINDS: dict[str, Word] = {
    "absence": gettext_lazy("请假"),
    "assignment": gettext_lazy("任职"),
    "backup": gettext_lazy("备份"),
    "buyer": gettext_lazy("买家的请求"),
    "case": gettext_lazy("举报"),
    "channel": gettext_lazy("通知渠道"),
    "clock": gettext_lazy("演示时钟"),
    "contacts": gettext_lazy("通知地址"),
    "correction": gettext_lazy("更正单"),
    "cost": gettext_lazy("成本"),
    "costs": gettext_lazy("成本表"),
    "cut": gettext_lazy("探索"),
    "draft": gettext_lazy("草稿"),
    "edition": gettext_lazy("制度版本"),
    "export": gettext_lazy("导出的文件"),
    "factor": gettext_lazy("两步验证"),
    "file": gettext_lazy("文件"),
    "finding": gettext_lazy("值得看一眼的数"),
    "folder": gettext_lazy("收件文件夹"),
    "form": gettext_lazy("表单"),
    "format": gettext_lazy("认识的文件"),
    "import": gettext_lazy("导入"),
    "input": gettext_lazy("填报"),
    "inputs": gettext_lazy("填报表"),
    "ledger": gettext_lazy("操作记录"),
    "mailbox": gettext_lazy("收件邮箱"),
    "mark": gettext_lazy("大事"),
    "note": gettext_lazy("说明"),
    "ownership": gettext_lazy("归属"),
    "pay": gettext_lazy("工资基数"),
    "period": gettext_lazy("期限"),
    "person": gettext_lazy("人"),
    "plan": gettext_lazy("例行的排期"),
    "post": gettext_lazy("任职"),
    "project": gettext_lazy("项目"),
    "provider": gettext_lazy("统一登录"),
    "reckoning": gettext_lazy("一期绩效"),
    "record": gettext_lazy("记录"),
    "roster": gettext_lazy("名册"),
    "session": gettext_lazy("登录"),
    "set_aside": gettext_lazy("搁置的行"),
    "shop": gettext_lazy("店铺"),
    "source": gettext_lazy("该来的表"),
    "target": gettext_lazy("目标"),
    "targets": gettext_lazy("目标表"),
    "tick": gettext_lazy("到时间的事"),
    "token": gettext_lazy("令牌"),
    "user": gettext_lazy("账号"),
    "view": gettext_lazy("视图"),
    "work": gettext_lazy("事"),
}

FIELDS: dict[str, Word] = {
    "accountable": gettext_lazy("负责人"),
    "added": gettext_lazy("新增"),
    "address": gettext_lazy("地址"),
    "aliases": gettext_lazy("别名"),
    "answers": gettext_lazy("算出的结果"),
    "approver": gettext_lazy("审批人"),
    "as_of": gettext_lazy("截至"),
    "at": gettext_lazy("时间"),
    "base": gettext_lazy("底稿或基本工资"),
    "bonus": gettext_lazy("奖金合计"),
    "by": gettext_lazy("由谁"),
    "bytes": gettext_lazy("字节"),
    "cancelled": gettext_lazy("取消的事"),
    "category": gettext_lazy("类目"),
    "changed": gettext_lazy("改动"),
    "changes": gettext_lazy("改动"),
    "clicks": gettext_lazy("导出步骤"),
    "condition": gettext_lazy("条件"),
    "confirmed_by": gettext_lazy("确认人"),
    "covers": gettext_lazy("覆盖的日期"),
    "database": gettext_lazy("数据库"),
    "days": gettext_lazy("天数"),
    "deputy": gettext_lazy("代办人"),
    "detail": gettext_lazy("说明"),
    "due": gettext_lazy("截止"),
    "duty": gettext_lazy("例行"),
    "edition": gettext_lazy("制度版本"),
    "effective": gettext_lazy("生效"),
    "email": gettext_lazy("邮箱"),
    "end": gettext_lazy("结束"),
    "escalated": gettext_lazy("上报的事"),
    "evidence": gettext_lazy("凭据"),
    "excuse": gettext_lazy("免除理由"),
    "expires": gettext_lazy("失效时间"),
    "fact": gettext_lazy("数据"),
    "file": gettext_lazy("文件"),
    "files": gettext_lazy("文件"),
    "filters": gettext_lazy("筛选"),
    "form": gettext_lazy("表单"),
    "from": gettext_lazy("从"),
    "goal": gettext_lazy("目的"),
    "grade": gettext_lazy("等级"),
    "grain": gettext_lazy("周期"),
    "head": gettext_lazy("最新一条的摘要"),
    "hours": gettext_lazy("小时"),
    "in_force_from": gettext_lazy("生效日期"),
    "joined": gettext_lazy("入职日期"),
    "key": gettext_lazy("对象"),
    "keys": gettext_lazy("哪些行"),
    "kind": gettext_lazy("种类"),
    "lapsed": gettext_lazy("作废的事"),
    "late": gettext_lazy("迟了"),
    "lead": gettext_lazy("负责人"),
    "leader": gettext_lazy("是否负责人"),
    "left": gettext_lazy("离职日期"),
    "made": gettext_lazy("新派的事"),
    "main": gettext_lazy("主岗"),
    "manifest": gettext_lazy("数据的状态"),
    "members": gettext_lazy("成员"),
    "metric": gettext_lazy("指标"),
    "months": gettext_lazy("月数"),
    "name": gettext_lazy("名称"),
    "note": gettext_lazy("备注"),
    "number": gettext_lazy("工号"),
    "of": gettext_lazy("哪一版"),
    "on": gettext_lazy("启用"),
    "outcome": gettext_lazy("结果"),
    "owner": gettext_lazy("负责人"),
    "part": gettext_lazy("分工"),
    "path": gettext_lazy("位置"),
    "pay": gettext_lazy("含金额"),
    "pending": gettext_lazy("待补的人"),
    "people": gettext_lazy("人"),
    "per": gettext_lazy("按"),
    "performance": gettext_lazy("基础绩效工资"),
    "person": gettext_lazy("归谁"),
    "place": gettext_lazy("地区"),
    "platform": gettext_lazy("平台"),
    "points": gettext_lazy("得分"),
    "position": gettext_lazy("岗位"),
    "product": gettext_lazy("商品"),
    "query": gettext_lazy("怎么看"),
    "reason": gettext_lazy("理由"),
    "record": gettext_lazy("记录"),
    "removed": gettext_lazy("移除"),
    "replaces_id": gettext_lazy("取代的更正单"),
    "rhythm": gettext_lazy("多久一次"),
    "rows": gettext_lazy("行数"),
    "said": gettext_lazy("留言"),
    "scopes": gettext_lazy("可以做什么"),
    "seconds_late": gettext_lazy("迟了几秒"),
    "settings": gettext_lazy("设定"),
    "sha256": gettext_lazy("文件的摘要"),
    "share": gettext_lazy("份额"),
    "shop": gettext_lazy("店铺"),
    "signature": gettext_lazy("规则的摘要"),
    "sku": gettext_lazy("规格"),
    "source": gettext_lazy("来处"),
    "stage": gettext_lazy("步骤"),
    "start": gettext_lazy("开始"),
    "state": gettext_lazy("状态"),
    "subject": gettext_lazy("对象"),
    "text": gettext_lazy("文字"),
    "title": gettext_lazy("标题"),
    "to": gettext_lazy("到或交给"),
    "unit": gettext_lazy("单位"),
    "until": gettext_lazy("直到"),
    "value": gettext_lazy("数值"),
    "values": gettext_lazy("新的值"),
    "version": gettext_lazy("版次"),
    "waiting": gettext_lazy("等着的事"),
    "way": gettext_lazy("怎么来"),
    "what": gettext_lazy("什么"),
    "who": gettext_lazy("谁"),
    "words": gettext_lazy("文字"),
    "year": gettext_lazy("年"),
}

# Fields whose values are words of the code: what stands nowhere here is not shown as it is written.
CHOSEN = frozenset({"state", "source", "stage", "kind", "grain", "per", "way", "platform"})
_FREE = frozenset({"stage", "platform"})  # may also be a name that the house gave
_VALUES: dict[str, Word] = {
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
    "draft": gettext_lazy("草稿"),
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


def kind(name: str) -> str:
    """What kind of thing an entry is about."""
    return str(KINDS.get(name, _("其他")))


def field(name: str) -> str:
    """A field's name; one that a form of the house gave stands as it is."""
    known = FIELDS.get(name)
    if known is not None:
        return str(known)
    return _("其他") if name.isascii() else name


def value(name: str, text: str) -> str:
    """A word of a closed set, in the reader's language."""
    known = _VALUES.get(text)
    if known is not None:
        return str(known)
    return text if name in _FREE or not text.isascii() else _("其他")
