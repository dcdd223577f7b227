"""What stands in a form before anybody types: stored figures in one's own reach, parameters, and the last record."""

from datetime import date

import pytest

from apps.records import office
from guiju.apps.figures import models as figures
from guiju.apps.records import actions, queries, surroundings
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import parse
from guiju.lang.kinds.form.model import Form

pytestmark = [pytest.mark.django_db]
REPORT = {"今日完成": "一", "明日计划": "做海报"}
SEES_ALL = office.BOOK.replace(
    "  众人: {谁", "  看数: {谁: [电商总监], 可: [查看], 什么: [指标], 范围: 全部}\n  众人: {谁"
).replace(
    "  组长: {谁: [推广组长, 客服组长], 可: [查看, 编辑, 确认], 什么: [绩效, 目标, 输入], 范围: 本组}",
    "  组长: {谁: [推广组长, 客服组长], 可: [查看, 编辑, 确认], 什么: [绩效, 指标, 目标, 输入], 范围: 本组}",
)


def figure(metric, exact, start="2026-10-08", grain="day", dim="none", key=""):
    figures.Figure.objects.create(
        metric=metric, grain=grain, start=start, dim=dim, key=key, value=1.0, exact=exact, provisional=False
    )


@pytest.fixture
def book(db):
    return office.open_department(SEES_ALL)


def filled(number=office.DIRECTOR, form="日报", day=None, **more):
    return queries.prefilled(form, number, day, **more)


@pytest.mark.usefixtures("book")
def test_figures_of_the_day_before_stand_in_a_daily_report():
    figure("投产比", "59/14")
    figure("推广费", "12345/10")
    figure("推广费", "1", start="2026-10-09")

    assert filled() == {
        "投产比": {"metric": "投产比", "period": "2026-10-08", "value": "59/14", "dim": "none", "key": ""},
        "费用": "1234.5",
        "比例": "42.1429",
        }  # fmt: skip


@pytest.mark.usefixtures("book")
def test_each_gets_the_figures_that_they_may_see():
    for dim, key, exact in (
        ("none", "", "1"),
        ("unit", "流量获取组", "2"),
        ("unit", "客服组", "9"),
        ("person", "1", "3"),
    ):
        figure("投产比", exact, dim=dim, key=key)

    found = {
        number: filled(number)["投产比"] for number in (office.DIRECTOR, office.LEADER, office.AUTHOR, office.OUTSIDER)
    }

    assert {number: (one["value"], one["dim"]) for number, one in found.items()} == {
        office.DIRECTOR: ("1", "none"),
        office.LEADER: ("2", "unit"),
        office.AUTHOR: ("3", "person"),
        office.OUTSIDER: ("", "person"),
    }


@pytest.mark.usefixtures("db")
def test_who_may_see_no_figures_gets_none():
    office.open_department(office.BOOK.replace("什么: [指标, 绩效], 范围: 本人", "什么: [绩效], 范围: 本人"))
    figure("投产比", "1", dim="person", key="1")
    figure("投产比", "1")

    assert filled(office.AUTHOR)["投产比"] == {
        "metric": "投产比",
        "period": "2026-10-08",
        "value": "",
        "dim": "",
        "key": "",
    }


@pytest.mark.usefixtures("book")
def test_another_period_may_be_asked_for():
    figure("投产比", "5", start="2026-09-28", grain="week")

    assert filled(period=parse("2026-W40"))["投产比"]["value"] == "5"
    assert filled(day=date(2026, 10, 5))["投产比"]["period"] == "2026-10-04"


@pytest.mark.usefixtures("book")
def test_what_was_planned_the_last_time_stands_as_done():
    office.filed(form="日报", answers=REPORT, day=date(2026, 10, 7))
    second = office.filed(form="日报", answers={**REPORT, "明日计划": "改标题"})
    office.filed(office.PEER, "日报", {**REPORT, "明日计划": "别人的"})

    assert filled(office.AUTHOR)["今日完成"] == "改标题"
    actions.withdraw(actor=office.actor(office.AUTHOR), record_id=second, version=None)
    assert filled(office.AUTHOR)["今日完成"] == "做海报"
    assert "今日完成" not in filled(office.OUTSIDER)


