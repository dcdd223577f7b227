"""What every answer carries, whatever the page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_strict_policy_stands_on_every_answer():
    answer = Client(headers={"host": "localhost"}).get("/sign-in/")

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_an_unknown_host_is_refused():
    assert Client(headers={"host": "evil.example"}).get("/sign-in/").status_code == 400


def test_a_post_without_its_token_is_refused():
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)

    assert client.post("/sign-in/", {"username": "x", "password": "y"}).status_code == 403
