"""What rows cost: rates by article, shop and category from a day on, and what a figure says when one is lacking."""

import tempfile
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engines.measure.lake import SHOP, lake, line, metric_sql, regulation
from engines.measure.reference import FEBRUARY, JANUARY, TODAY, Reference, rules_for
from engines.measure.scenes import run, values
from guiju.engines import periods
from guiju.engines.measure import cells, rows
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.lookups import MOST, UNNAMED, lacking, settled
from guiju.engines.measure.wanted import aggregates, formulas
from guiju.engines.periods import Grain
from guiju.facts import load_schemas
from guiju.lang.formula import compile_exact, format_tree
from guiju.lang.values import Missing, Reason, Value, Why

F = Fraction
RULES = """
指标:
  货品成本: {算法: 合计(订单行.货品成本), 单位: 元}
  运费: {算法: 合计(订单行.运费成本), 单位: 元}
  佣金: {算法: 合计(订单行.佣金), 单位: 元}
  毛利: {算法: 合计(订单行.实付金额) - 货品成本, 单位: 元}
  已知销售: {算法: 合计(订单行.实付金额 其中 订单行.有货品成本), 单位: 元}
  女装销售: {算法: '合计(订单行.实付金额 其中 订单行.核算类目 = "女装")', 单位: 元}
  缺省成本: {算法: '合计(缺省(订单行.货品成本, 0元))', 单位: 元}
  贵货件数: {算法: 合计(订单行.件数 其中 订单行.货品成本 > 10元), 单位: 件}
  人均: {算法: '平均(每(订单行.订单: 合计(订单行.货品成本)))', 单位: 元}
  折算: {算法: 合计(订单行.货品成本 / 订单行.件数), 单位: 元/件}
"""


def cost(number: int, kind: str, start: str, **more: Any) -> dict[str, Any]:
    row = {"id": f"c{number}", "shop": "", "kind": kind, "item": "", "subject": "", "withdrawn": False}
    return row | {"start": date.fromisoformat(start)} | more


def goods(number: int, sku: str, start: str, amount: str, **more: Any) -> dict[str, Any]:
    return cost(number, "goods", start, item="sku", subject=sku, amount=Decimal(amount), **more)


def sold(number: int, paid: str, sku: str = "A", **more: Any) -> dict[str, Any]:
    return line(number, 1, paid, sku=sku, product="p1", paid_amount=Decimal(100)) | more


def measured(tmp_path: Path, lines: list[dict[str, Any]], costs: list[dict[str, Any]], **more: Any) -> dict[Any, Value]:
    found = run(tmp_path, {"order_line": lines, "cost": costs}, rules=RULES, last="2026-01-31", **more)
    return {key[0] if not more.get("by") else (key[0], *key[2:]): value for key, value in values(found).items()}


def no_cost(*subjects: str, of: str = "货品成本") -> Missing:
    return settled(Missing(tuple(Reason(Why.NO_COST, subject, of) for subject in subjects)))


def test_a_row_costs_what_was_in_force_on_the_day_it_was_paid_for(tmp_path):
    lines = [sold(1, "2026-01-09T23:59", quantity=2), sold(2, "2026-01-10T00:00", quantity=3)]

    found = measured(tmp_path, lines, [goods(1, "A", "2025-12-01", "10.5"), goods(2, "A", "2026-01-10", "11.25")])

    assert (found["货品成本"], found["毛利"]) == (F("54.75"), F("145.25"))


def test_what_has_no_cost_is_missing_and_names_the_article_never_zero(tmp_path):
    lines = [sold(1, "2026-01-09"), sold(2, "2026-01-09", "B"), sold(3, "2026-01-09", "C"), sold(4, "2026-01-10", "C")]

    found = measured(tmp_path, lines, [goods(1, "A", "2026-01-01", "10"), goods(2, "C", "2026-01-10", "7")])

    assert found["货品成本"] == found["毛利"] == no_cost("B", "C")
    assert found["折算"] == found["人均"] == no_cost("B", "C")
    assert found["贵货件数"] == no_cost("B", "C")
    assert (found["已知销售"], found["缺省成本"]) == (F(200), F(17))


