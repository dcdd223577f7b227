"""定稿: looked over, closed once by those who may; what changed since is told to whom it concerns."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from apps.appraisal import office
from apps.appraisal.office import AUG, SEP
from guiju.apps.appraisal import actions, closing, closings, queries
from guiju.apps.figures.actions import refreshing
from guiju.web.account import fresh
from guiju.web.score import offers
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
PAGE = "/score/closing/?month=2026-08"


def reckon():
    refreshing.refresh()
    for period in (AUG, SEP):
        actions.compute(actor=make.operator(), period=period)


def later(number="1", value="1.1", period=AUG):
    """Something changes after the month was closed."""
    office.score(number, period, value)
    reckon()


def closed(period=AUG, take=()):
    reckon()
    closing.close(actor=make.operator(), period=period, take=take)


def press(client, month="2026-08", **told):
    return client.post(f"/score/closing/?month={month}", told, follow=True)


def shown(client, address):
    return seen.text(client.get(address))


def test_the_month_is_looked_over_and_closed(visit):
    reckon()
    client = visit("9")
    before = shown(client, PAGE)
    assert "奖金合计 ¥3,750.00" in before
    assert "考核的人 3 人 还没补齐的 2 人" in before
    assert "「个人评分」没有填报" in before
    assert "周岚" in before

    after = seen.text(press(client, seen=queries.reckoning(AUG).signature))

    assert "2026年8月已定稿。" in after
    assert "沈行 于 10月9日 周五 10:30 定稿，按制度 1 核算。" in after
    assert "定稿之后没有变化。" in after
    assert queries.reckoning(AUG).closed_by == "沈行"


def test_what_changed_in_between_is_not_closed(visit):
    reckon()
    client, before = visit("9"), queries.reckoning(AUG).signature
    later()

    answer = seen.text(press(client, seen=before))

    assert "您打开这一页之后，结果又变了，没有定稿；请再看一遍。" in answer
    assert "没有定稿" in seen.text(press(client))  # a form that says not what was seen
    assert queries.reckoning(AUG).closed_at is None


def test_a_difference_is_offered_with_the_next_month_and_settled(visit):
    closed()
    later()
    client = visit("9")
    assert seen.table(client.get(PAGE), "定稿之后变了的")[1] == [
        "林夏 流量获取组",
        "112.50 分 117.50 分",
        "—",
        "¥3,750.00 ¥4,125.00",
        "—",
        "+¥375.00",
    ]
    page = client.get("/score/closing/?month=2026-09")
    row = seen.table(page, "以前的差额：少发了的")[1]
    assert row == ["林夏 流量获取组", "2026年8月", "¥3,750.00", "¥4,125.00", "+¥375.00"]
    assert '<input type="checkbox" name="take" value="2026-08 1" checked>' in page.content.decode()

    posted = {"seen": queries.reckoning(SEP).signature, "take": ["2026-08 1"]}
    assert "没有定稿" in seen.text(press(client, "2026-09", **posted))  # nor what was open
    press(client, "2026-09", **posted, stood=stood(page))

    assert seen.table(client.get("/score/closing/?month=2026-09"), "随这一期补发与扣回的")[1] == [
        "林夏",
        "2026年8月",
        "+¥375.00",
    ]
    assert seen.table(client.get(PAGE), "定稿之后变了的")[1][4:] == ["随2026年9月补发 ¥375.00", "—"]


def stood(page) -> str:
    return page.content.decode().partition('name="stood" value="')[2].partition('"')[0]


def test_amounts_that_changed_since_they_were_seen_are_not_settled(visit):
    closed()
    later()
    client = visit("9")
    before = stood(client.get("/score/closing/?month=2026-09"))
    later(value="1.2")

    posted = {"seen": queries.reckoning(SEP).signature, "take": ["2026-08 1"], "stood": before}
    assert "没有定稿" in seen.text(press(client, "2026-09", **posted))
    assert queries.reckoning(SEP).closed_at is None


def test_where_they_are_many_they_are_chosen_all_at_once(visit, monkeypatch):
    monkeypatch.setattr("guiju.web.score.offers.MOST", 0)
    closed()
    later()
    later("3", "0.9")  # from nothing
    client = visit("9")
    page = client.get("/score/closing/?month=2026-09")
    body = page.content.decode()
    assert '<input type="radio" name="owed" value="all" checked>' in body
    assert 'name="take"' not in body

    press(client, "2026-09", seen=queries.reckoning(SEP).signature, stood=stood(page), owed="all", overpaid="none")

    settled = {one.number for one in closings.taken_with(SEP)}
    assert (settled, closings.open_differences()) == ({"1", "3"}, [])


def test_both_lists_are_carried_over_a_fresh_proof():
    assert 2 * offers.MOST + 10 < fresh.MOST


def test_what_was_overpaid_is_not_ticked_by_itself(visit):
    closed()
    later(value="0.9")

    page = visit("9").get("/score/closing/?month=2026-09").content.decode()

    assert '<input type="checkbox" name="take" value="2026-08 1">' in page
    assert "扣回之前，先和本人说清楚" in page


def test_those_concerned_see_what_was_closed_and_what_it_comes_to_now(visit):
    closed()
    later()
    client = visit("1")
    page = shown(client, "/score/?month=2026-08")
    assert "奖金 ¥3,750.00" in page
    assert "定稿之后又变了，现在算是： 得分 112.50 分 117.50 分 · 奖金 ¥3,750.00 ¥4,125.00" in page
    assert "差额 +¥375.00 在以后定稿时决定。" in page

    now = client.get("/score/?month=2026-08&now=1")

    assert "这是现在算出来的，不是定稿的结果。" in seen.text(now)
    assert "奖金 ¥4,125.00" in seen.text(now)
    assert "month=2026-08&amp;now=1" in now.content.decode()  # its rows are those of now too
    closed(SEP, take=[(AUG, "1")])
    assert "随2026年9月补发 ¥375.00" in shown(client, "/score/?month=2026-08")


def test_a_leader_sees_that_it_is_closed_and_no_money(visit):
    closed()
    later()
    client = visit("3")

    page = shown(client, "/score/1/?month=2026-08")

    assert "定稿，按制度" in page
    assert "4,125" not in page
    assert "375" not in page
    assert "已定稿" in shown(client, "/score/people/?month=2026-08")
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_who_may_look_and_not_confirm_finds_no_button_and_is_refused(visit):
    make.post(make.person("7", "钱会"), "电商部", "财务专员")
    make.book(
        department.BOOK.replace("可: [查看, 导出], 什么: [绩效]", "可: [查看, 导出], 什么: [绩效, 奖金]"), AUG.start
    )
    reckon()
    client = visit("7")

    page = client.get(PAGE).content.decode()

    assert ("奖金合计" in page, "不能撤回" in page) == (True, False)
    assert "您没有给绩效定稿的权限" in seen.text(press(client, seen=queries.reckoning(AUG).signature))
    assert queries.reckoning(AUG).closed_at is None


def test_a_month_that_runs_or_was_never_worked_out_cannot_be_closed(visit):
    client = visit("9")

    assert "2026年10月还没有过完。" in shown(client, "/score/closing/?month=2026-10")
    assert "2026年1月还没有得分。" in shown(client, "/score/closing/?month=2026-01")
    assert "还没有过完，过完才能定稿" in seen.text(press(client, "2026-10", seen="x"))


def test_the_workbook_of_a_closed_month_holds_what_is_paid(visit):
    closed()
    later()
    closed(SEP, take=[(AUG, "1")])

    answer = visit("9").get("/score/people/export.xlsx", {"month": "2026-09"})

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][6:9] == ["奖金", "以前的差额", "合计"]
    assert rows[1][6:9] == [1875.0, 375.0, 2250.0]
    assert "补发2026年8月 ¥375.00" in rows[1][9]
    assert rows[4][6:9] == ["", "", ""]


def test_today_leads_who_may_close_to_the_last_month_until_it_is_closed(visit):
    reckon()
    client = visit("9")
    assert "2026年9月定稿 还有 2 人待补，先补齐。" in shown(client, "/")
    assert "2026年9月定稿" not in shown(visit("8"), "/")

    closed(SEP)

    assert "2026年9月定稿" not in shown(client, "/")


def test_a_notice_of_a_difference_leads_to_the_month(visit):
    closed()
    later()

    page = visit("9").get("/work/notices/").content.decode()

    assert '<a href="/score/closing/?month=2026-08">2026年8月定稿后 1 人的奖金有差额</a>' in page


def test_a_notice_that_a_month_is_final_leads_to_ones_own(visit):
    closed()

    page = visit("1").get("/work/notices/").content.decode()

    assert '<a href="/score/?month=2026-08">2026年8月的绩效已定稿</a>' in page


def test_more_people_and_differences_cost_no_more_queries(visit):
    closed()
    later()
    client = visit("9")
    few = asked(client)
    for number in ("2", "3"):
        later(number, "1.2")

    assert asked(client) == few <= 15


def asked(client) -> int:
    client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        assert client.get(PAGE).status_code == 200
    return len(found)


def test_the_page_is_english_for_who_reads_english(visit):
    closed()
    later()

    page = seen.text(visit("9", "en").get("/score/closing/?month=2026-09"))

    assert "Close Sep 2026" in page
    assert "Earlier differences" in page
