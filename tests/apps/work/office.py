"""A department with duties of every kind, forms with stages, and seven people."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

import make
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people.models import Person
from guiju.apps.rulebook import access
from guiju.apps.work import models, queries
from guiju.apps.work.actions import doing, planning, projects, tasks
from guiju.apps.work.values import Item, Task

FRIDAY = date(2026, 10, 9)
WORK = """
# 做事 {#work}

每天每周要做的事。

```yaml 规矩
作息:
  电商部: {时间: "09:00-12:00, 13:30-18:00"}
表单:
  日报:
    字段:
      今日: 文字
      花费: {类型: 金额}
    校验: [{须: 花费 <= 50000元, 否则: 超过五万先立项}]
    标题: 今日
  设计需求:
    字段:
      主题: {类型: 文字, 必填: 是}
      成品: 文字
    标题: 主题
    流转:
      - {步骤: 受理, 谁: 推广组长, 限: 4小时, 可退回: 是}
      - {步骤: 制作, 谁: 推广专员, 限: 3工作日, 填写: [成品], 可退回: 是}
      - {步骤: 验收, 谁: 提交人, 限: 1工作日}
例行:
  核心数据:
    谁: 推广专员
    做: 提交核心数据
    何时: 每个工作日
    截止: "12:00"
    证据: 确认
    提醒: [1小时]
    升级: [{过: 2小时, 给: 上级}, {过: 1工作日, 给: 电商总监}]
  推广日报: {谁: 推广专员, 何时: 每个工作日, 截止: "18:00", 表单: 日报, 交给: 推广组长, 知会: [电商总监]}
  周例会:
    谁: 流量获取组负责人
    何时: 每周一
    截止: "10:00"
    参加: [流量获取组]
    议程: [上周数据, 本周计划]
    指标: [投产比]
    证据: 纪要
  闭店检查: {谁: 客服专员, 何时: 每日, 截止: "24:00", 清单: [核对库存, 关灯], 证据: 清单, 错过: 作废, 宽限: 1小时}
  月末盘点: {谁: 客服组, 何时: 每月25日前, 截止: "18:00", 证据: 文件, 共同: 是}
  投放快照: {谁: 推广组长, 何时: 每周五, 截止: "17:00", 证据: 快照, 指标: [投产比], 提前: 1天}
责任矩阵:
  新品上架: {选品: {A: 推广组长, R: [推广专员], C: [客服组], I: [电商总监]}}
禁止:
  刷单:
    内容: 不得虚构交易
    受理: 人事专员
    听取: 3工作日
    决定: 电商总监
    决定时限: 5工作日
    处理: [{名: 书面警告, 消除: 6个月}, {名: 解除合同, 消除: 不消除}]
    申诉: 5工作日
    申诉给: 财务专员
```
"""
BOOK = make.BOOK + WORK
PEOPLE = (
    ("1", "林夏", "流量获取组", "投手", False),
    ("2", "吴桐", "流量获取组", "推广专员", False),
    ("3", "周岚", "流量获取组", "推广组长", True),
    ("4", "何静", "客服组", "客服专员", False),
    ("5", "陈宁", "客服组", "客服组长", True),
    ("6", "高远", "电商部", "电商总监", True),
    ("7", "孙敏", "电商部", "人事专员", False),
    ("8", "钱多", "电商部", "财务专员", False),
)


def people() -> dict[str, Person]:
    """Everybody, by 工号."""
    found = {}
    for number, name, unit, position, leader in PEOPLE:
        found[number] = make.person(number, name)
        make.post(found[number], unit, position, leader=leader)
    return found


def opened(text: str = BOOK, in_force_from: date | None = None) -> str:
    """Everybody and the regulation; gives the edition."""
    people()
    return make.book(text, in_force_from)


def planned(until: date = FRIDAY, text: str = BOOK) -> None:
    """Everybody, the regulation, and the work up to a day."""
    opened(text)
    planning.plan_work(until=until)


def actor(number: str) -> Actor:
    """Somebody as they sign in today."""
    person = Person.objects.get(number=number)
    return Actor(person.name, "web 10.0.0.7", number=number, grants=access.grants(number, clock.today()))


def work(duty: str, number: str = "", day: date = FRIDAY) -> models.Work:
    """The piece of a duty that somebody has on a day."""
    found = models.Work.objects.filter(rule=f"duty:{duty}", day=day)
    return found.get(accountable__number=number) if number else found.get()


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of a day, by the clock on the wall."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute, second))


def create(number: str = "3", title: str = "写文案", accountable: str = "1", **more: object) -> int:
    """A task that somebody gives; its number."""
    return tasks.create(actor=actor(number), task=Task(title, accountable, **more))


def told(level: str) -> list[str]:
    """Who has a notice of a level."""
    return sorted(models.Notice.objects.filter(level=level).values_list("person__number", flat=True))


def columns(asker: str = "3", **which: object) -> list[list[str]]:
    """The titles on the board of ``asker``, column by column."""
    board = queries.board(actor(asker), **which)
    return [[item.title for item in column] for column in (board.todo, board.doing, board.done)]


def project(**more: object) -> int:
    """A project of ``3``, opened by ``6``."""
    return projects.open_project(actor=actor("6"), title="双十一", lead="3", start=FRIDAY, **more)


def titles(items: Iterable[Item]) -> list[str]:
    """What work is called."""
    return [item.title for item in items]


def complete(duty: str, number: str, moment: datetime, day: date = FRIDAY) -> None:
    """Somebody does what a duty asks of them, at a moment."""
    asked = work(duty, number, day)
    with clock.at(moment):
        doing.complete(actor=actor(number), work_id=asked.pk, version=asked.version)
