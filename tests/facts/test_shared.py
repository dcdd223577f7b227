"""The real samples give the counts that were computed from them in two other ways."""

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from facts.exports import SHOP, bring
from guiju.facts import lake, load_schemas
from guiju.facts.lake.commit import frame
from guiju.facts.report import Status

SHARED = Path(os.environ.get("GUIJU_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared") / "data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real data is not on this machine"),
]


@pytest.fixture(scope="module")
def truth() -> Mapping[str, Any]:
    """Published figures by id."""
    return {one["id"]: one["value"] for one in yaml.safe_load((SHARED / "truth.yaml").read_text("utf-8"))["figures"]}


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds Online Retail."""
    home = tmp_path_factory.mktemp("retail")
    (report,) = bring(home, SHARED / "online_retail" / "online_retail_2010-12_2011-12.csv.gz").files
    assert (report.rows, report.problems, report.set_aside) == (541909, (), 0)
    return home


@pytest.fixture(scope="module")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds Olist."""
    home = tmp_path_factory.mktemp("olist")
    report = bring(home, SHARED / "olist")
    imported = [file for file in report.files if file.status == Status.IMPORTED]
    assert {file.connector: (file.rows, file.set_aside) for file in imported} == {
        "olist_order_items": (7372, 0),
        "olist_orders": (6528, 0),
        "olist_payments": (6854, 0),
        "olist_reviews": (3158, 0),
    }
    return home


def fact(home: Path, name: str) -> pl.DataFrame:
    """All rows of a fact."""
    return frame(lake.open(home).view(), name, load_schemas()[name])


def by_month(rows: pl.DataFrame, column: str, value: pl.Expr) -> dict[str, Any]:
    """A figure by calendar month."""
    months = rows.group_by(pl.col(column).dt.strftime("%Y-%m").alias("month")).agg(value.alias("value")).sort("month")
    return dict(months.iter_rows())


def test_business_advisor_sums(home: Path, truth: Mapping[str, Any]):
    bring(home, SHARED / "cn_tmall" / "sycm_product_all_sample3.csv", shop=SHOP)
    rows = fact(home, "product_day")

    names = ["amount", "refund_amount", "items", "buyers", "visitors", "views", "cart_visitors"]
    sums = rows.select(pl.col(names).sum()).row(0)
    assert [rows.height, *(float(one) for one in sums)] == truth["sycm.sums"]


@pytest.mark.parametrize("name", ["wanxiangtai_product_sample3.csv", "wanxiangtai_product_sample3.gb18030.csv"])
def test_wanxiangtai_sums(home: Path, truth: Mapping[str, Any], name: str):
    bring(home, SHARED / "cn_tmall" / name, shop=SHOP)
    rows = fact(home, "ad_spend")

    names = ["impressions", "clicks", "cost", "amount", "deals", "direct_amount", "indirect_amount", "carts"]
    sums = rows.select(pl.col(names).sum()).row(0)
    assert [rows.height, *(float(one) for one in sums)] == truth["wanxiangtai.sums"]


def test_olist_orders(olist: Path, truth: Mapping[str, Any]):
    orders = fact(olist, "order")

    buyers = orders["buyer"].value_counts()
    repeat = buyers.filter(pl.col("count") >= 2).height / buyers.height
    assert orders["id"].n_unique() == truth["olist.orders"]
    assert by_month(orders, "created_at", pl.len()) == truth["olist.orders_by_month"]
    assert dict(orders["status"].value_counts().iter_rows()) == truth["olist.status_counts"]
    assert float(orders["paid_amount"].sum()) == truth["olist.gmv_paid"]
    assert round(repeat, 6) == truth["olist.repeat_customer_rate"]
    late = orders.filter(pl.col("status") == "delivered")["finished_at"].null_count()
    assert orders.filter(pl.col("status") == "delivered").height - late == truth["olist.delivered_orders"]


def test_olist_items(olist: Path, truth: Mapping[str, Any]):
    lines = fact(olist, "order_line")

    paid = by_month(lines, "created_at", pl.col("paid_amount").sum().cast(pl.Float64))
    goods = by_month(lines, "created_at", pl.col("goods_amount").sum().cast(pl.Float64))
    assert {month: round(value, 2) for month, value in paid.items()} == truth["olist.gmv_items_by_month"]
    assert {month: round(value, 2) for month, value in goods.items()} == truth["olist.gmv_goods_by_month"]
    assert round(lines.height / lines["order"].n_unique(), 6) == truth["olist.items_per_order"]


def test_olist_covers_whole_months(olist: Path):
    view = lake.open(olist).view()

    assert [str(day) for span in view.coverage("order", "Olist") for day in span] == ["2016-09-01", "2017-12-31"]
    assert view.coverage("order_line", "Olist") == view.coverage("order", "Olist")


def test_online_retail_keeps_every_row(retail: Path, truth: Mapping[str, Any]):
    lines, orders = fact(retail, "order_line"), fact(retail, "order")

    found = [lines.height, orders.height, orders["buyer"].drop_nulls().n_unique()]
    assert found == truth["retail.rows_invoices_customers"]
    assert lines["id"].n_unique() == lines.height
    odd = lines.filter((pl.col("quantity") <= 0) & ~pl.col("order").str.starts_with("C")).height
    assert [lines.filter(pl.col("price") <= 0).height, odd] == truth["retail.zero_or_negative_price_rows"]


def test_online_retail_sales_and_cancellations(retail: Path, truth: Mapping[str, Any]):
    lines = fact(retail, "order_line")

    cancelled = pl.col("order").str.starts_with("C")
    sales = lines.filter(~cancelled & (pl.col("quantity") > 0) & (pl.col("price") > 0))
    back = -lines.filter(cancelled)["paid_amount"].sum()
    total = sales["paid_amount"].sum()
    assert (
        by_month(sales, "paid_at", pl.col("paid_amount").sum().cast(pl.Float64).round(3))
        == (truth["retail.gross_sales_by_month"])
    )
    assert [float(total), float(back), float(total - back)] == truth["retail.gross_cancelled_net"]
    assert isinstance(total, Decimal)


def test_online_retail_lies_in_files_by_month(retail: Path):
    view = lake.open(retail).view()

    months = sorted({part.month for part in view.manifest.of("order_line")})
    assert (len(months), months[0], months[-1]) == (13, "2010-12", "2011-12")
