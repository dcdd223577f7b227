"""Rows set aside are mended and given up by who brought them, and by nobody else."""

from dataclasses import replace

import pytest

import make
from facts import exports
from guiju.apps.figures import models
from guiju.apps.figures.actions import imports, set_aside
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.figures.queries import set_aside as queries
from guiju.apps.refusal import Refused

pytestmark = pytest.mark.django_db

ORDERS = exports.csv_bytes(exports.ORDERS, [exports.order(1), exports.order(2, 总金额="x")])
MAY = ("import", "sources", "all")


@pytest.fixture
def brought(django_capture_on_commit_callbacks):
    """The id of rows that user 7 brought."""
    user = make.user(make.person("7"))
    with django_capture_on_commit_callbacks(execute=True):
        imports.request_import(actor=mine(user.pk), uploads=[Upload("a.csv", [ORDERS])])
    (name,) = queries.names()
    return name, user.pk


def mine(user_id):
    return replace(make.actor(MAY), user_id=user_id)


def test_they_are_told_without_being_shown(brought):
    name, user = brought

    told = queries.one(name)

    assert (told.file, told.rows, told.by, told.importers, told.fact) == ("a.csv", 1, ("张三",), {user}, "order")
    assert queries.waiting() == [told]
    assert queries.cells(name).rows[0][0] == 3
    assert {"买家会员名", "_row", "_flaw"}.isdisjoint(queries.cells(name).columns)


def test_who_did_not_bring_them_may_neither_mend_nor_discard(brought):
    name, user = brought
    for other in (mine(user + 1), make.operator(), replace(mine(user), grants=frozenset())):
        for deed in (set_aside.retry_set_aside, set_aside.discard_set_aside):
            with pytest.raises(Refused, match="没有这个权限"):
                deed(actor=other, name=name)
    assert queries.names() == [name]


def test_what_is_gone_is_over(brought):
    _name, user = brought

    for name in ("gone-0", "../secret"):
        with pytest.raises(Refused, match="已经结束"):
            set_aside.discard_set_aside(actor=mine(user), name=name)


def test_reading_again_is_an_import_of_its_own(brought, django_capture_on_commit_callbacks):
    name, user = brought

    with django_capture_on_commit_callbacks(execute=True):
        number = set_aside.retry_set_aside(actor=mine(user), name=name)

    run = models.ImportRun.objects.get(pk=number)
    assert (run.state, run.options, [file["name"] for file in run.files]) == ("done", {"again": name}, ["a.csv"])
    assert [file["set_aside"] for file in run.report["files"]] == [1]
    assert queries.names() == [name]


def test_given_up_they_are_gone(brought, django_capture_on_commit_callbacks):
    name, user = brought

    with django_capture_on_commit_callbacks(execute=True):
        set_aside.discard_set_aside(actor=mine(user), name=name)

    assert queries.names() == []
