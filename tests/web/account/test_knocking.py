"""Doors that open to strangers are counted, each of them, by where one comes from."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone

import make
from guiju.apps.people import models as people
from guiju.web.account import knocking
from guiju.web.account.knocking import DOORS, UNCOUNTED
from web import seen
from web.test_rights import GET, POST, named

pytestmark = pytest.mark.django_db
INTO_THE_HOUSE = {302, 401, 403, 405}  # for strangers, of what is behind the door


def test_each_address_that_answers_a_stranger_is_counted_or_says_why_not():
    answered = {address for table in (GET, POST) for address, told in table.items() if told[4] not in INTO_THE_HOUSE}
    opened = {resolve(address.partition("?")[0]).view_name for address in answered}

    assert sorted(opened - set(DOORS) - set(UNCOUNTED)) == []
    assert sorted((set(DOORS) | set(UNCOUNTED)) - set(named(get_resolver().url_patterns))) == []


@pytest.mark.parametrize("door", sorted(DOORS))
def test_who_knocks_too_often_is_told_when_to_come_again(door, monkeypatch, settings):
    address = next(one.partition("?")[0] for one in GET if resolve(one.partition("?")[0]).view_name == door)
    monkeypatch.setitem(DOORS, door, 2)
    client = Client(headers={"accept-language": "zh"})
    first = [client.get(address).status_code for _ in range(2)]
    third = client.get(address)
    elsewhere = Client(REMOTE_ADDR="10.0.0.7").get(address).status_code

    assert (429 in first, third.status_code, elsewhere == 429) == (False, 429, False)
    assert 0 < int(third["Retry-After"]) <= 60
    assert "请过一分钟再试" in seen.text(third)


def test_who_is_in_is_not_counted(visit, book, monkeypatch):
    monkeypatch.setitem(DOORS, "session:language", 1)
    client = visit("8")

    assert [client.post("/language/", {"language": "en"}).status_code for _ in range(3)] == [302] * 3


def test_a_whole_network_is_one_place_in_the_new_protocol():
    places = [knocking._place(one) for one in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1", "10.0.0.1", "?")]

    assert places == ["2001:db8::/64", "2001:db8::/64", "2001:db8:0:1::/64", "10.0.0.1", ""]


def test_a_flood_from_everywhere_fills_no_memory(monkeypatch):
    monkeypatch.setattr(knocking, "MOST_PLACES", 3)
    for at in range(10):
        knocking._knocked("account:with", f"10.0.0.{at}")

    assert (len(knocking._seen), knocking._knocked("account:with", "10.0.1.1")) == (4, 8)


def test_the_count_begins_anew_each_minute(monkeypatch):
    at = [1000 * 60.0]
    monkeypatch.setattr(knocking.time, "monotonic", lambda: at[0])
    knocking._knocked("account:with", "10.0.0.1")
    twice = knocking._knocked("account:with", "10.0.0.1")
    at[0] += 60

    assert (twice, knocking._knocked("account:with", "10.0.0.1")) == (2, 1)


def test_who_never_comes_in_leaves_a_session_of_minutes_and_who_does_one_of_days(book, settings):
    settings.GUIJU_URL = "http://guiju.example/"
    settings.ALLOWED_HOSTS = ["*"]
    make.user(people.Person.objects.get(number="1"), "a long password")
    client = Client()
    client.post("/sign-in/passkey/options/")
    before = (Session.objects.get().expire_date - timezone.now()).total_seconds()
    client.post("/sign-in/", {"username": "1", "password": "a long password"})
    after = (Session.objects.get().expire_date - timezone.now()).total_seconds()

    assert before <= 600
    assert after > 13 * 86400
