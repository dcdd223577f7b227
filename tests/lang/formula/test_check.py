"""Types of formulas, and what does not go together."""

import pytest
from hypothesis import given, settings

from guiju.lang.formula import format_tree, read, trace, types
from guiju.lang.formula.problems import mend
from guiju.lang.formula.tree import Node
from guiju.lang.formula.types import Kind, Type
from guiju.lang.text import Located
from lang.formula.samples import CATALOGUE, NAMES, PRICE, Shop, codes, formula, trees


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("1 / 3 * 3", types.RATIO),
        ("0", types.RATIO),
        ('"文"', types.TEXT),
        ("真", types.TRUTH),
        ("-甲", types.RATIO),
        ("非 真 且 甲 > 1 或 假", types.TRUTH),
        ("500元 * (1 + 10%)", types.MONEY),
        ("销售额 / 人数", PRICE),
        ("客单价 * 人数 + 销售额", types.MONEY),
        ("销售额 > 0", types.TRUTH),
        ("客单价 > 500元", types.TRUTH),
        ("人数 + 1", types.COUNT),
        ("绩效分 / 100分", types.RATIO),
        ("总ROI达成率 * 50%", types.RATIO),
        ("销售额目标", types.MONEY),
        ("若(甲 > 1, 500元, 0)", types.MONEY),
        ("最大(销售额, 0, 3万元)", types.MONEY),
        ("缺省(销售额, 0) * 2", types.MONEY),
        ("四舍五入(销售额, -2)", types.MONEY),
        ("四舍五入(1.5)", types.RATIO),
        ("绝对值(销售额)", types.MONEY),
        ("上期(人数)", types.COUNT),
        ("连续(甲 < 1, 3)", types.TRUTH),
        ("连续(甲 < 1, 乙)", types.TRUTH),
        ("连续(甲 < 1, 随便)", types.TRUTH),
        ("时限 <= 30秒", types.TRUTH),
        ('日期("2026-01-31")', types.DATE),
        ('日期("2026-01-31") - 日期("2026-01-01")', types.DURATION),
        ('日期(日期("2026-01-31"))', types.DATE),
        ("日期(随便)", types.DATE),
        ('月末(日期("2026-01-31")) - 日期("2026-01-31")', types.DURATION),
        ('星期("2026-01-31") + 1', types.RATIO),
        ('最大(日期("2026-01-31"), 日期("2026-02-28"))', types.DATE),
        ('开头是("C1", "C")', types.TRUTH),
        ('属于("甲", "乙", "丙")', types.TRUTH),
        ("随便 + 1", types.ANY),
        ("随便 * 销售额", types.ANY),
        ("随便 > 销售额", types.TRUTH),
        ("-随便", types.ANY),
        ('包含(随便, "甲") 且 随便', types.TRUTH),
        ("3月 + 1季", types.MONTHS),
        ("500元/月 * 2月", types.MONEY),
        ("0 / 3 * 销售额", types.MONEY),
        ("销售额 / (乙 - 乙)", types.MONEY),
        ("1 / (2 - 1)", types.RATIO),
    ],
)
def test_a_sound_formula_has_a_type(text: str, type_: Type) -> None:
    assert formula(text).type == type_


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("销售额 * 销售额", "F304"),
        ("销售额 / 0", "F313"),
        ("销售额 / 0元", "F313"),
        ("人数 + 销售额 / (2 * 50% - 1)", "F313"),
        ("销售额 / -(0)", "F313"),
        ("缺省(1 / (1 / 0), 0)", "F313"),
        ("合计(订单.实付金额 / (3 - 3))", "F313"),
        ("销售额 + 甲", "F301"),
        ("人数 + 甲", "F301"),
        ("销售额 > 时限", "F301"),
        ("销售额 + 100", "F302"),
        ("100 < 客单价", "F302"),
        ("时限 > 30", "F302"),
        ("3月 > 30", "F302"),
        ("3工作日 > 30", "F302"),
        ("销售额 * 3月 > 30", "F302"),
        ("绩效分 * 时限 > 30", "F302"),
        ("人数 / 时限 > 30", "F302"),
        ("3月 + 3天", "F303"),
        ("3月 * 3天", "F303"),
        ("3月 + 3工作日", "F303"),
        ('"甲" > "乙"', "F305"),
        ("真 > 假", "F305"),
        ('属于("甲", 5)', "F305"),
        ("非 5", "F306"),
        ("5 且 真", "F306"),
        ("真 或 5", "F306"),
        ("连续(5, 2)", "F306"),
        ("-真", "F307"),
        ('1 + "甲"', "F307"),
        ('"甲" - 1', "F307"),
        ("真 * 2", "F307"),
        ("最大(真, 假)", "F307"),
        ("绝对值(真)", "F307"),
        ("若(真, 500元, 真)", "F308"),
        ("缺省(销售额, 10%)", "F308"),
        ('最大(日期("2026-01-31"), 5)', "F308"),
        ('包含("甲", 真)', "F310"),
        ('日期("2026-02-30")', "F311"),
        ("日期(5)", "F311"),
        ('日期("2026-01-31") + 日期("2026-01-31")', "F301"),
        ('日期("2026-01-31") + 5', "F301"),
        ("连续(甲 < 1, 0)", "F410"),
        ("连续(甲 < 1, 1 + 1)", "F410"),
        ("连续(甲 < 1, 销售额)", "F410"),
        ("四舍五入(甲, 13)", "F411"),
        ("四舍五入(甲, 乙)", "F411"),
        ("四舍五入(甲, 2元)", "F411"),
        ("甲且乙", "F202"),
    ],
)
def test_what_does_not_go_together_is_told_once(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_wrong_part_does_not_make_the_rest_wrong() -> None:
    assert codes("(销售饿 + 500元) * 销售额 > 10%") == ["F201"]


def test_two_root_causes_are_two_problems() -> None:
    assert codes("销售饿 + 访客书") == ["F201", "F201"]


def test_the_unit_to_add_is_offered() -> None:
    texts = ("销售额 > 300", "时限 > 30", "客单价 * 3月 > 30", "绩效分 * 时限 > 30")
    mends = [mend(read(Located.whole(text), NAMES)[1][0]) for text in texts]

    assert mends == [
        "给数字加上单位：300元",
        "给数字加上单位：30秒、30小时、30天",
        "给数字加上单位：30元",
        "给数字加上单位：30秒、30小时、30天",
    ]


def test_a_formula_is_held_against_what_its_place_wants() -> None:
    def found(text: str, wanted: Type) -> list[str]:
        return [problem.code for problem in read(Located.whole(text), NAMES, wanted=wanted)[1]]

    assert found("销售额 / 人数", types.MONEY) == []
    assert found("甲", types.MONEY) == ["F309"]
    assert found("500", types.MONEY) == ["F302"]
    assert found("500", types.TRUTH) == ["F309"]
    assert found("销售饿", types.MONEY) == ["F201"]
    assert found("0", types.MONEY) == []


def test_kinds_have_words() -> None:
    assert {Type(kind).words() for kind in Kind} == {"比率或纯数", "文字", "条件（真或假）", "日期", "时间", "任意值"}


@settings(max_examples=300)
@given(trees)
def test_no_tree_whatever_raises(tree: Node) -> None:
    text = format_tree(tree)

    found, problems = read(Located.whole(text), NAMES, CATALOGUE)

    assert found is not None
    for problem in problems:
        assert problem.quote in text


@pytest.mark.parametrize("deep", ["-" * 99 + "1", "(" * 500 + "1" + ")" * 500, "非 " * 98 + "真", "1" + " + 1" * 98])
def test_a_formula_as_deep_as_may_be_goes_all_the_way(deep: str) -> None:
    assert trace(formula(deep), Shop()).value is not None
