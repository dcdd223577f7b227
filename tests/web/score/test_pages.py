"""绩效: one's own, one's group's, the department's; pay is private."""

import re
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.appraisal.values import Line
from guiju.apps.people.models import Assignment
from guiju.web.score.group import sums
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_each_item_shows_actual_target_and_what_it_brings(visit):
    rows = seen.table(visit("1").get("/score/"), "每项带来多少分")

    assert rows[1][0].startswith("投产比")
    assert rows[1][1:5] == ["2.5", "4.0", "62.5 %", "50.0 %"]
    assert rows[1][6] == "31.25 分 / 50.00 分"


def test_the_way_to_the_next_grade_is_said(visit):
    page = seen.text(visit("1").get("/score/"))

    assert "离下一级 优" in page
    assert "投产比 2.50 → 4.00 +1.50" in page


def test_a_bonus_opens_from_the_signed_sentence_down_to_the_rows(visit):
    client = visit("1")
    page = client.get("/score/")

    said = seen.text(page)
    assert "绩效工资乘以投产比的达成率与个人评分，算到分；每月评等级。" in said
    assert "¥3,000.00 基础绩效工资 × 62.5 % 投产比达成率 × 1 个人评分" in said
    link = re.search(r'href="([^"]+/rows/[^"]+)"', page.content.decode())[1]
    rows = seen.table(client.get(link), "订单实付金额之和")
    assert [row[0] for row in rows] == ["编号", "3", "4"]
    assert "¥30.00" in rows[1]


def test_what_is_pending_says_what_lacks_and_who_can_mend_it(visit):
    page = seen.text(visit("2").get("/score/"))

    assert "待补" in page
    assert "「个人评分」没有填报" in page
    assert "推广组长" in page


def test_nobody_sees_a_peers_score_or_pay(visit):
    client = visit("1")

    assert client.get("/score/2/").status_code == 403
    assert client.get("/score/2/rows/0-0/").status_code == 403
    assert client.get("/score/people/").status_code == 403
    assert client.get("/score/people/export.xlsx").status_code == 403


def test_a_leader_sees_the_group_without_its_money(visit):
    client = visit("3")
    page = client.get("/score/people/")

    assert [row[0].split()[-1] for row in seen.table(page, "流量获取组")[1:]] == ["林夏", "吴桐", "周岚"]
    assert "1,875" not in seen.text(page)
    assert "何静" not in seen.text(page)
    theirs = seen.text(client.get("/score/1/"))
    assert "81.25 分" in theirs
    assert "1,875" not in theirs
    assert client.get("/score/4/").status_code == 403


def test_the_director_sees_everybody_and_the_sum(visit):
    page = visit("9").get("/score/people/")

    assert seen.table(page, "流量获取组")[1][2:5] == ["81.25 分", "良", "¥1,875.00"]
    assert "奖金合计 ¥1,875.00 已有得分 1 人 2 人待补" in seen.text(page)


def test_the_sums_of_units_stand_beside_each_other_where_there_are_some():
    def line(number, unit, bonus):
        return Line(number, number, unit, "投手", "卡", None, "", bonus, frozenset())

    lines = [line("1", "甲组", Fraction(300)), line("2", "乙组", Fraction(50)), line("3", "乙组", Fraction(100))]

    found = sums([*lines, line("4", "丙组", None)], None)
    assert [(one.unit, one.share, one.amount.text) for one in found] == [
        ("甲组", Fraction(1), "¥300.00"),
        ("乙组", Fraction(1, 2), "¥150.00"),
    ]
    assert [one.share for one in sums(lines, {"1", "2"})] == [Fraction(1), Fraction(1, 6)]
    assert sums(lines, {"1"}) == ()


def test_outcomes_are_taken_away_as_a_workbook(visit):
    answer = visit("9").get("/score/people/export.xlsx", {"month": "2026-09"})

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["工号", "姓名", "小组", "岗位", "得分", "等级", "奖金", "说明"]
    assert rows[1] == ["1", "林夏", "流量获取组", "投手", 81.25, "良", 1875.0, ""] or rows[1][4:7] == [
        81.25,
        "良",
        1875.0,
    ]


def test_a_month_that_was_not_worked_out_says_so(visit):
    assert "2026年1月还没有得分。" in seen.text(visit("1").get("/score/", {"month": "2026-01"}))


@pytest.mark.parametrize("at", ["9", "0-99", "x", "0"])
def test_a_place_that_holds_no_rows_is_not_found(visit, at):
    assert visit("1").get(f"/score/1/rows/{at}/", {"month": "2026-09"}).status_code == 404


def test_whom_nothing_scores_comes_to_everybody_first_and_has_no_page_of_their_own_in_sight(visit):
    director, leader = visit("9"), visit("3")

    assert director.get("/score/", {"month": "2026-08"})["Location"] == "/score/people/?month=2026-08"
    page = director.get("/score/", follow=True).content.decode()
    assert ("<h1>全部门</h1>" in page, '<a href="/score/">我的</a>' in page) == (True, False)
    assert '<a href="/score/">我的</a>' in leader.get("/score/people/").content.decode()
    assert '<a href="/score/" aria-current="page">我的</a>' in leader.get("/score/").content.decode()


def test_an_administrator_outside_the_roster_goes_to_everybody(admin):
    assert admin.get("/score/")["Location"] == "/score/people/"


def test_more_people_cost_no_more_queries(visit):
    client = visit("9")
    few = queries(client)
    for number in range(20, 24):
        make.post(make.person(str(number), f"人{number}"))

    assert queries(client) == few <= 15


def queries(client) -> int:
    client.get("/score/people/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/score/people/").status_code == 200
    return len(found)


def test_a_leader_sees_nothing_of_the_months_in_another_group(visit):
    now = Assignment.objects.get(person__number="1")
    make.post(now.person, "客服组", "客服专员", start=now.start, end=date(2026, 8, 31))
    Assignment.objects.filter(pk=now.pk).update(start=date(2026, 9, 1))
    points, own = "最近的得分", seen.text(visit("1").get("/score/1/?month=2026-09"))
    theirs = visit("3").get("/score/1/?month=2026-09")

    assert (points in own, points in seen.text(theirs), theirs.status_code) == (True, False, 200)
    assert visit("3").get("/score/1/?month=2026-08").status_code == 403


@pytest.mark.usefixtures("office")
def test_the_head_of_the_page_names_the_reader_and_not_whom_the_page_is_about(visit):
    page = visit("9").get("/score/1/").content.decode()

    assert re.findall(r'<span class="whoami">([^<]*)</span>', page) == ["沈行"]
    assert re.findall(r"<h1>([^<]*)</h1>", page) != ["沈行"]


def test_an_entered_figure_is_of_whom_it_was_entered_for(visit):
    rows = [row[0] for row in seen.table(visit("1").get("/score/", {"month": "2026-09"}), "每项带来多少分")[1:]]

    assert rows == ["投产比 核心 · 全部门", "个人评分 核心 · 本人"]
