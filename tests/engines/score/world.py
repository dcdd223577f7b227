"""A small department: a regulation from text, people, and a source that answers from plain tables."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from guiju import lang
from guiju.engines import periods
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.score.person import Person, Stay
from guiju.engines.score.source import Cell, Rows, Stated
from guiju.facts import load_schemas
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import ItemScope, SubjectKind
from guiju.lang.values import Missing, Why

F = Fraction
NOVEMBER = periods.parse("2026-11")
CATALOGUE = catalogue(load_schemas())
ALL = Rows(ItemScope.DEPARTMENT)

HEAD = """---
regulation: case
title: 例
version: 1
effective: 2026-01-01
---

# 指标与奖金 {#kpi}

```yaml 规矩
单位:
  电商部: {负责人: 总监}
  推广组: {上级: 电商部, 负责人: 推广组长}
  客服组: {上级: 电商部, 负责人: 客服组长}
岗位:
  总监: {单位: 电商部}
  推广组长: {单位: 推广组, 上级: 总监}
  推广专员: {单位: 推广组, 上级: 推广组长}
  客服组长: {单位: 客服组, 上级: 总监}
  客服专员: {单位: 客服组, 上级: 客服组长}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元, 方向: 越高越好, 达成: 比值}
  推广费: {算法: 合计(推广.花费), 单位: 元, 方向: 仅观察}
  ROI: {算法: 合计(推广.成交金额) / 合计(推广.花费), 单位: 倍, 方向: 越高越好, 达成: 比值, 别名: [投产比]}
  响应时长: {算法: 平均(客服日.平均响应时长), 单位: 秒, 方向: 越低越好, 达成: 比值, 封顶: 120%, 保底: 50%}
```
"""
NAMES = {
    "合计(订单.实付金额)": "销售额",
    "合计(推广.花费)": "推广费",  # 1 unless a test says otherwise, so that ROI is what is advertised
    "合计(推广.成交金额)": "ROI",
    "平均(客服日.平均响应时长)": "响应时长",
}
ROI_CARD = """
目标:
  ROI: {值: 4, 对象: 推广组, 周期: 月, 制定: 总监}
计分卡:
  推广组: {核心: {权重: 100%, 指标: [ROI]}}
"""
ROI_BONUS = """
奖金:
  推广组: {算法: 基础绩效工资 * ROI达成率, 取整: 分}
"""


def regulation(*blocks, allowed=()):
    """Compiled from the head and more blocks, each in a clause of its own; it has no errors but ``allowed``."""
    clauses = [f"# 条 {at} {{#c{at}}}\n\n```yaml 规矩\n{block.strip()}\n```\n" for at, block in enumerate(blocks, 1)]
    text = "\n".join([HEAD, *clauses])
    compiled = lang.compile(lang.Sources("case.md", {"case.md": text.encode()}), CATALOGUE)
    found = [(one.code, one.quote, dict(one.data)) for one in compiled.diagnostics if one.level == "error"]
    if {code for code, _, _ in found} != {*allowed}:
        raise AssertionError(found)
    return compiled.regulation


def person(number="E1", name="林夏", unit="推广组", position="推广专员", start=date(2026, 1, 1), **dates):
    return Person(number, name, (Stay(unit, position, start),), **dates)


LIN = person()
WU = person("E2", "吴桐")
HE = person("E3", "何静", "客服组", "客服专员")


@dataclass
class Tables:
    """Answers from tables; ``None`` and missing values where they say nothing."""

    metrics: dict = field(default_factory=dict)  # a name of NAMES or an aggregate, with Rows and period: value
    targets: dict = field(default_factory=dict)  # (name, subject's name): value
    inputs: dict = field(default_factory=dict)  # (name, subject's name): value or Stated
    pays: dict = field(default_factory=lambda: {"E1": 3000, "E2": 2000, "E3": 2500})
    points: dict = field(default_factory=dict)  # (person, period): points
    provisional: bool = False

    def cell(self, text, rows, period):
        name = NAMES.get(text, text)
        options = [(name, rows, str(period)), (name, str(period)), (name, rows), name]
        value = next((self.metrics[one] for one in options if one in self.metrics), 1 if name == "推广费" else None)
        if value is None:
            value = Missing.because(Why.NOT_COVERED, "订单", f"天猫店 {period.end}")
        value = value if isinstance(value, Missing) else F(value)
        return Cell(text, "订单", "", 12, value, self.provisional)

    def target(self, name, subject, period):
        value = self.targets.get((name, subject.name or subject.kind.value))
        return None if value is None else Stated(F(value), "周岚", period.start)

    def input(self, name, subject, period):
        value = self.inputs.get((name, subject.name or subject.kind.value, str(period)))
        if value is None:
            value = self.inputs.get((name, subject.name or subject.kind.value))
        return value if value is None or isinstance(value, Stated) else Stated(F(value), "周岚", period.end)

    def pay(self, person, item, day):  # noqa: ARG002 - the protocol asks
        if item == "performance" and person in self.pays:
            return F(self.pays[person])
        return Missing.because(Why.NO_PAY, person, item)

    def settled(self, person, period):
        return self.points.get((person, str(period)))


def group(unit):
    return Rows(ItemScope.GROUP, unit)


def own(number):
    return Rows(ItemScope.OWN, number)


def about(kind, name=""):
    return Subject(SubjectKind(kind), name)
