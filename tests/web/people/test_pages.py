"""组织: who does what, one person's page, accounts."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.people import models as people
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def test_hr_sees_everybody_by_unit_and_position(visit):
    page = visit("8").get("/people/")

    rows = seen.table(page, "人员")
    assert [row[2] for row in rows[1:]] == [
        "流量获取组 · 投手",
        "流量获取组 · 推广专员",
        "流量获取组 · 推广组长",
        "客服组 · 客服专员",
        "电商部 · 人事专员",
        "电商部 · 电商总监",
    ]


def test_a_leader_sees_the_group_alone(visit):
    page = visit("3").get("/people/")

    assert "林夏" in seen.text(page)
    assert "何静" not in seen.text(page)
    assert visit("3").get("/people/4/").status_code == 404


def test_what_a_leader_may_not_see_is_neither_empty_nor_vacant(visit):
    chart = seen.text(visit("3").get("/people/")).partition("架构")[2].partition("只看单位")[0]
    whole = seen.text(visit("8").get("/people/")).partition("架构")[2].partition("只看单位")[0]

    assert "0 人" not in chart
    assert "您看得到 3 人" in chart
    assert chart.count("空缺") == whole.count("空缺")
    assert "您看得到" not in whole


def test_people_are_found_by_name_number_group_or_position(visit):
    found = visit("8").get("/people/", {"q": "客服"}, headers={"hx-target": "div#list"})

    assert [row[0] for row in seen.table(found, "人员")[1:]] == ["静 何静"]
    assert "架构" not in seen.text(found)


def test_a_day_before_everybody_says_so(visit):
    page = visit("8").get("/people/", {"day": "1999-01-01"})

    assert "那天名册里还没有人。" in seen.text(page)
    assert "没有找到这样的人" not in seen.text(page)


def test_posts_that_the_regulation_does_not_know_are_pointed_out(visit):
    make.post(make.person("20", "孙新"), "公关组", "公关")

    assert "孙新 20：公关组 · 公关" in seen.text(visit("8").get("/people/"))


def test_everybody_sees_their_own_page_with_their_own_pay(visit):
    page = seen.text(visit("1").get("/people/1/"))

    assert "基础绩效工资 ¥3,000.00" in page
    assert "开通账号" not in page


def test_pay_is_hidden_from_who_may_not_see_money(visit):
    assert "¥3,000.00" not in seen.text(visit("3").get("/people/1/"))


def test_accounts_are_opened_reset_and_closed(visit):
    client = visit("8")

    client.post("/people/2/account/", {"step": "open"})
    opened = seen.text(client.get("/people/2/"))
    assert "吴桐的登录名是 2，密码是" in opened
    assert "只显示这一次" not in seen.text(client.get("/people/2/"))

    client.post("/people/2/account/", {"step": "close"})
    assert User.objects.get(username="2").is_active is False


def test_who_may_not_manage_accounts_is_refused(visit):
    client = visit("3")
    client.post("/people/1/account/", {"step": "open"})

    assert not User.objects.filter(username="1").exists()
    assert "您没有改动名册的权限" in seen.text(client.get("/people/1/"))


def test_more_people_cost_no_more_queries(visit):
    client = visit("8")
    few = queries(client)
    for number in range(20, 24):
        make.post(make.person(str(number), f"人{number}"))

    assert queries(client) == few <= 15


def queries(client) -> int:
    client.get("/people/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/people/").status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("number", "rooms"),
    [("8", ["组织", "岗位说明书", "组织体检", "填报"]), ("3", ["组织", "岗位说明书", "目标", "填报"])],
)
@pytest.mark.parametrize("page", ["/people/", "/people/jobs/"])
def test_each_page_shows_the_rooms_that_its_reader_may_enter(visit, number, rooms, page):
    said = visit(number).get(page).content.decode()

    strip = said.partition('<nav aria-label="组织">')[2].partition("</nav>")[0]
    assert re.findall(r"<a[^>]*>([^<]+)</a>", strip) == rooms


def test_who_holds_two_posts_is_counted_once(visit):
    make.post(people.Person.objects.get(number="8"), "电商部", "财务专员", main=False)
    page = visit("8").get("/people/")

    assert "电商部 只看它 6 人" in seen.text(page)


def test_a_holder_whose_name_is_not_open_is_not_told_as_nobody(visit):
    rows = {row[0]: row[3] for row in seen.table(visit("3").get("/people/jobs/"), "岗位")[1:]}

    assert rows["推广组长"] == "周岚"
    assert rows["电商总监"] == "不对您开放 为什么"
    assert rows["财务专员"] == "—"
    assert "还没有人担任过" not in seen.text(visit("3").get("/people/jobs/电商总监/"))
    assert "还没有人担任过" in seen.text(visit("3").get("/people/jobs/财务专员/"))