def test_a_cost_that_ended_is_no_cost_and_a_later_row_takes_the_place_of_an_earlier(tmp_path):
    ended = goods(1, "A", "2026-01-01", "10", end=date(2026, 1, 5))
    costs = [ended, goods(2, "A", "2026-01-08", "12"), goods(3, "A", "2026-01-09", "99", withdrawn=True)]

    assert measured(tmp_path / "1", [sold(1, "2026-01-05")], costs)["货品成本"] == F(10)
    assert measured(tmp_path / "2", [sold(1, "2026-01-06")], costs)["货品成本"] == no_cost("A")
    assert measured(tmp_path / "3", [sold(1, "2026-01-20")], costs)["货品成本"] == F(12)


def test_a_cost_of_one_shop_goes_before_one_of_all_and_a_code_before_a_product(tmp_path):
    product = cost(1, "goods", "2026-01-01", item="product", subject="p1", amount=Decimal(3))
    everywhere, here = goods(2, "A", "2026-01-01", "5"), goods(3, "A", "2026-01-01", "7", shop=SHOP)

    assert measured(tmp_path / "1", [sold(1, "2026-01-05")], [product])["货品成本"] == F(3)
    assert measured(tmp_path / "2", [sold(1, "2026-01-05")], [product, everywhere])["货品成本"] == F(5)
    assert measured(tmp_path / "3", [sold(1, "2026-01-05")], [product, everywhere, here])["货品成本"] == F(7)
    assert measured(tmp_path / "4", [sold(1, "2026-01-05", "Z")], [product, everywhere, here])["货品成本"] == F(3)


def test_freight_by_order_is_split_over_its_lines_and_comes_to_the_whole(tmp_path):
    lines = [sold(1, "2026-01-05", quantity=1), sold(2, "2026-01-05", quantity=2), sold(3, "2026-01-06", order="o2")]
    lines.append(sold(4, "2026-01-06", order="o3", quantity=0, product="p2"))
    by_order = cost(1, "freight", "2026-01-01", amount=Decimal("5.0001"), per="order")

    assert measured(tmp_path, lines, [by_order])["运费"] == F("15.0003")
    shares = measured(tmp_path, lines, [by_order], by=("product",))
    assert (shares["运费", "p1"], shares["运费", "p2"]) == (F("10.0002"), F("5.0001"))


def test_freight_by_piece_and_commission_go_by_shop_and_category(tmp_path):
    lines = [sold(1, "2026-01-05", quantity=3), sold(2, "2026-01-05", "B", quantity=1, category="男装")]
    costs = [
        cost(1, "category", "2026-01-01", item="sku", subject="A", category="女装"),
        cost(2, "freight", "2026-01-01", amount=Decimal("1.5"), per="piece"),
        cost(3, "freight", "2026-01-01", item="category", subject="男装", amount=Decimal(4), per="piece"),
        cost(4, "commission", "2026-01-01", shop=SHOP, rate=Decimal("0.05125")),
        cost(5, "commission", "2026-01-01", shop=SHOP, item="category", subject="男装", rate=Decimal("0.02")),
    ]

    found = measured(tmp_path, lines, costs)

    assert (found["运费"], found["佣金"], found["女装销售"]) == (F("8.5"), F("7.13"), F(100))


def test_no_rate_at_all_is_missing_and_names_the_shop(tmp_path):
    found = measured(tmp_path, [sold(1, "2026-01-05")], [])

    assert found["运费"] == no_cost(SHOP, of="运费成本")
    assert found["佣金"] == no_cost(SHOP, of="佣金")


def test_by_product_only_the_one_that_lacks_a_cost_is_missing(tmp_path):
    lines = [sold(1, "2026-01-05"), sold(2, "2026-01-05", "B", product="p2")]

    found = measured(tmp_path, lines, [goods(1, "A", "2026-01-01", "40")], by=("product",))

    assert (found["毛利", "p1"], found["毛利", "p2"]) == (F(60), no_cost("B"))


