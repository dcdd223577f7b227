"""Text to tree: names, figures, spans, and never an exception."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.lang.formula import format_tree, parse
from guiju.lang.formula.descent import MOST_TOKENS, tree_of
from guiju.lang.formula.lexer import Bad, tokens
from guiju.lang.formula.problems import ALL
from guiju.lang.formula.reductions import by_tables
from guiju.lang.formula.tree import Binary, Name, Number, Text
from guiju.lang.formula.walk import walk
from guiju.lang.text import Located, Source
from lang.formula.samples import NAMES, trees

SPELLINGS = (
    '甲乙总ROI且或非其中按若最大合计每分位占比（）()，,：:.．+-–×÷*/=＝<＞>≤!%％「」"“”0123元秒人万 \n#%e\u0301²½'
)

TOKENS = [
    *[
        "甲",
        "总ROI",
        "若(",
        "合计(",
        "每(",
        "分位(",
        "最大(",
        "计数(",
        "订单",
        ".",
        "买家",
        ")",
        "(",
        ",",
        ":",
        "+",
        "-",
        "*",
        "/",
        ">",
        "=",
        "30秒",
        "50%",
        "真",
    ],
    *(" 且 ", " 或 ", " 非 ", " 其中 ", " 按 ", '"文"'),
]


def canonical(text: str) -> str:
    """How a formula that can be parsed is spelled."""
    tree, problems = parse(Located.whole(text), NAMES)
    assert problems == ()
    assert tree is not None
    return format_tree(tree)


def only(text: str) -> str:
    """The code of a formula's only problem."""
    tree, problems = parse(Located.whole(text), NAMES)
    assert tree is None
    (problem,) = problems
    return problem.code


@settings(max_examples=400)
@given(st.text(max_size=40) | st.text(SPELLINGS, max_size=25))
@example("9" * 10000)
@example("(" * 5000)
@example("-" * 5000 + "1")
@example("+".join("1" * 900))
def test_no_text_whatever_raises(text: str) -> None:
    tree, problems = parse(Located.whole(text), NAMES)

    assert (tree is None) == bool(problems)
    for problem in problems:
        assert problem.quote == text[problem.span.start : problem.span.end]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("".join))
def test_no_row_of_tokens_raises(text: str) -> None:
    tree, problems = parse(Located.whole(text), NAMES)

    assert (tree is None) == bool(problems)


@settings(max_examples=200)
@given(st.text(SPELLINGS, max_size=25))
def test_every_node_stands_inside_the_text(text: str) -> None:
    tree, _ = parse(Located.whole(text), NAMES)

    for node in walk(tree) if tree else ():
        assert 0 <= node.span.start < node.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("（甲－乙）÷ 2", "(甲 - 乙) / 2"),
        ("甲 – 乙 — 丙", "甲 - 乙 - 丙"),
        ("甲≥95％", "甲 >= 95%"),
        ("甲<>乙 或 甲==1", "甲 != 乙 或 甲 = 1"),
        ("24小时发货率>95%", "24小时发货率 > 95%"),
        ("- - 甲", "--甲"),
        ("+甲 + + 2", "甲 + 2"),
        ("非 非 真", "非 非 真"),
        ("非(甲 > 1)", "非 甲 > 1"),
        ("(1 < 甲) = 真", "(1 < 甲) = 真"),
        ("500 元 > 3 工作日", "500元 > 3工作日"),
        ("5万 + 500元/人", "5万 + 500元/人"),
        ("500元/人数", "500元 / 人数"),
        ("「甲」+「总 ROI」", "甲 + 「总 ROI」"),
        ("IF(甲 > 1, “是”, “否”)", '若(甲 > 1, "是", "否")'),
        ("min(订单.件数)", "最小(订单.件数)"),
        ("分位(订单.件数, 95% ) + 分位(订单.件数 其中 真, 5%)", "分位(订单.件数, 95%) + 分位(订单.件数 其中 真, 5%)"),
        (
            "每(订单.买家 按 下单时间 其中 订单.件数 > 1: 计数(订单))",
            "每(订单.买家 按 下单时间 其中 订单.件数 > 1: 计数(订单))",
        ),
        ("合计(订单.其中)", "合计(订单.其中)"),
    ],
)
def test_spellings_come_down_to_one(text: str, spelled: str) -> None:
    if text.startswith("IF"):
        text = text.replace("IF", "若")

    assert canonical(text) == spelled


