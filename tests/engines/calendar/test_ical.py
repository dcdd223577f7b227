from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from guiju.engines.calendar.ical import Entry, written

STAMP = datetime(2026, 10, 1, 9, tzinfo=UTC)
REPORT = Entry(
    "duty:日报:2026-10-09:1", "日报", datetime(2026, 10, 9, 17, 30), "5.3 日报与周报", "https://guiju.example/work/1"
)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)


def events(content: bytes) -> list:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_an_entry_is_an_event_at_its_time():
    (event,) = events(written("规矩", [REPORT], STAMP))

    assert event.decoded("dtstart") == datetime(2026, 10, 9, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert event.decoded("dtstamp") == STAMP
    assert "dtend" not in event
    assert [str(event[name]) for name in ("uid", "summary", "description", "url", "transp", "status")] == [
        "duty:日报:2026-10-09:1@guiju",
        "日报",
        "5.3 日报与周报",
        "https://guiju.example/work/1",
        "TRANSPARENT",
        "CONFIRMED",
    ]


def test_what_has_no_hour_stands_on_its_day():
    entry = Entry("x", "月报", datetime(2026, 10, 25, 23, 59, 59), busy=True, tentative=True)
    (event,) = events(written("规矩", [entry], STAMP))

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 10, 25), date(2026, 10, 26))
    assert (str(event["transp"]), str(event["status"])) == ("OPAQUE", "TENTATIVE")
    assert not {"description", "url"} & set(event)


def test_the_same_entries_and_stamp_give_the_same_bytes_in_short_lines():
    content = written("规矩", [REPORT], STAMP)

    assert content == written("规矩", [REPORT], STAMP)
    assert b"X-WR-CALNAME:\xe8\xa7\x84\xe7\x9f\xa9\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was(title, detail):
    (event,) = events(written("规矩", [Entry("x", title, datetime(2026, 10, 9), detail)], STAMP))

    assert (str(event["summary"]), str(event["description"])) == (title, detail)
