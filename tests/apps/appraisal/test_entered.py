"""Metrics that look at no rows are worked out from what units entered."""

from datetime import date
from fractions import Fraction

import pytest

import make
from apps.appraisal.office import AUG, BOOK, SEP
from guiju.apps.appraisal.entered import filled, resting
from guiju.apps.figures.actions import inputs
from guiju.apps.figures.values import Point
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Metric, Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.values import Missing, Why

pytestmark = pytest.mark.django_db
VIEWS = """
# 内容 {#content}

两项之和，每组每月自己填。

```yaml 规矩
输入:
  播放量: {单位: 次, 对象: 单位, 周期: 月, 填报: 推广组长}
  观看量: {单位: 次, 对象: 单位, 周期: 月, 填报: 推广组长}
指标:
  互动量: {算法: 播放量 + 观看量, 单位: 次, 方向: 越高越好, 达成: 比值}
  互动两倍: {算法: 互动量 * 2, 单位: 次, 方向: 越高越好}
  互动每单: {算法: 互动量 / 计数(订单), 单位: 次/单, 方向: 越高越好}
目标:
  互动量: {对象: 流量获取组, 周期: 月, 值: 500}
```
"""


@pytest.fixture
def regulation():
    make.book(BOOK + VIEWS, date(2026, 8, 1))
    return rulebook.current()


def enter(name, period, value, unit="流量获取组"):
    subject = Subject(SubjectKind.UNIT, unit)
    inputs.enter(actor=make.operator(), name=name, subject=subject, period=period, value=Fraction(value))


def test_a_metric_rests_on_entries_when_no_name_of_it_leads_to_rows(regulation):
    assert {"互动量", "互动两倍"} <= resting(regulation)
    assert not {"互动每单", "投产比"} & resting(regulation)


def test_what_is_missing_is_worked_out_for_the_unit_that_the_clause_is_about(regulation):
    for name, value in (("播放量", "300"), ("观看量", "250")):
        enter(name, AUG, value)
    enter("播放量", AUG, "9000", unit="客服组")

    august, september = filled((), regulation.of(Metric)["互动量"], (AUG, SEP))

    assert (august.dim, august.key, august.value) == ("unit", "流量获取组", Fraction(550))
    assert isinstance(september.value, Missing)
    assert {reason.why for reason in september.value.reasons} == {Why.NO_INPUT}


def test_what_is_stored_stays_and_what_looks_at_rows_is_left_alone(regulation):
    stored = Point("互动量", AUG, "none", "", Fraction(7), provisional=False, through=None, manifest="", edition="")
    enter("播放量", AUG, "300")
    enter("观看量", AUG, "250")
    metrics = regulation.of(Metric)

    assert filled((stored, None), metrics["互动量"], (AUG,)) == (stored,)
    assert filled((), metrics["互动每单"], (AUG, SEP)) == (None, None)
