"""Plain factories: each makes one thing as the house makes it, and fills in what the test does not care about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from guiju.apps import spreadsheet
from guiju.apps.audit.actor import Actor, Grant
from guiju.apps.figures.actions import inputs, targets
from guiju.apps.people import models as people
from guiju.apps.people.roster import sheets
from guiju.apps.rulebook import actions as rulebook
from guiju.engines.periods import Period
from guiju.facts import importing
from guiju.lang import Sources
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import Action, Range, SubjectKind, Thing

START = date(2026, 1, 1)


def operator() -> Actor:
    """Who may do everything."""
    return Actor(name="operator", where="cli", trusted=True)


def actor(*grants: tuple[str, str, str], number: str = "1", name: str = "张三") -> Actor:
    """Who may do what the grants say: (may, what, range)."""
    given = frozenset(Grant(Action(may), Thing(what), Range(far)) for may, what, far in grants)
    return Actor(name=name, where="web 10.0.0.7", number=number, grants=given)


def person(number: str = "1", name: str = "张三", joined: date = START, left: date | None = None) -> people.Person:
    """Somebody in the roster."""
    return people.Person.objects.create(number=number, name=name, joined=joined, left=left)


def post(
    who: people.Person,
    unit: str = "流量获取组",
    position: str = "推广专员",
    *,
    leader: bool = False,
    main: bool = True,
    start: date = START,
    end: date | None = None,
) -> people.Assignment:
    """What somebody holds."""
    return people.Assignment.objects.create(
        person=who, unit=unit, position=position, leader=leader, main=main, start=start, end=end
    )


def pay(who: people.Person, performance: str = "3000", base: str | None = "5000", start: date = START) -> people.Pay:
    """Monthly pay in yuan."""
    return people.Pay.objects.create(
        person=who, performance=Decimal(performance), base=Decimal(base) if base else None, start=start
    )


def shop(name: str = "旗舰店", platform: str = "天猫", aliases: Sequence[str] = ()) -> people.Shop:
    """A shop."""
    return people.Shop.objects.create(name=name, platform=platform, aliases=list(aliases))


def user(who: people.Person, password: str = "a long password") -> User:
    """The account that somebody signs in with."""
    who.user = User.objects.create_user(who.number, password=password)
    who.save()
    return who.user


def workbook(**rows: Sequence[Mapping[str, object]]) -> bytes:
    """A roster workbook: rows by the sheet's English name and the column's field name."""
    return spreadsheet.write((sheet, rows[sheet.english]) for sheet in sheets.SHEETS if sheet.english in rows)


BOOK = """---
regulation: book
title: 电商部规矩
version: "1"
effective: 2026-01-01
calendar: CN
---

# 谁 {#who}

各组由组长带领。

```yaml 规矩
单位:
  电商部: {负责人: 电商总监}
  流量获取组: {上级: 电商部, 负责人: 推广组长}
  客服组: {上级: 电商部, 负责人: 客服组长}
岗位:
  电商总监: {单位: 电商部}
  推广组长: {单位: 流量获取组, 上级: 电商总监}
  推广专员: {单位: 流量获取组, 上级: 推广组长, 别名: [投手]}
  客服组长: {单位: 客服组, 上级: 电商总监}
  客服专员: {单位: 客服组, 上级: 客服组长}
  人事专员: {单位: 电商部, 上级: 电商总监}
  财务专员: {单位: 电商部, 上级: 电商总监}
```

# 什么 {#what}

看销售和投产。

```yaml 规矩
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 方向: 越高越好, 达成: 比值}
  推广费: {算法: 合计(推广.花费), 单位: 元, 方向: 仅观察}
  投产比: {算法: 销售额 / 推广费, 单位: 倍, 方向: 越高越好, 达成: 比值}
输入:
  个人评分:
    方向: 越高越好
    达成: 比值
    单位: 系数
    对象: 人
    周期: 月
    填报: 推广组长
    确认: 电商总监
    最小: 0
    最大: 1.5
  内部满意度: {单位: 分, 对象: 单位, 周期: 季, 填报: 人事专员}
目标:
  投产比: {值: 4, 对象: 流量获取组, 周期: 月, 制定: 电商总监}
计分卡:
  流量获取组:
    周期: 月
    核心: {权重: 100%, 指标: {投产比: 50%, 个人评分: 50%}}
```

