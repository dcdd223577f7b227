"""The description of the API holds: what it says is asked of it at random, and every answer is one that it names."""

from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from guiju.api import reference

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs/reference/api.md"


@pytest.fixture(params=["GET /api/v1/metrics/{name}", "GET /api/v1/runs/{number}", "POST /api/v1/files"])
def operation(request, db):
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    method, path = request.param.split(" ")
    return schema[path][method]


def test_whatever_is_asked_is_answered_as_described(operation, token):
    text = token()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(case=operation.as_strategy())
    def asked(case):
        answer = case.call(headers={"Authorization": f"Bearer {text}"})
        case.validate_response(answer, checks=[schemathesis.checks.not_a_server_error])
        assert str(answer.status_code) in operation.definition.raw["responses"]

    asked()


def test_the_page_of_the_reference_is_what_the_description_says():
    assert PAGE.read_text("utf-8") == reference.page(Client().get("/api/openapi.json").json())
