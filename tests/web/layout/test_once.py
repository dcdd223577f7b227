"""What a browser sends again because no answer came is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guiju.apps.login.models import Link
from guiju.apps.people.models import Person
from guiju.apps.upkeep import once
from guiju.apps.upkeep.models import Deed
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
KEY = {"Guiju-Deed": "a" * 32, "Referer": "http://testserver/people/1/?day=2026-10-09"}


def test_the_same_again_is_done_once_and_leads_to_where_it_was_pressed(visit):
    client = visit("8")
    first = client.post("/people/1/link/", headers=KEY)
    made = Link.objects.get().digest
    second = client.post("/people/1/link/", headers=KEY)

    assert (first.status_code, second.status_code) == (200, 204)
    assert (second["HX-Redirect"], Link.objects.get().digest) == ("/people/1/?day=2026-10-09", made)
    assert "没有再办一次" in seen.text(client.get("/"))


def test_the_same_again_leads_to_where_the_first_led(visit):
    client = visit("8")
    first = client.post("/people/1/account/", {"step": "close"}, headers=KEY)
    second = client.post("/people/1/account/", {"step": "close"}, headers=KEY)

    assert (first.status_code, second["HX-Redirect"]) == (302, first["Location"])


def test_what_is_sent_with_another_key_or_by_another_is_another_deed(visit):
    hr, director = visit("8"), visit("9")
    found = [hr.post("/people/1/link/", headers=KEY).status_code]
    found.append(hr.post("/people/1/link/", headers=KEY | {"Guiju-Deed": "b"}).status_code)
    found.append(director.post("/people/1/link/", headers=KEY).status_code)

    assert found == [200, 200, 200]


def test_what_changed_meanwhile_is_neither_done_unseen_nor_lost(visit):
    client = visit("8")
    client.post("/people/1/link/", headers=KEY)
    made = Link.objects.get().digest
    other = client.post("/people/1/link/", {"more": "1"}, headers=KEY)

    assert (other.status_code, other["Guiju-Already"], "HX-Redirect" in other) == (204, "other", False)
    assert Link.objects.get().digest == made


def test_what_was_refused_may_be_sent_again(visit):
    client = visit("1")
    refused = [client.post("/people/2/link/", headers=KEY).status_code for _ in range(2)]

    assert (refused, Deed.objects.count()) == ([403, 403], 0)


def test_what_is_still_under_way_is_not_begun_a_second_time(visit):
    client, user = visit("8"), Person.objects.get(number="8").user_id
    Deed.objects.create(user_id=user, key="c", digest="x", at=timezone.now())
    client.post("/people/1/link/", headers={"Guiju-Deed": "c"})

    assert Link.objects.count() == 0


def test_keys_are_forgotten_after_a_day(visit):
    visit("8")
    user = Person.objects.get(number="8").user_id
    for key, hours in (("old", 25), ("new", 23)):
        Deed.objects.create(user_id=user, key=key, digest="", at=timezone.now() - timedelta(hours=hours))

    assert (once.sweep(), [one.key for one in Deed.objects.all()]) == (1, ["new"])


def test_a_key_longer_than_any_of_ours_is_none(visit):
    client = visit("8")
    answers = [client.post("/people/1/link/", headers={"Guiju-Deed": "x" * 65}).status_code for _ in range(2)]

    assert (answers, Deed.objects.count()) == ([200, 200], 0)
