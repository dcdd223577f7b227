"""What is forged opens nothing: cookies, sessions of who has left, forms from elsewhere, ways out of the house.

Forged and ended tokens of programs: tests/api/test_door.py. Guiju takes no webhooks: nothing but the API, which wants a
token, takes a form without the house's own mark.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

import guiju
import make
from guiju.apps import clock
from guiju.apps.people import models as people
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
PASSWORD = "a long password"
CHINESE = {"accept-language": "zh"}
ELSEWHERE = ("//evil.example/", "https://evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)")


@pytest.fixture
def someone():
    who = people.Person.objects.get(number="1")
    make.user(who, PASSWORD)
    return who


def sign_in(client: Client, **more: str):
    return client.post("/sign-in/", {"username": "1", "password": PASSWORD, **more})


def inside(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize("forged", ["f" * 32, "", "../../etc/passwd", "a" * 5000, "' OR 1=1 --"])
def test_an_invented_session_is_nobody(someone, forged):
    client = Client()
    client.cookies["sessionid"] = forged

    answer = client.get("/score/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/score/")


def test_a_session_tampered_with_in_the_database_is_nobody(someone):
    client = Client()
    sign_in(client)
    row = Session.objects.get(session_key=client.cookies["sessionid"].value)
    Session.objects.filter(pk=row.pk).update(session_data=f"{row.session_data[:-3]}abc")

    assert not inside(client)


def test_an_expired_session_is_nobody(someone):
    client = Client()
    sign_in(client)
    before = inside(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert (before, inside(client)) == (True, False)


def test_a_session_s_name_from_before_signing_in_is_worth_nothing_after(someone):
    client, thief = Client(), Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    thief.cookies["sessionid"] = planted

    assert (inside(client), inside(thief)) == (True, False)


def test_who_leaves_is_signed_out_the_day_after_and_cannot_come_back(someone, standing_clock):
    client = Client()
    sign_in(client)
    people.Person.objects.filter(pk=someone.pk).update(left=clock.today())
    last_day = inside(client)
    with clock.at(standing_clock + timedelta(days=1)):
        found = (last_day, inside(client), sign_in(Client()).status_code)

    assert found == (True, False, 422)


def test_a_closed_account_is_signed_out_at_once(someone, visit):
    client = Client()
    sign_in(client)
    visit("8").post("/people/1/account/", {"step": "close"})

    assert (inside(client), sign_in(Client()).status_code) == (False, 422)


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/code/", "/sign-in/link/nothing/", "/sign-out/"])
def test_a_form_from_elsewhere_is_not_taken(someone, address):
    client = Client(enforce_csrf_checks=True, headers=CHINESE)

    answer = client.post(address, {"username": "1", "password": PASSWORD})

    assert (answer.status_code, inside(client)) == (403, False)
    assert "这张表单放得太久了，什么都没有改动" in seen.text(answer)


def test_a_form_with_the_mark_of_another_site_is_not_taken(someone):
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    mark = client.cookies["csrftoken"].value
    from_here = {"username": "1", "password": PASSWORD, "csrfmiddlewaretoken": mark}

    refused = client.post("/sign-in/", from_here, headers={"origin": "https://evil.example"})
    taken = client.post("/sign-in/", from_here, headers={"origin": "http://testserver"})

    assert (refused.status_code, taken.status_code) == (403, 302)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_outside(someone, wanted):
    asked = Client().get("/sign-in/", {"next": wanted})

    assert sign_in(Client(), next=wanted)["Location"] == "/"
    assert 'name="next" value="/"' in asked.content.decode()


def test_who_puts_the_check_of_the_mark_off_makes_it_later():
    source = Path(guiju.__file__).parent
    texts = {path.relative_to(source).as_posix(): path.read_text() for path in source.rglob("*.py")}

    assert [name for name, text in texts.items() if "@csrf_exempt" in text and "@csrf_protect" not in text] == []
