"""The second half of signing in: forged, guessed, replayed and lost."""

import time
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from guiju.apps.audit import queries as audit
from guiju.apps.login import totp
from guiju.apps.login.actions import _key
from guiju.apps.login.models import Factor, Opened, Recovery
from guiju.apps.people import models as people
from guiju.apps.work.models import Notice
from web import seen
from web.department import BOOK

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def here(book):
    return make.user(people.Person.objects.get(number="1"))


@pytest.fixture
def now(monkeypatch):
    """A clock of codes that a test winds."""
    at = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: at[0])
    return at


def sign_in(client: Client, **extra: str):
    return client.post("/sign-in/", {"username": "1", "password": PASSWORD}, **extra)


def code(now) -> str:
    return totp.code(_key(Factor.objects.get()), int(now[0]) // 30)


@pytest.fixture
def protected(here, now):
    """Somebody with an authenticator; gives the recovery codes."""
    client = Client()
    sign_in(client)
    client.post("/me/security/")
    answer = client.post("/me/security/confirm/", {"code": code(now)})
    now[0] += 60
    return [part for part in unescape(seen.text(answer)).split() if len(part) == 11 and part[5] == "-"]


def inside(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_password_alone_is_only_half_the_way(protected, now):
    client = Client()
    half = sign_in(client)

    assert half["Location"].startswith("/sign-in/code/")
    assert not inside(client)
    done = client.post("/sign-in/code/", {"code": code(now), "next": "/score/"})
    assert (done.status_code, done["Location"], inside(client)) == (302, "/score/", True)


def test_a_code_counts_once(protected, now):
    first, second = Client(), Client()
    typed = code(now)
    for client in (first, second):
        sign_in(client)
        client.post("/sign-in/code/", {"code": typed})

    assert (inside(first), inside(second)) == (True, False)


def test_a_recovery_code_counts_once(protected):
    assert len(protected) == 10
    tries = []
    for _twice in range(2):
        client = Client()
        sign_in(client)
        client.post("/sign-in/code/", {"code": protected[0].upper()})
        tries.append(inside(client))

    assert (tries, Recovery.objects.count()) == ([True, False], 9)


def test_who_guesses_waits(protected, now):
    client = Client()
    sign_in(client)
    for guess in range(5):
        client.post("/sign-in/code/", {"code": f"00000{guess}"})

    held = client.post("/sign-in/code/", {"code": code(now)})

    assert (held.status_code, inside(client)) == (422, False)
    assert "过一刻钟再试" in seen.text(held)


def test_half_a_way_ends_after_five_minutes(protected, now):
    client = Client()
    sign_in(client)
    now[0] += 301

    late = client.post("/sign-in/code/", {"code": code(now)})

    assert (late["Location"], inside(client)) == ("/sign-in/", False)


def test_the_code_s_page_is_nothing_without_a_password(protected, now):
    client = Client()
    client.cookies["sessionid"] = "f" * 32

    assert client.post("/sign-in/code/", {"code": code(now)})["Location"] == "/sign-in/"
    assert not inside(client)


def test_no_way_leads_out_of_the_house(protected, now):
    client = Client()
    sign_in(client)

    done = client.post("/sign-in/code/", {"code": code(now), "next": "https://evil.example/"})

    assert done["Location"] == "/"


def test_the_key_lies_sealed_and_the_codes_hashed(protected):
    row = Factor.objects.get()
    assert _key(row) not in bytes(row.sealed)
    assert all(one.replace("-", "") not in str(list(Recovery.objects.values())) for one in protected)


def test_a_position_may_be_asked_for_more_than_a_password(here, now):
    make.book(BOOK.replace("什么: [绩效, 奖金], 范围: 本人}", "什么: [绩效, 奖金], 范围: 本人, 两步验证: 是}"))
    client = Client()
    sign_in(client)

    before = client.get("/score/")
    client.post("/me/security/")
    client.post("/me/security/confirm/", {"code": code(now)})

    assert (before.status_code, before["Location"]) == (302, "/me/security/")
    assert inside(client)


def test_others_are_signed_out_and_only_one_s_own(here, admin):
    mine, other = Client(), Client()
    sign_in(mine)
    sign_in(other, HTTP_USER_AGENT="another phone")
    theirs = Opened.objects.create(
        user=User.objects.get(username="admin"), session="x" * 32, at=here.date_joined, address="", agent=""
    )

    mine.post("/me/security/end/", {"session": str(theirs.pk)})
    mine.post("/me/security/end/", {"session": "all"})

    assert (inside(mine), inside(other), Opened.objects.filter(pk=theirs.pk).exists()) == (True, False, True)


def test_a_new_device_is_told(here):
    sign_in(Client(), HTTP_USER_AGENT="desk")
    sign_in(Client(), HTTP_USER_AGENT="desk")
    before = Notice.objects.count()
    sign_in(Client(), HTTP_USER_AGENT="a phone")

    assert (before, Notice.objects.count()) == (0, 1)
    assert audit.counted(audit.Wanted(actions=("login.sign_in",))) == 3


def test_who_lost_the_phone_is_helped_by_hr_and_nobody_else(protected, visit):
    refused = visit("3").post("/people/1/account/", {"step": "unfactor"})
    still = Factor.objects.exists()
    visit("8").post("/people/1/account/", {"step": "unfactor"})

    assert (refused.status_code in {302, 403}, still, Factor.objects.exists()) == (True, True, False)
    client = Client()
    sign_in(client)
    assert inside(client)


def test_what_another_does_to_ones_account_is_told(protected, visit):
    for step in ("unfactor", "reset"):
        visit("8").post("/people/1/account/", {"step": step})
    visit("8").post("/people/1/link/")
    visit("8").post("/people/4/link/")

    told = Notice.objects.order_by("pk").values_list("person__number", "about__title", "about__by")
    end = "；不是您要的，请马上找管理员"
    assert list(told) == [
        ("1", f"您的两步验证和通行密钥被取消了{end}", "苏婉"),
        ("1", f"您的登录密码被重设了{end}", "苏婉"),
        ("1", f"有人为您发了一次性登录链接{end}", "苏婉"),
    ]


def test_who_guesses_the_code_that_takes_the_authenticator_off_waits(protected, now):
    client = Client()
    sign_in(client)
    client.post("/sign-in/code/", {"code": code(now)})
    now[0] += 60
    for guess in range(5):
        client.post("/me/security/remove/", {"code": f"00000{guess}"})

    held = client.post("/me/security/remove/", {"code": code(now)}, follow=True, headers={"accept-language": "zh"})

    assert Factor.objects.count() == 1
    assert "错得太多，请过一刻钟再试" in seen.text(held)


def test_who_manages_accounts_leaves_the_authenticator_of_an_administrator(protected, visit):
    User.objects.update(is_superuser=True)
    assert User.objects.count() == 1

    visit("8").post("/people/1/account/", {"step": "unfactor"})

    assert Factor.objects.count() == 1
