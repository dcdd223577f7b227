from datetime import date
from fractions import Fraction

from engines.score.trees import find, outline, told
from engines.score.world import ROI_CARD
from guiju.engines.score.source import Stated

F = Fraction


RICH = """
参数:
  加成: 120%
输入:
  系数: {单位: 系数, 对象: 人, 默认: 1, 填报: 推广组长, 确认: 总监, 证据: 记录}
  评分: {单位: 分, 对象: 人, 填报: 推广组长, 方向: 越高越好, 达成: 比值}
指标:
  折算: {算法: 评分达成率 * 加成, 单位: 系数, 口径: 评分折算, 方向: 越高越好, 达成: 比值}
目标:
  评分: {值: 80分, 对象: 推广组, 制定: 总监}
  折算: {值: 1, 对象: 部门, 制定: 总监}
  响应时长: {值: 30秒, 对象: 推广组, 制定: 总监}
计分卡:
  推广组:
    缺项: %s
    封顶: 115分
    核心: {权重: 50%, 指标: [折算, 评分]}
    过程: {权重: 50%, 指标: {响应时长: {权重: 100%, 封顶: 加成}}}
奖金:
  推广组:
    算法: 若(系数 > 1, 基本工资, 基础绩效工资) * 折算 + 绩效分 / 1分 * 1元 + 上期(综合得分) * 1元
    封顶: 基础绩效工资 * 2
    保底: 100元
"""


def rich(on_missing="待补", **tables):
    return told(RICH.replace("%s", on_missing), **tables)


def test_every_kind_of_name_is_explained():
    found = rich(
        metrics={"响应时长": 0},
        inputs={("评分", "E1"): Stated(F(80), "周岚", date(2026, 12, 1)), ("系数", "E1"): Stated(F("0.5"), "周岚")},
        targets={("评分", "推广组"): 100},
    )

    kinds = {line.strip().split(" ")[0] for line in outline(found)}
    assert kinds == {
        "outcome",
        "bonus",
        "step",
        "pay",
        "metric",
        "attainment",
        "input",
        "target",
        "parameter",
        "score",
        "item",
        "cap",
        "floor",
        "points",
        "section",
        "cell",
    }
    assert find(found, "input", "评分")["facts"] == {
        "subject_kind": "person",
        "subject": "E1",
        "period": "2026-11",
        "enters": "推广组长",
        "confirms": "",
        "evidence": "",
        "by": "周岚",
        "stated_on": "2026-12-01",
    }
    assert find(found, "target", "评分目标")["facts"] == {
        "subject_kind": "unit",
        "subject": "推广组",
        "period": "2026-11",
        "set_by": "总监",
        "entered": True,
        "by": "周岚",
        "stated_on": "2026-11-01",
    }
    assert find(found, "parameter", "加成")["facts"] == {"on": "2026-11-30"}
    assert find(found, "metric", "折算")["facts"]["card"] == "评分折算"
    assert find(found, "pay")["facts"] == {"item": "performance", "name": "基础绩效工资", "on": "2026-11-30"}
    skipped = find(found, "step", "基本工资")
    assert (skipped["type"], skipped["note"]) == ("none", "condition_false")


def test_an_item_with_nothing_spent_says_that_its_cap_counts():
    item = find(rich(metrics={"响应时长": 0}), "item", "响应时长")

    assert (item["value"], item["facts"]) == (
        "60",
        {"weight": "0.5", "counted": "0.5", "scope": "department", "attained": "1.2"},
    )
    reached = item["children"][0]
    assert (reached["note"], reached["facts"]) == ("nothing_spent", {"form": "ratio", "direction": "lower"})
    assert [(one["kind"], one["value"]) for one in reached["children"][2:]] == [("cap", "1.2"), ("floor", "0.5")]


def test_a_missing_item_says_how_the_card_treats_it():
    zero, spread, waits = (
        find(rich(word, metrics={"响应时长": 30}), "item", "评分") for word in ("记零", "重分权重", "待补")
    )

    assert [(one.get("note"), one["value"]) for one in (zero, spread, waits)] == [
        ("counted_as_zero", "0"),
        ("left_out", None),
        (None, None),
    ]


