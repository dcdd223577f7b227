"""Quarters that people are paid by are looked at and closed like months; what nobody is paid by is not offered."""

import pytest

import make
from apps.appraisal.office import AUG, SEP
from guiju.apps.appraisal import actions, closing, queries
from guiju.apps.figures.actions import refreshing
from guiju.engines.periods import parse
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
Q3 = parse("2026Q3")
PAGE = "/score/closing/?month=2026Q3"
MONTHS_CARD = "  流量获取组: {周期: 月, 算法: 基础绩效工资 * 投产比达成率 * 个人评分, 取整: 分}"
QUARTERLY = department.BOOK.replace(
    MONTHS_CARD, f"{MONTHS_CARD}\n  季度奖: {{对象: 流量获取组, 周期: 季, 算法: 基础绩效工资 * 10%, 取整: 分}}"
)


@pytest.fixture
def paid(office):
    """A quarter that is paid by, worked out."""
    make.book(QUARTERLY, AUG.start)
    refreshing.refresh()
    actions.follow(months=[AUG.start, SEP.start], actor=make.operator())


def options(page: str) -> list[str]:
    picked = page.partition('id="month"')[2].partition("</select>")[0]
    return [part.partition('"')[0] for part in picked.split('value="')[1:]]


@pytest.mark.usefixtures("paid")
def test_a_quarter_is_chosen_looked_over_and_closed(visit):
    client = visit("9")
    page = client.get(PAGE)
    assert options(page.content.decode())[6:] == ["2026Q4", "2026Q3", "2026Q2", "2026Q1"]
    assert '<option value="2026Q3" selected>2026年三季度</option>' in page.content.decode()
    assert "绩效定稿 2026年三季度" in seen.text(page)
    assert "奖金合计 ¥700.00" in seen.text(page)

    after = client.post(PAGE, {"seen": queries.reckoning(Q3).signature}, follow=True)

    assert "2026年三季度已定稿。" in seen.text(after)
    assert queries.reckoning(Q3).closed_by == "沈行"
    assert queries.reckoning(AUG).closed_at is None


@pytest.mark.usefixtures("paid")
def test_ones_own_page_and_that_of_all_show_the_quarter(visit):
    assert "奖金 ¥300.00" in seen.text(visit("1").get("/score/?month=2026Q3"))
    page = visit("9").get("/score/people/?month=2026Q3").content.decode()
    assert "/score/1/?month=2026Q3" in page
    assert "/score/closing/?month=2026Q3" in page
    answer = visit("9").get("/score/people/export.xlsx", {"month": "2026Q3"})
    assert answer.status_code == 200


@pytest.mark.usefixtures("paid")
def test_a_notice_that_a_quarter_is_final_leads_to_it(visit):
    closing.close(actor=make.operator(), period=Q3)

    client = visit("1")

    assert (
        '<a href="/score/?month=2026Q3">2026年三季度的绩效已定稿</a>' in client.get("/work/notices/").content.decode()
    )
    assert "定稿，按制度" in seen.text(client.get("/score/?month=2026Q3"))


@pytest.mark.usefixtures("paid")
def test_a_difference_of_a_quarter_is_settled_with_a_month(visit):
    closing.close(actor=make.operator(), period=Q3)
    make.book(QUARTERLY.replace("基础绩效工资 * 10%", "基础绩效工资 * 20%"), AUG.start)
    refreshing.refresh()
    actions.follow(months=[AUG.start, SEP.start], actor=make.operator())

    rows = seen.table(visit("9").get("/score/closing/?month=2026-09"), "以前的差额：少发了的")

    assert rows[1] == ["林夏 流量获取组", "2026年三季度", "¥300.00", "¥600.00", "+¥300.00"]


@pytest.mark.usefixtures("paid")
def test_today_leads_to_the_last_month_and_the_last_quarter(visit):
    client = visit("9")
    page = seen.text(client.get("/"))
    assert "2026年9月定稿" in page
    assert "2026年三季度定稿" in page

    closing.close(actor=make.operator(), period=Q3)

    assert "2026年三季度定稿" not in seen.text(client.get("/"))


def test_what_nobody_is_paid_by_is_not_offered_and_shows_the_month_it_begins_with(visit):
    page = visit("9").get(PAGE)

    assert "2026年7月" in seen.text(page)
    assert "2026Q3" not in options(page.content.decode())
    assert "<optgroup" not in page.content.decode()
