"""The library's agile regulation, judged with the figures of its own worked examples."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engines.score.world import CATALOGUE, NAMES, NOVEMBER, Tables
from guiju import lang
from guiju.engines.score.explain import explain
from guiju.engines.score.outcome import outcome, outcomes
from guiju.engines.score.person import Person, Stay

F = Fraction
DOCUMENT = Path(__file__).resolve().parents[3] / "regulations/agile.md"


@pytest.fixture(scope="module")
def agile():
    return lang.compile(DOCUMENT, CATALOGUE).regulation


def member(number, unit, position):
    return Person(number, number, (Stay(unit, position, date(2026, 1, 1)),))


NOT_SOLD = '其中 非 包含(订单.标题, "补差价") 且 非 包含(订单.标题, "赠品")'


def test_the_traffic_group_is_paid_as_its_clause_says(agile):
    cells = {
        f"合计(订单.实付金额 {NOT_SOLD})": 80000,
        '合计(退款.金额 其中 退款.状态 = "退款成功")': 8500,
        "合计(推广.花费)": 10000,  # ROI 7.15 is 110 % of 6.5
        "合计(商品日.支付新买家数)": 225,  # CPA 400/9 is 90 % of 40
        "合计(流量.访客数)": 150000,
        "合计(推广.点击量)": F(20000) / 3,  # CPC 1.50
        "合计(推广.展现量)": F(1000000) / 9,  # CTR 6 %
    }
    tables = Tables(metrics={NAMES.get(text, text): value for text, value in cells.items()})
    tables.inputs = {("团队贡献系数", "E1"): "1.05"}

    found = outcome(agile, member("E1", "流量获取组", "推广专员"), NOVEMBER, tables)

    assert (found.bonus, found.points, found.grade) == (F("3150.00"), 100, "A")


RESPONSE = {"合计(客服日.平均响应时长 * 客服日.询单人数)": 3000, "合计(客服日.询单人数)": 100}


def test_the_experience_group_never_pays_less_than_nothing(agile):
    share = {"NPS": "4.5", "FCR": "0.08", "三十天二次投诉率": "0.05", "DSR物流": "4.8", "DSR服务": "4.8"}
    inputs = {(name, "department"): value for name, value in share.items()} | {("投诉扣分", "E1"): 6}
    tables = Tables(metrics=RESPONSE, inputs=inputs, pays={"E1": 2000})

    found = outcome(agile, member("E1", "客户体验组", "客服专员"), NOVEMBER, tables)

    assert (found.bonus, found.points, found.grade) == (0, 37, "E")


def test_the_creative_group_is_paid_by_its_core_score(agile):
    group = {"素材转化率提升": "0.0816", "短视频播放量": 400000, "直播观看人数": 112000, "图文阅读互动量": 100000}
    group |= {"设计按时交付率": "0.95", "内部满意度": 90}
    inputs = {(name, "内容创意组"): value for name, value in group.items()} | {("创意加分项", "E1"): "1.2"}

    found = outcome(agile, member("E1", "内容创意组", "设计师"), NOVEMBER, Tables(inputs=inputs, pays={"E1": 2600}))

    assert (found.bonus, found.points) == (F("3182.40"), F("101.2"))


def test_a_department_of_six_is_spread_by_the_shares(agile):
    people = [member(f"E{at}", "内容创意组", "设计师") for at in range(6)]
    group = {"素材转化率提升": "0.08", "短视频播放量": 600000, "直播观看人数": 0, "图文阅读互动量": 0}
    group |= {"设计按时交付率": "0.95", "内部满意度": 90}
    inputs = {(name, "内容创意组"): value for name, value in group.items()}

    found = outcomes(agile, people, NOVEMBER, Tables(inputs=inputs))

    spread = found.distributions[0]
    assert (spread.base, dict(spread.places), spread.count("A")) == (6, {"A": 3, "B": 2, "C": 1, "D": 0, "E": 0}, 6)


def test_the_explanation_quotes_the_clause_that_was_signed(agile):
    result = outcomes(agile, [member("E1", "流量获取组", "推广专员")], NOVEMBER, Tables())

    bonus = explain(result, "E1").children[0]
    assert bonus.facts["sentence"].startswith("本组对投入产出负责，总ROI是本组的生命线。")
