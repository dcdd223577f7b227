"""今日 on a slow line and without one: what did not arrive is said and sent again, and nothing written is lost."""

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.work import office
from journeys.conftest import reading
from journeys.test_work import PHONE, enter, line

pytestmark = pytest.mark.journey
SLOW = {"latency": 400, "downloadThroughput": 400 * 1024 / 8, "uploadThroughput": 400 * 1024 / 8}  # 400 kbit/s
NOT_SENT = "没有送到：网络不通，或服务器没有应答。写下的都还在。"
NO_LINE = "网络断了。写下的都还在，连上后再送。"


class unplugged(reading):  # noqa: N801 reads as a sentence
    """A reader whose browser may complain that there is no line, and of nothing else."""

    def __exit__(self, *about: object) -> None:
        known = ("net::ERR_INTERNET_DISCONNECTED", "htmx:error")
        self.complaints = [one for one in self.complaints if not any(text in one for text in known)]
        super().__exit__(*about)


class Line:
    """The line between a browser and the server, as slow as said, and cut when asked."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")
        self.mend()

    def mend(self) -> None:
        self.cdp.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})

    def cut(self) -> None:
        self.cdp.send("Network.emulateNetworkConditions", {"offline": True, **SLOW})


def test_a_press_that_did_not_arrive_is_said_and_pressed_again(busy: str, browser: Browser):
    with unplugged(browser, **PHONE) as page:
        enter(page, busy, "1")
        wire = Line(page)
        wire.cut()
        expect(page.get_by_text(NO_LINE)).to_be_visible()
        line(page, "提交核心数据").get_by_role("button", name="办完了").click()
        expect(page.get_by_text(NOT_SENT)).to_be_visible()
        assert office.work("核心数据", "1").state == "todo"
        wire.mend()
        page.get_by_role("button", name="再试一次").click()
        expect(line(page, "提交核心数据").get_by_text("已完成")).to_be_visible()
        expect(page.get_by_text(NOT_SENT)).to_be_hidden()

    assert office.work("核心数据", "1").state == "done"


def test_a_report_written_without_a_line_is_all_there_and_is_sent_again(busy: str, browser: Browser):
    with unplugged(browser, **PHONE) as page:
        enter(page, busy, "1")
        wire = Line(page)
        line(page, "推广日报").get_by_role("link", name="填表").click()
        page.get_by_label("今日").fill("投产比")
        expect(page.get_by_text("草稿已保存")).to_be_visible()
        wire.cut()
        page.get_by_label("今日").fill("投产比稳住了")
        page.get_by_label("花费").fill("800")
        expect(page.get_by_text("没有存上，内容还在这一页，联网后会再存。")).to_be_visible()
        page.get_by_role("button", name="提交《日报》").last.click()
        expect(page.get_by_text(NOT_SENT)).to_be_visible()
        expect(page.get_by_label("今日")).to_have_value("投产比稳住了")
        wire.mend()
        expect(page.get_by_text("草稿已保存")).to_be_visible()  # by itself, once there is a line again
        page.get_by_role("button", name="提交《日报》").last.click()
        expect(page.get_by_text("《日报》已提交。")).to_be_visible()

    work = office.work("推广日报", "1")
    assert (work.state, work.record.answers["今日"], work.record.answers["花费"]) == ("review", "投产比稳住了", "800")


def test_what_was_filed_is_not_saved_once_more_beside_it(busy: str, browser: Browser):
    with reading(browser, **PHONE) as page:
        enter(page, busy, "1")
        line(page, "推广日报").get_by_role("link", name="填表").click()
        page.get_by_label("今日").fill("投产比")
        expect(page.get_by_text("草稿已保存")).to_be_visible()
        page.evaluate("addEventListener('submit', event => event.preventDefault())")  # it is long on its way
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.method))
        page.get_by_label("花费").fill("800")
        page.get_by_role("button", name="提交《日报》").last.click()
        page.evaluate("new Promise(done => setTimeout(done, 1500))")  # what is saved as one types was due before
        beside = asked.copy()
        with page.expect_request(lambda one: one.method == "POST"):  # who goes on writing is saved again
            page.get_by_label("花费").fill("900")

    assert beside == []
