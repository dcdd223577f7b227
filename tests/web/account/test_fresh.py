"""What matters wants a fresh proof; what was filled in survives it; a guest of the demo is never asked."""

import json
import time

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

import make
from guiju.apps.intake.models import Token
from guiju.apps.login import totp
from guiju.apps.login.actions import _key
from guiju.apps.login.models import Factor, Link
from guiju.apps.people import models as people
from guiju.web.account.fresh import GIVES, MATTERS
from web import seen
from web.account.device import Device
from web.test_rights import named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
PASSWORD = "a long password"
CHINESE = {"accept-language": "zh"}


@pytest.fixture
def now(monkeypatch):
    """A clock that a test winds."""
    at = [time.time()]
    monkeypatch.setattr(time, "time", lambda: at[0])
    return at


@pytest.fixture
def hr(now):
    """HR, who signed in sixteen minutes ago."""
    make.user(people.Person.objects.get(number="8"), PASSWORD)
    client = Client(headers=CHINESE)
    client.post("/sign-in/", {"username": "8", "password": PASSWORD})
    now[0] += 960
    return client


def link(client: Client, **proof: str):
    return client.post("/people/1/link/", proof)


def test_a_link_for_another_wants_a_fresh_proof_and_is_then_made_at_once(hr):
    asked = link(hr)
    made_before = Link.objects.count()
    done = link(hr, proof="POST", proof_password=PASSWORD)

    assert (asked.status_code, made_before, done.status_code, Link.objects.count()) == (403, 0, 200, 1)
    assert "请证明是您本人" in seen.text(asked)
    assert "一次性链接" in seen.text(done)


def test_a_proof_lasts_a_quarter_of_an_hour(hr, now):
    link(hr, proof="POST", proof_password=PASSWORD)
    now[0] += 890
    still = link(hr).status_code
    now[0] += 20

    assert (still, link(hr).status_code) == (200, 403)


def test_who_has_just_signed_in_is_not_asked(now):
    make.user(people.Person.objects.get(number="8"), PASSWORD)
    client = Client()
    client.post("/sign-in/", {"username": "8", "password": PASSWORD})

    assert link(client).status_code == 200


