"""The first hour in a real browser: from an empty house to first figures and first people bound."""

import time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, Locator, Page, expect

from guiju.apps.people import firstcode
from guiju.apps.rulebook.shelf import profiles
from journeys.conftest import TODAY, reading
from journeys.steps import follow

FILES = Path(__file__).resolve().parents[2] / "docs/tutorial/files"
PASSWORD = "correct horse 9"
LONGEST = 60  # seconds of work in this process, the server's among it; 8 pass on an idle desk


@pytest.fixture
def empty(tmp_path, transactional_db, settings, live_server, monkeypatch) -> str:
    """A house in which nobody was yet, with a library of two documents; gives its address."""
    settings.GUIJU_NOW, settings.WHITENOISE_USE_FINDERS = TODAY, True
    folder = tmp_path / "regulations"
    folder.mkdir()
    for file in ("minimal.md", "personnel.md"):
        (folder / file).write_bytes((profiles.FOLDER / file).read_bytes())
    monkeypatch.setattr(profiles, "FOLDER", folder)
    return live_server.url


@pytest.fixture(params=["zh-hans", "en"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server, settings) -> Page:
    """A window in either language, in which the test's own words are translated as the page's are."""
    language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": request.param, "url": live_server.url}
    with reading(browser) as page, translation.override(request.param):
        page.context.add_cookies([language])
        yield page


def step(page: Page, key: str) -> Locator:
    return page.locator(f"section#{key} .flag")


def sign_in_first(page: Page, empty: str) -> None:
    """Make the administrator with the code of the window, and come in."""
    code = firstcode.issue()
    page.goto(empty)
    page.fill("[name=code]", code)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    follow(page, page.locator("form button.main"))
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    follow(page, page.locator("form button.main"))


def test_an_empty_house_becomes_one_with_figures_and_people_bound(empty, page, tmp_path):
    began = time.process_time()
    sign_in_first(page, empty)
    expect(page).to_have_url(f"{empty}/start/")
    expect(step(page, "account")).to_have_text(_("做好了"))
    expect(step(page, "choose")).to_have_text(_("下一步"))

    follow(page, page.locator("section#choose a.btn"))
    page.check("input[name=with][value='minimal.md']")
    page.check("input[name=with][value='personnel.md']")
    follow(page, page.locator("button[form=with]"))
    expect(page.locator("#compare")).to_contain_text(_("手工填报"))
    follow(page, page.locator("button[name=file][value='minimal.md']").first)

    page.fill("[name='alias.unit.推广组']", "投放组")
    follow(page, page.locator("button[name=save]"))
    page.fill("input[name=start]", "2026-09-01")
    page.once("dialog", lambda dialog: dialog.accept())
    follow(page, page.locator("#adopt button.main"))
    expect(page).to_have_url(f"{empty}/start/")
    expect(step(page, "roster")).to_have_text(_("下一步"))

    book = tmp_path / "通讯录.csv"
    rows = ["姓名,账号,职务,部门,激活状态", "周岚,zhoulan,组长,甲/投放组,已激活", "林夏,linxia,推广,甲/投放组,已激活"]
    book.write_text("\n".join(rows), "utf-8")
    follow(page, page.locator("section#roster a.btn"))
    page.set_input_files("input[name=file]", str(book))
    page.click("button.main")
    page.fill("input[name=start]", "2026-09-01")
    page.get_by_role("button", name=_("保存对应，重算预览")).click()
    page.click("button[name=step][value=take]")
    page.wait_for_url("**/people/")
    expect(page.locator("#list")).to_contain_text("林夏")

    page.goto(f"{empty}/start/")
    expect(step(page, "bound")).to_have_text(_("做好了"))
    expect(step(page, "shop")).to_have_text(_("下一步"))
    follow(page, page.locator("section#shop a.btn"))
    page.fill("[name=name]", "云栖家居旗舰店")
    follow(page, page.locator("form button.main"))
    follow(page, page.get_by_text(_("去放表"), exact=True))
    page.set_input_files("input[type=file]", [str(file) for file in sorted(FILES.iterdir())])
    page.click("details summary")
    page.select_option("select[name=shop]", "云栖家居旗舰店")
    page.click("form.bring button.main")
    page.wait_for_url("**/runs/**")
    page.goto(f"{empty}/start/")
    expect(step(page, "data")).to_have_text(_("做好了"))
    expect(step(page, "figures")).to_have_text(_("做好了"))
    expect(page.locator("main")).to_contain_text(_("都做好了。"))
    assert time.process_time() - began < LONGEST
