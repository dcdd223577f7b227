"""Rows that go along with excluded ones: the lines and refunds of an order that shall not count."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.measure.lake import SCHEMAS, SHOP, lake, line, metric_sql, order, regulation
from engines.measure.scenes import MAY
from guiju.engines.measure import measure
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.census import census
from guiju.engines.measure.conditions import Condition, compiled, read_condition
from guiju.engines.measure.corrected import relation
from guiju.engines.measure.stored import stored
from guiju.engines.periods import Grain
from guiju.facts.lake import Correction, CorrectionKind, View
from guiju.facts.lake.correction import plain, read

RULES = """
单位:
  电商部: {负责人: 总监}
岗位:
  总监: {单位: 电商部, 人数: 1}
指标:
  退款额: {算法: 合计(退款.金额), 单位: 元}
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  件数: {算法: 合计(订单行.件数), 单位: 件}
"""


def refund(number: int, of: int | None, asked: str, amount: str) -> dict[str, Any]:
    row = {"shop": SHOP, "id": f"r{number}", "order": f"o{of}" if of else None, "amount": Decimal(amount)}
    return row | {
        "applied_at": datetime.fromisoformat(asked),
        "closed_at": datetime.fromisoformat(asked),
        "status": "退款成功",
    }


FACTS = {
    "order": [
        order(1, "2026-01-05T10:00", "100"),
        order(2, "2026-01-06T10:00", "1", title="补差价"),
        order(3, "2026-02-03T10:00", "30"),
    ],
    "order_line": [
        line(1, 1, "2026-01-05T10:00"),
        line(2, 2, "2026-01-06T10:00"),
        line(3, 2, "2026-01-06T10:00"),
        line(4, 3, "2026-02-03T10:00"),
    ],
    "refund": [
        refund(1, 1, "2026-01-09T10:00", "5"),
        refund(2, 2, "2026-02-02T10:00", "1"),
        refund(3, None, "2026-02-02T10:00", "7"),
    ],
}
ALONG = ("order_line", "refund")


def named(*orders: int, **more: Any) -> Correction:
    keys = tuple((SHOP, f"o{one}") for one in orders)
    return Correction("1", "order", CorrectionKind.EXCLUDE, keys, **more)


def ruled(text: str, **more: Any) -> Correction:
    known = catalogue(SCHEMAS)
    found = read_condition(text, known.facts["order"], known)
    assert isinstance(found, Condition)
    sql = compiled(found, known.facts["order"], known)
    return Correction("1", "order", CorrectionKind.EXCLUDE, condition=found.text, sql=sql, **more)


def figures(view: View, metric: str) -> dict[int, Any]:
    first, last = date(2026, 1, 1), date(2026, 2, 28)
    sql, rules = metric_sql(RULES), regulation(RULES)
    found = measure(sql, view, rules, start=first, end=last, grain=Grain.MONTH, today=MAY, metrics=[metric])
    return {one.period.start.month: (one.value, one.parts[0].corrections) for one in found}


def view_of(folder: Path, *layer: Correction) -> View:
    return lake(folder, FACTS).with_corrections(layer)


BY = [named(2, along=ALONG), ruled('订单.标题 = "补差价"', along=ALONG), named(2, start=date(2026, 1, 1), along=ALONG)]


@pytest.mark.parametrize("one", BY, ids=["keys", "rule", "days"])
def test_lines_and_refunds_go_with_their_order(tmp_path: Path, one: Correction):
    view = view_of(tmp_path, one)

    assert figures(view, "销售额") == {1: (100, ("1",)), 2: (30, ())}
    assert figures(view, "件数") == {1: (1, ("1",)), 2: (1, ())}
    assert figures(view, "退款额") == {1: (5, ()), 2: (7, ("1",))}


def test_what_does_not_go_along_stays(tmp_path: Path):
    view = view_of(tmp_path, named(2, along=("refund",)))

    assert {month: value for month, (value, _) in figures(view, "件数").items()} == {1: 3, 2: 1}
    assert {month: value for month, (value, _) in figures(view, "退款额").items()} == {1: 5, 2: 7}


def test_the_census_counts_what_goes_along_and_reaches_as_far(tmp_path: Path):
    one = BY[1]
    view = lake(tmp_path, FACTS)

    found = census(view, SCHEMAS["order"], one, (one,))
    other = census(view, SCHEMAS["order"], ruled('订单.标题 = "补差价"'), ())

    assert (found.rows, found.along) == (1, (("order_line", 2), ("refund", 1)))
    assert found.reach == (date(2026, 1, 6), date(2026, 2, 2))
    assert (other.along, other.reach) == ((), (date(2026, 1, 6), date(2026, 1, 6)))
    assert found.digest != other.digest


def test_a_state_says_what_goes_along_and_an_old_one_nothing():
    one = named(2, along=ALONG)

    assert read(plain(one)) == one
    assert "along" not in plain(named(2))
    assert read(plain(named(2))) == named(2)


@settings(max_examples=15, deadline=None)
@given(
    orders=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["茶", "补差价"])), unique_by=lambda one: one[0]),
    lines=st.lists(st.integers(1, 5), max_size=6),
    keys=st.lists(st.integers(1, 5), max_size=2, unique=True),
)
def test_a_row_goes_exactly_when_its_order_does(
    tmp_path_factory: pytest.TempPathFactory, orders: list[tuple[int, str]], lines: list[int], keys: list[int]
):
    facts = {
        "order": [order(number, "2026-01-05T10:00", title=title) for number, title in orders],
        "order_line": [line(at, of, "2026-01-05T10:00") for at, of in enumerate(lines)],
    }
    rule = ruled('订单.标题 = "补差价"', along=ALONG)
    view = lake(tmp_path_factory.mktemp("lake"), facts).with_corrections((rule, named(*keys, along=ALONG)))
    import duckdb

    kept = duckdb.sql(relation(stored(SCHEMAS["order_line"]), view)).fetchall()

    gone = {number for number, title in orders if title == "补差价"} | set(keys)
    assert sorted(row[0] for row in kept) == sorted(f"l{at}" for at, of in enumerate(lines) if of not in gone)
