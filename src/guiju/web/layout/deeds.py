"""The ledger in words: what somebody did, as a sentence without codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps.audit.actor import worker
from guiju.apps.audit.queries import Line
from guiju.apps.work.steps import Did
from guiju.web.work.life import did_word

DEEDS: dict[str, Promise] = {
    "people.import_roster": gettext_lazy("导入了名册"),
    "people.change_roster": gettext_lazy("改了名册"),
    "people.bring_addressbook": gettext_lazy("带来了通讯录"),
    "people.take_addressbook": gettext_lazy("把通讯录收进了名册"),
    "people.drop_addressbook": gettext_lazy("丢弃了通讯录"),
    "people.skip_step": gettext_lazy("先跳过了一步"),
    "people.claim": gettext_lazy("用一次性口令建立了管理员"),
    "rulebook.choose": gettext_lazy("选了一部制度来填写"),
    "people.export_roster": gettext_lazy("导出了名册"),
    "people.open_account": gettext_lazy("开通了账号"),
    "people.close_account": gettext_lazy("停用了账号"),
    "people.reset_password": gettext_lazy("重设了密码"),
    "people.change_own_password": gettext_lazy("改了自己的密码"),
    "people.create_administrator": gettext_lazy("建立了管理员"),
    "rulebook.adopt": gettext_lazy("采用了制度"),
    "rulebook.adopt_draft": gettext_lazy("采用了草稿"),
    "rulebook.open_draft": gettext_lazy("写了草稿"),
    "rulebook.share_draft": gettext_lazy("请人共同起草"),
    "rulebook.unshare_draft": gettext_lazy("不再请人共同起草"),
    "rulebook.rename_draft": gettext_lazy("给草稿改了名"),
    "rulebook.rebase_draft": gettext_lazy("把草稿接到了现行版上"),
    "rulebook.drop_aside": gettext_lazy("放弃了与别人相冲突的改动"),
    "rulebook.remark": gettext_lazy("对草稿提了意见"),
    "rulebook.settle_remark": gettext_lazy("处理了一条意见"),
    "rulebook.decide_proposal": gettext_lazy("取舍了一条建议的规则"),
    "rulebook.discard_draft": gettext_lazy("放弃了草稿"),
    "rulebook.close_draft": gettext_lazy("了结了草稿"),
    "publishing.begin": gettext_lazy("把新版送去发布"),
    "publishing.look": gettext_lazy("看过了新版的影响"),
    "publishing.revise": gettext_lazy("改了发布中的文字"),
    "publishing.skip": gettext_lazy("写明理由跳过了一个阶段"),
    "publishing.ask": gettext_lazy("向全员征求意见"),
    "publishing.comment": gettext_lazy("对新版提了意见"),
    "publishing.no_comment": gettext_lazy("对新版没有意见"),
    "publishing.answer": gettext_lazy("答复了一条意见"),
    "publishing.close_comments": gettext_lazy("结束了征求意见"),
    "publishing.consult": gettext_lazy("记下了协商"),
    "publishing.hand_in": gettext_lazy("提交了新版的审批"),
    "publishing.approve": gettext_lazy("批准了新版"),
    "publishing.refuse": gettext_lazy("没有批准新版"),
    "publishing.announce": gettext_lazy("公示了新版"),
    "publishing.withdraw": gettext_lazy("撤回了新版"),
    "publishing.propose_repeal": gettext_lazy("提出废止制度"),
    "publishing.repealed": gettext_lazy("制度已经废止"),
    "rulebook.repeal": gettext_lazy("定了制度从哪天起废止"),
    "publishing.in_force": gettext_lazy("新版开始施行"),
    "publishing.amended": gettext_lazy("旧版被新版代替"),
    "publishing.sign": gettext_lazy("签收了制度"),
    "publishing.paper": gettext_lazy("要了一份文件"),
    "publishing.paper_made": gettext_lazy("做好了一份文件"),
    "rulebook.withdraw": gettext_lazy("撤回了未生效的制度"),
    "impact.simulate": gettext_lazy("测算了制度的影响"),
    "figures.import": gettext_lazy("导入了数据"),
    "figures.import_over": gettext_lazy("导入结束"),
    "figures.cancel_import": gettext_lazy("取消了导入"),
    "figures.retry_import": gettext_lazy("重试了导入"),
    "figures.enter": gettext_lazy("填报了数"),
    "figures.confirm": gettext_lazy("确认了填报"),
    "figures.withdraw": gettext_lazy("撤回了填报"),
    "figures.import_inputs": gettext_lazy("导入了填报"),
    "figures.set_target": gettext_lazy("下达了目标"),
    "figures.remove_target": gettext_lazy("撤销了目标"),
    "figures.import_targets": gettext_lazy("导入了目标"),
    "figures.retry_set_aside": gettext_lazy("改正了搁置的行"),
    "figures.discard_set_aside": gettext_lazy("放弃了搁置的行"),
    "figures.refresh": gettext_lazy("算了数字"),
    "privacy.find_buyer": gettext_lazy("查找了一位买家的数据"),
    "privacy.export_buyer": gettext_lazy("导出了一位买家的数据"),
    "privacy.erase_buyer": gettext_lazy("抹去了一位买家"),
    "privacy.export_person": gettext_lazy("导出了一个人的全部信息"),
    "privacy.erase_person": gettext_lazy("抹去了一个人"),
    "privacy.keep_buyers": gettext_lazy("定了买家标识的期限"),
    "privacy.note": gettext_lazy("在影响评估记录里写了说明"),
    "formats.keep": gettext_lazy("教会了一种文件"),
    "formats.add": gettext_lazy("导入了连接器"),
    "formats.remove": gettext_lazy("停用了一种文件的认法"),
    "formats.restore": gettext_lazy("用回了一种文件以前的认法"),
    "costs.state": gettext_lazy("写了成本"),
    "costs.withdraw": gettext_lazy("撤回了成本"),
    "costs.import": gettext_lazy("导入了成本"),
    "costs.export": gettext_lazy("导出了成本"),
    "insight.mark": gettext_lazy("标了一件大事"),
    "insight.change_mark": gettext_lazy("改了一件大事"),
    "insight.remove_mark": gettext_lazy("删了一件大事"),
    "insight.answer": gettext_lazy("答复了值得看一眼的数"),
    "insight.save_view": gettext_lazy("存了视图"),
    "insight.change_view": gettext_lazy("改了视图"),
    "insight.remove_view": gettext_lazy("删了视图"),
    "insight.explore": gettext_lazy("算了一次探索"),
    "insight.export": gettext_lazy("导出了探索"),
    "conduct.report": gettext_lazy("举报了一件事"),
    "conduct.answer": gettext_lazy("就举报作了说明"),
    "conduct.hear": gettext_lazy("听取了一件举报"),
    "conduct.decide": gettext_lazy("决定了一件举报"),
    "conduct.appeal": gettext_lazy("提出了申诉"),
    "conduct.settle": gettext_lazy("决定了申诉"),
    "conduct.close": gettext_lazy("申诉期满，举报了结"),
    "conduct.expunge": gettext_lazy("消除了一件举报"),
    "work.add_absence": gettext_lazy("登记了请假"),
    "work.end_absence": gettext_lazy("登记了销假"),
    "work.open_project": gettext_lazy("开了项目"),
    "work.close_project": gettext_lazy("结束了项目"),
    "work.add_member": gettext_lazy("请人加入了项目"),
    "work.remove_member": gettext_lazy("请人离开了项目"),
    "work.plan": gettext_lazy("照制度派了例行"),
    "work.tick": gettext_lazy("办了到时间的事：提醒、到期、上报"),
    "work.wind": gettext_lazy("拨快了演示时钟"),
    "records.open": gettext_lazy("开始填一张表"),
    "records.discard": gettext_lazy("丢弃了草稿"),
    "records.file": gettext_lazy("提交了记录"),
    "records.amend": gettext_lazy("改了记录"),
    "records.withdraw": gettext_lazy("撤回了记录"),
    "records.pass": gettext_lazy("办完了记录的一步"),
    "records.cite": gettext_lazy("凭记录改了数"),
    "records.return": gettext_lazy("退回了记录"),
    "records.attach": gettext_lazy("上传了文件"),
    "records.export": gettext_lazy("导出了记录"),
    "notices.save_channel": gettext_lazy("改了通知渠道"),
    "notices.turn_on_channel": gettext_lazy("启用了通知渠道"),
    "notices.turn_off_channel": gettext_lazy("停用了通知渠道"),
    "notices.remove_channel": gettext_lazy("删除了通知渠道"),
    "notices.try_channel": gettext_lazy("试发了一条通知"),
    "notices.save_contacts": gettext_lazy("改了通知地址"),
    "notices.import_contacts": gettext_lazy("导入了通知地址"),
    "notices.export_contacts": gettext_lazy("导出了通知地址"),
    "notices.renew_feed": gettext_lazy("换了日历地址"),
    "notices.close_feed": gettext_lazy("关闭了日历地址"),
    "intake.save_source": gettext_lazy("改了该来的表"),
    "intake.remove_source": gettext_lazy("删除了该来的表"),
    "intake.save_folder": gettext_lazy("改了收件文件夹"),
    "intake.remove_folder": gettext_lazy("删除了收件文件夹"),
    "intake.save_mailbox": gettext_lazy("改了收件邮箱"),
    "intake.remove_mailbox": gettext_lazy("删除了收件邮箱"),
    "intake.make_token": gettext_lazy("做了一个令牌"),
    "intake.end_token": gettext_lazy("停用了一个令牌"),
    "appraisal.compute": gettext_lazy("算了得分和奖金"),
    "appraisal.close": gettext_lazy("给得分和奖金定稿"),
    "corrections.drafted": gettext_lazy("起草了更正单"),
    "corrections.proposed": gettext_lazy("提交了更正单"),
    "corrections.withdrawn": gettext_lazy("撤回了更正单"),
    "corrections.approved": gettext_lazy("批准了更正单"),
    "corrections.refused": gettext_lazy("没有批准更正单"),
    "corrections.in_force": gettext_lazy("让更正单生效了"),
    "corrections.replaced": gettext_lazy("用新的更正单取代了旧的"),
    "corrections.undone": gettext_lazy("撤销了更正单"),
    "exports.take": gettext_lazy("带走了一个文件"),
    "exports.ask": gettext_lazy("申请了一次大的导出"),
    "exports.approve": gettext_lazy("批准了一次导出"),
    "exports.refuse": gettext_lazy("没有批准一次导出"),
    "audit.export": gettext_lazy("导出了操作记录"),
    "login.sign_in": gettext_lazy("登录了"),
    "login.set_factor": gettext_lazy("开了两步验证"),
    "login.remove_factor": gettext_lazy("取消了自己的两步验证"),
    "login.reset_factor": gettext_lazy("取消了别人的两步验证"),
    "login.end_sessions": gettext_lazy("退出了别处的登录"),
    "login.add_passkey": gettext_lazy("加了一个通行密钥"),
    "login.rename_passkey": gettext_lazy("给通行密钥改了名"),
    "login.remove_passkey": gettext_lazy("去掉了一个通行密钥"),
    "login.copied_passkey": gettext_lazy("拒绝了一个像是复制来的通行密钥"),
    "login.save_provider": gettext_lazy("改了登录方式"),
    "login.turn_on_provider": gettext_lazy("启用了登录方式"),
    "login.turn_off_provider": gettext_lazy("停用了登录方式"),
    "login.remove_provider": gettext_lazy("删除了登录方式"),
    "login.tie": gettext_lazy("绑定了别处的账号"),
    "login.untie": gettext_lazy("解除了别处账号的绑定"),
    "login.make_link": gettext_lazy("发了一次性链接"),
    "login.use_link": gettext_lazy("用一次性链接设了密码"),
    "upkeep.back_up": gettext_lazy("做了备份"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the ledger: when, who, what, and to whom or what."""

    at: datetime
    who: str
    where: str
    said: str
    key: str


