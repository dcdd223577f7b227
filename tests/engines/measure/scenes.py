"""Measuring small lakes: rules, rows and what most tests say alike."""

from datetime import date
from fractions import Fraction

from engines.measure.lake import lake, metric_sql, order, regulation
from guiju.engines.measure import measure
from guiju.engines.periods import Grain
from guiju.lang.values import Missing, Reason

F = Fraction
MAY = date(2026, 5, 20)
BASIC = """
参数:
  门槛: {值: [{自: 2026-02-01, 值: 60元}], 单位: 元}
  长度: 2个
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  客单价: {算法: 销售额 / 订单数, 单位: 元/单}
  推广费: {算法: 合计(推广.花费), 单位: 元}
  ROI: {算法: 销售额 / 推广费, 单位: 倍}
  大单: {算法: 计数(订单 其中 订单.实付金额 >= 门槛), 单位: 单}
  上月销售额: {算法: 上期(销售额), 单位: 元}
  环比: {算法: 销售额 / 上期(销售额) - 1, 单位: "%"}
  累计: {算法: '缺省(上期(累计), 0元) + 销售额', 单位: 元}
  访客: {算法: 合计(流量.访客数), 单位: 人}
  高于均价: {算法: 计数(订单 其中 订单.实付金额 > 客单价), 单位: 单}
  达标: {算法: '若(连续(销售额 >= 门槛, 长度), 1, 0)', 单位: 倍}
  单均行额: {算法: 平均(订单行.价格 / 订单行.件数), 单位: 元/件}
"""


def run(tmp_path, rows, *, rules=BASIC, metrics=None, covers=None, first="2026-01-01", last="2026-03-31", **more):
    grain = more.pop("grain", Grain.MONTH)
    return measure(
        metric_sql(rules),
        lake(tmp_path, rows, covers),
        regulation(rules),
        start=date.fromisoformat(first),
        end=date.fromisoformat(last),
        grain=grain,
        today=more.pop("today", MAY),
        metrics=metrics,
        **more,
    )


def values(figures):
    return {(one.metric, str(one.period), *one.dims.values()): one.value for one in figures}


def missing(why, subject, detail=""):
    return Missing((Reason(why, subject, detail),))


ORDERS = [
    order(1, "2026-01-05T10:00", "100", channel="自然"),
    order(2, "2026-01-31T23:59:59", "50.5", buyer="b1", channel="付费"),
    order(3, "2026-02-01T00:00", "60", channel="自然"),
    order(4, None, "999"),
]
