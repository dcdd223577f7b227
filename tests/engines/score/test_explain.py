import json
from datetime import date
from fractions import Fraction

from engines.score.world import HE, LIN, NOVEMBER, ROI_BONUS, ROI_CARD, WU, Tables, person, regulation
from guiju.engines.score.explain import explain
from guiju.engines.score.node import Node, plain
from guiju.engines.score.outcome import outcomes
from guiju.engines.score.person import Person, Stay
from guiju.engines.score.source import Stated
from guiju.lang.values import Missing, Why

F = Fraction
GRADES = "等级:\n  月度: {档: {A: 90, B: 80, C: 0}, 比例: {A: 50%, B: 50%}, 适用人数: 2}"


def tree(*blocks, people=(LIN,), who="E1", allowed=(), **tables):
    result = outcomes(regulation(*blocks, allowed=allowed), people, NOVEMBER, Tables(**tables))
    return result, explain(result, who)


def told(*blocks, **given):
    """The explanation as JSON, after a journey through text."""
    result, found = tree(*blocks, **given)
    return json.loads(json.dumps(plain(found, result.book), ensure_ascii=False))


def outline(node, depth=0):
    """The tree as indented lines of kind, label and value."""
    yield f"{'  ' * depth}{node['kind']} {node['label']} {node['value']}".rstrip()
    for child in node.get("children", ()):
        yield from outline(child, depth + 1)


def find(node, kind, label=None):
    if node["kind"] == kind and label in {None, node["label"]}:
        return node
    return next((found for child in node.get("children", ()) if (found := find(child, kind, label))), None)


def test_the_tree_leads_from_the_money_to_the_rows():
    net = "指标:\n  净ROI: {算法: ROI - 1, 单位: 倍}"
    bonus = "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率 * 净ROI}"
    found = told(ROI_CARD, net, bonus, GRADES, metrics={"ROI": 440, "推广费": 100})

    assert list(outline(found)) == [
        "outcome 林夏 11220",
        "  bonus 推广组 11220",
        "    step × 11220",
        "      step × 3300",
        "        pay 基础绩效工资 3000",
        "        attainment ROI达成率 11/10",
        "          metric ROI 22/5",
        "            step ÷ 22/5",
        "              cell 订单 440",
        "              cell 订单 100",
        "          target ROI目标 4",
        "      metric 净ROI 17/5",
        "        step − 17/5",
        "          metric ROI 22/5",
        "            step ÷ 22/5",
        "              cell 订单 440",
        "              cell 订单 100",
        "          step 1 1",
        "  points 推广组 110",
        "    section 核心 11/10",
        "      item ROI 110",
        "        attainment ROI 11/10",
        "          metric ROI 22/5",
        "            step ÷ 22/5",
        "              cell 订单 440",
        "              cell 订单 100",
        "          target ROI目标 4",
        "  grade 月度 A",
    ]


def test_the_bonus_names_its_clause_its_words_and_their_place():
    bonus = find(told(ROI_CARD, ROI_BONUS, metrics={"ROI": "4.4"}), "bonus")

    assert bonus["text"] == "基础绩效工资 * ROI达成率"
    assert bonus["clause"] == {"id": "c2", "number": "", "title": "条 2", "path": ["条 2"]}
    assert (bonus["span"]["path"], bonus["unit"], bonus["facts"]) == (
        "case.md",
        "元",
        {"step": "1/100", "worked": "3300"},
    )


def test_a_cell_names_fact_filter_days_and_count_of_rows():
    cell = find(told(ROI_CARD, ROI_BONUS, metrics={"ROI": "4.4"}), "cell")

    assert (cell["text"], cell["facts"]) == (
        "合计(推广.成交金额)",
        {
            "fact": "订单",
            "where": "",
            "rows": 12,
            "scope": "department",
            "who": "",
            "period": "2026-11",
            "start": "2026-11-01",
            "end": "2026-11-30",
            "provisional": False,
        },
    )


def test_a_missing_value_shows_its_reasons_and_who_can_mend_each():
    found = told(ROI_CARD, ROI_BONUS, "权限:\n  导入: {谁: [推广专员], 可: [导入], 什么: [数据源], 范围: 全部}")

    assert found["type"] == "missing"
    assert found["missing"] == [
        {"why": "not_covered", "subject": "订单", "detail": "天猫店 2026-11-30", "who": ["推广专员"]}
    ]
    assert find(found, "metric")["missing"] == found["missing"]


def test_the_head_says_who_was_judged_where_and_for_how_many_days():
    moved = Person(
        "E1",
        "林夏",
        (
            Stay("客服组", "客服专员", date(2026, 11, 5), date(2026, 11, 9)),
            Stay("推广组", "推广专员", date(2026, 11, 10)),
        ),
    )
    facts = told(ROI_CARD, ROI_BONUS, people=(moved,), metrics={"ROI": 4})["facts"]

    assert facts == {
        "person": "E1",
        "period": "2026-11",
        "start": "2026-11-01",
        "end": "2026-11-30",
        "regulation": "case",
        "version": "1",
        "hash": facts["hash"],
        "unit": "推广组",
        "position": "推广专员",
        "days": 26,
        "of_days": 30,
        "moved_from": [{"unit": "客服组", "position": "客服专员", "start": "2026-11-05", "end": "2026-11-09"}],
        "provisional": False,
    }


