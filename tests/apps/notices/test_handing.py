"""Which notices leave the house, by which channel, and each once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from apps.notices import house
from guiju.apps import clock
from guiju.apps.notices import models
from guiju.apps.notices.actions import channels, handing, sending

pytestmark = pytest.mark.django_db


def handed() -> list[tuple[str, str]]:
    handing.hand_over()
    return [(row.channel.name, row.to) for row in models.Delivery.objects.select_related("channel").order_by("id")]


def test_everybody_hears_by_each_address_that_they_want():
    house.mail_channel(25)
    house.channel("wecom", "企业微信", corp="c", agent="1", secret="s", base="http://127.0.0.1:1")
    both, one, off = (house.reader(str(n), f"人{n}", email=f"{n}@example.com") for n in (1, 2, 3))
    house.reader("1", wecom="lin")
    models.Contact.objects.filter(person=off).update(on=False)
    house.notice(both)
    house.notice(one)
    house.notice(off)
    house.notice(house.reader("4", "无址"))

    assert handed() == [("公司邮箱", "1@example.com"), ("企业微信", "lin"), ("公司邮箱", "2@example.com")]


def test_handing_over_again_changes_nothing():
    house.mail_channel(25)
    house.notice(house.reader(email="1@example.com"))

    first = handed()

    assert (first, handed(), handing.hand_over()) == ([("公司邮箱", "1@example.com")], first, 0)


def test_a_notice_that_was_being_written_meanwhile_is_not_lost():
    house.mail_channel(25)
    who = house.reader(email="1@example.com")
    handing.hand_over()
    late = house.notice(who)  # committed now, though it says that it is half a minute old
    models.Mark.objects.update(handed=clock.now() + timedelta(seconds=30))

    assert handed() == [("公司邮箱", "1@example.com")]
    assert models.Delivery.objects.get().notice == late


def test_what_was_made_in_quiet_hours_waits_for_their_end():
    house.mail_channel(25)
    tomorrow = house.at("08:00") + timedelta(days=1)
    made = house.notice(house.reader(email="1@example.com"))
    made.deliver = tomorrow
    made.save()

    with clock.at(house.at("23:00")):
        assert handed() == []
    with clock.at(tomorrow):
        assert handed() == [("公司邮箱", "1@example.com")]


def test_what_was_read_or_done_or_is_a_day_old_stays_in_the_house():
    house.mail_channel(25)
    who = house.reader(email="1@example.com")
    read = house.notice(who)
    read.read = clock.now()
    read.save()
    house.notice(who, "late", house.work(who, state="done", done=clock.now(), closed=clock.now()))
    old = house.notice(who)
    old.deliver = clock.now() - timedelta(days=1, minutes=1)
    old.save()
    told = house.notice(who, "returned", house.work(who, state="done", done=clock.now(), closed=clock.now()))

    handed()

    assert [row.notice_id for row in models.Delivery.objects.all()] == [told.pk]


def test_nobody_who_left_hears_anything():
    house.mail_channel(25)
    gone = house.reader(email="1@example.com")
    gone.left = clock.today() - timedelta(days=1)
    gone.save()
    house.notice(gone)

    assert handed() == []


def test_a_channel_does_not_catch_up_on_what_was_said_before_it_was_there_or_on():
    who = house.reader(email="1@example.com")
    house.notice(who)
    with clock.at(house.at("10:31")):
        channel = house.mail_channel(25)
        assert handed() == []
        channels.switch_channel(actor=make.operator(), channel_id=channel, on=False)
        house.notice(who)
    with clock.at(house.at("10:40")):
        assert handed() == []
        channels.switch_channel(actor=make.operator(), channel_id=channel, on=True)
        assert handed() == []
        house.notice(who)
        assert handed() == [("公司邮箱", "1@example.com")]


def test_while_there_is_nothing_to_do_nothing_is_written():
    house.mail_channel(25)
    house.notice(house.reader("4", "无址"))
    for moment in ("10:30", "10:33"):  # the second for what may have been written meanwhile
        with clock.at(house.at(moment)):
            handing.hand_over()

    with clock.at(house.at("10:34")), CaptureQueriesContext(connection) as questions:
        assert (handing.hand_over(), sending.send_due()) == (0, 0)
    assert [sql for sql in (one["sql"] for one in questions) if not sql.startswith("SELECT")] == []


def test_a_group_hears_once_of_what_concerns_its_unit():
    make.book()
    house.robot_channel("http://127.0.0.1:1/a", "电商部群", "电商部")
    house.robot_channel("http://127.0.0.1:1/b", "客服群", "客服组")
    house.robot_channel("http://127.0.0.1:1/c", "全员群")
    who, leader = house.reader(), house.reader("3", "陈默")
    one = house.work(who)
    house.notice(who, "due", one)
    house.notice(leader, "due", one)
    house.notice(who, "late", one)

    assert handed() == [("电商部群", ""), ("全员群", ""), ("电商部群", ""), ("全员群", "")]
    assert sorted(models.Delivery.objects.values_list("notice__level", flat=True)) == ["due", "due", "late", "late"]


def test_a_group_never_hears_what_is_for_one_person_or_secret():
    house.robot_channel("http://127.0.0.1:1/a", "群", "", "wecom", "remind", "due", "late", "escalated", "mention")
    who = house.reader()
    for level in ("mention", "returned", "asked", "informed"):
        house.notice(who, level)
    house.notice(who, "late", house.work(who, source="case"))

    assert handed() == []


def test_a_group_hears_again_when_the_deadline_is_another():
    house.robot_channel("http://127.0.0.1:1/a", "群")
    who = house.reader()
    one = house.work(who)
    house.notice(who, "due", one)
    handing.hand_over()
    one.due = house.at("15:00")
    one.save()
    house.notice(who, "due", one)

    assert handed() == [("群", ""), ("群", "")]


def test_however_many_hear_it_takes_as_many_questions():
    house.mail_channel(25)
    house.robot_channel("http://127.0.0.1:1/a", "群")
    people = [house.reader(str(n), f"人{n}", email=f"{n}@example.com") for n in range(30)]
    asked = []
    handing.hand_over()
    for heard in (people[:1], people):
        for who in heard:
            house.notice(who)
        with CaptureQueriesContext(connection) as questions:
            handing.hand_over()
        asked.append(len(questions))

    assert models.Delivery.objects.count() == 62
    assert asked[0] == asked[1] <= 14
