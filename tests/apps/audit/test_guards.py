import pytest
from django.db import IntegrityError, connection, transaction

import make
from guiju.apps.audit import actions, guards, queries
from guiju.apps.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guarded():
    guards.put_up(connection)
    yield
    guards.take_down(connection)


def record():
    return actions.record(actor=make.operator(), action="people.import_roster", kind="person", key="1", after=1)


def test_the_database_refuses_to_change_an_entry():
    number = record()

    with pytest.raises(IntegrityError, match="the ledger is append-only"), transaction.atomic():
        Entry.objects.filter(pk=number).update(after=2)

    assert Entry.objects.get().after == 1


def test_the_database_refuses_to_remove_an_entry():
    record()

    with pytest.raises(IntegrityError, match="the ledger is append-only"), transaction.atomic():
        Entry.objects.all().delete()

    assert Entry.objects.count() == 1


def test_the_database_goes_on_taking_entries():
    record()
    record()

    assert (Entry.objects.count(), list(queries.broken_links())) == (2, [])


def test_putting_them_up_twice_is_harmless_and_taking_down_is_seen():
    guards.put_up(connection)
    up = guards.are_up(connection)
    guards.take_down(connection)

    assert (up, guards.are_up(connection)) == (True, False)