def test_a_grade_shows_band_and_rank_and_the_way_up():
    own = ROI_CARD.replace("指标: [ROI]", "指标: {ROI: {权重: 100%, 范围: 本人}}")
    from engines.score.world import own as rows

    metrics = {("ROI", rows("E1")): "3.8", ("ROI", rows("E2")): 4}
    grade = find(told(own, GRADES, people=(LIN, WU), metrics=metrics), "grade")

    assert (grade["value"], grade["note"]) == ("B", "by_share")
    assert grade["facts"] == {
        "bands": [{"grade": "A", "from": "90"}, {"grade": "B", "from": "80"}, {"grade": "C", "from": "0"}],
        "band": "A",
        "ranked": "B",
        "rank": 2,
        "within": "department",
        "group": "",
        "base": 2,
        "pending": 0,
        "from_people": 2,
        "shares": {"A": "1/2", "B": "1/2"},
        "places": {"A": 1, "B": 1, "C": 0},
        "next": [],
    }
    lower = find(told(ROI_CARD, GRADES, metrics={"ROI": "3.4"}), "grade")
    assert lower["facts"]["next"] == [
        {"item": "ROI", "grade": "A", "actual": "17/5", "needed": "18/5", "change": "1/5"}
    ]


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
        {"weight": "1/2", "counted": "1/2", "scope": "department", "attained": "6/5"},
    )
    reached = item["children"][0]
    assert (reached["note"], reached["facts"]) == ("nothing_spent", {"form": "ratio", "direction": "lower"})
    assert [(one["kind"], one["value"]) for one in reached["children"][2:]] == [("cap", "6/5"), ("floor", "1/2")]


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
    assert (published["value"], published["facts"]["settled"], "children" in published) == ("9/10", True, False)
    assert find(rich(**figures), "score", "绩效分")["unit"] == "分"


POOL = """
输入:
  分值: {单位: 系数, 对象: 人, 填报: 推广组长}
奖金:
  推广组: {池: 销售额 * 1%, 份额: 分值, 封顶: 500元}
"""


def test_a_part_of_a_pool_shows_the_whole_and_the_weights():
    figures = {"metrics": {"销售额": 10000}, "inputs": {("分值", "E1"): 2, ("分值", "E2"): 1}}
    found = told(POOL, people=(LIN, WU), **figures)

    bonus = find(found, "bonus")
    assert [(one["kind"], one["label"], one["value"]) for one in bonus["children"]] == [
        ("pool", "推广组", "100"),
        ("input", "分值", "2"),
        ("cap", "封顶", "500"),
    ]
    assert bonus["children"][0]["facts"] == {"people": 2, "weights": "3", "worked": "100"}
    assert (bonus["value"], bonus["text"], bonus["facts"]["worked"]) == ("6667/100", "销售额 * 1%", "200/3")


def test_a_pool_without_shares_shows_that_everybody_weighs_the_same():
    from dataclasses import replace

    written = regulation(POOL)
    even = [rule.model_copy(update={"share": None}) if rule.kind == "bonus" else rule for rule in written.rules]
    result = outcomes(replace(written, rules=tuple(even)), [LIN, WU], NOVEMBER, Tables(metrics={"销售额": 100}))

    assert [child.kind for child in explain(result, "E1").children[0].children] == ["pool", "share", "cap"]


def test_rules_that_are_open_leave_a_leaf_with_the_reasons():
    clash = "奖金:\n  另一笔: {对象: 推广组, 算法: 基础绩效工资}"
    open_card = "计分卡:\n  新卡: {对象: 推广组, 例外于: 推广组, 当: 销售额 > 1元, 核心: {权重: 100%, 指标: [ROI]}}"
    found = told(ROI_CARD, ROI_BONUS, clash, open_card, GRADES, GRADES.replace("月度", "另一套"), metrics={"ROI": 4})

    assert [(one["kind"], one["type"]) for one in found["children"]] == [
        ("bonus", "missing"),
        ("points", "missing"),
        ("grade", "missing"),
    ]


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


def test_nobody_who_was_not_there_is_explained():
    result, found = tree(ROI_CARD, people=(person(left=date(2026, 10, 1)),))

    assert (found, explain(result, "E9")) == (None, None)


def test_dates_and_missing_facts_become_plain():
    rules = outcomes(regulation(), [HE], NOVEMBER, Tables()).book
    node = Node(
        "step", "日", date(2026, 11, 1), facts={"band": Missing.because(Why.NO_RULE, "月度"), "on": [date(2026, 11, 2)]}
    )

    assert plain(node, rules) == {
        "kind": "step",
        "label": "日",
        "type": "date",
        "value": "2026-11-01",
        "facts": {"band": None, "on": ["2026-11-02"]},
    }
