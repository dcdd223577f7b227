"""What is said of a notice, in both languages."""

from datetime import timedelta

import pytest
from django.utils import translation

from apps.notices import house
from guiju.apps.notices import wording
from guiju.apps.work.models import Notice

pytestmark = pytest.mark.django_db


def said(level: str, **about: object) -> tuple[str, str]:
    who = house.reader()
    notice = house.notice(who, level, house.work(who, **about.pop("work", {})), **about)
    with translation.override("en"):
        english = wording.sentence(notice)
    return wording.sentence(notice), english


@pytest.mark.parametrize(
    ("level", "about", "chinese", "english"),
    [
        ("remind", {}, "快到时间：日报，今天 12:00 截止", "Due soon: 日报, due today 12:00"),
        ("due", {}, "到时间了：日报，今天 12:00 截止", "Due now: 日报, due today 12:00"),
        ("late", {}, "已逾期：日报，今天 12:00 截止", "Overdue: 日报, due today 12:00"),
        ("escalated", {}, "林夏逾期还没办：日报，今天 12:00 截止", "Not done by 林夏 in time: 日报, due today 12:00"),
        (
            "mention",
            {"by": "陈默", "said": "看一下"},
            "陈默提到您：日报（看一下）",
            "陈默 mentioned you: 日报 (看一下)",
        ),
        (
            "returned",
            {"by": "陈默", "said": "字太小"},
            "陈默退回给您：日报，今天 12:00 截止（字太小）",
            "陈默 sent back to you: 日报, due today 12:00 (字太小)",
        ),
        ("asked", {}, "请您办：日报，今天 12:00 截止", "For you to do: 日报, due today 12:00"),
        ("asked", {"by": "陈默"}, "陈默请您办：日报，今天 12:00 截止", "陈默 asks you to do: 日报, due today 12:00"),
        ("informed", {"by": "陈默"}, "陈默知会您：日报", "陈默 lets you know: 日报"),
        ("informed", {"by": "guiju"}, "规矩知会您：日报", "Guiju lets you know: 日报"),
        ("informed", {"by": "陈默", "did": "done"}, "陈默办好了：日报", "Done by 陈默: 日报"),
        ("informed", {"by": "guiju", "did": "done"}, "规矩办好了：日报", "Done by Guiju: 日报"),
        ("informed", {"by": "陈默", "did": "accepted"}, "陈默收下了：日报", "Received by 陈默: 日报"),
        (
            "asked",
            {"by": "陈默", "source": "review", "title": "陈默 · 日报"},
            "请您审：陈默 · 日报，今天 12:00 截止",
            "For you to review: 陈默 · 日报, due today 12:00",
        ),
        (
            "asked",
            {"by": "周明", "source": "review", "title": "陈默 · 日报"},
            "周明请您审：陈默 · 日报，今天 12:00 截止",
            "From 周明 for you to review: 陈默 · 日报, due today 12:00",
        ),
        ("due", {"due": ""}, "到时间了：日报", "Due now: 日报"),
        (
            "due",
            {"due": "2026-10-12T09:15:00+08:00"},
            "到时间了：日报，10月12日 09:15 截止",
            "Due now: 日报, due 12 Oct 09:15",
        ),
    ],
)
def test_each_level_has_its_sentence(level, about, chinese, english):
    assert said(level, **about) == (chinese, english)


def test_the_end_of_a_day_is_24_00_as_on_the_pages():
    assert said("due", due="2026-10-12T23:59:59+08:00")[0] == "到时间了：日报，10月12日 24:00 截止"
    assert said("due", due="2026-10-13T00:00:00+08:00")[0] == "到时间了：日报，10月12日 24:00 截止"


def test_no_level_is_without_its_words():
    assert set(wording._HEADS) == set(Notice.Level)


def test_what_is_secret_is_not_named_outside_the_house():
    assert said("mention", source="case", by="陈默", said="有人刷单") == (
        "陈默提到您：一件保密的事",
        "陈默 mentioned you: A confidential matter",
    )


def test_of_somebodys_absence_it_is_said_how_long_one_stands_in():
    away = {"title": "", "start": "2026-10-12T00:00:00+08:00", "end": "2026-10-16T00:00:00+08:00"}

    assert said("asked", by="周明", due="", **away)[0] == "周明请您办：代办 10月12日 到 10月15日"
    assert said("asked", by="周明", due="", title="")[0] == "周明请您办："


def test_several_things_are_counted_and_those_that_are_late_too():
    who = house.reader()
    late, soon = house.notice(who, "late"), house.notice(who, "remind")

    assert wording.personal("m", [late, soon]).title == "2 件事请您看，1 件逾期"
    assert wording.personal("m", [soon, soon]).title == "2 件事请您看"


def test_many_of_a_group_are_named_as_far_as_there_is_room():
    notices = []
    for number in range(15):
        who = house.reader(str(number), f"人{number:02}")
        notices.append(house.notice(who, "late", house.work(who)))

    (line,) = wording.for_group("m", notices).lines

    names = "、".join(f"人{number:02}" for number in range(12))
    assert line.text == f"已逾期：日报，今天 12:00 截止：{names} 等 15 人"


def test_a_group_hears_of_work_that_nobody_is_there_to_do():
    notice = house.notice(house.reader(), "escalated", house.work(None))

    (line,) = wording.for_group("m", [notice]).lines
    assert line.text == "逾期还没办：日报，今天 12:00 截止"


def test_messages_lead_to_the_work_and_to_ones_wishes(settings):
    notice = house.notice(house.reader())

    message = wording.personal("m", [notice])
    assert message.lines[0].url == f"https://guiju.example/work/{notice.work_id}/"
    assert (message.url, message.wishes) == ("https://guiju.example/", "https://guiju.example/setup/mine/")
    settings.GUIJU_URL = ""
    assert wording.home() == "http://127.0.0.1:8000/"


def test_a_moment_of_another_day_says_its_day():
    assert wording.moment(house.at("12:00") + timedelta(days=3)) == "10月12日 12:00"
