"""The pages of costs: what has no cost first, stated in place, seen by nobody whom the rules do not name."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.costs import actions, exchange, models, queries
from guiju.apps.costs.values import Item, Kind, Of, Per, Said
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
COSTS = "/numbers/costs/"
OCT = date(2026, 10, 1)
TEA = Of(Kind.GOODS, Item.SKU, "A-1")


@pytest.fixture(autouse=True)
def shop():
    return make.shop("旗舰店")


def sold(sku, amount, *, unknown=True):
    amount = Decimal(amount)
    models.Sold.objects.create(
        item="sku",
        subject=sku,
        title=f"茶 {sku}",
        quantity=1,
        amount=amount,
        unknown=amount if unknown else 0,
        first=date(2026, 9, 9),
        last=date(2026, 10, 8),
    )


def state(of=TEA, value="12.5", start=OCT, **more):
    said = Said(of, start, value=None if value is None else Decimal(value), **more)
    return actions.state(actor=make.operator(), said=said)


def test_what_sold_without_a_cost_stands_first_and_is_summed_up(visit):
    sold("A-1", 916, unknown=False)
    sold("B-2", 83)
    sold("C-3", 1)
    state()

    page = visit("9").get(COSTS)

    assert "卖出的有 2 个商品没有成本，占销售额 8.4 %。" in seen.text(page)
    assert [(row[0], row[4].split()[0]) for row in seen.table(page, "货品成本")[1:]] == [
        ("B-2 茶 B-2", "没有成本"),
        ("C-3 茶 C-3", "没有成本"),
        ("A-1 茶 A-1", "有成本"),
    ]


def test_a_cost_is_stated_in_place_from_the_day_shown(visit):
    sold("B-2", 83)
    client = visit("9")

    answer = client.post(f"{COSTS}?day=2026-10-05", {"v:sku||B-2": "1,200.50", "s:sku||B-2": "0"})

    assert (answer.status_code, answer.url) == (302, f"{COSTS}?day=2026-10-05")
    (rate,) = queries.rates()
    assert (rate.said, rate.by) == (
        Said(Of(Kind.GOODS, Item.SKU, "B-2"), date(2026, 10, 5), value=Decimal("1200.5")),
        "沈行",
    )
    page = client.get(f"{COSTS}?day=2026-10-05")
    assert "都有成本" in seen.text(page)
    assert 'name="s:sku||B-2" value="' + str(rate.id) in page.content.decode()


def test_what_did_not_change_is_not_stated_again(visit):
    number = state()

    visit("9").post(COSTS, {"v:sku||A-1": "12.5", "s:sku||A-1": str(number)})

    assert [rate.id for rate in queries.history(TEA)] == [number]


@pytest.mark.parametrize(
    ("typed", "said"), [("很贵", "“很贵”不是以元计的数"), ("-3", "不能小于 0"), ("3美元", "不是以元计的数")]
)
def test_what_is_no_good_is_said_at_the_field_and_nothing_typed_is_lost(visit, typed, said):
    sold("B-2", 83)

    answer = visit("9").post(COSTS, {"v:sku||B-2": typed, "s:sku||B-2": "0"})

    assert answer.status_code == 422
    assert said in seen.text(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert queries.rates() == []


def test_two_who_change_one_cost_do_not_overwrite_each_other(visit):
    number = state()
    state(value="14", start=date(2026, 10, 2))

    answer = visit("9").post(f"{COSTS}?day=2026-10-05", {"v:sku||A-1": "15", "s:sku||A-1": str(number)})

    assert answer.status_code == 422
    assert "operator刚改过“A-1”" in seen.text(answer)
    assert queries.in_force(Kind.GOODS, date(2026, 10, 5))[TEA].said.value == 14


@pytest.mark.parametrize("number", ["1", "3", "8"])
def test_who_may_not_see_costs_sees_none_and_is_not_led_there(visit, number):
    state()
    client = visit(number)

    assert [
        client.get(path).status_code for path in (COSTS, f"{COSTS}freight/", f"{COSTS}history/?kind=goods&of=sku||A-1")
    ] == [
        403,
        403,
        403,
    ]
    assert client.post(f"{COSTS}workbook/", {"export": "1"}).status_code == 403
    assert COSTS not in client.get("/numbers/").content.decode()


def test_the_history_shows_every_row_and_takes_one_back(visit):
    state(start=date(2026, 1, 1))
    newest = state(value="14")
    client = visit("9")
    path = f"{COSTS}history/?kind=goods&of=sku||A-1"

    assert [row[1] for row in seen.table(client.get(path), "沿革")[1:]] == ["14 元", "12.5 元"]
    client.post(path, {"withdraw": str(newest)})

    assert queries.in_force(Kind.GOODS, OCT)[TEA].said.value == Decimal("12.5")
    assert "已由 沈行" in seen.text(client.get(path))


def test_freight_and_commission_are_stated_by_shop_and_category(visit):
    client = visit("9")
    client.post(
        f"{COSTS}freight/", {"0-shop": "旗舰店", "0-value": "4.5", "0-per": "order", "1-value": "1", "1-per": "piece"}
    )
    client.post(f"{COSTS}commission/", {"0-thing": "女装", "0-value": "5"})
    client.post(f"{COSTS}category/", {"0-thing": "A-1", "0-value": "女装"})

    assert {(rate.said.of, rate.said.value, rate.said.per, rate.said.category) for rate in queries.rates()} == {
        (Of(Kind.FREIGHT, Item.ALL, "", "旗舰店"), Decimal("4.5"), Per.ORDER, ""),
        (Of(Kind.FREIGHT, Item.ALL), Decimal(1), Per.PIECE, ""),
        (Of(Kind.COMMISSION, Item.CATEGORY, "女装"), Decimal("0.05"), None, ""),
        (Of(Kind.CATEGORY, Item.SKU, "A-1"), None, None, "女装"),
    }
    assert seen.table(client.get(f"{COSTS}commission/"), "佣金")[1][:2] == [
        "女装",
        "所有店铺",
    ]


def test_a_share_over_a_hundred_percent_is_refused_at_its_line(visit):
    answer = visit("9").post(f"{COSTS}commission/", {"0-value": "105%"})

    assert answer.status_code == 422
    assert "佣金比例要在 0 和 100% 之间，不是 105%。" in seen.text(answer)


def test_a_workbook_is_looked_at_first_then_brought_and_taken_away(visit):
    state()
    content = exchange.export_costs(actor=make.operator())
    models.Rate.objects.all().delete()
    client = visit("9")

    def send(**more):
        return client.post(f"{COSTS}workbook/", {"file": SimpleUploadedFile("成本.xlsx", content), **more})

    look = send(look="1")
    assert ("新增 1 条" in seen.text(look), queries.rates()) == (True, [])
    assert "新增 1 条" in seen.text(send())
    assert len(queries.rates()) == 1
    taken = client.post(f"{COSTS}workbook/", {"export": "1"})
    assert CalamineWorkbook.from_filelike(BytesIO(taken.content)).sheet_names == [
        "货品成本",
        "运费",
        "佣金",
        "商品类目",
    ]


def test_more_articles_cost_no_more_queries(visit):
    client = visit("9")

    def asked():
        client.get(COSTS)
        with CaptureQueriesContext(connection) as found:
            assert client.get(COSTS).status_code == 200
        return len(found)

    sold("A-1", 10)
    one = asked()
    for number in range(60):
        sold(f"S-{number}", number)
        state(Of(Kind.GOODS, Item.SKU, f"S-{number}"))
    assert asked() == one <= 15


def test_the_page_speaks_english(visit):
    sold("A-1", 10)

    assert "No cost" in seen.text(visit("9", "en").get(COSTS))


def test_the_first_costs_hold_from_the_first_day_of_what_sold(visit):
    sold("A-1", 916)
    client = visit("9")
    page = client.get(COSTS)
    assert "保存，从2026年9月9日起" in seen.text(page)
    assert 'action="?day=2026-09-09"' in page.content.decode()

    state()
    assert "保存，从2026年10月1日起" in seen.text(client.get(COSTS))
