"""为什么变了: the sentence, the steps and the table say the same and add up; strangers are refused."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from web import department, seen

pytestmark = pytest.mark.django_db
SALES, ROI = "/numbers/why/销售额/", "/numbers/why/投产比/"


@pytest.mark.usefixtures("office")
def test_a_sum_says_which_part_made_it_less(visit):
    page = visit("1").get(SALES)

    assert "销售额 ¥100.00，比2026年8月（¥160.00）少 37.5 %。其中 旗舰店 −37.5 %。" in seen.text(page)
    assert seen.table(page, "各部分带来多少")[1:] == [["旗舰店", "−¥60.00", "100.0 %"]]
    assert seen.table(page, "从2026年8月到2026年9月")[1:] == [
        ["2026年8月", "¥160.00"],
        ["旗舰店", "−¥60.00"],
        ["2026年9月", "¥100.00"],
    ]


@pytest.mark.usefixtures("office")
def test_a_quotient_shows_what_the_part_brings_and_what_its_weight_brings(visit):
    page = visit("1").get(ROI, {"way": "parts"})

    assert seen.table(page, "各部分带来多少")[1:] == [["旗舰店", "−2.5", "0.00", "−2.5", "100.0 %"]]


@pytest.mark.usefixtures("office")
def test_a_formula_is_told_by_its_terms(visit):
    rows = seen.table(visit("1").get(ROI, {"way": "terms"}), "各部分带来多少")

    assert [row[0] for row in rows[1:]] == ["销售额", "推广费"]


@pytest.mark.usefixtures("office")
def test_two_months_are_chosen_in_the_address(visit):
    page = visit("1").get(SALES, {"at": "2026-08", "with": "2026-09"})

    assert "销售额 ¥160.00，比2026年9月（¥100.00）多 60.0 %。" in seen.text(page)


@pytest.mark.usefixtures("office")
def test_what_cannot_be_told_apart_says_why(visit):
    assert "这个指标的数据不分到商品。" in seen.text(visit("1").get(SALES, {"dim": "product"}))
    assert "这两个月里有一个月还没有算过。" in seen.text(visit("1").get(SALES, {"with": "2024-01"}))


@pytest.mark.usefixtures("office")
def test_it_is_taken_away_with_one_s_name_by_who_may(visit):
    answer = visit("9").get("/numbers/why/销售额/export/")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[:4] for row in rows if row[0] == "旗舰店"] == [["旗舰店", "", "", -60]]
    assert any("沈行 导出" in str(row) for row in rows)
    assert visit("1").get("/numbers/why/销售额/export/").status_code == 403


def test_who_may_not_see_figures_is_told_so(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))
    make.post(make.person("1"))

    assert visit("1").get(SALES).status_code == 403


@pytest.mark.usefixtures("office")
def test_what_is_no_metric_is_not_found_and_it_takes_few_queries(visit):
    client = visit("9")
    assert client.get("/numbers/why/没有/").status_code == 404
    with CaptureQueriesContext(connection) as found:
        client.get(SALES)
    assert len(found) <= 15


@pytest.mark.usefixtures("office")
def test_in_english_it_speaks_english(visit):
    page = visit("1", language="en").get(SALES)

    assert "¥100.00, 37.5 % less than in Aug 2026 (¥160.00)" in seen.text(page)
