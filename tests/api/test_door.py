"""The door: which token opens what, for how long, and what is said to those it stays shut for."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from api.conftest import actor_of
from apps.work.office import FRIDAY
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.intake import listing, models
from guiju.apps.intake.actions import tokens
from guiju.apps.intake.errors import Code
from guiju.apps.intake.values import Scope
from guiju.apps.people.models import Assignment, Person
from guiju.apps.refusal import Refused
from guiju.project.logs import NoSecrets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]
METRIC = "/metrics/销售额"


def test_a_token_opens_and_its_last_use_is_written_down(token, call):
    answer = call(token(), METRIC)

    assert (answer.status_code, answer["Cache-Control"], answer.cookies) == (200, "no-store, private", {})
    assert models.Token.objects.get().used == clock.now()


@pytest.mark.parametrize(
    "forge", [lambda text: text[:-1], lambda text: text + "x", lambda text: "gj_" + "0" * 12 + text[15:]]
)
def test_a_forged_token_opens_nothing(token, call, forge):
    answer = call(forge(token()), METRIC)

    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, "unauthorized", "Bearer")


@pytest.mark.parametrize("text", ["", "gj", "gj__", "gj_x", "x" * 5000, "gj_\x00_\x00", "令牌"])
def test_rubbish_is_no_token(call, text):
    assert call(text.encode().decode("latin-1"), METRIC).status_code == 401


def test_an_expired_or_ended_token_opens_nothing(token, call):
    short, ended = token(days=1), token()
    tokens.end(actor=actor_of("6"), token_id=models.Token.objects.order_by("-id").first().pk)

    assert call(ended, METRIC).status_code == 401
    assert call(short, METRIC).status_code == 200
    with clock.at(clock.now() + timedelta(days=1, seconds=1)):
        assert call(short, METRIC).status_code == 401


def test_who_left_or_lost_their_account_takes_their_tokens_along(token, call):
    text = token()
    Person.objects.filter(number="6").update(left=FRIDAY)
    with clock.at(clock.now() + timedelta(days=1)):
        assert call(text, METRIC).status_code == 401
    User.objects.update(is_active=False)

    assert call(text, METRIC).status_code == 401


def test_rights_are_those_of_today(token, call):
    text = token()
    Assignment.objects.filter(person__number="6").update(end=FRIDAY - timedelta(days=1))

    assert call(text, METRIC).status_code == 403


def test_a_cookie_opens_nothing(department):
    client = Client()
    client.force_login(department["6"].user)

    assert client.get(f"/api/v1{METRIC}").status_code == 401


def test_a_token_opens_no_page(token):
    answer = Client().get("/sources/", headers={"authorization": f"Bearer {token()}"})

    assert answer.status_code == 302


def test_a_token_is_for_what_it_was_made_for(token, call):
    upload, read = token("6", Scope.UPLOAD), token("6", Scope.READ)

    assert call(upload, METRIC).json()["code"] == "out_of_scope"
    assert call(read, "/files", {}).json()["code"] == "out_of_scope"
    assert call(read, METRIC).status_code == 200


def test_who_calls_too_often_waits_until_the_next_minute(token, call, monkeypatch):
    monkeypatch.setattr(tokens, "CALLS", 3)
    text = token()
    codes = [call(text, METRIC).status_code for _ in range(5)]

    assert codes == [200, 200, 200, 429, 429]
    assert call(text, METRIC)["Retry-After"] == "60"
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert call(text, METRIC).status_code == 200


def test_only_the_digest_is_kept_and_it_is_shown_once(token):
    text = token()
    secret = text.split("_", 2)[2]
    row = models.Token.objects.values().get()

    assert secret not in str(row)
    assert secret not in str([(line.before, line.after) for line in ledger.lines()])
    assert secret not in str(listing.tokens(actor_of("6")))
    assert [line.action for line in ledger.history(kind="token", key=row["public"])] == ["intake.make_token"]


def test_no_log_shows_one(token):
    text = token()
    record = logging.LogRecord("x", logging.INFO, "", 0, "called with %s", (text,), None)

    NoSecrets().filter(record)

    assert text not in record.getMessage()


def test_one_gives_a_token_only_what_one_may_do_oneself():
    with pytest.raises(Refused) as caught:
        tokens.make(actor=actor_of("2"), name="a", scopes={Scope.UPLOAD}, days=1)
    assert caught.value.code == Code.NO_SCOPE

    tokens.make(actor=actor_of("2"), name="a", scopes={Scope.READ}, days=1)
    for said in ({"name": ""}, {"days": 0}, {"days": 999}, {"scopes": ()}):
        with pytest.raises(Refused):
            tokens.make(**{"actor": actor_of("2"), "name": "a", "scopes": {Scope.READ}, "days": 1, **said})
    with pytest.raises(Refused):
        tokens.make(actor=make.operator(), name="a", scopes={Scope.READ}, days=1)


def test_one_sees_and_ends_ones_own_tokens_and_who_keeps_the_sources_all(token):
    token("2", Scope.READ), token("6")
    other = models.Token.objects.get(user__username="2")

    assert [one.whose for one in listing.tokens(actor_of("2"))] == ["吴桐"]
    assert sorted(one.whose for one in listing.tokens(actor_of("6"))) == ["吴桐", "高远"]
    with pytest.raises(Refused):
        tokens.end(actor=actor_of("3"), token_id=other.pk)
    tokens.end(actor=actor_of("6"), token_id=other.pk)
    assert not listing.token(actor_of("2"), other.pk).live


def test_the_description_is_open_and_names_no_host_outside():
    answer = Client().get("/api/openapi.json")

    assert set(answer.json()["paths"]) == {"/api/v1/files", "/api/v1/runs/{number}", "/api/v1/metrics/{name}"}
    assert b"http" not in answer.content.replace(b'"type": "http"', b"").replace(b'"http"', b"")
