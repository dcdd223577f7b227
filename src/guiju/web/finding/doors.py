"""Pages and deeds that the command box leads to: what they are called, other words for them, who may enter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.audit.actor import Actor
from guiju.apps.corrections import rules as corrections
from guiju.apps.costs import rules as costs
from guiju.apps.figures import rules as figures
from guiju.apps.impact import rules as impact
from guiju.apps.insight import rules as insight
from guiju.apps.intake import rules as intake
from guiju.apps.people import rules as people
from guiju.apps.privacy import rules as privacy
from guiju.apps.publishing import rules as publishing
from guiju.apps.rulebook import rules as rulebook
from guiju.web.health import pages as running
from guiju.web.ledger import rights as ledger


@dataclass(frozen=True, slots=True)
class Door:
    """One page: ``also`` are other words that people look for it by."""

    title: str | Promise
    page: str
    may: Callable[[Actor], bool]
    also: str = ""


def _everybody(_actor: Actor) -> bool:
    return True


def _in_the_roster(actor: Actor) -> bool:
    """Who is a person of the department, not only the administrator's account."""
    return bool(actor.number)


DOORS = (
    Door(_("今日"), "home:today", _everybody, "首页 待办 inbox home"),
    Door(_("事务"), "work:list", _everybody, "清单 任务 例行 tasks duties"),
    Door(_("派一件事"), "work:new", _everybody, "新建任务 assign task"),
    Door(_("日历"), "work:calendar", _everybody, "calendar"),
    Door(_("看板"), "work:board", _everybody, "board kanban"),
    Door(_("项目"), "work:projects", _everybody, "项目组 projects"),
    Door(_("汇报"), "work:reports", _everybody, "日报 周报 月报 reports"),
    Door(_("会议"), "work:meetings", _everybody, "站会 纪要 meetings minutes"),
    Door(_("请假与代理"), "work:absences", _everybody, "休假 代办 absence leave deputy"),
    Door(_("举报与处理"), "work:cases", _everybody, "违规 禁止 cases"),
    Door(_("举报一件事"), "work:accuse", _in_the_roster, "违规 report"),
    Door(_("通知"), "work:notices", _everybody, "提醒 消息 notices"),
    Door(_("记录"), "records:list", _everybody, "表单 登记 forms records registers"),
    Door(_("数据"), "numbers:list", figures.may_view_figures, "指标 metrics numbers dashboard"),
    Door(_("指标目录"), "numbers:cards", figures.may_view_figures, "口径 cards catalogue"),
    Door(_("探索"), "explore:page", insight.may_explore, "透视 自助分析 pivot explorer"),
    Door(_("更正"), "corrections:list", corrections.may_view, "更正单 改数 corrections"),
    Door(_("成本"), "costs:list", costs.may_view_costs, "货品成本 运费 佣金 cost margin"),
    Door(_("数据源"), "sources:list", figures.may_view_sources, "导入记录 sources freshness"),
    Door(_("导入文件"), "sources:import", figures.may_import_data, "上传 报表 upload import"),
    Door(_("文件什么时候来"), "intake:list", intake.may_view, "迟到 邮箱 文件夹 令牌 接口 mailbox folder token api"),
    Door(_("绩效"), "score:mine", _everybody, "我的得分 奖金 等级 score bonus"),
    Door(_("规矩全文"), "rulebook:book", rulebook.may_view_regulation, "制度 条款 regulation rulebook"),
    Door(_("我的规矩"), "rulebook:mine", rulebook.may_view_regulation, "约束我的 mine"),
    Door(_("守规矩"), "rulebook:health", rulebook.may_view_regulation, "条款健康 kept broken health"),
    Door(_("条款对照"), "rulebook:needs", rulebook.may_view_regulation, "需求 needs coverage"),
    Door(_("谁可以"), "rulebook:may", rulebook.may_view_regulation, "权限 为什么可以 access rights may"),
    Door(_("法律底线"), "rulebook:law", rulebook.may_view_regulation, "劳动法 最低工资 加班 law floors"),
    Door(_("版本与发布"), "publishing:list", publishing.may_view, "公示 签收 征求意见 versions publish sign"),
    Door(_("草稿"), "rulebook:drafts", rulebook.may_draft, "修订 改制度 drafts edit"),
    Door(_("影响测算"), "impact:start", impact.may_simulate, "换一部制度 模拟 simulate impact"),
    Door(_("组织"), "people:list", people.may_view_roster, "架构 名册 人员 people org chart"),
    Door(_("岗位说明书"), "people:jobs", rulebook.may_view_regulation, "职责 job sheets positions"),
    Door(_("组织体检"), "people:findings", people.may_edit_roster, "空缺 check-up vacancies"),
    Door(_("添一个人"), "people:add", people.may_edit_roster, "入职 新员工 add hire"),
    Door(_("登录安全"), "account:security", _everybody, "密码 验证器 通行密钥 password passkey mfa"),
    Door(_("我的通知"), "setup:mine", _everybody, "免打扰 日程订阅 notices quiet calendar"),
    Door(_("运行"), "health:people", running.may_enter, "健康 备份 队列 running backup health"),
    Door(_("操作记录"), "ledger:list", ledger.may_read, "审计 日志 audit log"),
    Door(_("个人信息"), "privacy:index", privacy.may_view_record, "隐私 抹去 privacy erase"),
)


def open_to(actor: Actor) -> tuple[Door, ...]:
    """Those that somebody may enter."""
    return tuple(door for door in DOORS if door.may(actor))
