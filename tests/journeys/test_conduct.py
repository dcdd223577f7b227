"""A report of something prohibited, from the clause to the appeal: each step before whom it concerns."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

import make
from guiju.apps.conduct import models
from guiju.apps.people.models import Person
from journeys.conftest import TODAY, reading
from journeys.steps import follow, wider
from journeys.test_work import DESK, PHONE, enter

pytestmark = pytest.mark.journey
DARK = {**DESK, "color_scheme": "dark"}
ENGLISH = {**DESK, "locale": "en-GB"}


def opened(page: Page, url: str, number: str) -> Page:
    """The one case that somebody has to do with."""
    enter(page, url, number, "/work/cases/")
    follow(page, page.locator("table a").first)
    return page


def test_from_the_report_to_the_appeal(busy: str, browser: Browser, settings):
    judge = make.person("7", "钱多")
    make.post(judge, "电商部", "财务专员")
    for who in (judge, Person.objects.get(number="8")):
        make.user(who)

    reported_answered_and_heard(busy, browser)
    decided_appealed_and_lifted(busy, browser)

    found = models.Case.objects.get()
    assert (found.stage, found.sanction, found.appeal, found.anonymous) == ("dismissed", "", "组长同意过。", True)
    settings.GUIJU_NOW = datetime.combine(TODAY.date() + timedelta(days=1), TODAY.time())
    with reading(browser, **DESK) as page:  # and the next day nobody finds it
        enter(page, busy, "1", "/work/cases/")
        expect(page.get_by_text("没有与您有关的举报。")).to_be_visible()


def reported_answered_and_heard(busy: str, browser: Browser) -> None:
    with reading(browser, **PHONE) as page:  # who reports, from the clause
        enter(page, busy, "2", "/rulebook/clause/work/")
        expect(page.get_by_text("已签收，凭举报").first).to_be_visible()
        page.get_by_role("link", name="举报一件事").click()
        expect(page.get_by_label("违反了哪一条")).to_have_value("刷单")
        page.get_by_label("是谁").fill("林夏")
        page.get_by_label("经过").fill("昨天下午看到在找人下假单。")
        page.get_by_label("不让决定的人知道是我举报的").check()
        page.get_by_role("button", name="交给受理人").click()
        expect(page.get_by_text("已交给受理人")).to_be_visible()
        assert wider(page) == 0

    with reading(browser, **DARK) as page:  # the person concerned answers, and is not told who reported
        opened(page, busy, "1")
        expect(page.get_by_text("昨天下午看到在找人下假单。")).to_be_visible()
        expect(page.get_by_text("吴桐")).to_have_count(0)
        page.get_by_label("说明").fill("是给朋友寄样品。")
        page.get_by_role("button", name="提交说明").click()
        expect(page.get_by_text("已记下。")).to_be_visible()

    with reading(browser, **ENGLISH) as page:  # HR hears
        enter(page, busy, "8")
        page.locator("#inbox .todo").get_by_role("link", name="Deal with it").click()
        expect(page.get_by_text("是给朋友寄样品。")).to_be_visible()
        page.locator("textarea").first.fill("听了本人，付款人确为朋友。")
        page.locator("form button[value=hear]").click()
        expect(page.locator("form button[value=hear]")).to_have_count(0)


def decided_appealed_and_lifted(busy: str, browser: Browser) -> None:
    with reading(browser, **DESK) as page:  # the director decides
        opened(page, busy, "9")
        page.get_by_label("书面警告").check()
        page.get_by_label("理由").fill("未经同意寄样，给警告。")
        page.get_by_role("button", name="作出决定").click()
        expect(page.get_by_text("已记下。")).to_be_visible()

    with reading(browser, **PHONE) as page:  # the person concerned appeals
        opened(page, busy, "1")
        expect(page.get_by_text("可申诉到")).to_be_visible()
        page.get_by_label("为什么不服").fill("组长同意过。")
        page.get_by_role("button", name="提出申诉").click()
        expect(page.get_by_text("申诉中")).to_be_visible()
        assert wider(page) == 0

    with reading(browser, **DESK) as page:  # another one lifts it
        opened(page, busy, "7")
        page.get_by_label("不予处理").check()
        page.get_by_label("理由").fill("组长证实同意过。")
        follow(page, page.get_by_role("button", name="作出复核决定"))
        expect(page.get_by_text("不予处理").first).to_be_visible()
