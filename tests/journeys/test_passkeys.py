"""A passkey in a real browser, held by its own virtual device: added on one's page, then signed in with."""

import pytest
from playwright.sync_api import Browser, Page, expect

import make
from guiju.apps.login.models import Passkey
from guiju.apps.people import models as people
from journeys.conftest import reading
from journeys.steps import follow, wider
from journeys.test_work import PHONE
from web import department

pytestmark = pytest.mark.journey
PASSWORD = "a long password"


def device(page: Page) -> None:
    """A device that knows its owner, as a phone with a fingerprint does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    about = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": about | more})


def test_a_passkey_is_added_and_opens_the_door(tmp_path, transactional_db, settings, live_server, browser: Browser):
    settings.WHITENOISE_USE_FINDERS = True
    department.open_department(tmp_path)
    make.user(people.Person.objects.get(number="1"), PASSWORD)
    with reading(browser, **PHONE) as page:
        device(page)
        page.goto(f"{live_server.url}/sign-in/?next=/me/security/")
        page.get_by_label("用户名").fill("1")
        page.get_by_label("密码").fill(PASSWORD)
        follow(page, page.get_by_role("button", name="登录", exact=True))
        page.get_by_label("给它起个名").fill("我的手机")
        page.get_by_role("button", name="添加通行密钥").click()
        expect(page.get_by_text("通行密钥“我的手机”加好了")).to_be_visible()
        assert wider(page) == 0
        page.get_by_label("给它起个名").fill("再来一个")
        page.get_by_role("button", name="添加通行密钥").click()
        expect(page.get_by_text("这台设备上已经有您的通行密钥了。")).to_be_visible()

        page.context.clear_cookies()
        page.goto(f"{live_server.url}/sign-in/?next=/score/")
        page.get_by_role("button", name="用通行密钥登录").click()
        page.wait_for_url("**/score/")
        expect(page.get_by_role("button", name="菜单 林夏")).to_be_visible()

    assert [(one.name, one.used is not None) for one in Passkey.objects.all()] == [("我的手机", True)]