def test_what_was_filled_in_is_carried_over_the_proof(hr):
    filled = {"name": "收数 <b>", "scopes": ["upload", "read"], "days": "30"}
    asked = hr.post("/setup/intake/tokens/", filled).content.decode()

    for name, value in (("name", "收数 &lt;b&gt;"), ("scopes", "upload"), ("scopes", "read"), ("days", "30")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in asked
    assert Token.objects.count() == 0


def test_a_wrong_proof_does_nothing_and_guesses_are_counted(hr):
    wrong = [link(hr, proof="POST", proof_password=guess).status_code for guess in ("", "no", "nope", "x", "y")]
    locked = link(hr, proof="POST", proof_password=PASSWORD).status_code

    assert (wrong, locked, Link.objects.count()) == ([422] * 5, 422, 0)


def test_the_password_of_another_is_no_proof(hr):
    make.user(people.Person.objects.get(number="1"), "the password of another")

    assert link(hr, proof="POST", proof_password="the password of another").status_code == 422


def test_a_code_is_a_proof_and_counts_once(hr, now):
    hr.post("/me/security/", {"proof": "POST", "proof_password": PASSWORD})
    code = lambda: totp.code(_key(Factor.objects.get()), int(now[0]) // 30)  # noqa: E731 - of the moment
    hr.post("/me/security/confirm/", {"code": code()})
    now[0] += 960
    typed = code()
    first = link(hr, proof="POST", proof_code=typed).status_code
    now[0] += 960
    second = link(hr, proof="POST", proof_code=typed).status_code

    assert (first, second) == (200, 422)


def test_a_passkey_is_a_proof_and_only_one_s_own(hr, now):
    device, other = Device(), Device()
    assert hr.post("/me/security/passkeys/options/").status_code == 401
    hr.post("/me/prove/", {"proof": "POST", "proof_password": PASSWORD, "next": "/me/security/"})
    options = json.loads(hr.post("/me/security/passkeys/options/").content)
    hr.post("/me/security/passkeys/", {"name": "x", "answer": device.make(options)})
    now[0] += 960
    asked = lambda: json.loads(hr.post("/sign-in/passkey/options/").content)  # noqa: E731 - each time anew
    wrong = link(hr, proof="POST", proof_answer=other.sign(asked())).status_code
    right = link(hr, proof="POST", proof_answer=device.sign(asked())).status_code

    assert (wrong, right) == (422, 200)


def test_a_file_of_pay_is_given_after_the_proof(now, visit):
    director = visit("9")
    fresh = director.get("/score/people/export.xlsx").status_code
    now[0] += 960
    where = "/score/people/export.xlsx"
    asked = director.get(where, headers={"referer": "http://testserver/score/people/"})
    done = director.post(where, {"proof": "GET", "proof_password": PASSWORD, "proof_back": "/score/people/"})

    assert (fresh, asked.status_code, done.status_code) == (200, 403, 200)
    assert 'name="proof_back" value="/score/people/"' in asked.content.decode()
    shown = done.content.decode()
    assert f'<meta http-equiv="refresh" content="0;url={where}">' in shown
    assert 'href="/score/people/">回到刚才的页面' in shown
    assert director.get(where).status_code == 200


def test_a_file_that_is_posted_for_is_fetched_from_a_page_that_leads_back(hr):
    proved = {"proof": "POST", "proof_password": PASSWORD, "proof_back": "//evil.example/", "kind": "all"}
    done = hr.post("/setup/roster/export/", proved).content.decode()

    assert '<form method="post" action="/setup/roster/export/" data-send>' in done
    assert '<input type="hidden" name="kind" value="all">' in done
    assert "evil" not in done
    assert PASSWORD not in done
    assert "attachment" in hr.post("/setup/roster/export/", {"kind": "all"})["Content-Disposition"]


def test_to_look_is_not_asked(hr):
    for address in ("/people/1/", "/setup/intake/tokens/", "/setup/sign-in/add/feishu/", "/me/security/", "/"):
        assert hr.get(address).status_code == 200


def test_a_first_regulation_is_put_into_force_after_the_proof(hr):
    asked = hr.post("/start/fill/1/adopt/", {"start": "2026-10-10"})

    assert (asked.status_code, 'name="start" value="2026-10-10"' in asked.content.decode()) == (403, True)


def test_nobody_keeps_a_copy_of_what_is_carried_over_the_proof(hr):
    asked = hr.post("/setup/sign-in/add/feishu/", {"name": "飞书", "app": "a", "secret": "between us"})

    assert "between us" in asked.content.decode()
    assert asked.headers.get("Cache-Control", "") == "no-store, private"


def test_where_one_came_from_need_be_no_address(hr):
    asked = hr.post("/people/1/link/", headers={"HX-Request": "true", "Referer": "http://["})

    assert (asked.status_code, asked["HX-Redirect"]) == (204, "/me/prove/?next=%2F")


def test_proving_by_itself_leads_back_and_never_outside(hr):
    shown = hr.get("/me/prove/", {"next": "//evil.example/"})
    done = hr.post("/me/prove/", {"proof": "POST", "proof_password": PASSWORD, "next": "/me/security/"})

    assert 'name="next" value="/"' in shown.content.decode()
    assert (done.status_code, done["Location"]) == (302, "/me/security/")


def test_a_guest_of_the_demo_is_never_asked_and_only_there(visit, settings, now):
    visit("8")
    settings.GUIJU_DEMO = True
    client = Client()
    client.post("/sign-in/as/hr/")
    now[0] += 10_000
    on_the_demo = link(client).status_code
    settings.GUIJU_DEMO = False

    assert (on_the_demo, link(client).status_code) == (200, 403)


def test_every_deed_of_the_table_is_an_address_of_the_house():
    assert sorted(set(MATTERS) - set(named(get_resolver().url_patterns))) == []
    assert sorted(GIVES - set(MATTERS)) == []


@pytest.mark.parametrize(
    "address",
    [
        "/setup/ledger/export/xlsx/",
        "/setup/ledger/export/lines/",
        "/setup/addresses/export/",
        "/setup/privacy/people/1/export/",
        "/setup/roster/export/",
        "/people/export/",
    ],
)
def test_whoever_takes_people_s_data_away_proves_it_first(address, now):
    User.objects.create_superuser("root", password=PASSWORD)
    client = Client(headers=CHINESE)
    client.post("/sign-in/", {"username": "root", "password": PASSWORD})
    now[0] += 960
    asked = client.post(address)
    done = client.post(address, {"proof": "POST", "proof_password": PASSWORD})

    assert (asked.status_code, done.status_code) == (403, 200)
    assert "请证明是您本人" in seen.text(asked)
    assert f'<form method="post" action="{address}" data-send>' in done.content.decode()
    assert "attachment" in client.post(address)["Content-Disposition"]
