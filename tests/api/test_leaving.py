"""Figures that programs take are written down, and many of them wait for another."""

from datetime import date
from fractions import Fraction
from urllib.parse import urlsplit

import pytest
from django.test import Client

import make
from api.conftest import actor_of
from api.test_metrics import store
from apps.work import office
from conftest import TODAY
from guiju.apps.audit import queries as audit
from guiju.apps.exports import actions, models
from guiju.apps.intake.values import Scope
from guiju.apps.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]
ADDRESS = "/metrics/销售额?by=shop&from=2026-08-01&to=2026-09-30"


@pytest.fixture(autouse=True)
def figures(department):
    make.book(
        office.BOOK.replace("可: [查看, 导出], 什么: [绩效]", "可: [查看, 导出], 什么: [绩效, 指标]"), TODAY.date()
    )
    for month in (8, 9):
        for shop in ("旗舰店", "专营店"):
            store("shop", shop, date(2026, month, 1), Fraction(month))


@pytest.fixture
def few(settings):
    settings.GUIJU_EXPORT_ROWS = 3


def test_what_a_token_takes_stands_in_the_ledger_under_its_owner(token, call):
    call(token("8", Scope.READ), ADDRESS)

    (line,) = audit.lines(action="exports.take")
    assert (line.who, line.key) == (Person.objects.get(number="8").name, "api:metric")
    assert (line.after["file"], line.after["rows"], len(line.after["sha256"])) == ("销售额.json", 4, 64)


@pytest.mark.usefixtures("few")
def test_too_many_are_refused_with_the_page_where_one_asks_and_come_once_another_approved(token, call):
    text = token("8", Scope.READ)
    answer = call(text, ADDRESS)
    told = answer.json()
    owner = Person.objects.get(number="8")
    client = Client()
    client.force_login(owner.user)
    page = urlsplit(told["ask"])

    assert (answer.status_code, told["code"]) == (403, "needs_approval")
    assert "4 行，超过 3 行" in told["said"]
    assert list(audit.lines(action="exports.take")) == []
    assert client.get(f"{page.path}?{page.query}").status_code == 200

    client.post(f"{page.path}?{page.query}", {"reason": "做报表"})
    row = models.Request.objects.get()
    assert (row.number, row.rows) == ("8", 4)
    actions.decide(actor=actor_of(row.approver), request_id=row.pk, version=1, approve=True)

    assert len(call(text, ADDRESS).json()["points"]) == 4
    assert call(text, f"{ADDRESS}&grain=month").status_code == 403


@pytest.mark.usefixtures("few")
def test_few_figures_need_nobody(token, call):
    assert call(token("8", Scope.READ), "/metrics/销售额?by=shop&from=2026-09-01&to=2026-09-30").status_code == 200