def deeds(lines: Iterable[Line]) -> tuple[Deed, ...]:
    """Entries in words, in their order."""
    return tuple(Deed(line.at, called(line.who), place(line.where), deed(line.action), line.key) for line in lines)


def deed(action: str) -> str:
    """What an action did; one that has no words yet is said to be an operation."""
    if action in DEEDS:
        return str(DEEDS[action])
    app, _dot, did = action.partition(".")
    if app == "publishing":
        return _("办了制度发布的一步")
    done = did_word(did) if app == "work" else ""
    return _("一件事：%(did)s") % {"did": done} if done else _("做了一次操作")


def actions_that_say(text: str) -> list[str]:
    """The actions in whose sentence a text stands, in the reader's language."""
    wanted = text.casefold()
    found = [action for action, said in DEEDS.items() if wanted in str(said).casefold()]
    return found + [f"work.{did.value}" for did in Did if wanted in deed(f"work.{did.value}").casefold()]


def called(name: str) -> str:
    """Who acted, as people call them: what runs by itself is the house."""
    return _("规矩") if name == worker().name else name


def place(where: str) -> str:
    """From where somebody acted."""
    kind, _rest, address = where.partition(" ")
    named = {
        "web": _("网页 %(address)s") % {"address": address},
        "cli": _("命令行"),
        "worker": _("后台"),
        "demo": _("演示"),
        "folder": _("文件夹 %(name)s") % {"name": address},
        "mailbox": _("邮箱 %(name)s") % {"name": address},
        "api": _("接口 %(name)s") % {"name": address},
    }
    return named.get(kind, where).strip()
