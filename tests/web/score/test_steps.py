"""What a step of an explanation is called, and what it was before it was rounded."""

from django.utils import translation

from guiju.web.score import steps

NODE = {
    "kind": "bonus",
    "type": "number",
    "label": "流量获取组",
    "unit": "元",
    "value": "1875",
    "facts": {"worked": "18750001/10000"},
    "children": [
        {"kind": "step", "type": "number", "label": "", "text": "基础绩效工资 * ROI达成率 * 个人评分", "value": "2"}
    ],
}


def test_a_step_speaks_the_language_of_the_page_and_leaves_the_documents_names():
    (step,) = NODE["children"]

    assert steps.label(step) == "基础绩效工资 × ROI达成率 × 个人评分"
    with translation.override("en"):
        assert steps.label(step) == "the performance pay × ROI’s attainment × 个人评分"
        assert steps.label(NODE) == "流量获取组"


def test_money_before_it_was_rounded_has_its_unit():
    branch = steps.tree({"children": [NODE]}, "bonus", "1", "")

    assert branch.facts == ("取整前 ¥1,875.0001",)


def step(value, unit="%", kind="attainment"):
    node = {"kind": kind, "type": "number", "label": "达成", "unit": unit, "value": value}
    return steps.tree({"children": [{**NODE, "children": [node]}]}, "bonus", "1", "").children[0]


def test_what_rounding_hides_of_a_figure_stands_beside_it():
    assert (step("0.98764").value.text, step("0.98764").whole) == ("98.8\u00a0%", "98.764\u00a0%")
    assert step("2/3").whole == "66.6666666667…\u00a0%"
    assert step("91.2345", "分", "score").whole == "91.2345\u00a0分"
    assert step("12345.678", "元", "metric").whole == "¥12,345.678"
    assert [step(value).whole for value in ("0.988", "1", "1.05")] == ["", "", ""]
    assert step("3000", "元", "pay").whole == ""


def test_a_formula_is_set_with_the_figures_that_are_reckoned_with():
    node = {"kind": "attainment", "type": "number", "label": "ROI达成率", "unit": "%", "value": "0.98764"}

    assert steps.named({**NODE, "children": [node]})["ROI达成率"] == "98.764\u00a0%"
