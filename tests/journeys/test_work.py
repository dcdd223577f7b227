"""A specialist's morning, a leader's Monday and a deputy's day, on a phone and at a desk."""

import re
from datetime import datetime

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from apps.work import office
from guiju.apps.people.models import Person
from guiju.apps.work import models
from guiju.apps.work.actions import tasks
from guiju.apps.work.values import Task
from journeys.conftest import reading
from journeys.steps import follow, sign_in, whole, wider

pytestmark = pytest.mark.journey
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
MONDAY = datetime(2026, 10, 12, 9, 30)


def enter(page: Page, url: str, number: str, path: str = "/") -> None:
    """Come in as somebody of the roster."""
    client = Client()
    client.force_login(Person.objects.get(number=number).user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    page.goto(url + path)
    whole(page)


def line(page: Page, title: str):
    return page.locator("#inbox .todo", has_text=title)


@pytest.mark.parametrize("like", [PHONE, DESK], ids=["phone", "desk"])
def test_a_specialists_morning(busy: str, browser: Browser, like: dict):
    with reading(browser, **like) as page:
        enter(page, busy, "1")
        expect(page.get_by_role("heading", name="林夏，您好")).to_be_visible()
        expect(line(page, "提交核心数据").locator("time")).to_contain_text("还剩 1 小时")

        line(page, "提交核心数据").get_by_role("button", name="办完了").click()
        expect(line(page, "提交核心数据").get_by_text("已完成")).to_be_visible()
        line(page, "提交核心数据").get_by_role("button", name="撤回").click()
        expect(line(page, "提交核心数据").get_by_role("button", name="办完了")).to_be_visible()
        line(page, "提交核心数据").get_by_role("button", name="办完了").click()
        expect(line(page, "提交核心数据").get_by_text("已完成")).to_be_visible()

        line(page, "推广日报").get_by_role("link", name="填表").click()
        page.get_by_label("今日").fill("投产比稳住了")
        expect(page.get_by_text("草稿已保存")).to_be_visible()
        line(page, "提交核心数据").get_by_role("button", name="撤回").click()
        expect(line(page, "提交核心数据").get_by_role("button", name="办完了")).to_be_visible()
        line(page, "提交核心数据").get_by_role("button", name="办完了").click()
        expect(line(page, "提交核心数据").get_by_text("已完成")).to_be_visible()
        expect(page.get_by_label("今日")).to_have_value("投产比稳住了")
        page.get_by_label("花费").fill("800")
        page.get_by_role("button", name="提交《日报》").last.click()
        expect(page.get_by_text("《日报》已提交。")).to_be_visible()
        expect(line(page, "推广日报").get_by_text("待审")).to_be_visible()
        assert wider(page) == 0
    work = office.work("推广日报", "1")
    assert (work.state, work.seconds_late, work.record.answers["今日"]) == ("review", 0, "投产比稳住了")


@pytest.mark.parametrize("like", [PHONE, DESK], ids=["phone", "desk"])
def test_a_leaders_monday(busy: str, browser: Browser, settings, like: dict):
    with reading(browser, **DESK) as page:
        enter(page, busy, "1")
        line(page, "推广日报").get_by_role("link", name="填表").click()
        page.get_by_label("今日").fill("没写花费")
        page.get_by_role("button", name="提交《日报》").last.click()
        expect(page.get_by_text("《日报》已提交。")).to_be_visible()

    settings.GUIJU_NOW = MONDAY
    with reading(browser, **like) as page:
        enter(page, busy, "3")
        expect(page.get_by_role("heading", name="等我定")).to_be_visible()
        line(page, "推广日报").get_by_role("link", name="看").first.click()
        expect(page.get_by_text("没写花费")).to_be_visible()
        if page.url != f"{busy}/":
            page.goto(busy)
        line(page, "推广日报").get_by_role("link", name="退回").click()
        page.get_by_label("原因").fill("补上花费")
        page.locator(".slot").get_by_role("button", name="退回").click()
        expect(page.get_by_text("已退回：林夏 · 推广日报")).to_be_visible()

        line(page, "周例会").get_by_role("link", name="开会").click()
        expect(page.get_by_text("上周数据")).to_be_visible()
        page.get_by_label("吴桐").uncheck()
        page.get_by_label("纪要").fill("先把花费补齐。")
        page.locator("#id_action-0-title").fill("补齐上周花费")
        page.locator("#id_action-0-number").fill("林夏")
        page.locator("#id_action-0-due").fill("2026-10-13")
        page.get_by_role("button", name="记下会议").click()
        expect(page.get_by_text("会议已记下：周例会")).to_be_visible()

        follow(page, page.locator("#inbox").get_by_role("link", name="周例会").first)
        expect(page.get_by_text("吴桐（缺席）")).to_be_visible()
        expect(page.get_by_text("先把花费补齐。")).to_be_visible()
        assert wider(page) == 0
    with reading(browser, **like) as page:
        enter(page, busy, "1")
        expect(line(page, "补齐上周花费")).to_be_visible()
        expect(line(page, "推广日报").first).to_be_visible()


@pytest.mark.parametrize("like", [PHONE, DESK], ids=["phone", "desk"])
def test_a_deputys_day(busy: str, browser: Browser, like: dict):
    with reading(browser, **like) as page:
        enter(page, busy, "1", "/work/absences/")
        page.get_by_label("从").fill("2026-10-09T09:00")
        page.get_by_label("到", exact=True).fill("2026-10-10T00:00")
        page.get_by_label("谁代办").fill("吴桐")
        page.get_by_role("button", name="登记请假").click()
        expect(page.get_by_text("现在不在")).to_be_visible()
    with reading(browser, **like) as page:
        enter(page, busy, "2")
        theirs = page.locator("#inbox .todo", has_text="替林夏办").filter(has_text="提交核心数据")
        theirs.get_by_role("button", name="办完了").click()
        expect(page.get_by_text("已办完：提交核心数据")).to_be_visible()
        page.goto(f"{busy}/work/{office.work('核心数据', '1').pk}/")
        expect(page.locator(".life-of", has_text="吴桐")).to_contain_text("办完")
    work = office.work("核心数据", "1")
    assert (work.done_by.number, work.accountable.number) == ("2", "1")


def lift(page: Page, card: Locator) -> None:
    """Take a card and move it a little, until the board has seen that it is on its way."""
    card.hover()
    page.mouse.down()
    where = card.bounding_box()
    page.mouse.move(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2 + 9)
    expect(page.locator(".ghost")).to_have_count(1)


def test_a_card_is_dragged_to_another_column_and_stays_there(busy: str, browser: Browser):
    for title in ("换主图", "报名大促"):
        tasks.create(actor=office.actor("1"), task=Task(title, "1"))
    with reading(browser, **DESK) as page:
        enter(page, busy, "1", "/work/board/")
        card, lane = page.locator("[data-card]", has_text="换主图"), page.locator('[data-lane="doing"]')
        lift(page, card)
        lane.hover()
        expect(lane.locator("[data-card]", has_text="换主图")).to_be_visible()
        with page.expect_response(lambda answer: answer.request.method == "POST"):  # dropped, sent and answered
            page.mouse.up()
        expect(lane.get_by_role("link", name="换主图")).to_be_visible()
        page.reload()
        expect(page.locator('[data-lane="doing"]').get_by_role("link", name="换主图")).to_be_visible()
        page.get_by_role("button", name="开始 报名大促").press("Enter")
        expect(page.locator('[data-lane="doing"] [data-card]')).to_have_count(2)
    assert models.Work.objects.filter(source="task", state="doing").count() == 2


def test_the_demos_clock_is_wound_and_what_was_later_is_now(busy: str, browser: Browser):
    with reading(browser, **PHONE) as page:
        enter(page, busy, "1")
        expect(page.get_by_role("heading", name="现在", exact=True)).to_have_count(0)
        page.get_by_role("button", name="拨快一小时").click()
        expect(page.get_by_text("时钟拨到了 10月9日 周五 11:30")).to_be_visible()
        expect(page.get_by_role("heading", name="现在", exact=True)).to_be_visible()
        expect(line(page, "提交核心数据").locator("time")).to_have_text(re.compile("还剩 (30|29) 分钟"))
        page.get_by_role("link", name="通知").click()
        expect(page.get_by_text("快到时间")).to_be_visible()


def test_what_others_do_appears_by_itself_and_nothing_is_sent_when_nothing_changed(busy: str, browser: Browser):
    with reading(browser, **DESK) as page:
        enter(page, busy, "1")
        expect(line(page, "新来的事")).to_have_count(0)
        tasks.create(actor=office.actor("3"), task=Task("新来的事", "1"))
        page.evaluate("document.querySelector('#inbox').dispatchEvent(new Event('guiju:live'))")
        expect(line(page, "新来的事")).to_be_visible()

        page.get_by_role("link", name="看我的数字").wait_for(state="detached")
        line(page, "新来的事").get_by_label("更多").click()
        line(page, "新来的事").get_by_role("link", name="留言").click()
        line(page, "新来的事").get_by_label("留言").fill("@周岚 收到")
        line(page, "新来的事").get_by_role("button", name="留言").click()
        expect(page.get_by_text("已留言：新来的事")).to_be_visible()
        with page.expect_response(lambda answer: answer.status == 304):
            page.evaluate("document.querySelector('#inbox').dispatchEvent(new Event('guiju:live'))")


def test_escape_and_a_press_beside_it_close_what_a_line_has_opened(busy: str, page: Page):
    sign_in(page, busy, "林夏")
    more = page.locator("details.more").first
    more.locator("summary").press("Enter")
    expect(more.locator("a").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(more.locator("a").first).to_be_hidden()
    expect(more.locator("summary")).to_be_focused()

    more.locator("summary").press("Enter")
    page.locator("h1").first.click()
    expect(more.locator("a").first).to_be_hidden()

    more.locator("summary").press("Enter")
    more.get_by_role("link", name="留言").click()
    said = page.locator(".slot textarea").first
    expect(said).to_be_focused()
    page.keyboard.press("Escape")
    expect(said).to_have_count(0)
