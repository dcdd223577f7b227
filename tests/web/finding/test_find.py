"""The command box: what it finds, for whom, and without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import make
from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import access
from guiju.web.finding.doors import DOORS, open_to
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
PART = {"hx-target": "div#hits"}


def titles(visit, number, query, language="zh"):
    client = visit(number, language) if language != "zh" else visit(number)
    body = client.get("/find/", {"q": query}, headers=PART).content.decode()
    return {
        section.partition("</h3>")[0]: [line.partition("<")[0].strip() for line in section.split('">')[1:]]
        for section in body.split("<h3>")[1:]
    }


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("条款对", "页面", "条款对照"),
        ("tkdz", "页面", "条款对照"),
        ("kanban", "页面", "看板"),
        ("投产", "指标", "投产比"),
        ("tcb", "指标", "投产比"),
        ("何静", "人员", "何静"),
        ("hj", "人员", "何静"),
    ],
)
def test_it_finds_by_chinese_initials_and_english(visit, query, kind, title):
    assert title in titles(visit, "8", query)[kind]


def test_nobody_is_found_by_who_may_not_see_the_roster(visit):
    assert "人员" not in titles(visit, "1", "何静")
    assert titles(visit, "3", "何静").get("人员", []) == []


def test_without_a_question_the_pages_stand_there(visit):
    assert list(titles(visit, "1", "")) == ["页面"]


def test_in_english_the_words_are_english(visit):
    assert "Board" in titles(visit, "8", "看板", "en")["Pages"]


def test_what_is_not_there_is_said_and_odd_questions_do_no_harm(visit):
    assert "没有找到" in seen.text(visit("1").get("/find/", {"q": "没有这样的东西"}))
    for odd in ("\x00", "<script>", "%", "'" * 500, "😀"):
        assert visit("1").get("/find/", {"q": odd}).status_code == 200


def test_it_works_without_script_and_opens_everywhere(visit):
    assert 'action="/find/"' in visit("1").get("/").content.decode()
    assert 'name="q"' in visit("1").get("/find/").content.decode()


@pytest.mark.parametrize("number", ["9", "3", "1", "8"])
def test_the_box_offers_exactly_the_pages_that_open(visit, number):
    client = visit(number)
    actor = Actor("", "web", number=number, grants=access.grants(number, clock.today()))

    offered = {door.page for door in open_to(actor)}

    assert {door.page for door in DOORS if client.get(reverse(door.page)).status_code != 403} == offered


def test_it_asks_few_questions_however_many_people_there_are(visit):
    client = visit("8")
    client.get("/find/", {"q": "员"}, headers=PART)
    with CaptureQueriesContext(connection) as few:
        client.get("/find/", {"q": "员"}, headers=PART)
    for at in range(20):
        make.person(f"77{at}", f"新员{at}")
    with CaptureQueriesContext(connection) as many:
        client.get("/find/", {"q": "员"}, headers=PART)

    assert len(many) == len(few) <= 15
