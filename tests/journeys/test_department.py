"""Paths that people walk through the department, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from guiju.apps.people import models as people
from guiju.apps.rulebook import queries
from journeys.conftest import reading
from journeys.steps import follow, sign_in, wider

pytestmark = pytest.mark.journey


def test_a_specialist_follows_the_bonus_down_to_the_order_rows(demo: str, page: Page):
    sign_in(page, demo, "林夏")
    expect(page.get_by_role("heading", name="林夏，您好")).to_be_visible()

    follow(page, page.get_by_role("link", name="绩效"))
    follow(page, page.get_by_role("link", name="怎么来的"))
    branch = page.locator("details.step", has_text="投产比达成率").last
    for step in page.locator("details.step").all():
        step.evaluate("step => step.open = true")
    expect(branch).to_be_visible()
    page.get_by_role("link", name=re.compile("看这 2 行")).first.click()

    expect(page.get_by_role("heading", name="订单")).to_be_visible()
    expect(page.get_by_role("cell", name="¥70.00").first).to_be_visible()


def test_a_director_tries_an_amendment_and_puts_it_into_force(demo: str, page: Page):
    sign_in(page, demo, "沈行")
    follow(page, page.get_by_role("link", name="规矩", exact=True).last)
    follow(page, page.get_by_role("link", name="改 奖金 流量获取组"))

    page.get_by_label("算法").fill("基础绩效工资 * 投产比达成率 * 个人评分 * 2")
    expect(page.get_by_text("原来读作")).to_be_visible()
    follow(page, page.get_by_role("button", name="保存", exact=True).last)
    expect(page.get_by_text("已保存。")).to_be_visible()

    follow(page, page.locator("nav.crumbs a").last)
    follow(page, page.get_by_role("link", name="看改了什么、影响谁"))
    expect(page.get_by_text("¥1,875.00 → ¥3,750.00")).to_be_visible()
    page.get_by_label("从哪天起施行").fill("2026-11-01")
    page.get_by_role("button", name="采用这份草稿").click()
    expect(page.get_by_text("已采用，自 2026年11月1日 起施行。")).to_be_visible()
    assert len(queries.adoptions()) == 2


def test_a_leader_enters_a_figure_and_what_is_typed_survives_leaving_the_page(demo: str, page: Page):
    sign_in(page, demo, "周岚")
    follow(page, page.get_by_role("link", name="去填报"))

    page.get_by_label("个人评分 吴桐 2").fill("1.1")
    page.reload()
    expect(page.get_by_label("个人评分 吴桐 2")).to_have_value("1.1")
    page.get_by_role("button", name="保存填报").click()
    expect(page.get_by_text("已保存 1 项。")).to_be_visible()


def test_the_rulebook_answers_while_one_types(demo: str, page: Page):
    sign_in(page, demo, "林夏")
    follow(page, page.get_by_role("link", name="规矩", exact=True).last)

    expect(page.get_by_role("heading", name="电商部规矩", exact=True)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("投产")

    expect(page.get_by_role("heading", name="查到的条款")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off_and_the_places_lie_at_the_thumb(demo: str, browser: Browser, theme: str):
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": theme, "has_touch": True, "is_mobile": True}
    with reading(browser, **phone) as page:
        sign_in(page, demo, "沈行")
        for path in (
            "/",
            "/rulebook/",
            "/numbers/",
            "/numbers/of/投产比/",
            "/score/people/",
            "/people/",
            "/people/inputs/",
        ):
            page.goto(demo + path)
            assert (path, wider(page)) == (path, 0)
        bar = page.locator(".places").bounding_box()
        assert bar["y"] > 700
        page.get_by_role("button", name="菜单").click()
        expect(page.get_by_role("link", name="设置").last).to_be_visible()


def test_everything_can_be_read_in_english_and_in_the_dark(demo: str, page: Page):
    sign_in(page, demo, "林夏")

    follow(page, page.get_by_role("button", name="English"))
    expect(page.get_by_role("link", name="Numbers", exact=True)).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    follow(page, page.get_by_role("button", name="Dark"))

    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 23, 26)")


def test_a_chart_is_drawn_and_its_table_stays(demo: str, page: Page):
    sign_in(page, demo, "林夏")
    page.goto(f"{demo}/numbers/of/投产比/")

    expect(page.locator(".chart canvas")).to_be_visible()
    page.get_by_text("数据表").click()
    expect(page.get_by_role("cell", name="2.5").first).to_be_visible()


@pytest.mark.parametrize(("width", "language"), [(720, "zh-CN"), (768, "en-GB"), (900, "en-GB")])
def test_enlarged_or_on_a_tablet_the_bar_keeps_its_words_whole(demo: str, browser: Browser, width: int, language: str):
    with reading(browser, viewport={"width": width, "height": 600}, locale=language) as page:
        sign_in(page, demo, "沈行")
        expect(page.locator(".places")).to_be_visible()

        heights = page.locator(".places a:visible span").evaluate_all("all => all.map(one => one.offsetHeight)")
        assert max(heights) < 30
        within = "() => document.querySelector('.top').scrollWidth <= innerWidth"
        assert page.evaluate(within)


def test_the_longest_name_breaks_within_the_page_of_a_phone(demo: str, browser: Browser):
    people.Person.objects.filter(number="1").update(name="林" * 20 + "Wolfeschlegelsteinhausenbergerdorff")
    with reading(browser, viewport={"width": 390, "height": 844}) as page:
        sign_in(page, demo, "沈行")
        expect(page.locator(".places")).to_be_visible()

        for address in ("/score/1/", "/people/", "/score/people/"):
            page.goto(f"{demo}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") == 390


TOO_LOW = """() => [...document.querySelectorAll(
  'button, summary, select, a.btn, a.chip, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.vh, [tabindex="-1"]'))
  .map(one => [one.getBoundingClientRect().height, (one.textContent || one.name).trim().slice(0, 20)])
  .filter(([height]) => height > 8 && height < 39.5)"""


def test_on_a_phone_a_thumb_hits_whatever_is_pressed(demo: str, browser: Browser):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with reading(browser, **phone) as page:
        sign_in(page, demo, "沈行")
        for path in ("/", "/rulebook/", "/numbers/", "/numbers/of/投产比/", "/score/people/", "/people/", "/sources/"):
            page.goto(demo + path)
            assert (path, page.evaluate(TOO_LOW)) == (path, [])
