"""The library's agile regulation, judged with the figures of its own worked examples."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from engines.score.world import CATALOGUE, NOVEMBER, Tables
from guiju import lang
from guiju.engines.score.outcome import outcome, outcomes
from guiju.engines.score.person import Person, Stay

F = Fraction
DOCUMENT = Path(__file__).resolve().parents[3] / "regulations/agile.md"


@pytest.fixture(scope="module")
def agile():
    return lang.compile(DOCUMENT, CATALOGUE).regulation


def member(number, unit, position):
    return Person(number, number, (Stay(unit, position, date(2026, 1, 1)),))


def test_the_traffic_group_is_paid_as_its_clause_says(agile):
    figures = {
        "总ROI": F("6.5") * F("1.1"),
        "综合CPA": 40 / F("0.9"),
        "总引流数": 150000,
        "点击率": "0.06",
        "点击成本": "1.5",
    }
    tables = Tables(metrics=figures, inputs={("团队贡献系数", "E1"): "1.05"})

    found = outcome(agile, member("E1", "流量获取组", "推广专员"), NOVEMBER, tables)

    assert (found.bonus, found.points, found.grade) == (F("3150.00"), 100, "A")


def test_the_experience_group_never_pays_less_than_nothing(agile):
    share = {"NPS": "4.5", "FCR": "0.08", "三十天二次投诉率": "0.05", "DSR物流": "4.8", "DSR服务": "4.8"}
    inputs = {(name, "department"): value for name, value in share.items()} | {("投诉扣分", "E1"): 6}
    tables = Tables(metrics={"平均响应时长": 30}, inputs=inputs, pays={"E1": 2000})

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
