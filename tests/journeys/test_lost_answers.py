"""The line breaks after the server did what it was asked: sent again, it is done once."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from guiju.apps.work.models import Step
from journeys.steps import follow
from journeys.test_slow_line import NOT_SENT, unplugged
from journeys.test_work import enter, line

pytestmark = pytest.mark.journey


def lose_the_answer(page: Page, path: str) -> list[str]:
    """The next thing that is posted there arrives, and its answer does not; gives the keys that were sent."""
    keys: list[str] = []

    def pass_on(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        keys.append(route.request.headers.get("guiju-deed", ""))
        if len(keys) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(path, pass_on)
    return keys


class cut(unplugged):  # noqa: N801 reads as a sentence
    """A reader whose browser may complain of the answer that was lost."""

    def __exit__(self, *about: object) -> None:
        self.complaints = [one for one in self.complaints if "ERR_CONNECTION_RESET" not in one]
        super().__exit__(*about)


def remarks() -> list[str]:
    """What was remarked, in its order."""
    return list(Step.objects.filter(did="remarked").order_by("id").values_list("said", flat=True))


def open_remark(page: Page, busy: str, said: str) -> None:
    enter(page, busy, "1")
    follow(page, line(page, "提交核心数据").get_by_role("link", name="提交核心数据").first)
    page.locator("form[data-keep^=remark] textarea").fill(said)


def test_a_remark_whose_answer_was_lost_stands_there_once(busy: str, browser: Browser):
    with cut(browser, viewport={"width": 1440, "height": 900}) as page:
        open_remark(page, busy, "已和仓库确认")
        keys = lose_the_answer(page, "**/work/**")
        page.locator("form[data-keep^=remark] button").last.click()
        expect(page.get_by_text(NOT_SENT)).to_be_visible()
        page.get_by_role("button", name="再试一次").click()
        expect(page.get_by_text("上一次其实已经送到并办好了，没有再办一次。")).to_be_visible()

    assert (len(set(keys)), len(keys[0]), remarks()) == (1, 32, ["已和仓库确认"])


def test_what_was_changed_after_the_loss_is_not_sent_unseen_and_not_lost(busy: str, browser: Browser):
    with cut(browser, viewport={"width": 1440, "height": 900}) as page:
        open_remark(page, busy, "第一句")
        lose_the_answer(page, "**/work/**")
        page.locator("form[data-keep^=remark] button").last.click()
        expect(page.get_by_text(NOT_SENT)).to_be_visible()
        page.locator("form[data-keep^=remark] textarea").fill("第一句，又改了")
        page.get_by_role("button", name="再试一次").click()
        expect(page.get_by_text("您后来改的还没有送")).to_be_visible()
        expect(page.locator("form[data-keep^=remark] textarea")).to_have_value("第一句，又改了")
        said = remarks()
        page.locator("form[data-keep^=remark] button").last.click()
        expect(page.locator(".life-of .remark")).to_have_count(2)
        expect(page.locator("form[data-keep^=remark] textarea")).to_have_value("")

    assert (said, remarks()) == (["第一句"], ["第一句", "第一句，又改了"])
