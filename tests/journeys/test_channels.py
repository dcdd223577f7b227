"""HR connects a group's robot and sees, without leaving the page, what it answers."""

import pytest
from playwright.sync_api import expect

from apps.notices import receivers
from guiju.apps.notices.actions import sending
from journeys.steps import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_robot_is_connected_and_tried(page, demo, settings):
    settings.GUIJU_ALLOW_PRIVATE = ("127.0.0.0/8",)
    with receivers.web() as web:
        web.answer("/hook", {"errcode": 93000, "errmsg": "invalid webhook url"})
        web.answer("/hook", {"errcode": 0, "errmsg": "ok"})
        page.goto(f"{demo}/sign-in/")
        follow(page, page.locator("form[action*='as/hr'] button"))
        page.goto(f"{demo}/setup/channels/")
        page.get_by_role("link", name="群机器人").click()
        page.get_by_label("名称", exact=True).fill("推广群")
        page.get_by_label("机器人地址（Webhook）").fill(f"{web.url}/hook?key=k-12345")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("渠道已保存。先发一条试试。")).to_be_visible()

        for answer in ("没有发出", "发出了"):
            page.get_by_role("button", name="发一条试试").click()
            expect(page.locator("#trials .flag").first).to_have_text("正在发")
            sending.send_due()
            expect(page.locator("#trials .flag").first).to_have_text(answer)

    expect(page.locator("#trials")).to_contain_text("93000 invalid webhook url")


def test_one_subscribes_to_ones_calendar(page, demo):
    page.goto(f"{demo}/sign-in/")
    follow(page, page.locator("form[action*='as/specialist'] button"))
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("link", name="我的通知").click()
    page.get_by_role("button", name="给我一个地址").click()

    address = page.get_by_label("您的日历地址，只显示这一次").input_value()
    answer = page.request.get(address)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    expect(page.get_by_role("link", name="用这台设备的日历打开")).to_have_attribute(
        "href", f"webcal:{address.partition(':')[2]}"
    )
