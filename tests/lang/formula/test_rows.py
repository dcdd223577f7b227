"""Types of what reads rows: columns, aggregates, 每."""

import pytest

from guiju.lang.formula import format_tree, parse, read, types
from guiju.lang.formula.facts import Lost, Resolved, column_words, fact_words, resolve
from guiju.lang.formula.problems import mend
from guiju.lang.formula.tree import Path
from guiju.lang.formula.types import Type
from guiju.lang.formula.walk import names_in, paths_in
from guiju.lang.text import Located
from lang.formula.samples import CATALOGUE, NAMES, codes, formula


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("合计(订单.实付金额)", types.MONEY),
        ('sum(order.paid_amount where order.status = "成功")', types.MONEY),
        ("计数(订单)", types.COUNT),
        ("计数(订单 其中 订单.件数 > 1)", types.COUNT),
        ("计数(订单.付款时间)", types.COUNT),
        ("去重(订单.买家)", types.COUNT),
        ("占比(订单.预售)", types.RATIO),
        ("占比(订单.实付金额 > 客单价)", types.RATIO),
        ("中位数(订单.付款时间 - 订单.下单时间)", types.DURATION),
        ("合计(订单.件数 其中 订单.付款时间 > 订单.下单时间 + 2小时)", types.COUNT),
        ("分位(订单.实付金额, 95%)", types.MONEY),
        ("最大(订单.付款时间)", types.TIME),
        ("最小(订单.件数)", types.COUNT),
        ("合计(订单.实付金额 按 下单时间)", types.MONEY),
        ('合计(订单行.实付金额 其中 订单行.订单.状态 = "成功")', types.MONEY),
        ("占比(每(订单.买家: 计数(订单)) >= 2)", types.RATIO),
        ("计数(每(订单.买家: 计数(订单)))", types.COUNT),
        ("平均(每(订单.买家 按 下单时间 其中 订单.件数 > 1: 合计(订单.实付金额)))", types.MONEY),
        ("合计(推广.花费) / 合计(流量.访客数)", Type(types.Kind.NUMBER, (1, 0, 0, 0, -1, 0))),
        ("合计(订单.实付金额 * 甲)", types.MONEY),
    ],
)  # fmt: skip
def test_a_sound_aggregate_has_a_type(text: str, type_: Type) -> None:
    assert formula(text).type == type_


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("合计(订单.实付金额 其中 订单.件数)", "F306"),
        ("占比(订单.件数)", "F306"),
        ("合计(订单.状态)", "F307"),
        ("最大(订单.状态)", "F307"),
        ("平均(订单)", "F208"),
        ("去重(每(订单: 计数(订单)))", "F208"),
        ("合计(订单.实付金额 其中 订单)", "F201"),
        ("合计(销售额)", "F404"),
        ("计数(定单)", "F203"),
        ("计数(定单.件数)", "F203"),
        ("合计(订单.件数 其中 定单.件数 > 1)", "F203"),
        ("合计(订单.买家.名称)", "F205"),
        ("合计(订单行.订单.完全没有)", "F204"),
        ("订单.实付金额", "F207"),
        ("平均(每(订单.买家: 订单.件数))", "F207"),
        ("计数(订单 其中 计数(退款) > 1)", "F403"),
        ("合计(每(订单.买家: 合计(订单.件数 其中 订单.件数 > 合计(订单.件数 其中 订单.件数 > 计数(订单)))))", "F403"),
        ("合计(每(订单.买家: 合计(订单.件数 其中 订单.件数 > 计数(退款))))", "F407"),
        ("计数(每(订单.买家, 退款.金额: 计数(订单)))", "F402"),
        ("计数(每(订单.买家, 订单: 计数(订单)))", "F208"),
        ("去重(订单.买家, 退款.金额)", "F402"),
        ("去重(订单.买家 其中 订单.件数 > 1, 订单.状态)", "F111"),
        ("计数(每(订单.买家 其中 订单.件数 > 1, 订单.状态: 计数(订单)))", "F112"),
        ('见于("甲", 订单.编号)', "F413"),
        ("计数(订单 其中 见于(订单.编号, 订单行.订单.状态))", "F414"),
        ("计数(订单 其中 见于(订单.件数, 订单行.订单))", "F310"),
        ("计数(订单 其中 见于(订单.编号, 订单行.实付金额))", "F310"),
        ("计数(订单 其中 见于(订单.编号, 订单行.没有))", "F204"),
        ("平均(合计(订单.实付金额) * 2)", "F403"),
        ("合计(每(订单.买家: 计数(订单)) * 订单.件数)", "F406"),
        ("合计(每(订单.买家: 计数(订单)) * 每(订单.买家: 计数(订单)))", "F406"),
        ("合计(每(订单.买家: 平均(每(订单.状态: 计数(订单)))))", "F406"),
        ("合计(每(订单.买家: 计数(退款)))", "F407"),
        ("合计(每(订单.买家: 合计(订单.实付金额 按 下单时间)))", "F407"),
        ("合计(每(订单.买家 按 状态: 计数(订单)))", "F408"),
        ("合计(每(订单.买家 其中 推广.花费 > 1元: 计数(订单)))", "F402"),
        ("合计(每(定单.买家: 计数(订单)))", "F203"),
        ("合计(每(定单.买家 其中 定单.件数 > 1: 计数(订单)))", "F203"),
        ("合计(每(订单.买家: 上期(甲)))", "F409"),
        ("合计(订单.件数 其中 连续(甲 > 1, 2))", "F409"),
        ("计数(1 + 1)", "F404"),
        ("计数(订单.件数 + 1)", "F412"),
        ("占比(推广.花费 > 流量.访客数)", "F402"),
        ("计数(订单.件数 其中 退款.金额 > 1元)", "F402"),
        ("合计(订单.实付金额 按 完全没有)", "F408"),
        ("每(订单.买家: 计数(订单)) + 1", "F405"),
        ("合计(订单.件数 + 每(订单.买家: 1))", "F406"),
    ],
)
def test_what_rows_cannot_give_is_told_once(text: str, code: str) -> None:
    assert codes(text) == [code]


