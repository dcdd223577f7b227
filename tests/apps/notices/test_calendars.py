"""One's work as a calendar: read back by a calendar's own reader, under an address that only its owner has."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from icalendar import Calendar

import make
from apps.notices import house
from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.apps.notices import calendars, models, queries
from guiju.apps.notices.actions import feeds
from guiju.apps.notices.errors import Code
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.apps.remember import remembered

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def calendar(number: str = "1") -> Calendar:
    person = people.person(number)
    return Calendar.from_ical(calendars.written(person, calendars.entries(person)))


def test_open_work_stands_in_it_with_its_deadline_its_clause_and_a_warning():
    edition = make.book()
    who = house.reader()
    one = house.work(
        who,
        "提交日报；含\\逗号,分号;\n换行",
        rule="duty:核心数据日报",
        clause="what",
        edition=edition,
        due=house.at("12:00"),
        version=3,
    )

    found = calendar()

    (event,) = found.events
    assert event["SUMMARY"] == "提交日报；含\\逗号,分号;\n换行"
    assert event["DESCRIPTION"] == (
        "例行：核心数据日报\n依据：什么\n单位：流量获取组\n" + f"https://guiju.example/work/{one.pk}/"
    )
    assert (event.start, event.end) == (
        datetime(2026, 10, 9, 11, 45, tzinfo=SHANGHAI),
        datetime(2026, 10, 9, 12, 0, tzinfo=SHANGHAI),
    )
    assert str(event["DTSTART"].params["TZID"]) == "Asia/Shanghai"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (f"work-{one.pk}@guiju", 3, "CONFIRMED")
    assert event["DTSTAMP"].dt == clock.now()
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) == (
        "DISPLAY",
        timedelta(minutes=-15),
        event["SUMMARY"],
    )


def test_it_is_a_whole_calendar_with_its_own_time_zone():
    house.work(house.reader())

    found = calendar()

    assert (found.calendar_name, found["VERSION"], found["X-WR-TIMEZONE"]) == ("规矩 · 林夏", "2.0", "Asia/Shanghai")
    assert [str(zone["TZID"]) for zone in found.timezones] == ["Asia/Shanghai"]
    assert found["PRODID"] == "-//Guiju//Guiju//ZH"
    assert found.refresh_interval == timedelta(minutes=30)
    assert found.errors == []


def test_its_lines_are_short_and_end_as_the_standard_says():
    house.work(house.reader(), "一" * 200)
    person = people.person("1")

    text = calendars.written(person, calendars.entries(person))

    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_a_meeting_begins_when_it_is_due():
    house.work(house.reader(), "周例会", source="meeting", due=house.at("10:00"))

    (event,) = calendar().events

    assert (f"{event.start:%H:%M}", f"{event.end:%H:%M}") == ("10:00", "11:00")
    assert event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(minutes=-10)


def test_what_is_closed_or_anothers_or_without_deadline_does_not_stand_in_it():
    who, other = house.reader(), house.reader("2", "周明")
    house.work(who, "办完了", state="done", done=clock.now(), closed=clock.now())
    house.work(who, "没有截止", due=None)
    house.work(other, "别人的")
    house.work(who, "很久以后", due=clock.now() + timedelta(days=90))
    house.work(who, "过期没办", due=clock.now() - timedelta(days=3), opens=clock.now() - timedelta(days=4))

    assert [event["SUMMARY"] for event in calendar().events] == ["过期没办"]


def test_a_deadline_told_by_a_calendar_that_is_not_decreed_says_so():
    house.work(house.reader(), provisional=True)

    (event,) = calendar().events

    assert (event["STATUS"], "那一年的假期还没有公布" in event["DESCRIPTION"]) == ("TENTATIVE", True)


def test_its_mark_changes_with_what_it_says_and_not_with_the_time():
    one = house.work(house.reader())
    person = people.person("1")
    before = calendars.mark(person, calendars.entries(person))

    with clock.at(house.at("11:00")):
        assert calendars.mark(person, calendars.entries(person)) == before
    one.version += 1
    one.save()
    assert calendars.mark(person, calendars.entries(person)) != before


def test_however_much_work_there_is_it_takes_as_many_questions(django_assert_max_num_queries):
    who = house.reader()
    for number in range(40):
        house.work(who, f"第 {number} 件")

    with remembered(), django_assert_max_num_queries(8):
        assert len(calendars.entries(people.person("1"))) == 40


def test_an_address_opens_ones_own_calendar_until_it_is_renewed_or_closed():
    make.person()
    with translation.override("en"):
        first = feeds.renew_feed(actor=make.actor())

    assert (queries.reader(first)[0].number, queries.reader(first)[1]) == ("1", "en")
    second = feeds.renew_feed(actor=make.actor())
    assert (queries.reader(first), queries.reader(second)[0].number) == (None, "1")
    assert queries.reached(make.actor()).feed == clock.now()
    feeds.close_feed(actor=make.actor())
    feeds.close_feed(actor=make.actor())
    assert queries.reader(second) is None
    assert [line.action for line in reversed(ledger.lines(action="notices."))] == [
        "notices.renew_feed",
        "notices.renew_feed",
        "notices.close_feed",
    ]


def test_only_the_digest_of_an_address_is_kept():
    make.person()

    secret = feeds.renew_feed(actor=make.actor())

    assert len(secret) >= 40
    row = models.Feed.objects.get()
    assert (secret in str(vars(row)), row.digest) == (False, feeds.digest(secret))
    assert all(secret not in str(line) for line in ledger.lines())


def test_who_left_or_may_not_sign_in_has_no_calendar():
    who = make.person()
    secret = feeds.renew_feed(actor=make.actor())
    account = make.user(who)

    account.is_active = False
    account.save()
    assert queries.reader(secret) is None
    account.is_active = True
    account.save()
    assert queries.reader(secret) is not None
    who.left = clock.today() - timedelta(days=1)
    who.save()
    assert queries.reader(secret) is None


def test_who_is_not_in_the_roster_has_no_calendar():
    for do in (feeds.renew_feed, feeds.close_feed):
        with pytest.raises(Refused) as refused:
            do(actor=make.operator())
        assert refused.value.code == Code.NOT_IN_ROSTER
