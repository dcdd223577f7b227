"""Passkeys: added, signed in with, and refused when anything about them is not as it was asked."""

import json
import time
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps import clock
from guiju.apps.audit import queries as audit
from guiju.apps.login.models import Passkey
from guiju.apps.people import models as people
from web import seen
from web.account.device import PRESENT, Device
from web.department import BOOK

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
CHINESE = {"accept-language": "zh"}
DEMAND = BOOK.replace("什么: [绩效, 奖金], 范围: 本人}", "什么: [绩效, 奖金], 范围: 本人, 两步验证: 是}")


@pytest.fixture(autouse=True)
def here(book):
    return make.user(people.Person.objects.get(number="1"), PASSWORD)


def sign_in(client: Client):
    return client.post("/sign-in/", {"username": "1", "password": PASSWORD})


def asked(client: Client, path: str = "/sign-in/passkey/options/") -> dict:
    answer = client.post(path)
    assert answer.status_code == 200
    return json.loads(answer.content)


def added(device: Device, client: Client | None = None, name: str = "我的手机"):
    if client is None:
        client = Client()
        sign_in(client)
    answer = device.make(asked(client, "/me/security/passkeys/options/"))
    return client.post("/me/security/passkeys/", {"name": name, "answer": answer}, follow=True, headers=CHINESE)


@pytest.fixture
def device():
    """A device with a passkey of 林夏's, that counts."""
    found = Device(counter=1)
    added(found)
    assert Passkey.objects.count() == 1
    return found


def entered(device: Device, client: Client | None = None, onward: str = "/", **wrong: str) -> bool:
    client = client or Client()
    answer = device.sign(asked(client), **wrong)
    client.post("/sign-in/passkey/", {"answer": answer, "next": onward})
    return client.get("/").status_code == 200


def test_who_has_a_passkey_needs_no_password(device):
    client = Client()
    options = asked(client)
    done = client.post("/sign-in/passkey/", {"answer": device.sign(options), "next": "/score/"})

    assert options["publicKey"]["userVerification"] == "required"
    assert (done.status_code, done["Location"], client.get("/").status_code) == (302, "/score/", 200)
    assert audit.counted(audit.Wanted(actions=("login.sign_in",))) == 2


def test_what_is_asked_names_this_house_and_says_nothing_of_who_it_is(here):
    client = Client()
    sign_in(client)
    options = asked(client, "/me/security/passkeys/options/")["publicKey"]

    assert (options["rp"]["id"], options["user"]["name"], options["user"]["displayName"]) == ("testserver", "1", "林夏")
    wanted = options["authenticatorSelection"]
    assert (wanted["userVerification"], wanted["residentKey"]) == ("required", "required")
    assert len(options["user"]["id"]) == 43  # 32 bytes of chance


def test_a_device_is_not_asked_for_a_second_passkey(device):
    client = Client()
    sign_in(client)

    assert len(asked(client, "/me/security/passkeys/options/")["publicKey"]["excludeCredentials"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://testserver"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"handle": b"somebody else"},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"id": b"unknown"},
    ],
    ids=["origin", "scheme", "host", "nobody looked", "nobody there", "owner", "signature", "unknown"],
)
def test_what_is_not_as_it_was_asked_opens_nothing(device, wrong):
    for name, value in wrong.items():
        setattr(device, name, value)

    assert not entered(device)


def test_an_answer_counts_once_and_only_for_what_was_asked_last(device):
    client = Client()
    answer = device.sign(asked(client))
    first = client.post("/sign-in/passkey/", {"answer": answer}).headers["Location"]
    client.post("/sign-out/")
    replayed = client.post("/sign-in/passkey/", {"answer": answer}).headers["Location"]

    other = Client()
    asked(other)

    assert (first, replayed) == ("/", "/sign-in/")
    assert not entered(device, challenge="A" * 43)
    assert other.post("/sign-in/passkey/", {"answer": device.sign(asked(Client()))})["Location"] == "/sign-in/"


def test_an_answer_that_comes_late_opens_nothing(device, monkeypatch):
    client, now = Client(), time.time()
    options = asked(client)
    monkeypatch.setattr(time, "time", lambda: now + 301)

    assert client.post("/sign-in/passkey/", {"answer": device.sign(options)})["Location"] == "/sign-in/"


def test_a_copied_passkey_is_noticed_by_its_counter(device):
    assert entered(device)
    before = Passkey.objects.get().counter
    device.counter -= 1  # the copy has not counted what the other did

    assert (entered(device), Passkey.objects.get().counter) == (False, before)
    assert audit.counted(audit.Wanted(actions=("login.copied_passkey",))) == 1


def test_a_device_that_does_not_count_is_taken():
    device = Device()
    added(device)

    assert [entered(device), entered(device)] == [True, True]


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "not json", '{"rawId": 3}', '{"rawId": "AA", "response": {}}']
)
def test_what_is_no_answer_is_refused_politely(device, answer):
    client = Client()
    asked(client)
    said = client.post("/sign-in/passkey/", {"answer": answer}, follow=True, headers=CHINESE)
    sign_in(client)
    asked(client, "/me/security/passkeys/options/")
    adding = client.post("/me/security/passkeys/", {"name": "x", "answer": answer}, follow=True, headers=CHINESE)

    assert "这个通行密钥没有通过" in seen.text(said)
    assert "这个通行密钥没有加成" in seen.text(adding)
    assert Passkey.objects.count() == 1