def mends(text: str) -> list[str]:
    """How to mend each problem."""
    return [mend(problem) for problem in read(Located.whole(text), NAMES, CATALOGUE)[1]]


def test_the_way_through_the_key_is_offered() -> None:
    assert mends('合计(订单行.实付金额 其中 订单.状态 = "成功")') == ["沿外键取：订单行.订单.状态"]


def test_a_bare_column_is_offered_with_its_fact() -> None:
    assert mends('计数(订单 其中 状态 = "成功")') == ["改成已有的名称（订单.状态），或在某一条里声明它"]


def test_an_unknown_column_without_likeness_lists_all() -> None:
    assert mends("合计(退款.完全没有)") == ["用已有的列：金额"]


def test_time_columns_are_offered_for_by() -> None:
    assert mends("合计(订单.实付金额 按 状态)") == ["用时间列：下单时间、created_at、付款时间、paid_at"]


def test_a_path_leads_through_keys() -> None:
    tree, _ = parse(Located.whole("order_line.订单.status"))
    assert isinstance(tree, Path)

    found = resolve(tree, CATALOGUE)

    assert isinstance(found, Resolved)
    assert [fact.english for fact in found.facts] == ["order_line", "order"]
    assert [hop.english for hop in found.hops] == ["order"]
    assert found.column is not None
    assert found.column.english == "status"


def test_a_path_that_leads_nowhere_says_where_it_stops() -> None:
    tree, _ = parse(Located.whole("订单.状态.名称"))
    assert isinstance(tree, Path)

    found = resolve(tree, CATALOGUE)

    assert isinstance(found, Lost)
    assert (found.part.text, found.not_a_key) == ("名称", True)


def test_facts_and_columns_are_listed_in_both_languages() -> None:
    assert fact_words(CATALOGUE)[:2] == ("订单", "order")
    assert column_words(CATALOGUE.facts["refund"]) == ("金额", "amount")


def test_the_names_of_a_formula_are_known_with_and_without_those_of_the_previous_period() -> None:
    tree = formula("甲 + 上期(乙) + 占比(每(订单.买家 其中 订单.件数 > 丙: 计数(订单)) > 1)").tree

    assert list(names_in(tree)) == ["甲", "乙", "丙"]
    assert list(names_in(tree, previous=False)) == ["甲", "丙"]
    assert [format_tree(path) for path in paths_in(tree)] == ["订单.买家", "订单.件数", "订单"]
