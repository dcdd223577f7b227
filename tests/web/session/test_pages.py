"""Coming in, going out, and how one likes to read."""

import pytest
from django.test import Client

import make
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def test_who_gives_name_and_password_goes_where_they_wanted_to():
    make.user(make.person("7"), "a long password")

    answer = Client().post("/sign-in/", {"username": "7", "password": "a long password", "next": "/numbers/"})

    assert (answer.status_code, answer["Location"]) == (302, "/numbers/")


def test_a_wrong_password_is_said_without_telling_whether_the_name_exists():
    make.user(make.person("7"), "a long password")

    wrong = Client().post("/sign-in/", {"username": "7", "password": "no"}, headers={"accept-language": "zh"})
    unknown = Client().post("/sign-in/", {"username": "8", "password": "no"}, headers={"accept-language": "zh"})

    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "用户名或密码不对。连续输错几次后要等一刻钟再试。" in seen.text(answer)


def test_nobody_is_led_to_another_site():
    make.user(make.person("7"), "a long password")

    answer = Client().post("/sign-in/", {"username": "7", "password": "a long password", "next": "//evil.example/"})

    assert answer["Location"] == "/"


def test_strangers_are_sent_to_the_door_and_come_back():
    answer = Client().get("/score/people/")

    assert answer["Location"] == "/sign-in/?next=/score/people/"


def test_leaving_needs_a_post_and_ends_the_session(visit):
    client = visit("1")

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_language_and_theme_are_kept(visit):
    client = visit("1")

    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/theme/", {"theme": "dark", "next": "/"})
    page = client.get("/").content.decode()

    assert '<html lang="en" data-theme="dark">' in page
    assert client.post("/theme/", {"theme": "<b>", "next": "/"}).cookies.get("theme") is None


def test_the_demo_has_a_card_for_each_role_and_others_have_no_such_door(visit, settings):
    for number in ("9", "3", "1", "8"):
        visit(number)
    stranger = Client()

    assert stranger.post("/sign-in/as/director/").status_code == 404

    settings.GUIJU_DEMO = True
    page = stranger.get("/sign-in/", headers={"accept-language": "zh"})
    assert [name in seen.text(page) for name in ("沈行", "周岚", "林夏", "苏婉", "吴桐")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert stranger.post("/sign-in/as/director/")["Location"] == "/"
    assert "沈行，您好" in seen.text(stranger.get("/", headers={"accept-language": "zh"}))


@pytest.mark.parametrize("onward", ["numbers", '"><b>', "home:today", "https:evil"])
def test_what_is_no_address_leads_home(admin, onward):
    assert admin.get("/sign-in/", {"next": onward})["Location"] == "/"