MADE = """
# 预填 {#prefilled}

各种预填。

```yaml 规矩
表单:
  预填:
    字段:
      数: {类型: 数, 单位: "%", 预填: 1 / 3}
      钱: {类型: 金额, 预填: 预算上限 / 3}
      日: {类型: 日期, 预填: 上次.日}
      时: {类型: 时间, 预填: 上次.时}
      选: {类型: 选择, 选项: [甲, 乙], 预填: 上次.选}
      丢: {类型: 选择, 选项: [甲, 乙], 预填: '"丙"'}
      多: {类型: 多选, 选项: [子, 丑], 预填: 上次.多}
      否: {类型: 是否, 预填: 真}
      人: {类型: 人员, 预填: 上次.人}
      文: {类型: 文字, 预填: '若(上次.否, "好", "坏")'}
```
"""


def test_every_type_of_field_is_filled_with_what_it_can_hold(db):
    office.open_department(office.BOOK + MADE)
    first = filled(office.AUTHOR, "预填")
    said = {**first, "日": "2026-10-01", "时": "2026-10-01 08:30", "选": "乙", "多": ["丑"], "人": "李四", "否": "是"}
    office.filed(form="预填", answers=said)

    assert first == {"数": "33.3333", "钱": "16666.67", "否": True, "文": "坏"}
    assert filled(office.AUTHOR, "预填") == {
        **first, "日": "2026-10-01", "时": "2026-10-01T08:30", "选": "乙", "多": ["丑"], "人": "2", "文": "好"
    }  # fmt: skip


DUTIES = """
# 例行 {#duties}

按时交。

```yaml 规矩
例行:
  周报: {谁: 推广专员, 何时: 每周一, 截止: "12:00", 表单: 活动}
  月报: {谁: 推广专员, 何时: 每月25日, 截止: "12:00", 表单: 排期}
```
"""


@pytest.mark.parametrize(
    ("form", "day", "period"),
    [
        ("日报", date(2026, 10, 9), "2026-10-08"),
        ("活动", date(2026, 10, 5), "2026-W40"),
        ("活动", date(2026, 10, 9), "2026-W41"),
        ("排期", date(2026, 10, 9), "2026-09"),
        ("排期", date(2026, 10, 25), "2026-10"),
    ],
)
def test_a_record_reports_on_the_period_that_its_duty_comes_round_for(db, form, day, period):
    edition = office.open_department(office.BOOK + DUTIES)
    regulation = rulebook.regulation(edition)

    assert str(surroundings.usual_period(regulation, regulation.of(Form)[form], day)) == period


@pytest.mark.usefixtures("book")
def test_names_in_checks_reach_parameters_metrics_inputs_targets_and_periods_before():
    figure("投产比", "4")
    figure("投产比", "3", start="2026-10-07")
    regulation = rulebook.current()
    around = surroundings.of(regulation, regulation.of(Form)["日报"], office.DIRECTOR, date(2026, 10, 9))

    assert (around.value("投产比"), around.earlier(1).value("投产比"), around.value("预算上限")) == (4, 3, 50000)
    assert [reason.why.value for reason in around.value("投产比目标").reasons] == ["no_target"]
    assert [reason.why.value for reason in around.value("投产比达成率").reasons] == ["unknown"]
    assert [reason.why.value for reason in around.value("没有的").reasons] == ["unknown"]


def test_a_check_may_speak_of_a_metric_of_the_period_before(db):
    text = office.BOOK.replace(
        "    查看: [电商总监]\n",
        '    校验: [{须: 上期(投产比) < 4 或 今日完成 != "无", 否则: 说说做了什么}]\n    查看: [电商总监]\n',
    )
    office.open_department(text)
    figure("投产比", "4", start="2026-10-07", dim="person", key="1")

    with pytest.raises(Refused) as refused:
        office.filed(form="日报", answers={**REPORT, "今日完成": "无"})
    assert [one.says for one in refused.value.data["problems"]] == ["说说做了什么"]
    assert office.filed(office.PEER, "日报", {**REPORT, "今日完成": "无"})


def test_shop_data_is_not_read_while_somebody_fills_in_a_form(db):
    text = office.BOOK.replace(
        "    查看: [电商总监]\n", "    校验: [{须: 计数(订单) > 0, 否则: 没有订单}]\n    查看: [电商总监]\n"
    )
    office.open_department(text)

    assert office.filed(form="日报", answers=REPORT)
