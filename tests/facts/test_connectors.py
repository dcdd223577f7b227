"""Every known generation of every export is recognised by its header and fills the columns that it should."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import SHOP, bring, one, rows, write_csv
from guiju.facts import ColumnType, lake, load_schemas
from guiju.facts import recognise as recognising
from guiju.facts.connector import Take, load_connectors, plain, reader
from guiju.facts.lake.commit import frame
from guiju.facts.recognise import Found, Near, recognise
from guiju.facts.refine import NOTHING
from guiju.facts.report import Status
from guiju.facts.schema import Schema

GENERATIONS = [
    (connector.id, year, names)
    for connector in load_connectors().values()
    for year, names in connector.generations.items()
    if not connector.shape.stack  # a row of theirs is several: test_platforms reads them
]
UNNAMED = {"douyin_feige": "客服昵称", "taobao_service_api": "客服昵称"}  # columns that no source names
SAMPLES = {
    ColumnType.TEXT: ("甲", "甲"),
    ColumnType.KEY: ("7001", "7001"),
    ColumnType.MONEY: ("1,234.56", Decimal("1234.5600")),
    ColumnType.COUNT: ("1,234", 1234),
    ColumnType.RATIO: ("12.34%", Decimal("0.12340000")),
    ColumnType.DURATION: ("2分30秒", Decimal("150.0000")),
    ColumnType.TIME: ("2026-06-01 08:00:00", datetime(2026, 6, 1, 8)),
    ColumnType.DATE: ("2026/6/1", date(2026, 6, 1)),
    ColumnType.FLAG: ("是", True),
    ColumnType.SCORE: ("4.85", Decimal("4.8500")),
}


@pytest.mark.parametrize(("name", "year", "header"), GENERATIONS, ids=[f"{one[0]}-{one[1]}" for one in GENERATIONS])
def test_each_generation_fills_its_columns(home: Path, tmp_path: Path, name: str, year: str, header: tuple[str, ...]):
    connector = load_connectors()[name]
    schema = load_schemas()[connector.fact]
    header = (*header, *filter(None, [UNNAMED.get(name)]))
    cells = dict.fromkeys(header, "无关") | dict.fromkeys(connector.currency.names if connector.currency else (), "CNY")
    expected = {}
    for column in schema.columns:
        take = connector.columns.get(column.english) or Take()
        source = next((one for one in take.names if one in header), "")
        cell = datetime(2026, 6, 1).strftime(take.format) if take.format else SAMPLES[column.type][0]
        cells |= {one: cell for one in take.reads if cells.get(one) == "无关"}
        if source and (take.refine, take.format, take.scale) == (NOTHING, "", 1):
            cells[source], expected[column.english] = SAMPLES[column.type]
    path = write_csv(tmp_path / "export_969000000001.csv", header, [cells])

    report = one(bring(home, path, shop=SHOP, on=date(2026, 6, 1)))

    (row,) = frame(lake.open(home).view(), connector.fact, schema).to_dicts()
    personal = {column.english for column in schema.columns if column.personal}
    assert (report.status, report.connector, report.generation, report.problems, report.unused) == (
        Status.IMPORTED, name, year, (), (),
    )  # fmt: skip
    assert {key: row[key] for key in expected.keys() - personal} == {
        key: value for key, value in expected.items() if key not in personal
    }
    assert [len(row[key]) for key in expected.keys() & personal] == [32] * len(expected.keys() & personal)


def test_every_connector_fills_columns_that_its_fact_has():
    strange = [
        (connector.id, column)
        for connector in load_connectors().values()
        for column in (*connector.columns, *connector.absent, *connector.skip, connector.covers)
        if column not in {one.english for one in load_schemas()[connector.fact].columns}
    ]

    assert strange == []


def needed(schema: Schema) -> tuple[str, ...]:
    """The columns that no row can do without."""
    key = (schema.event,) if schema.ordinal else schema.key
    return tuple(name for name in key if name != "shop" or not schema.of_house)


def test_every_connector_fills_the_key_of_its_fact():
    lacking = [
        (connector.id, name)
        for connector in load_connectors().values()
        for name in needed(load_schemas()[connector.fact])
        if name not in connector.columns
    ]

    assert lacking == []


def test_no_column_is_both_read_and_personal_except_the_buyers():
    both = [
        (connector.id, name)
        for connector in load_connectors().values()
        for column, take in connector.columns.items()
        for name in take.names
        if name in connector.personal and column != "buyer"
    ]

    assert both == []


def test_a_report_that_grew_by_a_column_is_still_recognised(home: Path, tmp_path: Path):
    header = [*load_connectors()["wanxiangtai"].generations["2026-06"][:-1], "全新指标"]
    row = dict.fromkeys(header, "1") | {"日期": "2026-06-01", "主体id": "7", "全新指标": "9"}
    path = write_csv(tmp_path / "75.csv", header, [row])

    report = one(bring(home, path, shop=SHOP))

    assert (report.connector, report.generation, report.unused) == ("wanxiangtai", "2026-06", ("全新指标",))
    assert rows(home, "ad_spend", "product", "impressions") == [("7", 1)]


def test_headers_are_compared_without_width_blanks_and_quotes():
    assert plain('\ufeff"首次响应时长（秒) "') == plain("首次响应时长(秒)")
    assert plain(" 商品ＩＤ\t") == "商品id"


def test_the_header_is_found_below_other_rows():
    known = ["统计日期", "商品ID", "商品访客数", "支付金额", "支付买家数"]

    found = recognise([["生意参谋"], [], ["说明", "口径"], ["", ""], known, ["2026-06-01"]])

    assert isinstance(found, Found)
    assert (found.connector.id, found.at) == ("sycm_products", 4)


def test_an_unknown_header_names_the_nearest_export_and_what_it_lacks():
    near = recognise([["统计日期", "商品ID", "支付金额", "别的"]])

    assert isinstance(near, Near)
    assert (near.connector.id, near.missing) == ("sycm_products", ("商品访客数", "支付买家数"))


@pytest.mark.parametrize(
    "names",
    [
        ["日期", "姓名", "部门", "上班时间", "下班时间"],
        ["订单编号", "快递公司", "运单号"],
        ["仓库", "货架", "货位", "日期", "店铺", "盘点人", "账面数", "实盘数"],
    ],
)
def test_a_header_that_shares_a_common_name_or_two_is_near_to_nothing(names):
    assert recognise([names]) is None


def test_a_header_like_nothing_has_no_nearest_export():
    assert recognise([["甲", "乙"], []]) is None


def test_items_and_orders_are_told_apart_by_the_sub_order_number():
    orders = ["订单编号", "买家应付邮费", "买家应付货款", "订单创建时间", "订单付款时间", "买家实付金额"]

    kinds = [recognise([header]) for header in (orders, [*orders, "子订单编号", "主订单编号", "购买数量"])]

    assert [kind.connector.id for kind in kinds if isinstance(kind, Found)] == ["taobao_orders", "taobao_order_items"]


@pytest.mark.parametrize(
    ("generation", "lost"),
    [
        ("taobao_orders", "订单付款时间"),
        ("taobao_order_items", "订单付款时间"),
        ("taobao_refunds", "退款完结时间"),
        ("taobao_refunds", "退款状态"),
        ("jd_orders", "付款确认时间"),
        ("shopify_orders", "Paid at"),
        ("alibaba_orders", "订单付款时间"),
    ],
)
def test_an_export_without_the_column_that_decides_its_period_is_not_taken_for_a_day_without_sales(
    generation: str, lost: str
):
    names = max(load_connectors()[generation].generations.values(), key=len)

    near = recognise([[name for name in names if name != plain(lost)]])

    assert isinstance(near, Near)
    assert (near.connector.id, near.missing) == (generation, (plain(lost),))


def test_columns_are_told_as_the_platform_writes_them(home: Path, tmp_path: Path):
    header = ["Name", "Financial Status", "Paid at", "Created at", "Lineitem quantity", "Lineitem name"]
    cells = ["#1", "paid", "soon", "2026-06-01 10:00:00 +0800", "1", "cup"]
    lacking = write_csv(tmp_path / "lacking.csv", header, [dict(zip(header, cells, strict=True))])
    whole = [*header, "Lineitem price"]
    odd = write_csv(tmp_path / "odd.csv", whole, [dict(zip(whole, [*cells, "5"], strict=True))])

    report = bring(home, lacking, odd)

    assert [file.problems[0].what.zh for file in report.files] == [
        "没有认出这个文件，最接近「Shopify 订单」，缺少列：Lineitem price",
        "「soon」不是日期",
    ]
    assert report.files[1].problems[0].column == "Paid at"


def test_a_header_is_compared_with_the_few_exports_whose_rarest_name_it_has():
    index = recognising._index_of(load_connectors())

    compared = [len(index.anchored(frozenset(names))) for _, _, names in GENERATIONS]

    assert (max(compared) <= 6, sum(compared) <= 2 * len(compared)) == (True, True)


def test_the_reader_is_named_by_a_hash_of_its_files():
    assert (len(reader()), reader()) == (16, reader())