def test_a_passkey_made_for_another_house_or_without_looking_is_not_kept():
    for wrong in (Device(origin="https://evil.example"), Device(host="evil.example"), Device(flags=PRESENT)):
        assert "这个通行密钥没有加成" in seen.text(added(wrong))

    assert Passkey.objects.count() == 0


def test_who_has_left_does_not_come_in(device):
    people.Person.objects.filter(number="1").update(left=clock.today().replace(day=1))

    assert not entered(device)


def test_one_names_and_removes_one_s_own_and_nobody_else_s(device, visit):
    number = Passkey.objects.get().pk
    other, mine = visit("3"), Client()
    for step in ("rename", "remove"):
        other.post("/me/security/passkeys/change/", {"passkey": number, "step": step, "name": "mine now"})
    kept = Passkey.objects.get().name
    sign_in(mine)
    mine.post("/me/security/passkeys/change/", {"passkey": number, "step": "rename", "name": "办公室的电脑"})
    named = Passkey.objects.get().name
    mine.post("/me/security/passkeys/change/", {"passkey": number, "step": "remove"})

    assert (kept, named, Passkey.objects.count()) == ("我的手机", "办公室的电脑", 0)
    assert not entered(device)


def test_where_more_than_a_password_is_demanded_a_passkey_will_do(device):
    make.book(DEMAND)
    client = Client()

    half = sign_in(client)
    page = client.get(half["Location"], headers=CHINESE)
    outside = client.get("/").status_code
    inside = entered(device, client)

    assert half["Location"].startswith("/sign-in/code/")
    assert "再用通行密钥证明一次" in seen.text(page)
    assert (outside, inside) == (302, True)


def test_where_it_is_demanded_a_passkey_can_be_added_after_a_while_too(monkeypatch):
    make.book(DEMAND)
    client, at = Client(), time.time()
    sign_in(client)
    monkeypatch.setattr(time, "time", lambda: at + 960)

    stale = client.post("/me/security/passkeys/options/").status_code
    proof = {"proof": "POST", "proof_password": PASSWORD, "next": "/me/security/"}
    proved = client.post("/me/prove/", proof)
    added(Device(), client)

    assert (stale, proved["Location"], Passkey.objects.count()) == (401, "/me/security/", 1)
    assert client.get("/").status_code == 200


def test_half_way_in_the_passkey_of_another_does_not_help(device, visit):
    make.book(DEMAND)
    other = Device()
    added(other, visit("3"), "另一人的")
    client = Client()
    sign_in(client)

    assert not entered(other, client)


def test_a_lost_device_is_taken_off_by_hr(device, visit):
    visit("8").post("/people/1/account/", {"step": "unfactor"})

    assert (Passkey.objects.count(), entered(device)) == (0, False)


def test_passkeys_belong_to_the_address_that_people_open(settings, here):
    settings.GUIJU_URL = "https://guiju.example.com/"
    settings.CSRF_TRUSTED_ORIGINS = ["https://desk.guiju.example.com", "https://other.example.com"]
    good = Device(origin="https://guiju.example.com", host="guiju.example.com")
    added(good)
    answers = {}
    for origin in ("https://guiju.example.com", "https://desk.guiju.example.com", "https://other.example.com"):
        good.origin = origin
        answers[origin] = entered(good)

    assert list(answers.values()) == [True, True, False]


def test_a_bare_number_has_no_passkeys(settings, here):
    settings.GUIJU_URL = "http://10.0.0.7:8000/"
    client = Client()
    sign_in(client)

    assert client.post("/sign-in/passkey/options/").status_code == 404
    assert "要一个域名" in seen.text(client.get("/me/security/", headers=CHINESE))


def test_nothing_that_opens_lies_in_the_house(device):
    """Only the public half; and no session keeps what was asked once it is answered."""
    private = device.key.private_numbers().private_value.to_bytes(32, "big")
    assert private not in bytes(Passkey.objects.get().data)
    assert not any("passkey_adding" in row.get_decoded() for row in Session.objects.all())


def test_the_page_asks_as_much_of_one_passkey_as_of_three(device):
    client = Client()
    sign_in(client)
    with CaptureQueriesContext(connection) as one:
        client.get("/me/security/")
    asks = len(one)
    for name in ("二", "三"):
        added(Device(), client, name)
    client.get("/me/security/")
    with CaptureQueriesContext(connection) as three:
        client.get("/me/security/")

    assert len(three) == asks <= 15


@pytest.mark.parametrize("parts", ["[" * 20_000, "short", "deep"])
def test_an_answer_that_no_device_gives_opens_nothing(device, parts):
    client = Client()
    question = asked(client)
    answer = json.loads(device.sign(question))
    cut = bytes(32) + bytes([0x85]) + bytes(4)  # says that more follows than does
    deep = bytes(32) + bytes([0x85]) + bytes(4) + b"\x81" * 9000
    answer["response"]["authenticatorData"] = urlsafe_b64encode(cut if parts == "short" else deep).decode()
    sent = parts if parts.startswith("[") else json.dumps(answer)

    refused = client.post("/sign-in/passkey/", {"answer": sent})

    assert (refused.status_code, refused["Location"]) == (302, "/sign-in/")