def test_by_a_dimension_that_rows_do_not_have_nothing_is_repeated(tmp_path):
    found = measured(tmp_path, [sold(1, "2026-01-05")], [goods(1, "A", "2026-01-01", "40")], by=("campaign",))

    assert found["毛利", None] == Missing((Reason(Why.NO_DIMENSION, "订单行", "campaign"),))


def test_the_rows_behind_a_cost_show_it_and_other_rows_do_not(tmp_path):
    here = lake(tmp_path, {"order_line": [sold(1, "2026-01-05")], "cost": [goods(1, "A", "2026-01-01", "40")]})
    asked = {"period": periods.parse("2026-01")}

    (behind,) = rows(metric_sql(RULES), here, regulation(RULES), metric="货品成本", **asked)
    (plain, _) = rows(metric_sql(RULES), here, regulation(RULES), metric="毛利", **asked)

    assert behind.rows[0][[name for name, _ in behind.columns].index("货品成本")] == Decimal("40.0000")
    assert "货品成本" not in [name for name, _ in plain.columns]


def test_many_that_lack_a_cost_are_named_in_order_and_the_rest_counted():
    (reason,) = no_cost(*(f"S{number:02}" for number in range(30, 0, -1))).reasons

    assert reason.subject == "、".join(f"S{number:02}" for number in range(1, MOST + 1)) + f"…+{30 - MOST}"
    assert lacking({"sku": None, "product": ""}, "货品成本", ("sku", "product")) == no_cost(UNNAMED)


# --- the closures over plain rows, with costs found by the simplest of means


def found_rate(costs: list[dict[str, Any]], kind: str, keys: list[tuple[str, Any]], row: dict[str, Any]) -> Any:
    day = row["paid_at"].date()
    for item, subject in keys:
        for shop in (row["shop"], ""):
            begun = [
                one
                for one in costs
                if (one["kind"], one["item"], one["subject"], one["shop"]) == (kind, item, subject, shop)
                and one["start"] <= day
                and not one["withdrawn"]
            ]
            last = max(begun, key=lambda one: one["start"], default=None)
            if last and (last.get("end") is None or day <= last["end"]):
                return last
    return None


def by_place(costs: list[dict[str, Any]], kind: str, row: dict[str, Any], category: str | None) -> Any:
    near = found_rate([one for one in costs if one["shop"]], kind, [("category", category), ("", "")], row)
    return near or found_rate([one for one in costs if not one["shop"]], kind, [("category", category), ("", "")], row)


def priced(row: dict[str, Any], lines: list[dict[str, Any]], costs: list[dict[str, Any]]) -> dict[str, Any]:
    articles = [("sku", row["sku"]), ("product", row["product"])]
    stated = found_rate(costs, "category", articles, row)
    category = stated["category"] if stated else row.get("category")
    rate, freight, share = (
        found_rate(costs, "goods", articles, row),
        by_place(costs, "freight", row, category),
        by_place(costs, "commission", row, category),
    )
    known = rate is not None and row["quantity"] is not None
    shop = Missing((Reason(Why.NO_COST, row["shop"], "运费成本"),))
    carried = None if freight is None else freight_of(row, lines, freight)
    named = row["sku"] or row["product"] or UNNAMED
    return row | {
        "goods_cost": row["quantity"] * rate["amount"] if known else no_cost(named),
        "cost_known": known,
        "cost_category": category,
        "freight_cost": shop if carried is None else carried,
        "commission": no_cost(row["shop"], of="佣金")
        if share is None
        else (row["paid_amount"] * share["rate"]).quantize(Decimal("0.01"), ROUND_HALF_UP),
    }


