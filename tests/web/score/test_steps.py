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
