from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.work import office
from apps.work.office import FRIDAY, actor, at
from guiju.apps import clock
from guiju.apps.work import models, queries
from guiju.apps.work.actions import tasks
from guiju.apps.work.queries.lists import Filters
from guiju.apps.work.values import Task

pytestmark = pytest.mark.django_db
MONTH = {"since": FRIDAY - timedelta(days=30), "until": FRIDAY}
LISTS = {
    "one's own": Filters(mine=True),
    "one's own, done": Filters(mine=True, state="done", **MONTH),
    "one's own, of a month": Filters(mine=True, state="", **MONTH),
    "a group's": Filters(units=frozenset({"流量获取组"})),
    "a group's, done": Filters(units=frozenset({"流量获取组"}), state="done", **MONTH),
    "everybody's": Filters(),
    "everybody's, overdue": Filters(state="late"),
    "everybody's, done": Filters(state="done", **MONTH),
    "everybody's, of a month": Filters(state="", **MONTH),
}


@pytest.fixture(autouse=True)
def department():
    office.planned()


def whole_tables(captured) -> list[str]:
    """What the database reads from end to end, without an index."""
    with connection.cursor() as cursor:
        found = []
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps = [step[3] for step in cursor.fetchall()]
            found += [step for step in steps if step.startswith("SCAN work_") and "INDEX" not in step]
    return found


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL reads so small a table whole, and rightly")
@pytest.mark.parametrize("name", LISTS)
def test_no_list_reads_the_whole_table_of_work(name):
    with CaptureQueriesContext(connection) as captured:
        queries.lists.listed(actor("6"), LISTS[name])
        queries.lists.count(actor("6"), LISTS[name])

    assert whole_tables(captured) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL reads so small a table whole, and rightly")
def test_neither_does_a_group_s_day_or_its_board_or_ones_inbox():
    tasks.create(actor=actor("3"), task=Task("换主图", "1"))
    with CaptureQueriesContext(connection) as captured, clock.at(at(FRIDAY, 20)):
        queries.group(actor("6"), "电商部")
        queries.board(actor("6"), unit="电商部")
        queries.inbox("6")

    assert whole_tables(captured) == []


def test_ones_own_list_holds_what_one_answers_for_and_what_one_attends():
    models.Participant.objects.create(
        work=office.work("核心数据", "2"),
        person=office.work("核心数据", "1").accountable,
        part="responsible",
    )

    found = queries.lists.listed(actor("1"), Filters(mine=True, since=FRIDAY, until=FRIDAY))

    assert [(item.title, item.accountable.number) for item in found] == [
        ("提交核心数据", "1"),
        ("提交核心数据", "2"),
        ("推广日报", "1"),
    ]
    assert queries.lists.count(actor("1"), Filters(mine=True, since=FRIDAY, until=FRIDAY)) == 3
