"""探索: the table that the address asks for, computed where it is not stored, seen by right, kept and taken away."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.audit import models as audit
from guiju.apps.figures import models as figures
from guiju.apps.insight import models
from guiju.apps.insight.actions import exploring
from guiju.apps.insight.queries import cuts as queries
from web import department, seen

pytestmark = pytest.mark.django_db
PAGE = "/numbers/explore/"
MONTHS = {"m": "销售额", "rows": "time", "from": "2026-08", "to": "2026-09"}
QUARTER = {"m": "销售额", "rows": "shop", "grain": "quarter", "from": "2026Q3", "to": "2026Q3"}
OWN = department.BOOK.replace(
    "看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}",
    "看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 本人}",
)


@pytest.mark.usefixtures("office")
def test_stored_figures_are_shown_at_once(visit):
    page = visit("1").get(PAGE, MONTHS)

    assert seen.table(page, "结果") == [["时间", "销售额"], ["2026年8月", "¥160.00"], ["2026年9月", "¥100.00"]]


@pytest.mark.usefixtures("office")
def test_several_metrics_stand_side_by_side_and_time_may_be_the_columns(visit):
    page = visit("1").get(PAGE, {**MONTHS, "m": ["销售额", "投产比"], "rows": "shop", "columns": "time"})

    assert seen.table(page, "结果") == [
        ["店铺", "2026年8月 · 销售额", "2026年8月 · 投产比", "2026年9月 · 销售额", "2026年9月 · 投产比"],
        ["旗舰店", "¥160.00", "5.0", "¥100.00", "2.5"],
    ]


@pytest.mark.usefixtures("office")
def test_figures_stand_beside_those_of_the_period_before(visit):
    page = visit("1").get(PAGE, {**MONTHS, "from": "2026-09", "versus": "previous"})

    assert seen.table(page, "结果")[1:] == [["2026年9月", "¥100.00 −37.5 % 转差"]]


@pytest.mark.usefixtures("office")
def test_a_filter_holds_a_dimension_to_one_value(visit):
    client = visit("1")

    here = client.get(PAGE, {**MONTHS, "dim": "shop", "value": "旗舰店"})
    nowhere = client.get(PAGE, {**MONTHS, "only": "shop:没有的店"})

    assert seen.table(here, "结果")[2] == ["2026年9月", "¥100.00"]
    assert "店铺 旗舰店" in seen.text(here)
    assert "这样选没有数。" in seen.text(nowhere)


@pytest.mark.usefixtures("office")
def test_what_is_not_stored_is_computed_when_asked_and_never_by_looking(visit, django_capture_on_commit_callbacks):
    client = visit("1")
    assert "从明细里算" in seen.text(client.get(PAGE, QUARTER))
    assert models.Exploration.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PAGE}?m=销售额&rows=shop&grain=quarter&from=2026Q3&to=2026Q3", {"compute": "1"})

    assert seen.table(client.get(PAGE, QUARTER), "结果")[1:] == [["旗舰店", "¥260.00"]]


@pytest.mark.usefixtures("office")
def test_while_it_is_computed_the_page_says_so_and_it_can_be_stopped(visit):
    client, url = visit("1"), f"{PAGE}?m=销售额&rows=shop&grain=quarter&from=2026Q3&to=2026Q3"
    client.post(url, {"compute": "1"})
    assert "正在算" in seen.text(client.get(PAGE, QUARTER))

    client.post(url, {"cancel": "1"})
    exploring.perform(exploration_id=models.Exploration.objects.get().pk)

    assert "已经停下。" in seen.text(client.get(PAGE, QUARTER))


@pytest.mark.usefixtures("office")
def test_two_dimensions_are_computed_together(visit, django_capture_on_commit_callbacks):
    client, url = visit("1"), f"{PAGE}?m=销售额&rows=shop&rows=person&from=2026-09&to=2026-09"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"compute": "1"})

    rows = seen.table(client.get(url), "结果")
    assert (rows[0], len(rows) > 1) == (["店铺", "人", "销售额"], True)


@pytest.mark.usefixtures("office")
def test_people_and_units_at_once_are_told_apart_by_nothing(visit):
    assert "人和小组不能同时分。" in seen.text(visit("1").get(PAGE, {"m": "销售额", "rows": ["person", "unit"]}))


@pytest.mark.usefixtures("office")
def test_who_sees_only_oneself_sees_only_oneself(visit):
    make.book(OWN)
    for number in ("1", "2"):
        whole = figures.Figure.objects.get(metric="投产比", dim="none", grain="month", start="2026-09-01")
        whole.pk, whole.dim, whole.key = None, "person", number
        whole.save()
    client = visit("1")

    mine = client.get(PAGE, {**MONTHS, "m": "投产比", "rows": "person"})
    whole = client.get(PAGE, MONTHS)

    every = seen.table(visit("9").get(PAGE, {**MONTHS, "m": "投产比", "rows": "person"}), "结果")
    assert [row[0] for row in seen.table(mine, "结果")[1:]] == ["林夏"]
    assert len(every) > 2
    assert "您无权看的没有列出。" in seen.text(mine)
    assert "这样选没有数。" in seen.text(whole)


@pytest.mark.usefixtures("office")
def test_a_view_is_kept_under_a_name_and_opened_with_the_rights_of_who_opens_it(visit):
    client = visit("1")
    answer = client.post(f"{PAGE}?m=销售额&rows=time&from=2026-08&to=2026-09", {"save": "1", "name": "两个月"})
    number = models.SavedView.objects.get().pk

    assert answer.url == f"{PAGE}view/{number}/"
    page = visit("2").get(answer.url, follow=True)
    assert "视图“两个月”，林夏 存" in seen.text(page)
    assert seen.table(page, "结果")[2] == ["2026年9月", "¥100.00"]
    again = client.post(f"{PAGE}?m=销售额", {"save": "1", "name": "两个月"}, follow=True)
    assert "您已有一个叫“两个月”的视图，换个名字。" in seen.text(again)


@pytest.mark.usefixtures("office")
def test_a_view_is_removed_by_its_author_alone(visit):
    visit("1").post(f"{PAGE}?m=销售额", {"save": "1", "name": "我的"})
    number = models.SavedView.objects.get().pk

    visit("2").post(PAGE, {"remove": str(number)})
    assert models.SavedView.objects.count() == 1
    visit("1").post(PAGE, {"remove": str(number)})
    assert models.SavedView.objects.count() == 0
    assert visit("1").get(f"{PAGE}view/{number}/").status_code == 404


@pytest.mark.usefixtures("office")
def test_it_is_taken_away_with_one_s_name_in_it_and_the_ledger_knows(visit):
    client = visit("9")
    csv = client.get(f"{PAGE}export/csv/", MONTHS)
    xlsx = client.get(f"{PAGE}export/xlsx/", MONTHS)

    assert csv.content.decode("utf-8-sig").splitlines() == [
        "时间,销售额（元）",
        "2026年8月,160",
        "2026年9月,100",
        "# 沈行（9） 导出，2026-10-09 10:30,",
    ]
    beside = client.get(f"{PAGE}export/csv/", {**MONTHS, "versus": "previous"}).content.decode("utf-8-sig")
    assert beside.splitlines()[0] == "时间,销售额（元）,销售额 · 上期（元）"
    assert beside.splitlines()[2] == "2026年9月,100,160"
    rows = CalamineWorkbook.from_filelike(BytesIO(xlsx.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["2026年8月", 160]
    assert audit.Entry.objects.filter(action="insight.export").count() == 3
    assert visit("1").get(f"{PAGE}export/csv/", MONTHS).status_code == 403


def test_who_may_see_no_figures_may_not_explore(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))
    make.post(make.person("1"))

    assert visit("1").get(PAGE).status_code == 403


@pytest.mark.usefixtures("office")
def test_a_nonsense_address_is_read_as_usual_and_more_rows_cost_no_more_queries(visit):
    client = visit("9")

    def queries_of(**asked) -> int:
        client.get(PAGE, asked)
        with CaptureQueriesContext(connection) as found:
            assert client.get(PAGE, asked).status_code == 200
        return len(found)

    queries_of(m="销售额", rows="x", grain="eon", top="-3", **{"from": "高", "to": "9999-99"})
    few = queries_of(m="销售额", grain="day", **{"from": "2026-09-01", "to": "2026-09-02"})
    assert queries_of(m="销售额", grain="day", **{"from": "2026-09-01", "to": "2026-09-30"}) == few <= 15


@pytest.mark.usefixtures("office")
def test_an_answer_follows_the_state_of_the_data(visit):
    first = queries.state()
    make.book(department.BOOK.replace("销售额 / 推广费", "销售额 / 推广费 * 2"))

    assert queries.state() != first
