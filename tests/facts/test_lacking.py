"""Figures that a file has no column for are remembered by shop and day, until a file tells them."""

import gzip
import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from facts.exports import ADS, NOW, ORDERS, SHOP, ad, bring, order, write_csv
from guiju.facts import importing, lake
from guiju.facts.lake import ledger
from guiju.facts.lake.ledger import Import

WITHOUT = [name for name in ORDERS if name not in {"退款金额", "宝贝总数量"}]
EARLY, LATE = datetime(2026, 6, 20), datetime(2026, 6, 25)
DAYS = {"订单创建时间": "2026-06-03 08:00:00", "订单付款时间 ": "2026-06-03 08:05:00"}


def lacking(home: Path, column: str = "refund_amount") -> dict[str, tuple[tuple[date, date], ...]]:
    """The days of June on which nothing is known of a column of orders."""
    return dict(lake.open(home).view().lacking("order", column))


def june(first: int, last: int) -> dict[str, tuple[tuple[date, date], ...]]:
    """Days of June of the one shop."""
    return {SHOP: ((date(2026, 6, first), date(2026, 6, last)),)}


def test_the_days_of_a_file_without_a_column_are_remembered(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "o.csv", WITHOUT, [order(1), order(2, **DAYS)]), as_of=EARLY)

    assert (lacking(home), lacking(home, "quantity"), lacking(home, "total_amount")) == (june(1, 3), june(1, 3), {})


def test_the_report_tells_at_once_which_columns_were_left_out(home: Path, tmp_path: Path):
    report = bring(home, write_csv(tmp_path / "o.csv", WITHOUT, [order(1)]))
    few = bring(home, write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 1)]), shop=SHOP)

    assert (report.ok, report.files[0].missed) == (True, ("退款金额", "宝贝总数量"))
    assert report.as_json()["files"][0]["missed_columns"] == ["退款金额", "宝贝总数量"]
    assert few.files[0].missed == ()  # somebody chose a few columns


def test_a_newer_file_with_the_column_tells_it(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "o.csv", WITHOUT, [order(1), order(2, **DAYS)]), as_of=EARLY)
    bring(home, write_csv(tmp_path / "p.csv", ORDERS, [order(1)]), as_of=LATE)

    assert lacking(home) == {SHOP: ((date(2026, 6, 2), date(2026, 6, 3)),)}


def test_of_two_files_of_a_kind_the_newer_export_counts_whichever_comes_first(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "o.csv", WITHOUT, [order(1)]), as_of=LATE)
    bring(home, write_csv(tmp_path / "p.csv", ORDERS, [order(1)]), as_of=EARLY)

    assert lacking(home) == june(1, 1)


def test_an_empty_cell_is_no_lack_of_a_column(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "o.csv", ORDERS, [order(1, 退款金额="", 宝贝总数量="")]))

    assert (lacking(home), lacking(home, "quantity")) == ({}, {})


def test_rows_that_come_in_later_still_lack_what_their_file_lacked(home: Path, tmp_path: Path):
    header = [name for name in WITHOUT if name != "店铺名称"]
    bring(home, write_csv(tmp_path / "o.csv", header, [order(1)]))
    assert lacking(home) == {}

    importing.retry(home, shop=SHOP, now=NOW)

    assert lacking(home) == june(1, 1)


def test_a_renamed_shop_takes_its_lacks_along(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "o.csv", WITHOUT, [order(1)]))
    bring(home, write_csv(tmp_path / "p.csv", ORDERS, [order(9, 店铺名称="别店")]), aliases={SHOP: "新名"})

    assert lacking(home) == {"新名": june(1, 1)[SHOP]}


def test_a_ledger_of_before_lacks_nothing(tmp_path: Path):
    entry = Import("i", "r", "s", "o.csv", "c", "", "", "", 1, 0, (("order", SHOP, "2026-06-01", "2026-06-01"),))
    said = {name: value for name, value in asdict(entry).items() if name != "lacks"}
    path = tmp_path / "old.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(said).encode()))

    assert ledger.read(path) == [entry]
