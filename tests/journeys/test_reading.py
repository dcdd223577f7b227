"""Long pages: what leads on stays in sight, and the book tells where one reads. In a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import reading
from journeys.steps import sign_in

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 700}


def test_the_bar_and_the_head_of_a_table_stay_while_its_rows_go_by(demo: str, page: Page):
    page.set_viewport_size({"width": 1300, "height": 200})
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}/numbers/cards/")
    head = page.locator(".sheet thead th").first
    expect(page.locator(".scroll", has=head)).to_have_class(re.compile(r"\bfits\b"))  # a turn after it is laid out
    height = page.locator(".top").bounding_box()["height"]

    page.locator(".sheet tbody tr").last.scroll_into_view_if_needed()

    page.wait_for_function("scrollY > 200")
    assert page.locator(".top").bounding_box()["y"] == 0
    assert head.bounding_box()["y"] == pytest.approx(height, abs=1)


def test_on_a_phone_the_contents_say_where_one_reads_and_lead_on(demo: str, browser: Browser):
    with reading(browser, viewport=PHONE) as page:
        sign_in(page, demo, "沈行")
        page.goto(f"{demo}/rulebook/")
        contents = page.locator(".toc summary")
        last = page.locator(".toc ol a").last
        named = last.locator("span").first.text_content()

        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        expect(contents).to_be_in_viewport()
        contents.click()
        last.click()

        expect(page.locator(".toc ol")).to_be_hidden()
        expect(page.locator(".toc .here")).to_have_text(named)
        expect(last).to_have_attribute("aria-current", "location")


def test_what_a_search_in_the_book_finds_is_shown_wherever_one_reads(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}/rulebook/")

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("#search").fill("奖金")

    expect(page.get_by_role("heading", name="查到的条款")).to_be_in_viewport()


def test_on_a_phone_what_saves_is_never_behind_the_bar_of_places(demo: str, browser: Browser):
    with reading(browser, viewport=PHONE) as page:
        sign_in(page, demo, "沈行")
        page.goto(f"{demo}/people/inputs/")
        save = page.get_by_role("button", name="保存填报").bounding_box()

        assert save["y"] + save["height"] <= page.locator(".top nav").bounding_box()["y"]
