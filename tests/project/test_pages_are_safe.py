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


def test_an_unknown_host_is_refused_with_a_plain_page_and_one_line_in_the_log(caplog):
    answer = Client(headers={"host": "evil.example"}).get("/sign-in/")

    assert answer.status_code == 400
    assert "这个请求读不懂，什么都没有改动。" in answer.content.decode()
    told = [(one.name, one.getMessage(), one.exc_info) for one in caplog.records]
    said = "Invalid HTTP_HOST header: 'evil.example'. You may need to add 'evil.example' to ALLOWED_HOSTS."
    assert told == [("django.security.DisallowedHost", said, None)]


def test_a_post_without_its_token_is_refused():
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)

    assert client.post("/sign-in/", {"username": "x", "password": "y"}).status_code == 403
