"""Whatever the order, grouping and repetition of imports, the lake holds the same rows."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.exports import ADS, ITEMS, NOW, ORDERS, SHOP, ad, bring, order, rows, write_book, write_csv
from guiju.facts import lake, load_schemas
from guiju.facts.lake import merge
from guiju.facts.lake import rows as rows_of_lake
from guiju.facts.lake.commit import Batch, commit
from guiju.facts.lake.ledger import Import

Export = tuple[int, tuple[tuple[int, int], ...]]  # the day it was made; (key, value) of each row
COLUMNS = {"order": ("id", "paid_amount", "paid_at", "_as_of"), "ad_spend": ("day", "product", "cost", "_as_of")}

exports = st.lists(
    st.tuples(st.integers(1, 4), st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
    unique_by=str,
).map(lambda files: [(day, tuple(cells)) for day, cells in files])


def write_order_export(path: Path, export: Export) -> Path:
    """Orders whose value is the amount, and whose month of payment depends on it; 0 is unpaid."""
    paid = ["", "2026-03-31 23:59:59", "2026-04-01 00:00:00", "2026-05-01 00:00:00"]
    cells = [
        order(key, **{"买家实际支付金额": value, "订单创建时间": "2026-03-20 08:00:00", "订单付款时间 ": paid[value]})
        for key, value in export[1]
    ]
    return write_csv(path, ORDERS, cells)


def write_ad_export(path: Path, export: Export) -> Path:
    """Advertising of days in two months."""
    return write_csv(path, ADS, [ad(date(2026, 3, 30) + timedelta(days=key), 7, value) for key, value in export[1]])


def newest_orders(files: Sequence[Export]) -> dict[Any, Any]:
    """The value of each key: of the newest export's last row; none where equally new ones disagree."""
    found: dict[int, dict[int, set[int]]] = {}
    for day, cells in files:
        for key, value in dict(cells).items():
            found.setdefault(key, {}).setdefault(day, set()).add(value)
    return {key: days[max(days)] for key, days in found.items()}


