"""Deputies and reporting lines in a roster workbook, and what the work makes of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import make
from guiju.apps import clock
from guiju.apps.people import actions, models, queries
from guiju.apps.people.roster.relations import circles
from guiju.apps.work import deputies
from guiju.apps.work import models as work
from guiju.apps.work.standing import standing

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)


def brought(**sheets: object):
    people = [{"number": n, "name": f"人{n}", "joined": START} for n in "123"]
    content = make.workbook(people=people, **sheets)
    return actions.import_roster(actor=make.operator(), content=content, name="名册.xlsx")


def line(number: str, leader: str, **more: object) -> dict[str, object]:
    return {"number": number, "leader": leader, "start": START, **more}


def test_a_roster_with_a_circle_is_refused_whole():
    report = brought(lines=[line("1", "2"), line("2", "3"), line("3", "1")])

    assert [finding.code for finding in report.findings] == ["circle"]
    assert queries.people() == []


def test_two_leaders_at_once_are_refused_and_a_dotted_one_is_not():
    assert [one.code for one in brought(lines=[line("1", "2"), line("1", "3")]).findings] == ["two_leaders"]
    assert brought(lines=[line("1", "2"), line("1", "3", dotted=True)]).findings == ()
    assert [(one.leader, one.dotted) for one in queries.lines(number="1")] == [("2", False), ("3", True)]


def test_a_deputy_who_is_nobody_or_oneself_is_refused():
    rows = [{"number": "1", "deputy": "9", "start": START}, {"number": "2", "deputy": "2", "start": START}]

    assert [one.code for one in brought(deputies=rows).findings] == ["unknown_person", "self_relation"]


def test_circles_are_found_once_whatever_leads_into_them():
    assert list(circles({"a": "b", "b": "c", "c": "b", "d": "a", "e": "e"})) == [("b", "c"), ("e",)]


def test_a_line_comes_before_what_the_positions_say():
    make.book(make.BOOK)
    for number, position in (("1", "推广专员"), ("3", "推广组长"), ("9", "客服组长")):
        unit = "客服组" if number == "9" else "流量获取组"
        make.post(make.person(number, f"人{number}"), unit, position)
    assert standing().above("1")[0] == ("3",)

    models.Line.objects.create(
        person=models.Person.objects.get(number="1"), leader=models.Person.objects.get(number="9"), start=START
    )

    assert standing().above("1")[0] == ("9",)
    assert standing().leads("9", "1")


def test_a_standing_deputy_serves_when_the_leave_names_nobody():
    one, two = make.person("1"), make.person("2", "李四")
    models.Deputy.objects.create(person=one, deputy=two, start=START)
    now = timezone.localtime(clock.now())
    work.Absence.objects.create(person=one, start=now - timedelta(hours=1), end=now + timedelta(hours=1))

    assert deputies.standing_in() == {"1": "2"}
    assert deputies.principals("2") == {"1"}
