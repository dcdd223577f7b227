"""Browsers for the people of a department."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

import make
from guiju.apps.people import models as people
from guiju.apps.rulebook.shelf import profiles
from guiju.web.account import fresh  # noqa: F401 - from here on it hears of who signs in, as in a server
from web import department, working


@pytest.fixture
def visit(db):
    """A browser in which somebody of the roster has signed in, by 工号."""

    def opened(number: str, language: str = "zh-hans") -> Client:
        who = people.Person.objects.get(number=number)
        client = Client()
        client.force_login(who.user or make.user(who))
        client.cookies["language"] = language
        return client

    return opened


@pytest.fixture
def admin(db):
    """The administrator's browser."""
    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="a long password"))
    return client


@pytest.fixture
def office(db, tmp_path):
    """The department with its figures and scores; gives the edition's hash."""
    return department.open_department(tmp_path)


@pytest.fixture
def busy(db):
    """The department at work on its duties, without any data; gives the edition's hash."""
    return working.open_department()


@pytest.fixture
def book(db):
    """The people and the regulation, without any data."""
    from apps.appraisal import office as bare

    bare.people()
    for number, name, position in ((department.DIRECTOR, "沈行", "电商总监"), (department.HR, "苏婉", "人事专员")):
        make.post(make.person(number, name), "电商部", position, leader=number == department.DIRECTOR)
    return make.book(department.BOOK)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library of two documents, so that nobody compiles thirty."""
    folder = tmp_path / "regulations"
    folder.mkdir()
    for file in ("minimal.md", "personnel.md"):
        (folder / file).write_bytes((profiles.FOLDER / file).read_bytes())
    monkeypatch.setattr(profiles, "FOLDER", folder)
    return folder