def test_a_default_is_called_one():
    assert find(rich(metrics={"响应时长": 30}), "input", "系数")["note"] == "default"


def test_a_card_s_cap_shows_in_its_points():
    points = find(rich(metrics={"响应时长": 10}, inputs={("评分", "E1"): 160}), "points")

    assert (points["value"], points["note"]) == ("115", "cap")
    assert points["facts"] == {"adjustment": "-55", "so_far": "170", "decimals": 2, "worked": "115"}
    assert points["children"][-1]["kind"] == "cap"


def test_an_earlier_score_shows_whether_it_was_published():
    figures = {"metrics": {"响应时长": 30}, "inputs": {("评分", "E1"): 80}}

    worked_out = find(rich(**figures), "score", "综合得分")
    published = find(rich(**figures, points={("E1", "2026-10"): F(90)}), "score", "综合得分")
    assert worked_out["facts"] == {"period": "2026-10", "name": "综合得分", "settled": False}
    assert [child["kind"] for child in worked_out["children"]] == ["item", "item", "item"]
    assert (published["value"], published["facts"]["settled"], "children" in published) == ("0.9", True, False)
    assert find(rich(**figures), "score", "绩效分")["unit"] == "分"


CLASH = """
输入:
  大促: {单位: 系数, 对象: 部门, 默认: 1, 填报: 总监}
  系数: {单位: 系数, 对象: 人, 默认: 1, 填报: 总监, 方向: 越高越好, 达成: 比值}
  系数甲: {单位: 系数, 对象: 人, 默认: 2, 填报: 总监, 例外于: 系数, 当: 大促 > 0}
  系数乙: {单位: 系数, 对象: 人, 默认: 3, 填报: 总监, 例外于: 系数, 当: 大促 >= 1}
参数:
  率: 1
  率甲: {值: 2, 例外于: 率, 当: 大促 > 0}
  率乙: {值: 3, 例外于: 率, 当: 大促 >= 1}
指标:
  推广费甲: {算法: 合计(推广.花费) * 2, 单位: 元, 例外于: 推广费, 当: 大促 > 0}
  推广费乙: {算法: 合计(推广.花费) * 3, 单位: 元, 例外于: 推广费, 当: 大促 >= 1}
奖金:
  推广组: {算法: 推广费 * 率 * 系数 * 系数达成率}
"""


def test_names_whose_exceptions_clash_are_leaves_too():
    found = told(CLASH, metrics={"推广费": 100})

    leaves = {
        label: find(found, kind, label)
        for kind, label in (
            ("metric", "推广费"),
            ("parameter", "率"),
            ("input", "系数"),
            ("attainment", "系数达成率"),
        )
    }
    assert {label: leaf["missing"][0]["why"] for label, leaf in leaves.items()} == dict.fromkeys(leaves, "two_rules")


def test_a_figure_that_builds_on_its_own_past_is_cut():
    past = """
输入:
  新增: {单位: 系数, 对象: 部门, 默认: 1, 填报: 总监}
指标:
  累计: {算法: 上期(累计) + 新增, 单位: 系数}
奖金:
  推广组: {算法: 基础绩效工资 * 累计}
"""
    assert find(told(past), "cut")["label"] == "累计"


def test_a_metric_that_names_what_nobody_declares_shows_the_rest():
    broken = "指标:\n  净额: {算法: 销售额 - 没有的名称, 单位: 元}\n奖金:\n  推广组: {算法: 净额 * 1%}"
    metric = find(told(broken, allowed=["F201"], metrics={"销售额": 1}), "metric", "净额")

    assert metric["missing"][0]["subject"] == "没有的名称"
    assert [child["kind"] for child in metric["children"]] == ["step"]


def test_texts_truths_and_earlier_looks_stay_what_they_are():
    streak = """
奖金:
  推广组:
    算法: 若(连续(ROI >= 4, 2) 且 "好" = "好", 100元, 50元)
"""
    found = told(ROI_CARD, streak, metrics={"ROI": 4})

    streaks = find(found, "step", "连续")
    assert (streaks["type"], streaks["value"]) == ("truth", True)
    assert [find(one, "metric")["facts"]["period"] for one in streaks["children"][:2]] == ["2026-11", "2026-10"]
    assert find(found, "step", '"好"')["type"] == "text"
