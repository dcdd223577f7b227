"""A regulation below a floor of law does not come into force, whether it includes the chapter or not."""

from datetime import date

import pytest
from django.utils import translation

import make
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import actions, announcing, law, queries
from guiju.lang import Sources

pytestmark = pytest.mark.django_db
HOURS = "作息:\n  部门: {时间: '08:30-12:00, 14:00-18:00', 休息: [周日]}\n"
SIX_DAYS = make.BOOK + f"\n# 作息 {{#hours}}\n\n有异议的可以申诉。\n\n```yaml 规矩\n{HOURS}```\n"
CHAPTER = (law.CHAPTERS / "law-cn.md").read_bytes()


def adopt(text, day=None, chapter=None):
    files = {"book.md": text.encode()} | ({"law.md": chapter} if chapter else {})
    return actions.adopt(actor=make.operator(), document=Sources("book.md", files), in_force_from=day)


def test_the_45_hour_week_is_refused_with_its_arithmetic_in_both_languages():
    with pytest.raises(Refused) as refused:
        adopt(SIX_DAYS)

    assert (refused.value.code, queries.adoptions(), queries.editions()) == ("below_the_law", [], [])
    assert str(refused.value) == (
        "制度里有 1 处低于法律底线，不能施行。「部门」："
        "08:30–12:00, 14:00–18:00，一天 7.5 小时 × 一周 6 天 = 45 小时 > 44 小时"
        "（《中华人民共和国劳动法》第三十六条）。可以这样：一周上 5 天（7.5 × 5 = 37.5 小时）；"
        "或仍上 6 天，每天不超过 7 小时 20 分钟。"
    )
    with translation.override("en"):
        assert "= 45 hours > 44 hours" in str(refused.value)


def test_within_the_law_it_comes_into_force():
    edition = adopt(SIX_DAYS.replace("18:00", "17:50"))

    assert queries.current().hash == edition
    assert [one.severity.value for one in law.findings(queries.current())] == ["standard"]


def test_a_chapter_of_its_own_that_allows_more_is_no_way_around():
    lax = CHAPTER.decode().replace("不超过: 44小时", "不超过: 60小时").replace("44 小时", "60 小时").encode()
    text = SIX_DAYS.replace("calendar: CN", "calendar: CN\nincludes: [law.md]")

    with pytest.raises(Refused) as refused:
        adopt(text, chapter=lax)

    assert refused.value.code == "below_the_law"


def test_a_chapter_that_is_included_makes_it_an_error_of_the_document():
    text = SIX_DAYS.replace("calendar: CN", "calendar: CN\nincludes: [law.md]")

    with pytest.raises(Refused) as refused:
        adopt(text, chapter=CHAPTER)

    assert [one.code for one in refused.value.data["diagnostics"] if one.level == "error"] == ["C901"]


def test_a_day_before_the_floor_and_a_calendar_without_law_are_not_held():
    assert adopt(SIX_DAYS, date(1994, 12, 31))
    assert adopt(SIX_DAYS.replace("calendar: CN", "calendar: XX"))
    assert law.chapter("../CN") is None


def test_a_text_below_a_floor_does_not_begin_its_way_and_is_not_announced():
    edition = adopt(SIX_DAYS, date(1994, 12, 31))
    text = Sources("book.md", {"book.md": SIX_DAYS.encode()})

    for publish in (
        lambda: announcing.keep(actor=make.operator(), document=text),
        lambda: announcing.announce(actor=make.operator(), edition=edition, in_force_from=date(2026, 12, 1)),
    ):
        with pytest.raises(Refused, match="= 45 小时 > 44 小时") as refused:
            publish()
        assert refused.value.code == "below_the_law"
