"""数据: the board, one metric, its parts, its figures to take away."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import make
from guiju.apps.figures.actions import inputs, targets
from guiju.engines.periods import parse
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.web.numbers.one import axis
from web import department, seen

pytestmark = pytest.mark.django_db
ROI = "/numbers/of/投产比/"


@pytest.mark.usefixtures("office")
def test_the_board_sets_each_figure_beside_target_and_last_period(visit):
    page = visit("1").get("/numbers/")

    rows = seen.table(page, "什么")
    assert rows[1][:5] == ["销售额", "¥100.00", "", "", "−37.5 % 转差"]
    assert rows[3][:5] == ["投产比", "2.5", "4.0", "−1.5 未达标", "−50.0 % 转差"]
    assert "偏离目标 1 项" in seen.text(page)


@pytest.mark.usefixtures("office")
def test_another_month_is_asked_for_in_the_address(visit):
    rows = seen.table(visit("1").get("/numbers/", {"month": "2026-08"}), "什么")

    assert rows[1][1] == "¥160.00"


@pytest.mark.usefixtures("office")
def test_a_running_month_is_marked_and_not_compared(visit):
    rows = seen.table(visit("1").get("/numbers/", {"month": "2026-10"}), "什么")

    assert rows[1][1:5] == ["缺数", "", "", ""]


@pytest.mark.usefixtures("office")
def test_a_metric_says_what_it_means_and_where_its_rows_come_from(visit):
    page = visit("1").get(ROI)

    said = seen.text(page)
    assert "销售额 ¥40.00 推广费" in said.replace("¥100.00", "")
    assert "投产比等于销售额 ÷ 推广费，以倍数计，越高越好，达成率按与目标之比计。" in said
    assert "千牛卖家中心 › 交易 › 已卖出的宝贝" in said
    assert seen.table(page, "2026年9月")[-1] == ["2026年9月", "2.5", "4.0"]


@pytest.mark.usefixtures("office")
def test_beside_each_month_stands_the_target_of_that_month(visit):
    whole = Subject(SubjectKind.DEPARTMENT)
    august = parse("2026-08")
    stated = {"metric": "投产比", "subject": whole, "start": august, "end": august}
    targets.set_target(actor=make.operator(), value=Fraction(5, 2), **stated)

    rows = seen.table(visit("1").get(ROI), "2026年9月")

    assert [(row[0], row[2]) for row in rows[-2:]] == [("2026年8月", "2.5"), ("2026年9月", "4.0")]


def test_months_of_two_years_are_told_apart_on_an_axis():
    assert axis([parse("2025-12"), parse("2026-01")]) == ["2025年12月", "2026年1月"]
    assert axis([parse("2026-01"), parse("2026-02")]) == ["1月", "2月"]


@pytest.mark.usefixtures("office")
def test_parts_by_shop_lead_to_the_course_of_one_shop(visit):
    client = visit("1")
    page = client.get("/numbers/of/销售额/", {"dim": "shop"})

    assert seen.table(page, "店铺")[1][:2] == ["旗舰店", "¥100.00"]
    one = client.get("/numbers/of/销售额/", {"dim": "shop", "key": "旗舰店"})
    assert "2026年9月 · 店铺 旗舰店" in seen.text(one)


@pytest.mark.usefixtures("office")
def test_a_day_without_data_says_why_and_who_can_mend_it(visit):
    page = visit("9").get("/numbers/of/销售额/", {"grain": "day", "at": "2026-10-05"})

    assert "缺数" in seen.text(page)
    assert "「订单」缺数据" in seen.text(page)
    assert "去导入数据" in seen.text(page)


@pytest.mark.usefixtures("office")
def test_figures_are_taken_away_as_csv_and_xlsx_by_who_may(visit):
    csv = visit("9").get("/numbers/of/投产比/export/csv/")
    xlsx = visit("9").get("/numbers/of/投产比/export/xlsx/")

    assert csv.content.decode("utf-8-sig").splitlines()[-2] == "2026-09,2.5,倍,,"
    (sheet,) = CalamineWorkbook.from_filelike(BytesIO(xlsx.content)).sheet_names
    rows = CalamineWorkbook.from_filelike(BytesIO(xlsx.content)).get_sheet_by_name(sheet).to_python()
    assert rows[-1][:3] == ["2026-09", 2.5, "倍"]
    assert visit("1").get("/numbers/of/投产比/export/csv/").status_code == 403
    assert visit("9").get("/numbers/of/投产比/export/pdf/").status_code == 404


@pytest.mark.usefixtures("book")
def test_before_any_data_the_next_step_is_to_import(visit):
    assert "先把平台导出的订单" in seen.text(visit("9").get("/numbers/"))
    assert "管理员导入店铺数据之后" in seen.text(visit("1").get("/numbers/"))


def test_who_may_not_see_figures_is_told_so(visit):
    make.book(department.BOOK.replace("看数: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}", ""))
    make.post(make.person("1"))

    assert visit("1").get("/numbers/").status_code == 403
    assert visit("1").get(ROI).status_code == 403


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("path", ["/numbers/of/没有/", "/numbers/of/个人评分/"])
def test_what_is_no_metric_is_not_found(visit, path):
    assert visit("9").get(path).status_code == 404


@pytest.mark.usefixtures("office")
def test_more_metrics_cost_no_more_queries(visit):
    client = visit("1")
    few = queries(client)
    make.book(
        department.BOOK.replace(
            "指标:\n", "指标:\n  单量: {算法: 计数(订单), 单位: 单}\n  费: {算法: 推广费 * 2, 单位: 元}\n"
        )
    )

    assert queries(client) == few <= 15


def queries(client) -> int:
    client.get("/numbers/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/numbers/").status_code == 200
    return len(found)


VIEWS = """
# 内容 {#content}

