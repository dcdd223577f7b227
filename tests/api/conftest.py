"""Programs that call, and the tokens they say."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from apps.work import office
from guiju.apps.audit.actor import Actor
from guiju.apps.intake.actions import tokens
from guiju.apps.intake.values import Scope
from guiju.apps.people.models import Person
from guiju.apps.rulebook import access


@pytest.fixture
def department(db):
    """The regulation, its people, and a shop."""
    people = office.people()
    make.book(office.BOOK)
    make.shop("旗舰店")
    for person in people.values():
        make.user(person)
    return people


@pytest.fixture
def token(department):
    """A token of somebody, by 工号."""

    def made(number="6", *scopes, days=30):
        actor = actor_of(number)
        return tokens.make(actor=actor, name="脚本", scopes=scopes or tuple(Scope), days=days).text

    return made


@pytest.fixture
def call():
    """Call an address with a token; a browser's cookies are never sent along."""

    def go(text, address, data=None, **headers):
        client = Client(enforce_csrf_checks=True)
        sent = {"authorization": f"Bearer {text}", **headers} if text else headers
        if data is None:
            return client.get(f"/api/v1{address}", headers=sent)
        return client.post(f"/api/v1{address}", data, headers=sent)

    return go


def actor_of(number: str) -> Actor:
    """Somebody as they sign in."""
    return access.actor_of(User.objects.get(pk=Person.objects.get(number=number).user_id), where="web")
