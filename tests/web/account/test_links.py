"""One-time links: made by HR, shown once, used once, over after three days."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from guiju.apps import clock
from guiju.apps.audit import queries as audit
from guiju.apps.login.models import Link
from guiju.apps.people import models as people
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
NEW = "a password of my own"
CHINESE = {"accept-language": "zh"}


def made(visit, number: str = "1") -> str:
    """The path of a link that HR makes."""
    answer = visit("8").post(f"/people/{number}/link/")
    assert answer.status_code == 200
    return re.search(r"/sign-in/link/[\w-]+/", answer.content.decode())[0]


def setting(path: str, password: str = NEW, again: str = "", client: Client | None = None):
    return (client or Client()).post(path, {"password": password, "again": again or password}, headers=CHINESE)


def signs_in(password: str) -> bool:
    return Client().post("/sign-in/", {"username": "1", "password": password}).status_code == 302


def test_a_first_sign_in_by_a_link_sets_a_password_that_nobody_else_knows(visit):
    path = made(visit)
    client = Client()

    asked = client.get(path, headers=CHINESE)
    done = setting(path, client=client)

    assert "林夏，请设置密码" in seen.text(asked)
    assert "10月12日 周一 10:30 前有效" in seen.text(asked)
    assert (done.status_code, done["Location"], client.get("/").status_code) == (302, "/", 200)
    assert signs_in(NEW)


def test_a_link_counts_once_and_looking_at_it_does_not_count(visit):
    path = made(visit)
    for _previewed in range(3):
        Client().get(path)

    first, second = setting(path), setting(path, "another password here")

    assert (first.status_code, second.status_code) == (302, 410)
    assert "它已经用过，或被更新的链接代替了" in seen.text(second)
    assert [signs_in(NEW), signs_in("another password here")] == [True, False]


def test_a_new_link_takes_the_place_of_the_one_before(visit):
    first, second = made(visit), made(visit)

    assert [setting(first).status_code, setting(second).status_code] == [410, 302]


def test_an_expired_link_says_until_when_it_was(visit, standing_clock):
    path = made(visit)
    with clock.at(standing_clock + timedelta(days=3, minutes=1)):
        late = setting(path)

    assert (late.status_code, signs_in(NEW)) == (410, False)
    assert "2026-10-12 10:30 为止，已经过期" in seen.text(late)


def test_an_invented_link_opens_nothing():
    assert setting("/sign-in/link/" + "A" * 43 + "/").status_code == 410


def test_a_weak_or_mistyped_password_leaves_the_link_as_it_was(visit):
    path = made(visit)

    weak, twice = setting(path, "12345678"), setting(path, NEW, "something else")

    assert (weak.status_code, twice.status_code) == (422, 422)
    assert "密码太弱" in seen.text(weak)
    assert "两次输入的密码不一样" in seen.text(twice)
    assert setting(path).status_code == 302


def test_a_forgotten_password_is_replaced_and_who_is_signed_in_is_signed_out(visit):
    make.user(people.Person.objects.get(number="1"), "the old password")
    somewhere = Client()
    somewhere.post("/sign-in/", {"username": "1", "password": "the old password"})
    inside = somewhere.get("/").status_code

    setting(made(visit))

    assert (inside, somewhere.get("/").status_code) == (200, 302)
    assert [signs_in("the old password"), signs_in(NEW)] == [False, True]


def test_only_who_manages_accounts_makes_links_and_never_for_oneself_an_administrator_or_who_left(visit):
    boss = make.user(people.Person.objects.get(number="9"))
    User.objects.filter(pk=boss.pk).update(is_superuser=True)
    people.Person.objects.filter(number="2").update(left=clock.today() - timedelta(days=1))

    statuses = [visit(who).post(f"/people/{whom}/link/").status_code for who, whom in (("3", "1"), ("1", "1"))]
    hr = visit("8")
    statuses += [hr.post(f"/people/{number}/link/").status_code for number in ("8", "9", "2", "nobody")]

    assert statuses == [403, 403, 403, 403, 403, 404]
    assert Link.objects.count() == 0


def test_who_leaves_before_using_the_link_stays_outside(visit):
    path = made(visit)
    people.Person.objects.filter(number="1").update(left=clock.today() - timedelta(days=1))

    assert (setting(path).status_code, signs_in(NEW)) == (410, False)


def test_the_ledger_tells_who_made_it_and_that_it_was_used_but_never_the_link(visit):
    path = made(visit)
    setting(path)
    lines = [line for line in audit.lines(kind="person", key="1", limit=10) if line.action.startswith("login.")]

    assert [(line.action, line.who) for line in lines] == [("login.use_link", "林夏"), ("login.make_link", "苏婉")]
    secret = path.split("/")[3]
    assert not any(secret in repr(line) for line in lines)
    assert secret not in str(list(Link.objects.values()))


def test_the_link_is_drawn_for_a_phone_and_the_page_is_kept_by_nobody(visit):
    answer = visit("8").post("/people/1/link/")

    assert 'src="data:image/svg+xml' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_one_s_own_password_is_changed_with_the_one_of_now(visit):
    make.user(people.Person.objects.get(number="1"), "the old password")
    mine, other = Client(), Client()
    for client in (mine, other):
        client.post("/sign-in/", {"username": "1", "password": "the old password"})

    wrong = mine.post("/me/security/password/", {"now": "not it", "password": NEW, "again": NEW}, headers=CHINESE)
    still = signs_in("the old password")
    right = mine.post("/me/security/password/", {"now": "the old password", "password": NEW, "again": NEW})

    assert (wrong.status_code, still, right.status_code) == (422, True, 302)
    assert "现在的密码不对" in seen.text(wrong)
    assert (mine.get("/").status_code, other.get("/").status_code, signs_in(NEW)) == (200, 302, True)


def test_a_password_given_otherwise_closes_the_link(visit):
    path = made(visit)

    visit("8").post("/people/1/account/", {"step": "reset"})

    assert setting(path).status_code == 410
    assert not signs_in(NEW)


def test_a_password_keeps_its_blanks(visit):
    assert setting(made(visit), f" {NEW} ").status_code == 302

    assert [signs_in(f" {NEW} "), signs_in(NEW)] == [True, False]
