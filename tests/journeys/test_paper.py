"""What a sheet of paper says: tables stay tables, every step is named, the month is told. In a real browser."""

import pytest
from playwright.sync_api import Browser, Request, expect

from journeys.conftest import reading
from journeys.steps import sign_in

pytestmark = pytest.mark.journey
SHEET = {"width": 690, "height": 990}  # what a page of A4 leaves between its margins


def test_a_pay_slip_on_paper_says_of_whom_and_when_with_its_table_and_every_step(demo: str, browser: Browser):
    with reading(browser, viewport=SHEET) as page:
        sign_in(page, demo, "林夏")
        page.goto(f"{demo}/score/")
        page.emulate_media(media="print")

        expect(page.locator(".head .on-paper")).to_have_text("林夏 · 2026年9月 ·")
        assert page.locator(".sheet td.n").first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
        expect(page.locator(".trail > .step > summary")).to_be_visible()
        expect(page.locator(".winding")).to_be_hidden()


def test_the_book_on_paper_holds_no_way_to_change_it(demo: str, browser: Browser):
    with reading(browser, viewport=SHEET) as page:
        sign_in(page, demo, "沈行")
        page.goto(f"{demo}/rulebook/")
        expect(page.get_by_role("link", name="改这一条").first).to_be_visible()
        page.emulate_media(media="print")

        expect(page.get_by_role("link", name="改这一条").first).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_typed_at_once_into_the_box_that_finds_is_what_it_finds(demo: str, browser: Browser):
    with reading(browser) as page:
        sign_in(page, demo, "沈行")
        page.goto(f"{demo}/score/")
        asked: list[Request] = []
        page.on("request", lambda one: asked.append(one))  # noqa: PLW0108 Playwright writes on what listens
        page.keyboard.press("Control+k")
        page.keyboard.type("zb")

        expect(page.locator("#hits")).to_contain_text("指标目录")
        for one in asked:  # what was asked before, on opening, has come by now, if it comes at all
            if answer := one.response():
                answer.finished()
        expect(page.locator("#hits")).not_to_contain_text("派一件事")