def freight_of(row: dict[str, Any], lines: list[dict[str, Any]], rate: dict[str, Any]) -> Decimal | None:
    if rate["per"] == "piece":
        return None if row["quantity"] is None else row["quantity"] * rate["amount"]
    mine = sorted((one for one in lines if one["order"] == row["order"]), key=lambda one: one["id"])
    pieces = [max(one["quantity"] or 0, 0) for one in mine]
    if not sum(pieces):
        pieces = [1 for _ in mine]
    at, steps, whole = mine.index(row), int(rate["amount"] * 10000), sum(pieces)
    return Decimal(steps * sum(pieces[: at + 1]) // whole - steps * sum(pieces[:at]) // whole) / 10000


FORMULAS = [
    "合计(订单行.货品成本)",
    "合计(订单行.实付金额 - 订单行.货品成本 - 订单行.佣金)",
    "平均(订单行.运费成本 其中 订单行.件数 > 1)",
    "合计(订单行.运费成本)",
    "最大(订单行.货品成本 * 2 其中 订单行.有货品成本)",
    "合计(缺省(订单行.货品成本, 订单行.价格))",
    "计数(订单行 其中 订单行.货品成本 > 5元 且 订单行.件数 > 0)",
    "合计(若(订单行.件数 > 1, 订单行.佣金, 0元))",
    "计数(订单行.货品成本 其中 订单行.价格 > 0元)",
    "去重(订单行.核算类目)",
    "占比(订单行.货品成本 > 5元)",
    "平均(每(订单行.订单: 合计(订单行.货品成本)))",
    "合计(订单行.货品成本 / 订单行.件数)",
]


@st.composite
def cost_rows(draw: Any) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["goods", "goods", "goods", "freight", "commission", "category"]))
        by_article = kind in {"goods", "category"}
        item = draw(st.sampled_from(["sku", "product"] if by_article else ["", "category"]))
        subject = {"sku": ["A", "B"], "product": ["p1"], "category": ["女装", "男装"], "": [""]}[item]
        start = date(2026, draw(st.sampled_from([1, 2])), draw(st.integers(1, 20)))
        amount = draw(st.integers(0, 200_000).map(lambda n: Decimal(n) / 10000))
        row = cost(number, kind, str(start), item=item, subject=draw(st.sampled_from(subject)))
        row |= {"shop": draw(st.sampled_from(["", SHOP])), "withdrawn": draw(st.sampled_from([False, False, True]))}
        row |= {
            "end": draw(st.sampled_from([None, date(2026, 2, 10)])),
            "category": draw(st.sampled_from(["女装", "鞋"])),
        }
        row |= {"amount": amount, "rate": amount / 100, "per": draw(st.sampled_from(["piece", "order"]))}
        if row["end"] is None or row["end"] >= start:
            found.append(row)
    once = {tuple(one[name] for name in ("kind", "shop", "item", "subject", "start")): one for one in found}
    return list(once.values())


@st.composite
def order_lines(draw: Any) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        order = draw(st.integers(1, 3))
        row = {
            "shop": SHOP,
            "id": f"l{number}",
            "order": f"o{order}",
            "paid_at": datetime(2026, 1 + order // 3, 2 + 6 * order),
        }
        row |= {"sku": draw(st.sampled_from(["A", "B", None])), "product": draw(st.sampled_from(["p1", None]))}
        row |= {
            "quantity": draw(st.sampled_from([None, 0, 1, 2, 5])),
            "category": draw(st.sampled_from(["男装", None])),
        }
        money = st.integers(0, 30_000).map(lambda n: Decimal(n) / 100)
        found.append(row | {"price": draw(money), "paid_amount": draw(money)})
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(order_lines(), cost_rows())
def test_sql_and_the_closures_agree_on_costs(lines, costs):
    rules = rules_for(FORMULAS)
    model = regulation(rules)
    with tempfile.TemporaryDirectory() as folder:
        here = lake(Path(folder), {"order_line": lines, "cost": costs})
        days = {"start": JANUARY.start, "end": FEBRUARY.end, "grain": Grain.MONTH, "today": TODAY}
        found = cells(metric_sql(rules), here, model, **days)
    nodes = {format_tree(node): node for one in formulas(model) for node in aggregates(one.tree)}
    plain = {"order_line": [priced(row, lines, costs) for row in lines], "order": []}
    for figure in found:
        exact = compile_exact(nodes[figure.metric], catalogue(load_schemas()))
        expected = exact(Reference(rules, plain, figure.period))
        expected = settled(expected) if isinstance(expected, Missing) else expected
        assert figure.value == expected, f"{figure.metric} {figure.period}: {figure.value} is not {expected}"