def lake_of(
    writer: Callable[[Path, Export], Path], fact: str, plan: Sequence[Sequence[Export]]
) -> list[tuple[Any, ...]]:
    """The rows of a fresh lake after some runs of some files each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for number, run in enumerate(plan):
            for at, export in enumerate(run):
                name = f"{number}-{at}_202606{export[0]:02d}120000.csv"
                writer(Path(folder) / str(number) / name, export)
            bring(home, *sorted((Path(folder) / str(number)).iterdir()), shop=SHOP)
        return rows(home, fact, *COLUMNS[fact])


@settings(max_examples=6, deadline=None)
@given(st.data(), exports)
def test_orders_converge_in_any_order_and_grouping(data: st.DataObject, files: list[Export]):
    straight = lake_of(write_order_export, "order", [[one] for one in files])

    shuffled = data.draw(st.permutations(files + files[: len(files) // 2]))
    cut = data.draw(st.integers(0, len(shuffled)))
    other = lake_of(write_order_export, "order", [run for run in (shuffled[:cut], shuffled[cut:]) if run])

    expected = newest_orders(files)
    assert other == straight
    assert {int(row[0]): row[1] in {Decimal(value) for value in expected[int(row[0])]} for row in straight} == (
        dict.fromkeys(expected, True)
    )


@settings(max_examples=6, deadline=None)
@given(st.data(), exports)
def test_rows_that_share_a_key_converge_in_any_order_and_grouping(data: st.DataObject, files: list[Export]):
    straight = lake_of(write_ad_export, "ad_spend", [[one] for one in files])

    shuffled = data.draw(st.permutations(files + files[: len(files) // 2]))
    cut = data.draw(st.integers(0, len(shuffled)))
    other = lake_of(write_ad_export, "ad_spend", [run for run in (shuffled[:cut], shuffled[cut:]) if run])

    assert other == straight


@settings(max_examples=4, deadline=None)
@given(exports)
def test_big_files_converge_like_small_ones(files: list[Export]):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "SMALL", 2)
        patch.setattr(merge, "FULL", 3)
        patch.setattr("guiju.facts.lake.commit.BUFFER", 2)
        in_parts = lake_of(write_order_export, "order", [[one] for one in files])

    assert in_parts == lake_of(write_order_export, "order", [files])


def committed(home: Path, plan: Sequence[Sequence[Export]]) -> list[tuple[Any, ...]]:
    """The rows of a lake that took the exports without any files: a commit for each run."""
    store, schema = lake.open(home), load_schemas()["ad_spend"]
    for run in plan:
        batch = Batch(store, load_schemas())
        for made, cells in run:
            name = str((made, cells))
            draft = batch.file()
            draft.add(
                "ad_spend",
                pl.DataFrame(
                    {
                        "shop": SHOP,
                        "day": [date(2026, 3, 30) + timedelta(days=key) for key, _ in cells],
                        "clicks": [value for _, value in cells],
                        "_as_of": datetime(2026, 6, made),
                        "_import": name,
                        "_row": range(len(cells)),
                    }
                ).pipe(rows_of_lake.conform, schema),
            )
            batch.accept(Import(name, "", "", name, "wanxiangtai", "", "", "", len(cells), 0, ()), draft)
        commit(batch, now=NOW, aliases={})
        batch.close()
    return rows(home, "ad_spend", "day", "clicks", "_as_of", "_row")


@settings(max_examples=20, deadline=None)
@given(st.data(), exports)
def test_commits_converge_in_any_order_and_grouping(data: st.DataObject, files: list[Export]):
    shuffled = data.draw(st.permutations([*files, files[0]]))
    cut = data.draw(st.integers(0, len(shuffled)))

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        straight = committed(Path(one), [files])
        other = committed(Path(two), [run for run in (shuffled[:cut], shuffled[cut:]) if run])

    assert other == straight


def test_lines_without_a_number_keep_their_duplicates(home: Path, tmp_path: Path):
    header = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
    lines = [
        ("536365", "85123A", "HOLDER", 6, "2010-12-01 08:26:00", "2.55", "17850.0", "UK"),
        ("536365", "85123A", "HOLDER", 6, "2010-12-01 08:26:00", "2.55", "17850.0", "UK"),
        ("C536379", "D", "Discount", -1, "2010-12-01 09:41:00", "27.5", "14527.0", "UK"),
        ("A563185", "B", "Adjust bad debt", 1, "2010-12-01 14:50:00", "-11062.06", "", "UK"),
        ("536370", "POST", "POSTAGE", 1, "2010-12-01 08:45:00", "0", "12583.0", "France"),
    ]
    path = write_csv(tmp_path / "retail.csv", header, [dict(zip(header, line, strict=True)) for line in lines])
    copy = write_book(tmp_path / "retail.xlsx", {"表": [header, *lines]})

    bring(home, path)
    bring(home, copy, as_of=datetime(2026, 6, 30))

    assert rows(home, "order_line", "order", "id", "quantity", "paid_amount") == [
        ("536365", "536365-85123A-6-2.55-1", 6, Decimal("15.3")),
        ("536365", "536365-85123A-6-2.55-2", 6, Decimal("15.3")),
        ("536370", "536370-POST-1-0-1", 1, Decimal(0)),
        ("A563185", "A563185-B-1--11062.06-1", 1, Decimal("-11062.06")),
        ("C536379", "C536379-D--1-27.5-1", -1, Decimal("-27.5")),
    ]
    assert rows(home, "order", "id", "quantity", "paid_amount", "channel") == [
        ("536365", 12, Decimal("30.6"), "UK"),
        ("536370", 1, Decimal(0), "France"),
        ("A563185", 1, Decimal("-11062.06"), "UK"),
        ("C536379", -1, Decimal("-27.5"), "UK"),
    ]
    assert lake.open(home).view().coverage("order", "Online Retail") == [(date(2010, 12, 1), date(2010, 12, 31))]


def test_ordinals_run_on_through_the_chunks_of_a_file(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("guiju.facts.reading.text.CHUNK", 200)
    header = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
    line = dict(zip(header, ["1", "A", "x", "1", "2010-12-01 08:26:00", "2", "9", "UK"], strict=True))
    monkeypatch.setattr("guiju.facts.reading.text._BLOCK", 100)

    bring(home, write_csv(tmp_path / "retail.csv", header, [line] * 30, encoding="utf-8"))

    assert len(rows(home, "order_line", "id")) == 30
    assert rows(home, "order", "quantity") == [(30,)]


def test_items_take_the_times_of_their_orders_from_the_file_beside_them(home: Path, tmp_path: Path):
    orders = ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at"]
    items = ["order_id", "order_item_id", "product_id", "price", "freight_value"]
    write_csv(
        tmp_path / "olist_orders_dataset.csv",
        orders,
        [dict(zip(orders, ["o1", "c1", "delivered", "2017-01-05 10:00:00", "2017-01-05 11:00:00"], strict=True))],
    )
    lines = [["o1", "1", "p", "10.5", "2"], ["o2", "1", "p", "1", "1"], ["o1", "2", "p", "x", "2"]]
    path = write_csv(
        tmp_path / "olist_order_items_dataset.csv", items, [dict(zip(items, one, strict=True)) for one in lines]
    )

    report = bring(home, path.parent).files[0]

    assert rows(home, "order_line", "id", "paid_amount", "paid_at", "status") == [
        ("o1-1", Decimal("12.5"), datetime(2017, 1, 5, 11), "delivered")
    ]
    assert [(one.code, one.row) for one in report.problems] == [("no_partner", 3), ("number", 4)]
    assert report.problems[0].what.en == "it is not found in olist_orders_dataset"


def test_items_without_the_file_beside_them_are_refused(home: Path, tmp_path: Path):
    items = ["order_id", "order_item_id", "product_id", "price", "freight_value"]
    path = write_csv(tmp_path / "olist_order_items_dataset.csv", items, [dict.fromkeys(items, "1")])
    missing = bring(home, path).files[0]
    write_csv(tmp_path / "olist_orders_dataset.csv", ["something"], [{}])

    wrong = bring(home, path).files[0]

    assert [one.problems[0].code for one in (missing, wrong)] == ["companion", "companion"]


def test_lines_and_orders_come_from_their_own_files(home: Path, tmp_path: Path):
    item = dict(zip(ITEMS, ["11", "1", "裙子", "10", "2", "20", "交易成功", *["2026-06-01 08:00:00"] * 2], strict=True))

    bring(home, write_csv(tmp_path / "items.csv", ITEMS, [item]), shop=SHOP)

    assert rows(home, "order_line", "id", "order", "quantity", "paid_amount") == [("11", "1", 2, Decimal(20))]
