"""The traps that the shared collection tells of: each has its case, here or where its kind of file is read."""

import importlib
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from facts.exports import ADS, ORDERS, SHOP, ad, bring, one, order, rows, write_book, write_csv
from facts.test_shared import SHARED
from guiju.facts.connector import load_connectors, plain
from guiju.facts.report import Status

CASES = {  # the first words of a trap: the tests that spring it
    "header cells with a trailing space": ["test_traps.test_every_encoding_is_read"],
    "order number wrapped": [
        "test_traps.test_a_wrapped_order_number_is_unwrapped",
        "test_traps.test_amounts_are_read_as_platforms_write_them",
    ],
    "GBK": ["test_traps.test_every_encoding_is_read"],
    "fields with a leading tab": ["test_platform_money.test_a_douyin_export_with_the_time_of_payment_uses_it"],
    "personal fields replaced": ["test_stated_traps.test_a_sealed_or_masked_buyer_is_nobody"],
    "one row holding several": [
        "test_platform_money.test_douyin_orders_joined_on_one_row_are_split_and_stay_whole",
        "test_platform_money.test_a_joined_row_whose_columns_tell_other_numbers_is_set_aside",
    ],
    "header not on row 1": ["test_reading.test_the_header_may_stand_on_any_of_the_first_twenty_rows"],
    "numbers as text": [
        "test_traps.test_what_stands_for_nothing_is_empty",
        "test_traps.test_the_header_on_row_five_and_the_time_of_export_above_it_are_found",
    ],
    "summary rows mixed": [
        "test_traps.test_the_six_summary_rows_of_a_service_report_are_left_out",
        "test_platform_days.test_service_accounts_of_douyin_without_the_rows_that_sum_the_shop",
        "test_platform_money.test_douyin_settlements_below_the_row_that_explains_them",
        "test_stated_traps.test_a_row_that_sums_the_others_is_left_out_though_nobody_declared_it",
    ],
    "durations as text": ["test_platform_days.test_service_accounts_of_douyin_without_the_rows_that_sum_the_shop"],
    "product id written": ["test_platform_days.test_questions_by_product"],
    "header repeated": ["test_stated_traps.test_hundreds_of_columns_with_names_that_come_twice"],
    "the same report grows": ["test_connectors.test_each_generation_fills_its_columns"],
    "same word, other meaning": ["test_stated_traps.test_no_ratio_that_shops_reckon_differently_is_read"],
}
RECKONED = (
    "客单价",
    "投入产出比",
    "roi",
    "含预售投产比",
    "结算投产比",
    "UV价值",
    "点击率",
    "转化率",
)  # 询单转化率 counts people


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real data is not on this machine")
def test_every_trap_has_its_case():
    traps = yaml.safe_load((SHARED / "platform_headers.yaml").read_text("utf-8"))["traps"]

    assert [one["what"] for one in traps if not any(one["what"].startswith(words) for words in CASES)] == []


@pytest.mark.parametrize("case", [case for cases in CASES.values() for case in cases])
def test_a_case_is_a_test(case: str):
    module, _, name = case.partition(".")

    assert callable(getattr(importlib.import_module(f"facts.{module}"), name))


@pytest.mark.parametrize("name", ["##密文", "$$密文", "##Zm9v##", "张**", "t＊＊1"])
def test_a_sealed_or_masked_buyer_is_nobody(home: Path, tmp_path: Path, name: str):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 买家会员名=name), order(2)])

    report = one(bring(home, path))

    known = [buyer is not None for _, buyer in rows(home, "order", "id", "buyer")]
    assert (report.problems, known) == ((), [False, True])


@pytest.mark.parametrize("word", ["合计", "总计：", "汇总", "Total"])
def test_a_row_that_sums_the_others_is_left_out_though_nobody_declared_it(home: Path, tmp_path: Path, word: str):
    total = dict.fromkeys(ADS, "") | {"日期": word, "花费": "999"}
    path = write_book(tmp_path / "推广.xlsx", {"表": [ADS, list(ad("2026-06-01", 7).values()), list(total.values())]})

    report = one(bring(home, path, shop=SHOP))

    assert (report.rows, report.skipped, report.problems) == (2, 1, ())
    assert rows(home, "ad_spend", "cost") == [(Decimal("10.5"),)]


def test_hundreds_of_columns_with_names_that_come_twice(home: Path, tmp_path: Path):
    known = {"统计日期": "2026-06-01", "商品ID": "969001", "商品访客数": "10", "支付金额": "100", "支付买家数": "2"}
    others = [f"指标{place}" for place in range(196)]
    names = [*others[:50], *known, *others[50:], *others, *known]
    cells = [*["1"] * 50, *known.values(), *["1"] * (2 * 196 - 50), *["9"] * len(known)]
    path = write_book(tmp_path / "商品总览.xlsx", {"表": [names, cells]})

    report = one(bring(home, path, shop=SHOP))

    assert (len(names), report.status, report.connector) == (402, Status.IMPORTED, "sycm_products")
    assert rows(home, "product_day", "product", "visitors", "amount") == [("969001", 10, Decimal(100))]


def test_no_ratio_that_shops_reckon_differently_is_read():
    reckoned = {plain(name) for name in RECKONED}
    read = [
        (connector.id, name)
        for connector in load_connectors().values()
        for take in connector.columns.values()
        for name in take.reads
        if name in reckoned
    ]

    assert read == []
