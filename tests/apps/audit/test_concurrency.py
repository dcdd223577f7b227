from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

import make
from guiju.apps import clock
from guiju.apps.audit import actions, queries


def record(number):
    try:
        actions.record(actor=make.operator(), action="x.y", kind="k", key=number)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain(standing_clock):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, and its test database is in memory")

    with clock.at(standing_clock), ThreadPoolExecutor(4) as pool:
        list(pool.map(record, range(20)))

    assert (len(queries.lines()), list(queries.broken_links())) == (20, [])
