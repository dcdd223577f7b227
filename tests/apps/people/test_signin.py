from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import RequestFactory

import make
from guiju.apps import clock
from guiju.apps.people import accounts, models, signin
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db

RIGHT, WRONG = "a long password", "wrong"


@pytest.fixture
def zhang():
    who = make.person()
    make.user(who, RIGHT)
    return who


def sign_in(password, name="1", address="10.0.0.7"):
    user = authenticate(RequestFactory().post("/", REMOTE_ADDR=address), username=name, password=password)
    return user.get_username() if user else None


@pytest.mark.usefixtures("zhang")
def test_the_right_password_signs_in():
    assert [sign_in(RIGHT), sign_in(WRONG), sign_in(RIGHT, name="nobody")] == ["1", None, None]


@pytest.mark.usefixtures("zhang")
def test_after_five_failures_even_the_right_password_waits_a_quarter_of_an_hour(standing_clock):
    for _ in range(5):
        sign_in(WRONG)

    assert (sign_in(RIGHT), signin.locked(name=" 1", address="x")) == (None, True)
    with clock.at(standing_clock + timedelta(minutes=16)):
        assert sign_in(RIGHT) == "1"


@pytest.mark.usefixtures("zhang")
def test_a_success_forgets_the_failures():
    for _ in range(4):
        sign_in(WRONG)
    sign_in(RIGHT)
    sign_in(WRONG)

    assert sign_in(RIGHT) == "1"


@pytest.mark.usefixtures("zhang")
def test_an_address_that_tries_many_names_waits_too():
    for number in range(30):
        sign_in(WRONG, name=f"guess {number}")

    assert [sign_in(RIGHT), sign_in(RIGHT, address="10.0.0.8")] == [None, "1"]


def test_behind_a_trusted_proxy_the_visitor_is_whom_the_proxy_saw(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.0.0.7")

    bare = signin.address_of(request)
    settings.GUIJU_BEHIND = True

    assert (bare, signin.address_of(request)) == ("10.0.0.1", "10.0.0.7")


@pytest.mark.usefixtures("zhang")
def test_old_failures_are_swept(standing_clock):
    sign_in(WRONG)
    with clock.at(standing_clock + timedelta(hours=1)):
        sign_in(WRONG)

    assert models.SignInFailure.objects.count() == 1


def test_who_left_or_is_not_in_the_roster_signs_in_no_more(zhang):
    zhang.left = date(2026, 10, 8)
    zhang.save()
    User.objects.create_user("stranger", password=RIGHT)

    assert [sign_in(RIGHT), sign_in(RIGHT, name="stranger")] == [None, None]


def test_an_account_opens_closes_and_opens_again():
    make.person()

    first = accounts.open_account(actor=make.operator(), number="1")
    signed = sign_in(first)
    accounts.close_account(actor=make.operator(), number="1")
    closed = sign_in(first)
    second = accounts.open_account(actor=make.operator(), number="1", password="another long one")

    assert [signed, closed, sign_in("another long one"), second] == ["1", None, "1", "another long one"]


def test_passwords_are_reset_and_changed(zhang):
    password = accounts.reset_password(actor=make.operator(), number="1")
    assert sign_in(password) == "1"

    zhang.refresh_from_db()
    myself = make.actor(number="1")
    accounts.change_own_password(
        actor=type(myself)(name="张三", where="web", user_id=zhang.user_id), password="my own long password"
    )
    assert sign_in("my own long password") == "1"


def test_an_administrator_needs_no_place_in_the_roster():
    assert accounts.nobody_can_sign_in()

    password = accounts.create_administrator(actor=make.operator(), username="admin")

    assert (sign_in(password, name="admin"), accounts.nobody_can_sign_in()) == ("admin", False)


@pytest.mark.usefixtures("zhang")
def test_accounts_refuse_with_a_reason():
    make.person("2", "李四")
    make.person("3", "王五")
    User.objects.create_user("3")
    no, yes = make.actor(), make.operator()

    refusals = []
    for call in (
        lambda: accounts.open_account(actor=no, number="2"),
        lambda: accounts.open_account(actor=yes, number="9"),
        lambda: accounts.open_account(actor=yes, number="1"),
        lambda: accounts.open_account(actor=yes, number="3"),
        lambda: accounts.open_account(actor=yes, number="2", password="123"),
        lambda: accounts.reset_password(actor=yes, number="2"),
        lambda: accounts.close_account(actor=yes, number="2"),
        lambda: accounts.create_administrator(actor=no, username="me"),
        lambda: accounts.create_administrator(actor=yes, username="1"),
    ):
        with pytest.raises(Refused) as refused:
            call()
        refusals.append(refused.value.code)

    assert refusals == [
        "not_allowed",
        "unknown_person",
        "has_account",
        "name_taken",
        "weak_password",
        "no_account",
        "no_account",
        "not_allowed",
        "name_taken",
    ]


def test_only_the_trusted_touch_an_administrators_account():
    boss = make.person("2", "李四")
    make.user(boss, RIGHT)
    User.objects.filter(username="2").update(is_superuser=True)
    hr = make.actor(("edit", "roster", "all"))

    for change in (accounts.reset_password, accounts.close_account):
        with pytest.raises(Refused):
            change(actor=hr, number="2")
    assert sign_in(RIGHT, name="2") == "2"
    assert accounts.reset_password(actor=make.operator(), number="2")


def test_nobody_closes_or_resets_their_own_account():
    make.user(make.person("2", "李四"), RIGHT)
    myself = replace(make.actor(("edit", "roster", "all")), number="2")

    for change in (accounts.reset_password, accounts.close_account):
        with pytest.raises(Refused) as refused:
            change(actor=myself, number="2")
        assert refused.value.code == "oneself"
    assert sign_in(RIGHT, name="2") == "2"