```yaml 规矩
输入:
  播放量: {单位: 次, 对象: 单位, 周期: 月, 填报: 推广组长}
  观看量: {单位: 次, 对象: 单位, 周期: 月, 填报: 推广组长}
指标:
  互动量: {口径: 两项之和, 算法: 播放量 + 观看量, 单位: 次, 方向: 越高越好, 达成: 比值}
目标:
  互动量: {对象: 流量获取组, 周期: 月, 值: 500}
```
"""


def entered(name, month, value):
    period, subject = parse(f"2026-{month:02}"), Subject(SubjectKind.UNIT, "流量获取组")
    return inputs.enter(actor=make.operator(), name=name, subject=subject, period=period, value=Fraction(value))


@pytest.mark.usefixtures("office")
def test_what_a_unit_enters_itself_is_worked_out_for_the_unit_that_the_clause_is_about(visit):
    make.book(department.BOOK + VIEWS, date(2026, 8, 1))
    for name, value in (("播放量", "300"), ("观看量", "250")):
        entered(name, 8, value)
    entered("播放量", 9, "310")
    client = visit("1")

    page = client.get("/numbers/of/互动量/", {"at": "2026-08"})
    lacking = client.get("/numbers/of/互动量/", {"at": "2026-09"})
    board = client.get("/numbers/", {"month": "2026-08"})

    assert "2026年8月 · 流量获取组" in seen.text(page)
    assert seen.table(page, "2026年8月")[-1] == ["2026年8月", "550 次", "500 次"]
    assert "拆开看" not in seen.text(page)
    assert "「观看量」没有填报（流量获取组 2026年9月）" in seen.text(lacking)
    assert "「播放量」没有填报" not in seen.text(lacking)
    rows = {row[0]: row[1:4] for row in seen.table(board, "内容")}
    assert rows["互动量"] == ["550 次", "500 次", "+50 次 已达标"]


@pytest.mark.usefixtures("office")
def test_of_what_is_entered_by_month_the_page_says_that_there_is_none_by_day_or_in_parts(visit):
    make.book(department.BOOK + VIEWS, date(2026, 8, 1))
    for name, value in (("播放量", "300"), ("观看量", "250")):
        entered(name, 8, value)
    said = "这个数由人按月填报：没有按日、按周的，也不再往下分。"

    by_day = visit("1").get("/numbers/of/互动量/", {"grain": "day", "at": "2026-08-15", "dim": "unit", "key": "x"})
    from_files = seen.text(visit("1").get(ROI))

    assert (said in seen.text(by_day), "按周" in seen.text(by_day).replace(said, "")) == (True, False)
    assert seen.table(by_day, "2026年8月")[-1] == ["2026年8月", "550 次", "500 次"]
    assert (said in from_files, "按日 按周 按月" in from_files) == (False, True)


@pytest.mark.usefixtures("office")
def test_the_board_asks_no_more_for_more_months_of_entries(visit):
    make.book(department.BOOK + VIEWS, date(2026, 8, 1))
    client, counts = visit("1"), []
    for month in (8, 9):
        entered("播放量", month, "300")
        client.get("/numbers/")
        with CaptureQueriesContext(connection) as found:
            client.get("/numbers/")
        counts.append(len(found))

    assert counts[0] == counts[1] <= 15


@pytest.mark.usefixtures("office")
def test_an_english_page_calls_times_and_tables_as_people_do(visit):
    client = visit("1")
    client.cookies["language"] = "en"

    said = seen.text(client.get(ROI))

    assert ("By paid at" in said, "paid_at" in said, "ad_spend" in said) == (True, False, False)
