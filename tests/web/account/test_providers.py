"""Setting other houses up: by who manages accounts, with secrets that are sealed and never shown."""

import pytest
from django.test import Client

import make
from guiju.apps.audit import queries as audit
from guiju.apps.login.models import Identity, Provider
from guiju.apps.people import models as people
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
TOLD = {
    "name": "公司飞书",
    "app": "cli_1",
    "secret": "s3cret-of-the-app",
    "base": "https://open.feishu.cn",
    "door": "https://accounts.feishu.cn",
}


@pytest.fixture
def hr(visit):
    client = visit("8")
    assert client.post("/setup/sign-in/add/feishu/", TOLD).status_code == 302
    return client


def test_a_house_that_is_set_up_stands_on_the_sign_in_page_until_it_is_turned_off(hr):
    number = Provider.objects.get().pk
    shown = seen.text(Client().get("/sign-in/", headers={"accept-language": "zh"}))
    hr.post(f"/setup/sign-in/{number}/switch/", {"step": "off"})
    hidden = seen.text(Client().get("/sign-in/", headers={"accept-language": "zh"}))

    assert ("用公司飞书登录" in shown, "用公司飞书登录" in hidden) == (True, False)
    assert Client().get(f"/sign-in/with/{number}/").status_code == 404


def test_the_secret_is_sealed_shown_to_nobody_and_told_to_no_ledger(hr):
    row = Provider.objects.get()
    page = hr.get(f"/setup/sign-in/{row.pk}/").content.decode()
    lines = audit.lines(kind="provider", key="公司飞书", limit=10)

    assert TOLD["secret"].encode() not in bytes(row.secret)
    assert (TOLD["secret"] in page, f"http://testserver/sign-in/back/{row.pk}/" in page) == (False, True)
    assert ([line.action for line in lines], TOLD["secret"] in repr(lines)) == (["login.save_provider"], False)


def test_a_secret_left_empty_stays_but_never_goes_to_another_address(hr):
    row = Provider.objects.get()
    same = hr.post(f"/setup/sign-in/{row.pk}/", TOLD | {"secret": "", "name": "飞书"})
    moved = hr.post(f"/setup/sign-in/{row.pk}/", TOLD | {"secret": "", "base": "https://evil.example"})
    kept = bytes(Provider.objects.get().secret)

    assert (same.status_code, moved.status_code, kept) == (302, 422, bytes(row.secret))
    assert "再写一遍：地址变了" in seen.text(moved)


def test_another_company_s_app_knows_nobody_yet(hr):
    row = Provider.objects.get()
    user = make.user(people.Person.objects.get(number="1"))
    Identity.objects.create(provider=row, user=user, subject="ou_1", made=user.date_joined)
    hr.post(f"/setup/sign-in/{row.pk}/", TOLD | {"app": "cli_2"})

    assert Identity.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"app": ""}, {"app": "two words"}, {"base": "ftp://x"}, {"secret": ""}], ids=str
)
def test_what_cannot_be_read_is_said_at_its_field(visit, wrong):
    answer = visit("8").post("/setup/sign-in/add/feishu/", TOLD | wrong)

    assert (answer.status_code, Provider.objects.count()) == (422, 0)
    assert 'aria-invalid="true"' in answer.content.decode()


def test_others_than_who_manages_accounts_see_and_change_nothing(hr, visit):
    number = Provider.objects.get().pk
    for address in ("/setup/sign-in/", "/setup/sign-in/add/feishu/", f"/setup/sign-in/{number}/"):
        assert visit("3").get(address).status_code == 403
    assert visit("3").post(f"/setup/sign-in/{number}/switch/", {"step": "remove"}).status_code == 403
    assert Provider.objects.count() == 1
