"""大事: marked on a page, shown on charts, changed by who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import make
from guiju.apps.insight import models
from guiju.apps.insight.actions import marking
from guiju.apps.insight.actions.marking import Said
from web import department, seen

pytestmark = pytest.mark.django_db
MARKS = "/numbers/marks/"
SALE = {
    "kind": "promotion",
    "text": "双十一预售",
    "start": "2026-09-20",
    "end": "2026-09-24",
    "shop": "",
    "product": "",
}


@pytest.mark.usefixtures("office")
def test_an_event_is_marked_and_stands_on_the_chart_of_every_metric(visit):
    client = visit("1")

    answer = client.post(MARKS, SALE)

    assert answer.status_code == 302
    assert seen.table(client.get(MARKS), "大事")[1][:5] == [
        "双十一预售",
        "大促",
        "9月20日 周日 – 9月24日 周四",
        "所有店铺",
        "林夏",
    ]
    assert "9月 双十一预售" in seen.text(client.get("/numbers/of/销售额/"))


@pytest.mark.usefixtures("office")
def test_one_day_needs_no_end_and_a_wrong_form_says_what_is_wrong(visit):
    client = visit("1")

    client.post(MARKS, SALE | {"end": ""})
    wrong = client.post(MARKS, SALE | {"end": "2026-09-01"})

    assert models.Mark.objects.get().end == models.Mark.objects.get().start
    assert (wrong.status_code, "结束早于开始。" in seen.text(wrong)) == (422, True)


@pytest.mark.usefixtures("office")
def test_its_author_changes_and_removes_it_and_others_may_not(visit):
    client = visit("1")
    client.post(MARKS, SALE)
    url = f"{MARKS}{models.Mark.objects.get().pk}/"

    assert visit("2").get(url).status_code == 403
    assert client.post(url, SALE | {"text": "双十一", "version": "1"}).status_code == 302
    assert client.post(url, SALE | {"text": "旧的", "version": "1"}).status_code == 422
    assert models.Mark.objects.get().text == "双十一"
    assert client.post(url, {"remove": "1", "version": "2"}).status_code == 302
    assert models.Mark.objects.count() == 0
    assert client.get(url).status_code == 404


def test_who_sees_no_figures_marks_nothing(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))
    make.post(make.person("1"))

    assert (visit("1").get(MARKS).status_code, visit("1").post(MARKS, SALE).status_code) == (403, 403)


@pytest.mark.usefixtures("office")
def test_more_events_cost_no_more_queries(visit):
    client = visit("9")

    def queries() -> int:
        client.get(MARKS)
        with CaptureQueriesContext(connection) as found:
            client.get(MARKS)
        return len(found)

    few = queries()
    day = make.START
    for number in range(3):
        marking.add(actor=make.operator(), said=Said("other", f"事 {number}", day, day))

    assert queries() == few <= 15
