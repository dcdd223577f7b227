"""规矩: the book, one clause, its source, its versions."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.rulebook import actions as rulebook
from web import department, seen

pytestmark = pytest.mark.django_db
LIBRARY = Path(__file__).resolve().parents[3] / "regulations"


@pytest.mark.usefixtures("office")
def test_each_clause_stands_with_its_verdict_and_its_live_figures(visit):
    page = visit("1").get("/rulebook/")

    assert seen.table(page, "目标")[1] == ["投产比", "流量获取组", "4.0", "2.5", "有破"]
    assert seen.table(page, "计分卡")[1] == ["核心 100 %", "投产比", "50 %", "50 %", "4.0", "全部门"]
    assert "¥3,000.00 基础绩效工资 × 62.5 % 投产比达成率 × 1 个人评分" in seen.text(page)
    assert "销售额等于订单实付金额之和" in seen.text(page)


@pytest.mark.usefixtures("book")
def test_without_data_a_clause_says_that_figures_are_lacking(visit):
    page = visit("1").get("/rulebook/clause/what/")

    rows = {row[0]: row[1] for row in seen.table(page, "这一条的每项规则现在怎样")[1:]}
    assert rows["销售额 指标"] == "缺数"
    assert rows["流量获取组 计分卡"] == "未到"


@pytest.mark.usefixtures("book")
def test_a_search_finds_text_rules_and_read_back_in_both_languages(visit):
    chinese, english = visit("1"), visit("1", "en")

    assert [row[0] for row in seen.table(chinese.get("/rulebook/", {"q": "基础绩效"}), "查到的条款")] == ["奖金"]
    assert [row[0] for row in seen.table(english.get("/rulebook/", {"q": "ROUNDED HALF UP"}), "Clauses found")] == [
        "奖金"
    ]
    assert "没有条款提到它。" in seen.text(chinese.get("/rulebook/", {"q": "火星"}))


@pytest.mark.usefixtures("book")
def test_htmx_gets_the_found_clauses_alone_and_no_other_fragment(visit):
    client = visit("1")

    found = client.get("/rulebook/", {"q": "投产"}, headers={"hx-target": "section#found"})
    other = client.get("/rulebook/", {"q": "投产"}, headers={"hx-target": "div#leaf"})

    assert found.content.decode().lstrip().startswith('<section id="found"')
    assert other.content.decode().lstrip().startswith("<!doctype html>")


@pytest.mark.usefixtures("book")
def test_what_was_typed_into_the_search_is_shown_as_text(visit):
    page = visit("1").get("/rulebook/", {"q": "<script>x"}).content.decode()

    assert "<script>x" not in page


@pytest.mark.usefixtures("book")
def test_the_source_is_for_those_who_may_change_it(visit):
    assert visit("1").get("/rulebook/source/").status_code == 403
    assert "regulation: book" in seen.text(visit("9").get("/rulebook/source/"))


@pytest.mark.usefixtures("book")
def test_versions_say_what_each_changed(visit):
    make.book(department.BOOK.replace("投产比: {值: 4,", "投产比: {值: 5,"), date(2026, 5, 1))

    page = seen.text(visit("1").get("/rulebook/history/"))

    assert "值：4倍 → 5倍" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_document_of_the_library_is_set_whole(visit, language):
    rulebook.adopt(actor=make.operator(), document=LIBRARY / "agile.md")
    for number, unit, position in (("1", "流量获取组", "推广专员"), ("9", "电商部", "电商总监")):
        make.post(make.person(number, f"人{number}"), unit, position)

    page = visit("1", language).get("/rulebook/")

    english = language == "en"
    assert seen.table(page, "grade" if english else "等级")[1][0] == "A"
    assert seen.table(page, "access" if english else "权限")[1][0] == "电商总监"
    assert seen.table(page, "parameter" if english else "参数")[1][0] == "每分扣罚金额"
    assert seen.table(page, "unit" if english else "单位")[1][2].endswith("人9")
    assert seen.table(page, "position" if english else "岗位")[2][4] == "0 / 1"
    assert ("broken" if english else "有破") in seen.text(page)
    assert ("a warning" if english else "警告") in seen.text(page)


@pytest.mark.usefixtures("book")
def test_a_clause_that_is_not_there_is_not_found(visit):
    assert visit("1").get("/rulebook/clause/nothing/").status_code == 404


def test_without_a_regulation_the_page_says_how_to_begin(admin):
    page = admin.get("/rulebook/", headers={"accept-language": "zh"})

    assert "还没有施行的制度。" in seen.text(page)
    assert 'href="/start/"' in page.content.decode()


@pytest.mark.usefixtures("office")
def test_more_people_and_clauses_cost_no_more_queries(visit):
    client = visit("1")
    few = queries(client)
    for number in range(20, 24):
        make.post(make.person(str(number), f"人{number}"))
    make.book(department.BOOK + "\n# 附则 {#more}\n\n再写一条。\n\n# 补则 {#again}\n\n再写两条。\n")

    assert queries(client) == few


def queries(client) -> int:
    client.get("/rulebook/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/rulebook/").status_code == 200
    return len(found)


@pytest.mark.usefixtures("book")
def test_who_holds_a_position_under_another_name_is_counted(visit):
    page = visit("1").get("/rulebook/clause/who/")

    rows = {row[0]: row[-1] for row in seen.table(page, "岗位")[1:]}
    assert rows["推广专员"] == "2"  # one of them is 投手 in the roster


def test_the_book_is_in_force_from_the_day_of_its_adoption(admin):
    make.book(make.BOOK, date(2026, 9, 1))  # the text itself says January

    assert "自 2026年9月1日 起施行" in seen.text(admin.get("/rulebook/"))
