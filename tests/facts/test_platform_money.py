"""Orders, payments, stock and months of every platform: a stated header, rows made up, and the facts they become."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import NOW, SHOP, bring, codes, one, rows, write_csv
from facts.platforms import AT, DAY, PAID, SENT, brought, header, money
from guiju.facts import importing


def test_the_alipay_ledger_tells_money_in_from_money_out(home: Path, tmp_path: Path):
    received = {"业务流水号": "9001", "商户订单号": "T200P351530000000000001", "入账时间": "2026-06-01 08:00:00",
                "收入（+元）": "+100.00", "支出（-元）": "", "账户余额（元）": "1,100.00", "交易对方": "小王",
                "业务类型": "交易"}  # fmt: skip
    paid = {**received, "业务流水号": "9002", "商户订单号": "70001", "收入（+元）": "", "支出（-元）": "-3.50",
            "业务类型": "服务费", "账户余额（元）": "-1.00", "交易对方": "张**"}  # fmt: skip

    got, gave = brought(home, tmp_path, "alipay_ledger", "seen", received, paid)

    buyer = got.pop("counterparty")
    assert (len(buyer), "counterparty" in gave) == (32, False)
    assert got == {"id": "9001", "shop": SHOP, "order": "351530000000000001", "channel": "支付宝", "kind": "交易",
                   "booked_at": AT, "income": money("100"), "balance": money("1100")}  # fmt: skip
    assert gave == {"id": "9002", "shop": SHOP, "order": "70001", "channel": "支付宝", "kind": "服务费",
                    "booked_at": AT, "outgo": money("3.5"), "balance": money("-1")}  # fmt: skip


def test_pinduoduo_orders_and_their_refunds(home: Path, tmp_path: Path):
    kept = {"商品": "裙子", "订单号": "P1", "订单状态": "已收货", "商品总价(元)": "100", "邮费(元)": "0",
            "用户实付金额(元)": "95.50", "商品数量(件)": "2", "发货时间": "2026-06-02 09:00:00", "商品id": "969",
            "商品规格": "红", "商家编码-规格维度": "SKU1", "售后状态": "无售后或售后取消",
            "订单成交时间": "2026-06-01 08:00:00"}  # fmt: skip
    back = {**kept, "订单号": "P2", "售后状态": "未发货，退款成功", "发货时间": ""}

    brought(home, tmp_path, "pinduoduo_orders", "seen", kept, back)

    assert rows(home, "order_line", "id", "order", "sku", "quantity", "paid_amount", "refund_amount", "paid_at") == [
        ("P1", "P1", "SKU1", 2, money("95.5"), None, AT), ("P2", "P2", "SKU1", 2, money("95.5"), money("95.5"), AT),
    ]  # fmt: skip
    assert rows(home, "order", "id", "channel", "paid_amount", "refund_amount", "shipped_at") == [
        ("P1", "拼多多", money("95.5"), None, SENT), ("P2", "拼多多", money("95.5"), money("95.5"), None),
    ]  # fmt: skip


def douyin(number: str, **cells: str) -> dict[str, object]:
    """A row of a Douyin order export."""
    return {
        "主订单编号": f"\t{number}", "子订单编号": f"\t{number}1", "选购商品": "\t裙子", "商品规格": "红",
        "商品数量": "1", "商家编码": "\tA", "订单应付金额": "100.00",
        "运费": "5", "收件人": "##密文", "收件人手机号": "$$密文",
        "详细地址": "##密文", "订单提交时间": "2026-06-01 08:00:00", "订单状态": "已完成", "售后状态": "-", **cells,
    }  # fmt: skip


def test_douyin_orders_joined_on_one_row_are_split_and_stay_whole(home: Path, tmp_path: Path):
    joined = douyin("2", 子订单编号="21;22", 选购商品="裙子;裤子", 商品规格="红;蓝", 商品数量="1;3", 商家编码="A;B")
    told = douyin("3", 子订单编号="31;32", 选购商品="裙子;裤子", 商品规格="红;蓝", 商品数量="1;1", 商家编码="A;B",
                  订单应付金额="60;40")  # fmt: skip
    closed = douyin("4", 订单状态="已关闭", 取消原因="不想要了")

    brought(home, tmp_path, "douyin_orders", "seen", douyin("1"), joined, told, closed)

    assert rows(home, "order_line", "id", "order", "title", "sku", "quantity", "paid_amount", "paid_at") == [
        ("11", "1", "裙子", "A", 1, money("100"), AT),
        ("21", "2", "裙子", "A", 1, None, AT),
        ("22", "2", "裤子", "B", 3, None, AT),
        ("31", "3", "裙子", "A", 1, money("60"), AT),
        ("32", "3", "裤子", "B", 1, money("40"), AT),
        ("41", "4", "裙子", "A", 1, money("100"), None),
    ]
    assert rows(home, "order", "id", "quantity", "paid_amount", "freight", "close_reason") == [
        ("1", 1, money("100"), money("5"), None),
        ("2", 4, money("100"), money("5"), None),
        ("3", 2, money("100"), money("5"), None),
        ("4", 1, money("100"), money("5"), "不想要了"),
    ]


def test_a_joined_row_whose_columns_tell_other_numbers_is_set_aside(home: Path, tmp_path: Path):
    bad = douyin("2", 子订单编号="21;22", 选购商品="裙子;裤子;帽子")
    path = write_csv(tmp_path / "订单.csv", header("douyin_orders", "seen"), [douyin("1"), bad], encoding="utf-8-sig")

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("parts", 3, "")]
    assert rows(home, "order", "id") == [("1",)]


def test_an_order_with_a_bad_row_waits_as_a_whole(home: Path, tmp_path: Path):
    lines = [douyin("1"), douyin("1", 子订单编号="12", 商品数量="两件"), douyin("2")]
    path = write_csv(tmp_path / "订单.csv", header("douyin_orders", "seen"), lines)

    report = one(bring(home, path, shop=SHOP))

    assert codes(report) == [("sibling", 2, ""), ("number", 3, "商品数量")]
    assert (rows(home, "order", "id"), rows(home, "order_line", "order")) == ([("2",)], [("2",)])

    write_csv(path, header("douyin_orders", "seen"), [*lines[:1], douyin("1", 子订单编号="12"), *lines[2:]])
    bring(home, path, shop=SHOP)

    assert rows(home, "order", "id", "paid_amount") == [("1", money("200")), ("2", money("100"))]
    assert importing.set_aside(home) == []


@pytest.mark.parametrize("bad", [0, 13, 29])
def test_an_order_with_a_bad_row_waits_as_a_whole_wherever_the_file_is_cut(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: int
):
    monkeypatch.setattr("guiju.facts.reading.text.CHUNK", 200)
    monkeypatch.setattr("guiju.facts.reading.text._BLOCK", 100)
    lines = [douyin("1" if at % 3 else "2", 子订单编号=str(at)) for at in range(30)]
    whole = "2" if bad % 3 else "1"
    lines[bad]["商品数量"] = "两件"
    path = write_csv(tmp_path / "订单.csv", header("douyin_orders", "seen"), lines)

    report = one(bring(home, path, shop=SHOP))

    kept = sum((at % 3 == 0) == (whole == "2") for at in range(30))
    assert (report.rows, report.set_aside) == (30, 30 - kept)
    assert rows(home, "order", "id") == [(whole,)]
    assert rows(home, "order_line", "order") == [(whole,)] * kept


def test_rows_without_a_shop_become_orders_once_somebody_says_it(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "订单.csv", header("douyin_orders", "seen"), [douyin("1"), douyin("2")]))

    again = importing.retry(home, shop=SHOP, now=NOW)

    assert {fact: counts.new for fact, counts in one(again).facts.items()} == {"order": 2, "order_line": 2}
    assert rows(home, "order", "id", "shop", "paid_amount") == [(n, SHOP, money("100")) for n in ("1", "2")]


def test_buyers_of_rows_set_aside_are_sealed_in_every_fact_that_they_fill(home: Path, tmp_path: Path):
    cells = {"订单号": "J1", "商品ID": "1", "订购数量": "x", "京东价": "1", "订单金额": "1", "下单帐号": "jd_小王",
             "下单时间": "2026-06-01 08:00:00"}  # fmt: skip
    bring(home, write_csv(tmp_path / "京东.csv", header("jd_orders", "seen"), [cells]), shop=SHOP)

    (waiting,) = importing.set_aside(home)

    assert [cell for cell in waiting.rows["下单帐号"] if "小王" in cell] == []


def test_a_douyin_export_with_the_time_of_payment_uses_it(home: Path, tmp_path: Path):
    cells = {**douyin("1", 支付完成时间="2026-06-01 08:05:00", 商品金额="95"), "商品ID": "\t969"}

    brought(home, tmp_path, "douyin_orders", "more", cells)

    assert rows(home, "order_line", "product", "goods_amount", "paid_at") == [("969", money("95"), PAID)]


def test_douyin_movements_by_their_direction(home: Path, tmp_path: Path):
    explained = dict.fromkeys(header("douyin_settlement", "seen"), "收入+支出") | {"动账时间": "入账或出账的时间"}
    cells = {"动账时间": "2026-06-01 08:00:00", "动帐流水号": "F1", "动账方向": "入账", "动账金额": "90.00",
             "动账账户": "聚合账户", "动账场景": "货款结算", "子订单号": "11", "订单号": "1", "平台服务费": "-5.00",
             "佣金": "-5", "运费实付": "0", "实际平台补贴": "2", "订单退款": "0"}  # fmt: skip
    out = {**cells, "动帐流水号": "F2", "动账方向": "出账", "动账金额": "-8"}

    brought(home, tmp_path, "douyin_settlement", "seen", explained, cells, out)

    assert rows(home, "payment", "id", "order", "line", "channel", "income", "outgo", "service_fee", "subsidy") == [
        ("F1", "1", "11", "聚合账户", money("90"), None, money("5"), money("2")),
        ("F2", "1", "11", "聚合账户", None, money("8"), money("5"), money("2")),
    ]


def test_douyin_settlements_below_the_row_that_explains_them(home: Path, tmp_path: Path):
    explained = dict.fromkeys(header("douyin_settled_orders", "seen"), "") | {"结算金额": "收入+支出"}
    cells = {"结算时间": "2026-06-01 08:05:00", "订单号": "1", "子订单号": "11", "结算金额": "90", "结算单类型": "订单",
             "下单时间": "2026-06-01 08:00:00", "收入合计": "100", "支出合计": "-10", "平台服务费": "-5",
             "达人佣金": "-5"}  # fmt: skip

    assert brought(home, tmp_path, "douyin_settled_orders", "seen", explained, cells) == [
        {"id": "11-2026-06-01 08:05:00-订单-90-1", "shop": SHOP, "order": "1", "line": "11", "channel": "抖店",
         "kind": "订单", "created_at": AT, "booked_at": PAID, "income": money("100"), "outgo": money("10"),
         "service_fee": money("5"), "commission": money("5")}
    ]  # fmt: skip


def test_jd_orders_count_what_each_row_repeats_once(home: Path, tmp_path: Path):
    cells = {"订单号": "J1", "商品ID": "100", "商品名称": "裙子", "订购数量": "2", "货号": "A", "京东价": "30",
             "订单金额": "110", "应付金额": "105", "运费金额": "5", "下单时间": "2026-06-01 08:00:00",
             "付款确认时间": "2026-06-01 08:05:00", "订单状态": "完成", "下单帐号": "jd_小王",
             "客户姓名": "王某"}  # fmt: skip
    second = {**cells, "商品ID": "200", "订购数量": "1", "京东价": "50"}

    brought(home, tmp_path, "jd_orders", "seen", cells, second)

    assert rows(home, "order_line", "id", "order", "quantity", "goods_amount", "paid_at") == [
        ("J1-100-1", "J1", 2, money("60"), PAID), ("J1-200-1", "J1", 1, money("50"), PAID),
    ]  # fmt: skip
    assert rows(home, "order", "id", "quantity", "paid_amount", "total_amount", "freight") == [
        ("J1", 3, money("105"), money("110"), money("5"))
    ]


def test_1688_orders_whose_cells_stand_on_their_first_row_alone(home: Path, tmp_path: Path):
    first = {"订单编号": "A1", "买家会员名": "买家甲", "卖家会员名": "规矩工厂", "货品总价(元)": "110", "运费(元)": "5",
             "实付款(元)": "115", "订单状态": "交易成功", "订单创建时间": "2026-06-01 08:00:00",
             "订单付款时间": "2026-06-01 08:05:00", "货品标题": "布料", "单价(元)": "30", "数量": "2"}  # fmt: skip
    more = {"货品标题": "纽扣", "单价(元)": "50", "数量": "1"}
    unpaid = {**first, "订单编号": "A2", "订单付款时间": "", "实付款(元)": "0", "订单状态": "等待买家付款"}

    brought(home, tmp_path, "alibaba_orders", "seen", first, more, unpaid, more)

    assert rows(home, "order_line", "order", "title", "shop", "goods_amount", "paid_at") == [
        ("A1", "布料", "规矩工厂", money("60"), PAID), ("A1", "纽扣", "规矩工厂", money("50"), PAID),
        ("A2", "布料", "规矩工厂", money("60"), None), ("A2", "纽扣", "规矩工厂", money("50"), None),
    ]  # fmt: skip
    assert rows(home, "order", "id", "quantity", "paid_amount", "goods_amount", "channel", "paid_at") == [
        ("A1", 3, money("115"), money("110"), "1688", PAID), ("A2", 3, money("0"), money("110"), "1688", None),
    ]  # fmt: skip


def test_stock_and_deliveries(home: Path, tmp_path: Path):
    stock = {"商品编码": "A-红", "款式编码": "A", "主仓实际库存": "1,200", "订单占有数": "30", "仓库待发数": "20",
             "虚拟库存": "0", "采购在途数": "500", "销退仓库存": "3", "库存锁定数": "1", "调拨在途数": "-",
             "公有可用数": "1170"}  # fmt: skip
    sent = {"原始单号": "1", "子单原始单号": "1", "原始子订单号": "11", "出库单编号": "C1", "店铺": SHOP,
            "发货时间": "2026-06-02 09:00:00", "付款时间": "2026-06-01 08:05:00", "下单时间": "2026-06-01 08:00:00",
            "货品数量": "2", "货品编号": "A", "货品成交总价": "60", "出库单状态": "已发货", "物流公司": "顺丰",
            "物流单号": "SF1"}  # fmt: skip
    label = {"订单编号": "1", "*收件人": "王某", "*收件人手机": "13800000000", "*托寄物": "衣服", "*物流产品": "标快",
             "预约揽收日期": "2026-06-02"}  # fmt: skip

    assert brought(home, tmp_path / "a", "jushuitan_stock", "seen", stock) == [
        {"day": DAY, "shop": SHOP, "warehouse": "主仓", "sku": "A-红", "product": "A", "on_hand": 1200, "reserved": 30,
         "to_ship": 20, "virtual": 0, "on_order": 500, "returned": 3, "locked": 1, "available": 1170}
    ]  # fmt: skip
    assert brought(home, tmp_path / "b", "wangdiantong_outbound", "seen", sent) == [
        {"id": "C1-A-1", "shop": SHOP, "order": "1", "line": "11", "sku": "A", "carrier": "顺丰", "status": "已发货",
         "quantity": 2, "amount": money("60"), "created_at": AT, "paid_at": PAID, "shipped_at": SENT}
    ]  # fmt: skip
    labels = brought(home, tmp_path / "c", "courier_labels", "seen", label)
    assert labels[0] == {"id": "1", "shop": SHOP, "order": "1", "mode": "标快", "created_at": datetime(2026, 6, 1),
                         "ship_by": datetime(2026, 6, 2)}  # fmt: skip


def test_a_monthly_report_is_a_month_not_a_day(home: Path, tmp_path: Path):
    cells = {
        "店铺名称": SHOP,
        "日期": "2026-05",
        "销售额": "10,000.00",
        "销售量": "300",
        "UV": "5000",
        "PV": "20000",
        "买家数": "250",
        "订单数": "260",
        "动销率": "60%",
        "服务态度动态评分": "4.8",
        "退款率%(退货订单数)": "3.5%",
    }

    assert brought(home, tmp_path, "shop_months", "seen", cells) == [
        {"month": date(2026, 5, 1), "shop": SHOP, "amount": money("10000"), "items": 300, "visitors": 5000,
         "views": 20000, "buyers": 250, "orders": 260, "sold_rate": Decimal("0.6"), "service_score": Decimal("4.8"),
         "refund_rate": Decimal("0.035")}
    ]  # fmt: skip


def test_shopify_orders_with_times_of_another_zone(home: Path, tmp_path: Path):
    first = {"Name": "#1001", "Email": "a@example.com", "Financial Status": "paid", "Currency": "CNY", "Subtotal": "90",
             "Shipping": "10", "Total": "100", "Created at": "2026-05-31 20:00:00 -0400",
             "Paid at": "2026-06-01T00:05:00Z", "Lineitem quantity": "2", "Lineitem name": "Dress",
             "Lineitem price": "30", "Lineitem sku": "D", "Billing Name": "A Person",
             "Refunded Amount": "0"}  # fmt: skip
    more = {"Name": "#1001", "Lineitem quantity": "1", "Lineitem name": "Hat", "Lineitem price": "30"}

    brought(home, tmp_path, "shopify_orders", "seen", first, more)

    assert rows(home, "order_line", "order", "title", "goods_amount", "created_at", "paid_at", "status") == [
        ("#1001", "Dress", money("60"), AT, PAID, "paid"), ("#1001", "Hat", money("30"), AT, PAID, "paid"),
    ]  # fmt: skip
    assert rows(home, "order", "id", "quantity", "paid_amount", "freight", "refund_amount") == [
        ("#1001", 3, money("100"), money("10"), money("0"))
    ]


def test_shopify_money_of_two_currencies_is_never_added_up(home: Path, tmp_path: Path):
    yuan = {"Name": "#1", "Financial Status": "paid", "Currency": "CNY", "Total": "100", "Lineitem price": "100",
            "Lineitem quantity": "1", "Lineitem name": "Dress", "Created at": "2026-06-01 08:00:00 +0800",
            "Paid at": "2026-06-01 08:00:00 +0800"}  # fmt: skip
    path = write_csv(
        tmp_path / "orders.csv", header("shopify_orders", "seen"), [yuan, {**yuan, "Name": "#2", "Currency": "USD"}]
    )

    report = one(bring(home, path, rates={}))

    assert codes(report) == [("currency", 3, "")]
    assert rows(home, "order", "id", "paid_amount") == [("#1", money("100"))]