# 怎样 {#how}

谁能看什么。

```yaml 规矩
权限:
  总监: {谁: [电商总监], 可: [查看, 编辑, 导入, 导出, 确认], 什么: [制度, 指标, 绩效, 数据源, 目标, 输入], 范围: 全部}
  组长: {谁: [推广组长, 客服组长], 可: [查看, 编辑, 确认], 什么: [绩效, 目标, 输入], 范围: 本组}
  人事: {谁: [人事专员], 可: [查看, 编辑, 导出], 什么: [名册, 输入], 范围: 全部}
  财务: {谁: [财务专员], 可: [查看, 导出], 什么: [绩效], 范围: 全部}
  众人: {谁: [全员], 可: [查看], 什么: [指标, 绩效], 范围: 本人}
```
"""


def sources(text: str = BOOK, **chapters: str) -> Sources:
    """The files of a regulation."""
    return Sources("book.md", {"book.md": text.encode(), **{f"{k}.md": v.encode() for k, v in chapters.items()}})


def book(text: str = BOOK, in_force_from: date | None = None) -> str:
    """A regulation in force; gives its hash."""
    return rulebook.adopt(actor=operator(), document=sources(text), in_force_from=in_force_from)


FOLLOWED: list[tuple[date, ...]] = []


def follow(*, months: tuple[date, ...], actor: Actor) -> None:
    """A follower of figures that writes down what it is told."""
    assert actor.where == "worker"
    FOLLOWED.append(months)


ORDERS = (
    "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,"
    "宝贝标题,宝贝总数量,店铺名称,退款金额"
)
ADS = "日期,店铺名称,优化目标,消耗,曝光量,点击量,总成交金额,直接成交金额,间接成交金额,总成交笔数,总加购量,收藏量"


def orders(*rows: tuple[str, str, str], shop: str = "旗舰店") -> bytes:
    """A platform's order report: (number, day paid, amount paid)."""
    lines = [
        f"{number},甲**,{paid},0,{paid},{paid},交易成功,{day} 10:00:00,{day} 10:05:00,杯子,1,{shop},0"
        for number, day, paid in rows
    ]
    return "\n".join([ORDERS, *lines, ""]).encode("gb18030")


def ads(*rows: tuple[str, str], shop: str = "旗舰店") -> bytes:
    """A platform's advertising report: (day, cost)."""
    lines = [f"{day},{shop},促成交,{cost},100,10,0,0,0,0,0,0" for day, cost in rows]
    return "\n".join([ADS, *lines, ""]).encode("gb18030")


def lake(folder: Path, **files: bytes) -> None:
    """Files brought into the lake of the test's home."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    moment = datetime(2026, 10, 9, 10, 30)
    paths = [folder / f"{name}.csv" for name in files]
    report = importing.run(paths, settings.GUIJU_HOME, now=moment)
    assert report.ok, report


def own(who: people.Person, kind: str, key: str, share: str = "", start: date = START) -> people.Ownership:
    """What somebody owns."""
    return people.Ownership.objects.create(person=who, kind=kind, key=key, share=share, start=start)


def state(period: Period, metric: str, entered: str, value: Fraction, target: Fraction) -> None:
    """A confirmed input and a target of the department."""
    department = Subject(SubjectKind.DEPARTMENT)
    entry = inputs.enter(actor=operator(), name=entered, subject=department, period=period, value=value)
    inputs.confirm(actor=Actor("别人", "cli", trusted=True), entry_ids=[entry])
    targets.set_target(actor=operator(), metric=metric, subject=department, start=period, value=target)
