"""What aggregates make of rows, exactly."""

from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.lang.formula.operations import MismatchError
from guiju.lang.values import Missing, Why
from lang.formula.samples import NO_INPUT, With, order, worth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("合计(订单.实付金额)", 30),
        ("合计(订单.退款金额)", 3),
        ("平均(订单.退款金额)", 1),
        ("计数(订单)", 3),
        ("计数(订单.实付金额)", 2),
        ('计数(订单 其中 非 包含(订单.标题, "补差价"))', 2),
        ("计数(订单 其中 订单.下单时间 < 订单.付款时间)", 1),
        ("计数(订单 其中 订单.付款时间 - 1小时 = 订单.下单时间)", 1),
        ("计数(订单 其中 订单.下单时间 + 1小时 = 订单.付款时间)", 1),
        ('计数(订单 其中 日期(订单.付款时间) = 日期("2026-01-01"))', 1),
        ("计数(订单 其中 非 订单.预售)", 1),
        ("计数(订单 按 下单时间)", 1),
        ("去重(订单.买家)", 1),
        ("平均(订单.实付金额)", 15),
        ("中位数(订单.件数)", 2),
        ("分位(订单.件数, 25%)", Fraction(3, 2)),
        ("分位(订单.件数, 100%)", 3),
        ("最大(订单.件数) - 最小(订单.件数)", 2),
        ("占比(订单.件数 >= 2)", Fraction(2, 3)),
        ("占比(订单.预售)", Fraction(1, 2)),
        ("合计(缺省(订单.实付金额, 1元))", 31),
        ("合计(订单.实付金额 * 甲)", 15),
        ("合计(订单.实付金额 / (订单.件数 - 1))", 20),
        ("合计(订单行.实付金额)", 18),
        ('合计(订单行.实付金额 其中 订单行.订单.状态 = "成功")', 5),
        ("合计(订单行.订单.退款金额)", 3),
        ("合计(退款.金额) + 计数(退款) * 1元", 0),
        ("计数(每(订单.买家: 计数(订单)))", 1),
        ("占比(每(订单.买家: 计数(订单)) >= 2)", 1),
        ("平均(每(订单.状态: 合计(订单.件数)))", 3),
        ("平均(每(订单.买家 其中 订单.件数 > 1: 合计(订单.实付金额)))", 20),
        ("合计(每(订单.状态: 计数(订单 其中 订单.件数 > 1)))", 2),
        ("去重(订单.状态, 订单.件数)", 3),
        ("去重(订单.买家, 订单.买家 其中 订单.件数 > 1)", 1),
        ("计数(每(订单.状态, 订单.件数: 计数(订单)))", 3),
        ("合计(每(订单.买家: 最小(订单.件数 其中 订单.件数 > 最小(订单.件数))))", 2),
        ("合计(每(订单.状态: 合计(订单.件数 - 最小(订单.件数))))", 2),
        ("计数(每(订单.件数: 最小(订单.实付金额 其中 订单.件数 > 1)))", 1),
        ("平均(每(订单.件数: 1 / (合计(订单.件数) - 1)))", Fraction(3, 4)),
        ("计数(订单行 其中 见于(订单行.订单, 订单.编号))", 2),
        ("计数(订单 其中 非 见于(订单.编号, 订单行.订单))", 1),
    ],
)  # fmt: skip
def test_aggregates(text: str, value: Fraction) -> None:
    found = worth(text)

    assert found == value
    assert isinstance(found, Fraction)


def test_the_latest_time_is_a_time() -> None:
    assert worth("最大(订单.付款时间)") == datetime(2026, 1, 2)


@pytest.mark.parametrize("text", ["平均(退款.金额)", "占比(退款.金额 > 1元)", "最大(退款.金额)", "中位数(退款.金额)"])
def test_of_no_rows_only_sums_and_counts_are_known(text: str) -> None:
    assert worth(text) == Missing.because(Why.NO_ROWS, text)


@pytest.mark.parametrize("text", ["合计(流量.访客数)", "计数(流量)", "平均(每(流量.访客数: 计数(流量)))"])
def test_what_no_file_covers_is_missing(text: str) -> None:
    assert worth(text) == Missing.because(Why.NOT_COVERED, "traffic_day")


def test_a_key_into_what_no_file_covers_is_missing() -> None:
    missing = Missing.because(Why.NOT_COVERED, "order")

    assert worth("合计(订单行.订单.件数)", With(orders=missing)) == missing
    assert worth("合计(每(订单行.订单.买家: 计数(订单行)))", With(orders=missing)) == missing


@pytest.mark.parametrize(
    "text",
    [
        "合计(订单.实付金额 * 丙)",
        "计数(订单 其中 订单.件数 > 丙)",
        "合计(每(订单.买家: 丙))".replace("丙)", "计数(订单 其中 丙 > 1))"),
        "合计(每(订单.买家 其中 丙 > 1: 计数(订单)))",
    ],
)
def test_a_missing_name_makes_the_aggregate_missing(text: str) -> None:
    assert worth(text) == NO_INPUT


def test_a_missing_name_says_more_than_an_empty_cell() -> None:
    assert worth("合计(订单.实付金额 * 丙 其中 订单.件数 = 3)") == NO_INPUT


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from([None, "张", "王", "李"]), st.none() | st.integers(-50, 50), st.integers(0, 5)))
)
def test_aggregates_are_those_of_plain_python(rows: list[tuple[str | None, int | None, int]]) -> None:
    scope = With(orders=[order(str(n), *row) for n, row in enumerate(rows)])
    paid = [Fraction(value) for _, value, _ in rows if value is not None]
    buyers = {buyer for buyer, _, _ in rows if buyer}

    assert worth("合计(订单.实付金额)", scope) == sum(paid)
    assert worth("计数(订单 其中 订单.件数 > 2)", scope) == sum(count > 2 for *_, count in rows)
    assert worth("去重(订单.买家)", scope) == len(buyers)
    assert worth("计数(每(订单.买家: 计数(订单)))", scope) == len(buyers)
    per_buyer = {buyer: sum(value or 0 for name, value, _ in rows if name == buyer) for buyer in buyers}
    assert worth("合计(每(订单.买家: 合计(订单.实付金额)))", scope) == sum(per_buyer.values())
    if paid:
        assert worth("平均(订单.实付金额)", scope) == sum(paid) / len(paid)
        assert worth("最大(订单.实付金额)", scope) == max(paid)


@pytest.mark.parametrize(
    "text",
    [
        "合计(订单.件数 * 随便)",
        "占比(随便 = 真 或 订单.件数 > 1)",
        "最大(若(订单.件数 > 1, 随便, 随便))",
        "合计(若(订单.件数 > 1, 随便, 1))",
    ],
)
def test_rows_worth_unlike_things_are_refused(text: str) -> None:
    with pytest.raises(MismatchError):
        worth(text, With({"随便": "文"}))


def test_conditions_of_unknown_type_in_a_share_are_refused() -> None:
    with pytest.raises(MismatchError):
        worth("占比(若(订单.件数 > 0, 随便, 真))", With({"随便": Fraction(1)}))