def test_an_english_function_is_the_same_function() -> None:
    tree, _ = parse(Located.whole("IF(甲 > 1, max(甲, 2), 3)"))

    assert [node.function for node in walk(tree) if hasattr(node, "function")] == ["if", "max"]  # type: ignore[arg-type]


def test_a_declared_name_wins_over_a_figure() -> None:
    assert isinstance(parse(Located.whole("24小时发货率"), NAMES)[0], Name)
    assert isinstance(parse(Located.whole("24小时"), NAMES)[0], Number)


def test_a_figure_is_kept_in_base_units() -> None:
    tree, _ = parse(Located.whole("1.5小时"))

    assert isinstance(tree, Number)
    assert (tree.value, tree.unit) == (Fraction(5400), "小时")


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(TOKENS), max_size=14).map("".join) | trees.map(format_tree))
@example("非 非 甲 > 1 且 -(甲 + 乙) * - 2 = +(1 < 2) 或 真")
@example("去重(订单.买家, 订单.编号 按 下单时间 其中 非 真) + 分位(订单.件数 其中 真, 95%)")
@example("平均(每(订单.买家, 订单.编号 按 下单时间 其中 真: 合计(订单.件数)))")
@example("1 < 2 < 3")
@example("(1 < 2) < 3")
@example("甲 且\n  乙")
@example("+".join("1" * 60))
def test_descent_reads_what_the_grammar_allows_and_nothing_else(text: str) -> None:
    located = Located.whole(text)
    found = tokens(text, NAMES)
    if isinstance(found, Bad) or not 1 < len(found) <= MOST_TOKENS:
        return

    assert tree_of(found, located, NAMES) == by_tables(found, located, NAMES)[0]


def test_an_alias_reads_as_the_name_it_stands_for() -> None:
    tree, _ = parse(Located.whole("ＲＯＩ目标"), NAMES)

    assert isinstance(tree, Name)
    assert (tree.key, tree.text) == ("总roi目标", "ＲＯＩ目标")


def test_a_text_is_kept_as_written() -> None:
    tree, _ = parse(Located.whole("“（补差价） ＡＢ”"))

    assert isinstance(tree, Text)
    assert tree.value == "（补差价） ＡＢ"


def test_spans_point_into_the_source_that_the_text_was_lifted_from() -> None:
    source = Source("规矩.md", "算法: 甲 ＋\n  乙\n")
    located = Located("甲 ＋ 乙", source, (4, 5, 6, 7, 10, 11))

    tree, _ = parse(located, NAMES)

    assert isinstance(tree, Binary)
    assert source.quote(tree.span) == "甲 ＋\n  乙"
    assert (tree.right.span.line, tree.right.span.column) == (2, 3)


def test_brackets_widen_the_span_of_what_holds_them_only() -> None:
    tree, _ = parse(Located.whole("(甲 + 乙) * 丙"))

    assert isinstance(tree, Binary)
    assert (tree.span.start, tree.span.end) == (0, 11)
    assert (tree.left.span.start, tree.left.span.end) == (1, 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 < 甲 < 5", "F109"),
        ("甲 > 1且乙 > 2", "F202"),
        ("+".join("1" * 1500), "F110"),
        ("-" * 150 + "1", "F110"),
        ("合计(甲", "F116"),
        ("合计(甲 +", "F103"),
        ("(甲))", "F119"),
        ("()", "F102"),
        (",", "F102"),
        ("其中 甲", "F111"),
        ("若(甲 按 乙, 1, 2)", "F111"),
        ("1 : 2", "F112"),
        ("合计(甲: 乙)", "F112"),
        ("每()", "F112"),
        ("每(1: 计数(订单))", "F112"),
        ("分位(订单.件数, 95% 其中 真)", "F115"),
        ("若()", "F108"),
        ("若(1) + 2 3", "F108"),
        ("「」", "F105"),
        ("「 」", "F105"),
        ("2.5时候", "F113"),
        ("甲(乙)", "F107"),
        ("1 (乙)", "F117"),
        ("非 且 甲", "F118"),
        ("且 甲", "F118"),
        (" \n", "F114"),
    ],
)
def test_what_cannot_be_read_is_told_once(text: str, code: str) -> None:
    assert only(text) == code


def test_the_code_of_every_problem_is_known() -> None:
    assert len({problem.code for problem in ALL}) == len(ALL)
