import pytest

from facts.mapping import odd
from guiju.facts.connector import load_connectors
from guiju.facts.mapping.looks import Look, look_of
from guiju.facts.mapping.suggest import Header, propose

LOOKS = (Look.NUMBER_OF, Look.DATE, Look.DATE, Look.NUMBER_OF, Look.DECIMAL, Look.WHOLE, Look.TEXT, Look.TEXT)


def headers():
    personal = {"顾客电话", "收件人"}
    return [Header(name, look, name in personal) for name, look in zip(odd.HEADER, LOOKS, strict=True)]


def test_a_table_of_orders_under_other_names_is_proposed_as_orders():
    found = propose(headers())

    assert (found.fact, dict(found.columns)) == (
        "order",
        {
            "id": "单号",
            "created_at": "下单日",
            "paid_at": "支付日",
            "paid_amount": "成交额(元)",
            "freight": "运费",
            "title": "货名",
        },
    )


def test_people_are_never_proposed_but_for_the_buyer():
    found = propose([Header("收件人", Look.TEXT, personal=True), *headers()[:3]], "order")

    assert "收件人" not in {column for name, column in found.columns.items() if name != "buyer"}


SALES = (
    ("销售单", Look.NUMBER_OF),
    ("下单时刻", Look.TIME),
    ("付款时刻", Look.TIME),
    ("成交金额(元)", Look.DECIMAL),
    ("运费", Look.WHOLE),
    ("品名", Look.TEXT),
)
DAYS = (
    ("日子", Look.DATE),
    ("店", Look.TEXT),
    ("访客", Look.WHOLE),
    ("浏览", Look.WHOLE),
    ("成交额", Look.DECIMAL),
)


@pytest.mark.parametrize(("columns", "fact"), [(SALES, "order"), (DAYS, "traffic_day")], ids=["orders", "days"])
def test_words_of_small_systems_lead_to_their_fact(columns, fact):
    assert propose([Header(*one) for one in columns]).fact == fact


def test_a_column_of_days_is_no_month():
    daily, monthly = (
        propose([Header("日子", Look.DATE)], "shop_month"),
        propose([Header("月份", Look.DATE)], "shop_month"),
    )

    assert (dict(daily.columns), dict(monthly.columns)) == ({}, {"month": "月份"})


def test_a_fact_that_is_said_is_kept():
    assert propose(headers(), "ad_spend").fact == "ad_spend"


def test_cells_speak_against_a_name():
    found = propose(
        [Header("订单编号", Look.DATE), Header("付款时间", Look.TEXT), Header("退款金额", Look.TEXT)], "order"
    )

    assert dict(found.columns) == {"paid_at": "订单编号"}  # the lone column of dates


def test_a_lone_column_of_dates_is_the_day():
    found = propose([Header("账期", Look.DATE), Header("消耗", Look.DECIMAL)], "ad_spend")

    assert found.columns["day"] == "账期"


@pytest.mark.parametrize("name", ["taobao_orders", "wanxiangtai_account", "tmall_service"])
def test_headers_that_are_known_are_proposed_as_what_they_are(name):
    connector = load_connectors()[name]
    newest = max(connector.generations) if connector.generations else ""
    names = connector.generations[newest] if newest else [group[0] for group in connector.needs]

    assert propose([Header(one, Look.EMPTY) for one in names]).fact == connector.fact


@pytest.mark.parametrize(
    ("cells", "look"),
    [
        (["2026-06-01", "2026/6/2"], Look.DATE),
        (["2026-06-01 08:00:00", "2026-06-02"], Look.TIME),
        (["20260601", "20260602"], Look.DATE),
        (["1,234.50", "¥12", "3元"], Look.DECIMAL),
        (["12", "1,200"], Look.WHOLE),
        (["12%", "3.5 %"], Look.PERCENT),
        (["2分30秒", "11秒"], Look.DURATION),
        (['="2088123412341234"', "'208812341234"], Look.NUMBER_OF),
        (["A-1029", "B-33"], Look.NUMBER_OF),
        (["高腰裤", "短袖"], Look.TEXT),
        (["", "--", " "], Look.EMPTY),
    ],
)
def test_the_look_of_cells(cells, look):
    assert look_of(cells) == look
