"""A clause is written in a real browser: nothing typed is lost, names complete themselves."""

import pytest
from playwright.sync_api import Page, Route, expect

from guiju.apps.rulebook import queries
from guiju.apps.rulebook.drafts import reading
from journeys.steps import follow, sign_in

pytestmark = pytest.mark.journey
BONUS = "/rulebook/writing/0/clause/pay/?rule=bonus:流量获取组"


def test_an_editor_who_closes_the_laptop_finds_everything_typed(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}/rulebook/writing/0/clause/what/")
    page.locator("#text-0").fill("看销售、投产和退款。")
    page.goto(f"{demo}/rulebook/")

    page.goto(f"{demo}/rulebook/writing/0/clause/what/")
    expect(page.get_by_text("浏览器里还有您没保存的文字")).to_be_visible()
    expect(page.locator("#text-0")).to_have_value("看销售、投产和退款。")
    follow(page, page.get_by_role("button", name="保存", exact=True).first)

    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.get_by_text("浏览器里还有您没保存的文字")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('writing:'))") == []
    (draft,) = queries.drafts()
    assert "看销售、投产和退款。" in reading.text(draft).files["book.md"].decode()


def test_whoever_saves_while_a_check_is_under_way_has_saved(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}/rulebook/writing/0/clause/what/")
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    with page.expect_request(lambda asked: asked.method == "POST"):
        page.locator("#text-0").fill("看销售、投产和退款。")
    page.get_by_role("button", name="保存", exact=True).first.click()

    expect(page.get_by_text("已保存。")).to_be_visible()


def test_what_is_typed_before_the_scripts_arrive_is_checked_all_the_same(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    held: list[Route] = []
    late = True
    page.route("**/*.js", lambda route: held.append(route) if late else route.continue_())
    page.goto(f"{demo}{BONUS}", wait_until="commit")
    page.get_by_label("算法").fill("基础绩效工资 * 投产比达成率 * 个人评分 * 2")
    late = False
    for one in held:
        one.continue_()

    expect(page.get_by_text("原来读作")).to_be_visible()


def test_a_formula_is_completed_read_back_and_told_what_is_wrong(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}{BONUS}")
    formula = page.get_by_label("算法")
    formula.fill("")
    formula.press_sequentially("基础绩效工资 * 投产比达")
    page.locator(".offers li", has_text="投产比达成率").click()

    expect(formula).to_have_value("基础绩效工资 * 投产比达成率")
    expect(page.locator("#outcome")).to_contain_text("投产比达成率")
    formula.press_sequentially(" * 没有")
    expect(page.locator("[id='f_r.formula_at']")).to_contain_text("没有")


def test_whom_a_change_would_touch_stands_beside_it_as_one_types(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    page.goto(f"{demo}{BONUS}")
    expect(page.locator("#touched table")).to_have_count(0)
    page.get_by_label("算法").fill("基础绩效工资 * 投产比达成率 * 2")

    expect(page.locator("#touched").get_by_role("row", name="林夏")).to_contain_text("→")
    page.get_by_label("算法").fill("基础绩效工资 * 没有这个数")
    expect(page.locator("#touched table")).to_have_count(0)
    assert queries.drafts() == []
