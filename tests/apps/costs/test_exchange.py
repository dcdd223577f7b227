"""The workbook of costs: whole or not at all, each fault at its row and column, and read back as it was written."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.utils import translation

import make
from guiju.apps.costs import actions, exchange, models, queries, sheets
from guiju.apps.costs.values import Item, Kind, Of, Per, Said, Taken
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db

JAN, JUNE = date(2026, 1, 1), date(2026, 6, 1)
GOODS = ("商家编码", "单位成本", "自", "至")


@pytest.fixture(autouse=True)
def shop():
    return make.shop("旗舰店")


def workbook(head, *rows, sheet="货品成本"):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate([head, *rows]):
            for at, cell in enumerate(row):
                if cell is not None:
                    page.write(number, at, str(cell) if isinstance(cell, date) else cell)
    return buffer.getvalue()


def brought(content, *, dry_run=False, actor=None):
    return exchange.import_costs(actor=actor or make.operator(), content=content, name="成本.xlsx", dry_run=dry_run)


def faults(content):
    findings, _ = brought(content)
    assert models.Rate.objects.count() == 0
    return [(one.code, one.place.row, one.place.column) for one in findings]


def test_a_workbook_is_looked_at_before_it_counts_and_again_changes_nothing():
    content = workbook(GOODS, ("A-1", 12.5, JAN, None), ("B-2", "8.8元", JUNE, None))

    assert brought(content, dry_run=True) == ((), Taken(2, 0, 0, JAN))
    assert models.Rate.objects.count() == 0
    assert brought(content) == ((), Taken(2, 0, 0, JAN))
    assert brought(content) == ((), Taken(0, 0, 0, JAN))
    assert queries.in_force(Kind.GOODS, JUNE)[Of(Kind.GOODS, Item.SKU, "B-2")].said.value == Decimal("8.8")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("A-1", -3, JAN, None), ("negative", 2, "单位成本")),
        (("A-1", "35美元", JAN, None), ("not_a_number", 2, "单位成本")),
        (("A-1", "待定", JAN, None), ("not_a_number", 2, "单位成本")),
        (("A-1", None, JAN, None), ("no_value", 2, "单位成本")),
        (("A-1", 3, "明天", None), ("not_a_date", 2, "自")),
        (("A-1", 3, None, None), ("empty", 2, "自")),
        (("A-1", 3, JUNE, JAN), ("days_reversed", 2, "至")),
        ((None, 3, JAN, None), ("no_article", 2, "")),
    ],
)
def test_each_fault_names_its_row_and_column_and_nothing_is_taken(row, fault):
    assert faults(workbook(GOODS, row, ("Z-9", 1, JAN, None))) == [fault]


def test_an_article_twice_in_a_file_is_told_with_the_other_row():
    (finding,), _ = brought(workbook(GOODS, ("A-1", 3, JAN, None), ("A-1", 4, JAN, None)))

    assert (finding.code, finding.place.row) == ("row_twice", 3)
    with translation.override("zh-hans"):
        said = finding.problem_text
    assert said == "同一个对象从同一天起写了两次，另一处在第 2 行。"


def test_dates_that_overlap_are_told_within_the_file_and_with_what_stands():
    end = date(2026, 6, 30)
    assert faults(workbook(GOODS, ("A-1", 3, JAN, end), ("A-1", 4, JUNE, None))) == [("overlap", 3, "至")]

    said = Said(Of(Kind.GOODS, Item.SKU, "A-1"), JAN, end, Decimal(3))
    actions.state(actor=make.operator(), said=said)
    findings, _ = brought(workbook(GOODS, ("A-1", 4, JUNE, None)))
    assert [one.code for one in findings] == ["overlap"]


def test_a_share_over_a_hundred_percent_and_an_unknown_shop_are_told():
    head = ("店铺", "类目", "比例", "自")
    rows = (("旗舰店", None, "5%", JAN), ("旗舰店", "女装", 5, JAN), ("别的店", None, 0.05, JAN))

    assert faults(workbook(head, *rows, sheet="佣金")) == [("not_a_share", 3, "比例"), ("unknown_shop", 4, "店铺")]


def test_a_file_of_last_year_changes_no_day_that_a_newer_cost_holds_for():
    tea = Of(Kind.GOODS, Item.SKU, "A-1")
    actions.state(actor=make.operator(), said=Said(tea, JAN, value=Decimal(9)))

    assert brought(workbook(GOODS, ("A-1", 3, date(2025, 1, 1), None))) == ((), Taken(1, 0, 0, date(2025, 1, 1)))

    assert [queries.in_force(Kind.GOODS, day)[tea].said.value for day in (date(2025, 6, 1), JAN, JUNE)] == [3, 9, 9]


def test_a_row_is_taken_back_by_the_workbook_and_what_is_not_there_cannot_be():
    head = (*GOODS, "作废")
    brought(workbook(GOODS, ("A-1", 3, JAN, None)))

    assert brought(workbook(head, ("A-1", None, JAN, None, "是"))) == ((), Taken(0, 0, 1, JAN))
    (finding,), _ = brought(workbook(head, ("A-1", None, JAN, None, "是")))
    assert finding.code == "unknown_row"


def test_everything_that_stands_is_read_back_as_it_was_written():
    for said in (
        Said(Of(Kind.GOODS, Item.SKU, "A-1", "旗舰店"), JAN, JUNE, Decimal("12.3456"), note="新厂"),
        Said(Of(Kind.GOODS, Item.PRODUCT, "667000000001"), JAN, value=Decimal(7)),
        Said(Of(Kind.FREIGHT, Item.CATEGORY, "女装"), JAN, value=Decimal(4), per=Per.ORDER),
        Said(Of(Kind.COMMISSION, Item.ALL, "", "旗舰店"), JAN, value=Decimal("0.05")),
        Said(Of(Kind.CATEGORY, Item.SKU, "A-1"), JAN, category="女装"),
    ):
        actions.state(actor=make.operator(), said=said)
    stood = [rate.said for rate in queries.rates()]
    content = exchange.export_costs(actor=make.operator())

    assert brought(content) == ((), Taken(0, 0, 0, JAN))
    models.Rate.objects.all().delete()
    assert brought(content) == ((), Taken(5, 0, 0, JAN))
    assert [rate.said for rate in queries.rates()] == stood


def test_who_may_not_neither_brings_nor_takes_a_workbook():
    somebody = make.actor(("view", "costs", "all"), ("edit", "costs", "all"))

    with pytest.raises(Refused):
        brought(workbook(GOODS), actor=somebody)
    with pytest.raises(Refused):
        exchange.export_costs(actor=somebody)
    assert [sheet.title for sheet in sheets.SHEETS.values()] == ["货品成本", "运费", "佣金", "商品类目"]
