"""我的通知: where one is found, and one's calendar under an address that nobody else has."""

import re

import pytest
from django.test import Client
from django.urls import resolve
from icalendar import Calendar

from apps.notices import house
from guiju.apps.notices import models, wording
from guiju.apps.people.models import Person
from web import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


@pytest.fixture(autouse=True)
def public(settings):
    settings.GUIJU_URL = "https://guiju.example/"


def address(client) -> str:
    """A new address of one's calendar, as the page shows it, without its host."""
    page = client.post("/setup/mine/calendar/", {"step": "renew"}, follow=True).content.decode()
    return re.search(r'id="feed" value="https://guiju\.example([^"]+)"', page)[1]


def test_one_says_where_one_is_found(visit):
    house.mail_channel(25)
    client = visit("1")

    empty = seen.text(client.get("/setup/mine/"))
    assert "邮箱地址 由“公司邮箱”发出" in empty
    assert "企业微信账号（UserID） 还没有接通" in empty
    assert "22:00–08:00" in empty
    saved = client.post("/setup/mine/", {"address:email": "lin@example.com", "on:email": "1"}, follow=True)
    assert "已保存。" in seen.text(saved)
    assert 'value="lin@example.com"' in saved.content.decode()
    assert [(row.person.number, row.address, row.on) for row in models.Contact.objects.all()] == [
        ("1", "lin@example.com", True)
    ]


def test_what_is_no_address_is_said_at_its_field_with_what_was_typed(visit):
    answer = visit("1").post("/setup/mine/", {"address:email": "lin@", "address:wecom": "lin"})

    assert (answer.status_code, "这不是一个地址。" in seen.text(answer)) == (422, True)
    assert 'value="lin@"' in answer.content.decode()
    assert models.Contact.objects.count() == 0


def test_messages_come_in_the_language_of_the_page(visit):
    visit("1", "en").post("/setup/mine/", {"address:email": "lin@example.com", "on:email": "1"})

    assert models.Contact.objects.get().language == "en"


def test_an_administrator_who_is_not_in_the_roster_has_no_notices(admin):
    assert "您不在名册里，没有自己的通知。" in seen.text(admin.get("/setup/mine/"))
    assert admin.post("/setup/mine/calendar/").status_code == 403


def test_the_address_of_ones_calendar_is_shown_once(visit):
    client = visit("1")

    first = address(client)

    assert first not in client.get("/setup/mine/").content.decode()
    assert "地址是 10月9日 周五 10:30 给的" in seen.text(client.get("/setup/mine/"))


def test_the_calendar_needs_no_sign_in_and_is_ones_own(visit):
    house.work(Person.objects.get(number="1"), "提交日报")
    house.work(Person.objects.get(number="2"), "别人的")
    path = address(visit("1"))

    answer = Client().get(path)

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert [event["SUMMARY"] for event in Calendar.from_ical(answer.content).events] == ["提交日报"]
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-cache", "noindex")


def test_a_calendar_that_says_nothing_new_is_not_sent_again(visit):
    one = house.work(Person.objects.get(number="1"), "提交日报")
    path = address(visit("1"))
    mark = Client().get(path)["ETag"]

    same = Client().get(path, headers={"If-None-Match": f'"x", W/{mark}'})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", mark)
    one.title, one.version = "提交周报", 2
    one.save()
    assert Client().get(path, headers={"If-None-Match": mark}).status_code == 200


def test_an_old_or_closed_address_leads_nowhere(visit):
    client = visit("1")
    old = address(client)
    new = address(client)

    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    client.post("/setup/mine/calendar/", {"step": "close"})
    assert Client().get(new).status_code == 404
    assert Client().get("/setup/calendar/x.ics").content == b""
    assert Client().post(new).status_code == 405


def test_a_calendar_in_english_is_asked_for_in_english(visit):
    house.work(Person.objects.get(number="1"), "提交日报")

    answer = Client().get(address(visit("1", "en")), headers={"Accept-Language": "zh"})

    (event,) = Calendar.from_ical(answer.content).events
    assert event["DESCRIPTION"].startswith("Unit: 流量获取组")


def test_the_menu_leads_there(visit):
    assert 'href="/setup/mine/"' in visit("1").get("/").content.decode()


def test_messages_lead_to_pages_that_are_there():
    base = wording.home().rstrip("/")

    assert resolve(wording.address(7).removeprefix(base)).view_name == "work:one"
    assert resolve(wording.wishes().removeprefix(base)).view_name == "setup:mine"
