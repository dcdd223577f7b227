from datetime import date
from fractions import Fraction

from engines.score.trees import find, outline, told, tree
from engines.score.world import HE, LIN, NOVEMBER, ROI_BONUS, ROI_CARD, WU, Tables, person, regulation
from guiju.engines.score.explain import explain
from guiju.engines.score.node import Node, plain
from guiju.engines.score.outcome import outcomes
from guiju.engines.score.person import Person, Stay
from guiju.lang.values import Missing, Why

F = Fraction

GRADES = "等级:\n  月度: {档: {A: 90, B: 80, C: 0}, 比例: {A: 50%, B: 50%}, 适用人数: 2}"


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
        "        attainment ROI达成率 1.1",
        "          metric ROI 4.4",
        "            step ÷ 4.4",
        "              cell 订单 440",
        "              cell 订单 100",
        "          target ROI目标 4",
        "      metric 净ROI 3.4",
        "        step − 3.4",
        "          metric ROI 4.4",
        "            step ÷ 4.4",
        "              cell 订单 440",
        "              cell 订单 100",
        "          step 1 1",
        "  points 推广组 110",
        "    section 核心 1.1",
        "      item ROI 110",
        "        attainment ROI 1.1",
        "          metric ROI 4.4",
        "            step ÷ 4.4",
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
        {"step": "0.01", "worked": "3300"},
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
        "shares": {"A": "0.5", "B": "0.5"},
        "places": {"A": 1, "B": 1, "C": 0},
        "next": [],
    }
    lower = find(told(ROI_CARD, GRADES, metrics={"ROI": "3.4"}), "grade")
    assert lower["facts"]["next"] == [{"item": "ROI", "grade": "A", "actual": "3.4", "needed": "3.6", "change": "0.2"}]


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
    assert (bonus["value"], bonus["text"], bonus["facts"]["worked"]) == ("66.67", "销售额 * 1%", "200/3")


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
