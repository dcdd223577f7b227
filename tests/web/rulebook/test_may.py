"""谁可以: who may and why, for those who may ask."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from web import seen
from web.department import DIRECTOR, HR, LEADER, SPECIALIST

pytestmark = pytest.mark.django_db
MAY = "/rulebook/may/"


@pytest.fixture(autouse=True)
def here(book):
    return book


def page(client, query=""):
    answer = client.get(f"{MAY}?{query}")
    assert answer.status_code == 200
    return seen.text(answer)


def test_it_begins_with_what_the_reader_may(visit):
    found = page(visit(LEADER))

    assert "周岚能看、能做什么" in found
    assert "限本组的：流量获取组" in found
    assert "流量获取组 推广组长" in found


def test_it_lists_who_may_with_post_clause_and_range(visit):
    found = page(visit(HR), "may=view&what=bonuses")

    assert "谁可以查看奖金" in found
    assert "沈行 9 电商部 电商总监" in found
    assert "不限范围" in found
    assert "周岚" not in found


def test_everybody_may_ask_who_sees_their_own_and_nobody_else(visit):
    client = visit(SPECIALIST)

    assert "谁可以查看绩效（林夏的）" in page(client, "may=view&what=appraisal&over=1")
    assert "周岚" in page(client, "may=view&what=appraisal&over=1")
    assert "您能看的名册里没有“2”。" in page(client, "may=view&what=appraisal&over=2")
    assert "谁可以查看奖金（林夏的）" in page(client, "may=view&what=bonuses")
    assert "您能看的名册里没有“3”。" in page(client, "who=3")


def test_why_one_may_and_why_not_with_what_would_be_needed(visit):
    client = visit(DIRECTOR)
    yes = page(client, "who=3&may=view&what=appraisal&over=1")
    no = page(client, f"who={quote('周岚')}&may=view&what=bonuses&over=1")

    assert "可以 凭下面的条款。" in yes
    assert "限本组的：流量获取组" in yes
    assert "不可以 制度没有写的，一律不开放。" in no
    assert "任电商总监" in no


def test_what_nobody_may_is_told_so(visit):
    client = visit(DIRECTOR)

    assert "按制度没有人可以。" in page(client, "may=confirm&what=records")
    assert "制度没有向任何岗位这样开放。" in page(client, "who=1&may=confirm&what=records")


def test_two_of_a_name_are_told_apart_by_their_number(visit):
    make.post(make.person("77", "林夏"), "客服组", "客服专员")
    client = visit(DIRECTOR)

    assert "有 2 位林夏，请写工号。" in page(client, f"who={quote('林夏')}")
    assert "林夏能看、能做什么" in page(client, f"who={quote('林夏 77')}")


def test_an_administrator_is_named_as_such(visit, admin):
    found = page(admin)

    assert "谁可以查看奖金" in found
    assert "管理员（admin）" in found


def test_a_past_day_answers_by_the_posts_of_that_day(visit):
    make.post(make.person("78", "旧人"), "电商部", "电商总监", start=make.START, end=make.START.replace(month=6))
    client = visit(DIRECTOR)

    assert "旧人" not in page(client, "may=view&what=bonuses")
    assert "旧人" in page(client, "may=view&what=bonuses&day=2026-05-01")


@pytest.mark.parametrize(
    "query", ["may=x&what=y", "who=%00", "day=x", "page=x&may=view&what=bonuses", "over=" + "x" * 900]
)
def test_odd_addresses_are_answered(visit, query):
    page(visit(DIRECTOR), query)


def test_clauses_and_people_lead_here(visit):
    client = visit(DIRECTOR)

    assert f'href="{MAY}?who=1"' in client.get("/people/1/").content.decode()
    assert MAY in client.get("/rulebook/mine/").content.decode()
    book = client.get("/rulebook/").content.decode()
    assert "查谁可以、为什么可以" in book


def test_in_english(visit):
    found = seen.text(visit(DIRECTOR, "en").get(f"{MAY}?who=3&may=view&what=bonuses&over=1"))

    assert "May 周岚 view bonuses of 林夏?" in found
    assert "the post of 电商总监" in found


def test_it_asks_as_often_for_many_people_as_for_few(visit):
    client = visit(DIRECTOR)
    few = queries(client)
    for number in range(200, 230):
        make.post(make.person(str(number), f"人{number}"), "电商部", "电商总监")

    assert queries(client) == few <= 15


def queries(client):
    client.get(f"{MAY}?may=view&what=bonuses")
    with CaptureQueriesContext(connection) as found:
        client.get(f"{MAY}?may=view&what=bonuses")
    return len(found)
