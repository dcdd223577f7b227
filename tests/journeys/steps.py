"""Steps that every journey takes. Each of them ends where the next may begin, however slow the machine is."""

from playwright.sync_api import Locator, Page, expect


def follow(page: Page, what: Locator) -> None:
    """Press what leads to another page, or to this one anew, and be there: its styles and its scripts have come."""
    with page.expect_navigation():
        what.click()


def sign_in(page: Page, url: str, who: str) -> None:
    """Come in by one press, as the demo allows, and be in."""
    page.goto(url)
    follow(page, page.get_by_role("button", name=who))
    expect(page.locator(".whoami")).to_have_text(who)
    whole(page)


def whole(page: Page) -> None:
    """What the page asks for by itself, once it stands, has come."""
    expect(page.locator("p.later")).to_have_count(0)


def wider(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it is laid out."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
