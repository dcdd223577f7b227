"""A department with a bonus, two months of files and four people."""

from datetime import date
from fractions import Fraction

import make
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import inputs
from guiju.engines.periods import Period, parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind

AUG, SEP, OCT = parse("2026-08"), parse("2026-09"), parse("2026-10")
BOOK = (
    make.BOOK.replace(
        "制定: 电商总监}\n计分卡",
        "制定: 电商总监}\n  个人评分: {值: 1, 对象: 流量获取组, 周期: 月, 制定: 电商总监}\n计分卡",
    )
    + """
# 奖金 {#pay}

绩效工资乘以投产比的达成率与个人评分，算到分；每月评等级。

```yaml 规矩
奖金:
  流量获取组: {周期: 月, 算法: 基础绩效工资 * 投产比达成率 * 个人评分, 取整: 分}
等级:
  月度等级: {档: {优: 100, 良: 80, 可: 0}, 周期: 月}
```
"""
)
ORDERS = make.orders(
    ("1", "2026-08-01", "100.00"),
    ("2", "2026-08-31", "60.00"),
    ("3", "2026-09-01", "30.00"),
    ("4", "2026-09-30", "70.00"),
)
ADS = make.ads(("2026-08-01", "10.00"), ("2026-08-31", "22.00"), ("2026-09-01", "40.00"), ("2026-09-30", "0.00"))


def people():
    """Two who promote, one who leads them, one of another group."""
    for number, name, unit, position, leader in (
        ("1", "林夏", "流量获取组", "投手", False),
        ("2", "吴桐", "流量获取组", "推广专员", False),
        ("3", "周岚", "流量获取组", "推广组长", True),
        ("4", "何静", "客服组", "客服专员", False),
    ):
        who = make.person(number, name)
        make.post(who, unit, position, leader=leader)
        if number != "2":
            make.pay(who, "3000" if number == "1" else "4000")


def score(number: str, period: Period, value: str, *, confirmed: bool = True) -> None:
    """A personal score, entered and confirmed by two people."""
    subject = Subject(SubjectKind.PERSON, number)
    entry = inputs.enter(actor=make.operator(), name="个人评分", subject=subject, period=period, value=Fraction(value))
    if confirmed:
        inputs.confirm(actor=Actor("别人", "cli", trusted=True), entry_ids=[entry])


def open_department(folder, text: str = BOOK, in_force_from: date | None = None) -> str:
    """Everything but scores; gives the edition."""
    people()
    edition = make.book(text, in_force_from)
    make.lake(folder, orders=ORDERS, ads=ADS)
    return edition
