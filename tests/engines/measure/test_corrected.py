"""Figures over corrected rows: every reader sees the same layer, and without one nothing changes."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.measure.lake import SCHEMAS, SHOP, lake, line, metric_sql, order, regulation
from engines.measure.scenes import MAY
from guiju.engines.measure import Membership, Owners, Ownership, measure, rows
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.conditions import Condition, Unread, compiled, read_condition
from guiju.engines.measure.corrected import relation
from guiju.engines.measure.sql import load
from guiju.engines.periods import Grain, parse
from guiju.facts.lake import Correction, CorrectionKind, View
from guiju.lang.formula import compile_exact
from guiju.lang.values import Missing

F = Fraction
RULES = """
单位:
  电商部: {负责人: 总监}
  运营组: {上级: 电商部, 负责人: 总监}
岗位:
  总监: {单位: 电商部, 人数: 1}
指标:
  销售额: {算法: 合计(订单.实付金额), 单位: 元}
  订单数: {算法: 计数(订单), 单位: 单}
  成交行: {算法: '计数(订单行 其中 订单行.订单.状态 = "交易成功")', 单位: 条}
"""
ORDERS = [
    order(1, "2026-01-05T10:00", "100", channel="直播"),
    order(2, "2026-01-06T10:00", "50", title="补差价"),
    order(3, "2026-02-03T10:00", "30"),
    order(4, None, "7", title="补差价"),
]
CATALOGUE = catalogue(SCHEMAS)
FACT = CATALOGUE.facts["order"]


def correction(number: int, kind: str, *orders: int, **more: object) -> Correction:
    keys = tuple((SHOP, f"o{one}") for one in orders)
    return Correction(str(number), "order", CorrectionKind(kind), keys, **more)  # type: ignore[arg-type]


def by_rule(number: int, kind: str, text: str, **more: object) -> Correction:
    found = read_condition(text, FACT, CATALOGUE)
    assert isinstance(found, Condition)
    return correction(number, kind, condition=found.text, sql=compiled(found, FACT, CATALOGUE), **more)


def view_of(tmp_path: Path, *layer: Correction, facts: dict[str, list[dict[str, object]]] | None = None) -> View:
    return lake(tmp_path, facts or {"order": ORDERS}).with_corrections(layer)


def figures(view: View, metric: str = "销售额", by: str = "", **more: object) -> dict[object, object]:
    found = measure(
        metric_sql(RULES),
        view,
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 2, 28),
        grain=Grain.MONTH,
        today=MAY,
        by=[by] if by else [],
        metrics=[metric],
        **more,  # type: ignore[arg-type]
    )
    return {(one.period.start.month, *one.dims.values()): one.value for one in found}


def test_without_corrections_the_plain_files_are_read(tmp_path: Path):
    view = view_of(tmp_path, Correction("1", "refund", CorrectionKind.EXCLUDE, ((SHOP, "o1"),)))

    assert relation(load(metric_sql(RULES)).facts["order"], view) == relation(
        load(metric_sql(RULES)).facts["order"], view.with_corrections(())
    )
    assert figures(view) == {(1,): 150, (2,): 30}


def test_an_excluded_row_is_as_if_it_had_never_come(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "exclude", 1))

    assert figures(view) == {(1,): 50, (2,): 30}
    assert figures(view, "订单数") == {(1,): 1, (2,): 1}
    assert figures(view.with_corrections(())) == {(1,): 150, (2,): 30}


def test_rows_by_rule_are_those_whose_condition_is_true(tmp_path: Path):
    view = view_of(tmp_path, by_rule(1, "exclude", '订单.标题 = "补差价"'))

    assert figures(view) == {(1,): 100, (2,): 30}


def test_a_condition_that_an_empty_cell_leaves_open_excludes_nothing(tmp_path: Path):
    view = view_of(tmp_path, by_rule(1, "exclude", '订单.渠道 != "直播"'))

    assert figures(view) == {(1,): 150, (2,): 30}


def test_from_and_to_narrow_a_rule_to_days(tmp_path: Path):
    rule = by_rule(1, "exclude", "订单.实付金额 > 0元", start=date(2026, 1, 6), end=date(2026, 1, 31))

    assert figures(view_of(tmp_path, rule)) == {(1,): 100, (2,): 30}


def test_new_values_stand_in_the_figures(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "set", 1, values={"paid_amount": "80.5", "channel": None}))

    assert figures(view) == {(1,): F("130.5"), (2,): 30}
    assert figures(view, by="channel") == {(1, None): F("130.5"), (2, None): 30}


def test_of_two_corrections_of_a_column_the_later_one_holds(tmp_path: Path):
    first = correction(1, "set", 1, values={"paid_amount": "1", "channel": "自然"})
    second = correction(2, "set", 1, values={"paid_amount": "2"})

    view = view_of(tmp_path, first, second)

    assert figures(view, by="channel") == {(1, "自然"): 2, (1, None): 50, (2, None): 30}


def test_a_row_whose_time_is_corrected_counts_in_the_other_month(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "set", 1, values={"paid_at": "2026-02-10 08:00:00"}))

    assert figures(view) == {(1,): 50, (2,): 130}


def test_a_row_comes_in_from_a_file_that_holds_other_days(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "set", 3, values={"paid_at": "2026-01-10 08:00:00"}))
    part = view.manifest.parts[0]
    apart = replace(view.manifest, parts=(replace(part, days={"paid_at": ("2026-02-01", "2026-02-28")}),))
    january = measure(
        metric_sql(RULES),
        replace(view, manifest=apart),
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 1, 31),
        grain=Grain.MONTH,
        today=MAY,
        metrics=["销售额"],
    )

    assert [one.value for one in january] == [30]


def test_an_order_without_payment_time_is_given_one(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "set", 4, values={"paid_at": "2026-02-01 00:00:00"}))

    assert figures(view) == {(1,): 150, (2,): 37}


def test_rows_given_to_a_person_leave_their_owner(tmp_path: Path):
    owners = Owners((Ownership("shop", SHOP, "甲", date(2026, 1, 1)),))
    view = view_of(tmp_path, correction(1, "reassign", 1, person="乙"))

    assert figures(view, by="person", owners=owners) == {(1, "甲"): 50, (1, "乙"): 100, (2, "甲"): 30}
    assert figures(view) == {(1,): 150, (2,): 30}


def test_rows_given_to_a_person_count_for_their_unit(tmp_path: Path):
    members = (Membership("乙", "运营组", date(2026, 1, 1)),)
    view = view_of(tmp_path, correction(1, "reassign", 1, person="乙"))

    found = figures(view, by="unit", owners=Owners((), members))

    assert (found[1, "运营组"], found[1, "电商部"], found[1, None]) == (100, 100, 50)


def test_who_owns_nothing_still_lacks_what_no_correction_gave(tmp_path: Path):
    owners = Owners((Ownership("agent", "小美", "丙", date(2026, 1, 1)),))
    view = view_of(tmp_path, correction(1, "reassign", 1, person="丙"))

    found = figures(view, by="person", owners=owners)

    assert found[1, "丙"] == 100
    assert isinstance(found[2, "丙"], Missing)


def test_lines_read_their_order_as_corrected(tmp_path: Path):
    facts = {"order": ORDERS, "order_line": [line(1, 1, "2026-01-05T10:00"), line(2, 2, "2026-01-05T10:00")]}
    view = view_of(tmp_path, correction(1, "set", 1, values={"status": "交易关闭"}), facts=facts)

    assert figures(view, "成交行") == {(1,): 1, (2,): 0}


def test_the_rows_behind_a_figure_are_the_corrected_ones(tmp_path: Path):
    view = view_of(tmp_path, correction(1, "exclude", 2), correction(2, "set", 1, values={"paid_amount": "80"}))

    (found,) = rows(metric_sql(RULES), view, regulation(RULES), metric="销售额", period=parse("2026-01"))

    amount = [english for _, english in found.columns].index("paid_amount")
    assert (found.total, [row[amount] for row in found.rows]) == (1, [Decimal(80)])


def test_a_figure_names_the_corrections_that_meet_its_rows(tmp_path: Path):
    away = correction(7, "set", 1, values={"paid_at": "2026-02-10 08:00:00"})
    view = view_of(tmp_path, away, correction(8, "exclude", 3), correction(9, "exclude", 4))

    found = measure(
        metric_sql(RULES),
        view,
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        grain=Grain.MONTH,
        today=MAY,
        by=["channel"],
        metrics=["销售额"],
    )

    met = {(one.period.start.month, one.dims["channel"]): one.parts[0].corrections for one in found}
    assert met == {(1, None): (), (2, "直播"): ("7",), (3, None): ()}


def test_a_figure_names_corrections_of_rows_that_are_gone(tmp_path: Path):
    view = view_of(tmp_path, correction(8, "exclude", 3), correction(9, "exclude", 4))

    found = measure(
        metric_sql(RULES),
        view,
        regulation(RULES),
        start=date(2026, 1, 1),
        end=date(2026, 2, 28),
        grain=Grain.MONTH,
        today=MAY,
        metrics=["销售额"],
    )

    assert [one.parts[0].corrections for one in found] == [(), ("8",)]


def test_keys_with_quotes_and_empty_cells_are_found(tmp_path: Path):
    odd = {"order": [order(1, "2026-01-05T10:00", "100") | {"id": "o'1"}, order(2, "2026-01-05T10:00") | {"id": None}]}
    layer = Correction("1", "order", CorrectionKind.EXCLUDE, ((SHOP, "o'1"), (SHOP, None)))

    assert figures(view_of(tmp_path, layer, facts=odd)) == {(1,): 0, (2,): 0}


@pytest.mark.parametrize(
    "text",
    [
        "真",
        "",
        "计数(订单) > 1单",
        "订单行.件数 > 1件",
        "门槛 > 1元",
        "订单.没有 = 1",
        "订单.渠道 = 3",
        "3元",
        "订单.状态",
        ")",
    ],
)
def test_what_a_row_cannot_say_is_no_condition(text: str):
    assert isinstance(read_condition(text, FACT, CATALOGUE), Unread)


cells = st.fixed_dictionaries(
    {
        "paid_amount": st.none() | st.decimals(-5, 5, places=2),
        "quantity": st.none() | st.integers(-2, 2),
        "channel": st.none() | st.sampled_from(["直播", "自然", ""]),
        "paid_at": st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 3)),
    }
)
conditions = st.sampled_from(
    [
        "订单.实付金额 >= 1.5元",
        "订单.实付金额 / 订单.件数 > 1元/件",
        '订单.渠道 = "直播" 或 订单.件数 > 0件',
        '非 包含(订单.渠道, "播") 且 订单.实付金额 != 0元',
        '日期(订单.付款时间) = 日期("2026-01-02")',
        '缺省(订单.渠道, "") = ""',
    ]
)


class Scope:
    """One row as the closures see it."""

    def __init__(self, row: dict[str, object]) -> None:
        self.row = row

    def rows(self, fact: str, event: str | None = "") -> list[dict[str, object]]:  # noqa: ARG002 the protocol
        return [self.row]


@settings(max_examples=25)
@given(text=conditions, found=st.lists(cells, min_size=1, max_size=4))
def test_sql_says_of_each_row_what_the_language_says(
    tmp_path_factory: pytest.TempPathFactory, text: str, found: list[dict[str, object]]
):
    facts = {"order": [order(at, None) | row for at, row in enumerate(found)]}
    view = view_of(tmp_path_factory.mktemp("lake"), by_rule(1, "exclude", text), facts=facts)
    import duckdb

    kept = duckdb.sql(relation(load(metric_sql(RULES)).facts["order"], view)).fetchall()

    exact = compile_exact(read_exact(text), CATALOGUE)
    expected = [row["id"] for row in facts["order"] if exact(Scope(row)) != 1]  # type: ignore[arg-type]
    assert sorted(row[0] for row in kept) == sorted(expected)


def read_exact(text: str):
    """The number of rows, of one, that the condition holds for."""
    from guiju.lang.formula import parse as parse_formula
    from guiju.lang.text import Located

    tree, _ = parse_formula(Located.whole(f"计数(订单 其中 ({text}))"))
    return tree
