"""Sixty people cost a page no more questions to the database than a handful, and no page grows with them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.appraisal import office as offices
from guiju.apps.appraisal import actions
from web import department, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

PAGES = (
    "/",
    "/?part=numbers",
    "/?part=group",
    "/start/",
    "/setup/running/",
    "/people/1/",
    "/score/1/",
    "/rulebook/",
    "/rulebook/clause/what/",
    "/numbers/",
    "/score/",
    "/score/people/",
    "/people/",
    "/sources/",
    "/people/targets/",
)
ROLES = (department.DIRECTOR, department.LEADER, department.SPECIALIST, department.HR)
MOST = 15


def crowd(count: int = 60) -> None:
    """As many more in the group, scored like everybody else."""
    for number in range(count):
        who = make.person(f"k{number:03}", f"众{number:03}")
        make.post(who, "流量获取组", "推广专员")
        make.pay(who)
        offices.score(f"k{number:03}", offices.SEP, "0.9")
    actions.compute(actor=make.operator(), period=offices.SEP)


def queries(client, path: str) -> tuple[int, int]:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        status = client.get(path).status_code
    return status, len(found)


def names(page, caption: str) -> list[str]:
    return [row[0].split()[-1] for row in seen.table(page, caption)[1:]]


def test_sixty_more_people_cost_no_page_a_query_more(visit):
    clients = {role: visit(role) for role in ROLES}
    few = {(role, path): queries(client, path) for role, client in clients.items() for path in PAGES}
    crowd()
    many = {(role, path): queries(client, path) for role, client in clients.items() for path in PAGES}

    assert many == few
    assert {place: count for place, (_status, count) in many.items() if count > MOST} == {}
    seen_by_director = {path: status for (role, path), (status, _count) in many.items() if role == department.DIRECTOR}
    assert seen_by_director == {path: 302 if path == "/score/" else 200 for path in PAGES}  # it leads on to everybody's


def test_signing_in_costs_the_same_with_sixty_more(client, settings):
    settings.GUIJU_DEMO = True
    few = queries(client, "/sign-in/")
    crowd()

    assert queries(client, "/sign-in/") == few
    assert few[1] <= MOST


def test_scores_of_many_show_the_first_of_each_group_and_lead_to_all(visit):
    crowd()
    client = visit(department.DIRECTOR)
    page = client.get("/score/people/")

    assert len(names(page, "流量获取组")) == 50
    assert "2 人待补" in seen.text(page)
    link = re.search(r'href="(\?month=[^"]+)">[^<]*查看全部 63 人', page.content.decode())[1].replace("&amp;", "&")
    first = client.get(f"/score/people/{link}")
    onward = re.search(r'href="([^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")
    second = client.get(f"/score/people/{onward}")
    shown = names(first, "流量获取组") + names(second, "流量获取组")
    assert (len(shown), len(set(shown)), shown[-1]) == (63, 63, "众059")
    assert "共 63 行，第 2 页，共 2 页" in seen.text(second)


def test_somebody_is_found_among_many_scores_and_the_search_stays_in_the_address(visit):
    crowd()
    client = visit(department.LEADER)

    one = client.get("/score/people/", {"q": "众05 推广"})
    assert names(one, "流量获取组") == [f"众05{number}" for number in range(10)]
    assert 'value="众05 推广"' in one.content.decode()
    assert "没有找到这样的人。" in seen.text(client.get("/score/people/", {"q": "何静"}))


def test_the_list_of_people_comes_a_page_at_a_time(visit):
    crowd()
    client = visit(department.HR)
    pages = [names(client.get("/people/", {"q": "流量", "page": number}), "人员") for number in ("1", "2", "99", "x")]

    assert [len(page) for page in pages] == [50, 13, 13, 50]
    assert len({*pages[0], *pages[1]}) == 63
    page = client.get("/people/", {"q": "流量"}).content.decode()
    assert 'href="?q=%E6%B5%81%E9%87%8F&amp;page=2#list"' in page


def test_the_chart_shows_a_groups_first_and_says_how_many_others_there_are(visit):
    crowd()
    said = seen.text(visit(department.HR).get("/people/"))

    assert "流量获取组 只看它 63 人" in said
    assert "另有 39 人" in said


def test_many_posts_that_the_regulation_does_not_know_are_told_in_short(visit):
    for number in range(25):
        make.post(make.person(f"u{number:03}", f"新{number:03}"), "公关组", "公关")
    said = seen.text(visit(department.HR).get("/people/"))

    assert said.count("公关组 · 公关") == 20 + 25
    assert "另有 5 人" in said
