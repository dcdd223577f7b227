"""A clause says by when; time passes; whoever has not done it hears of it where they are."""

from datetime import date, timedelta

import pytest

from apps.notices import house
from apps.work import office
from guiju.apps import clock
from guiju.apps.notices import calendars
from guiju.apps.notices.actions import handing, sending
from guiju.apps.people import queries as people
from guiju.apps.work.actions import ticking

pytestmark = pytest.mark.django_db
HOOK = "/cgi-bin/webhook/send"


def passes(moment: str, day: int = 0) -> None:
    """Time comes to a moment of Friday or a day after it, and does what it brings."""
    with clock.at(house.at(moment) + timedelta(days=day)):
        ticking.tick()
        handing.hand_over()
        for channel in sending._ready(clock.now()):  # one after the other: threads share no database in memory
            sending._by(channel, clock.now(), lambda: False)


def test_a_duty_reminds_falls_due_and_goes_up_by_mail_and_in_the_group(mails, web):
    web.answer(HOOK, {"errcode": 0, "errmsg": "ok"})
    office.opened()
    with clock.at(house.at("08:30")):
        house.mail_channel(mails.port)
        house.robot_channel(f"{web.url}{HOOK}?key=k", "推广群", "流量获取组")
        for number in ("1", "3"):
            house.reader(number, email=f"{number}@example.com")

    for moment in ("08:30", "11:00", "12:00", "14:00"):
        passes(moment)

    assert [(mail["To"], mail["Subject"]) for mail in mails.came] == [
        ("1@example.com", "快到时间：提交核心数据，今天 12:00 截止"),
        ("1@example.com", "到时间了：提交核心数据，今天 12:00 截止"),
        ("3@example.com", "2 件事请您看，2 件逾期"),
    ]
    assert [line for line in next(mails.came[2].iter_parts()).get_content().splitlines() if line[:1] == "·"] == [
        "· 林夏逾期还没办：提交核心数据，今天 12:00 截止",
        "· 吴桐逾期还没办：提交核心数据，今天 12:00 截止",
    ]
    assert [body["markdown"]["content"].splitlines()[1] for body in web.bodies(HOOK)] == [
        "[到时间了：提交核心数据，今天 12:00 截止：林夏、吴桐](https://guiju.example/)"
    ]


def test_what_is_due_stands_in_the_calendar_of_who_does_it():
    office.opened()
    passes("08:30")

    with clock.at(house.at("08:30")):
        found = calendars.entries(people.person("1"))

    today = [one for one in found if one.end.date() == date(2026, 10, 9) and one.title == "提交核心数据"]
    assert [(f"{one.end:%H:%M}", one.note.splitlines()[0]) for one in today] == [("12:00", "例行：核心数据")]
