"""法律底线: what lies below a floor of law stands with its arithmetic, and is not put into force."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.rulebook import queries
from web import department, seen

pytestmark = pytest.mark.django_db
HOURS = "\n# 作息 {#hours}\n\n```yaml 规矩\n作息:\n  电商部: {时间: '08:30-12:00, 14:00-17:30', 休息: [周日]}\n```\n"
FIELD = "/rulebook/writing/0/clause/hours/?rule=schedule:电商部"
LONG = {"way": "form", "r._name": "电商部", "r.hours": "08:30-12:00, 14:00-18:00", "r.rest": "周日"}
CAPTION = "低于或可能低于法律底线的地方"


@pytest.fixture
def saturdays(db):
    """A department that works six days of seven hours: beyond the standard, within the law."""
    make.book(department.BOOK + HOURS)
    make.post(make.person("9", "沈行"), "电商部", "电商总监", leader=True)
    make.post(make.person("1", "林夏"))


@pytest.mark.usefixtures("saturdays")
def test_the_law_reads_as_a_book_with_its_sources(visit):
    page = visit("1").get("/rulebook/law/")

    rows = {row[0]: row for row in seen.table(page, "工作时间")[1:]}
    assert rows["每周工时上限"][1:] == [
        "每周工时：不超过 44小时",
        "平均每周 44 小时以内；经批准的综合计算工时制、不定时工时制另算",
        "《中华人民共和国劳动法》第三十六条",
        "1995年1月1日",
    ]
    assert "这不是法律意见" in seen.text(page)
    english = visit("1", "en").get("/rulebook/law/")
    assert "Up to 44 hours a week on average" in seen.text(english)
    assert "This is not legal advice" in seen.text(english)


@pytest.mark.usefixtures("saturdays")
def test_figures_that_nobody_has_verified_say_so(visit):
    chinese, english = visit("1").get("/rulebook/law/"), visit("1", "en").get("/rulebook/law/")

    row = seen.table(chinese, "各地的数")[1]
    assert row[:4] == ["北京最低工资", "2540元", "2025年9月1日", "北京市人力资源和社会保障局调整最低工资标准的通知"]
    assert row[4].startswith("请管理员核对")
    assert seen.table(english, "Figures by place")[1][4].startswith("An administrator confirms it")


@pytest.mark.usefixtures("saturdays")
@pytest.mark.parametrize("path", ["/rulebook/law/", "/rulebook/clause/hours/"])
def test_what_lies_beyond_a_floor_stands_with_its_arithmetic_and_what_is_allowed(visit, path):
    row = seen.table(visit("1").get(path), CAPTION)[1]

    assert row[-4:] == [
        "作息 电商部",
        "超出标准",
        "08:30–12:00, 14:00–17:30，一天 7 小时 × 一周 6 天 = 42 小时 > 40 小时 《国务院关于职工工作时间的规定》第三条",
        "一周上 5 天（7 × 5 = 35 小时）；或仍上 6 天，每天不超过 6 小时 40 分钟",
    ]


@pytest.mark.usefixtures("saturdays")
def test_a_clause_within_the_law_says_nothing_of_it(visit):
    assert CAPTION not in visit("1").get("/rulebook/clause/pay/").content.decode()


@pytest.mark.usefixtures("saturdays")
def test_a_draft_below_a_floor_cannot_be_put_into_force_and_says_why(visit):
    client = visit("9")
    client.post(FIELD, LONG | {"save": "1"})
    (draft,) = queries.drafts()

    page = client.get(f"/rulebook/drafts/{draft.id}/")
    client.post(f"/rulebook/drafts/{draft.id}/finish/", {"step": "adopt", "start": "2026-12-01"})
    told = client.get(f"/rulebook/drafts/{draft.id}/")

    assert "7.5 小时 × 一周 6 天 = 45 小时 > 44 小时" in seen.text(page)
    assert "或仍上 6 天，每天不超过 7 小时 20 分钟" in seen.text(page)
    assert 'value="adopt" disabled' in page.content.decode()
    assert "有 1 处低于法律底线，改到底线以上才能采用。" in seen.text(page)
    assert "制度里有 1 处低于法律底线，不能施行。「电商部」：" in seen.text(told)
    assert len(queries.adoptions()) == 1


@pytest.mark.usefixtures("saturdays")
def test_while_one_types_the_law_answers(visit):
    answer = visit("9", "en").post(FIELD, LONG, headers={"hx-target": "div#outcome"})

    assert "7.5 hours a day × 6 days a week = 45 hours > 44 hours" in seen.text(answer)
    assert "5 days a week (7.5 × 5 = 37.5 hours), or the same 6 days of 7 hours 20 minutes" in seen.text(answer)


def test_the_law_needs_the_same_queries_whatever_lies_below(visit, saturdays):
    client = visit("9")
    client.get("/rulebook/law/")
    with CaptureQueriesContext(connection) as few:
        client.get("/rulebook/law/")
    make.book(department.BOOK + HOURS + HOURS.replace("hours", "more").replace("电商部", "流量获取组"))
    client.get("/rulebook/law/")
    with CaptureQueriesContext(connection) as many:
        client.get("/rulebook/law/")

    assert len(many) == len(few) <= 15
