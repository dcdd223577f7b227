"""Duties, forms, hours, matrices and prohibitions in the book, and their figures in a form."""

import pytest

import make
from conftest import TODAY
from guiju.apps.rulebook import queries
from web import department, seen

pytestmark = pytest.mark.django_db
WORK = """
# 事务 {#work}

每个工作日上班后十五分钟内交日报。

```yaml 规矩
作息:
  电商部: {时间: "09:00-12:00, 13:30-18:00"}
  推广专员: {时间: 22:00-05:00, 休息: [周日]}
  人事专员: {时间: 全天, 全年: 是}
例行:
  日报: {谁: 推广专员, 做: 交日报, 何时: 每个工作日, 截止: 上班后15分钟, 表单: 日报, 升级: [{过: 2小时, 给: 上级}]}
  对账: {谁: 全员, 何时: 每月25日前, 截止: "18:00", 证据: 文件, 提前: 3工作日}
表单:
  日报:
    字段:
      今日: {类型: 长文, 必填: 是, 说明: 三句话}
      花费: {类型: 数, 单位: 元, 预填: 上次.花费}
      上周: {类型: 指标, 指标: 投产比}
      渠道: [站内, 站外]
      明细: {类型: 表, 列: {计划: 文字, 花费: 金额}}
    校验: [{须: 花费 >= 0元, 否则: 不能是负数}]
    查看: [电商总监]
    展示: 看板
    流转:
      - {步骤: 看, 谁: 上级, 限: 4小时}
      - {步骤: 归档, 谁: 人事专员, 限: "1工作日", 当: 花费 > 100元}
责任矩阵:
  大促: {选品: {A: 电商总监, R: [推广专员]}, 定价: {A: 电商总监, I: [人事专员]}}
禁止:
  刷单: {内容: 不得虚构交易, 受理: 人事专员, 听取: 3工作日, 决定: 电商总监, 决定时限: 5工作日,
    处理: [{名: 警告, 消除: 6个月}]}
```
"""


@pytest.fixture
def worked(book):
    """The regulation with a clause about work."""
    return make.book(department.BOOK + WORK, TODAY.date())


@pytest.mark.usefixtures("worked")
def test_work_stands_under_its_clause_as_tables(visit):
    page = visit("9").get("/rulebook/")

    assert [row[:5] for row in seen.table(page, "例行")] == [
        ["例行", "谁", "何时", "截止", "凭什么"],
        ["日报", "推广专员", "每个工作日", "上班后 15 分钟", "日报"],
        ["对账", "全员", "每月25日前", "18:00", "文件"],
    ]
    assert seen.table(page, "作息") == [
        ["谁", "工作时间", "休息"],
        ["电商部", "09:00–12:00, 13:30–18:00", "按国家公布的休息日"],
        ["推广专员", "22:00–次日05:00", "周日和法定节假日"],
        ["人事专员", "00:00–24:00", "全年无休，按排班"],
    ]
    assert seen.table(page, "表单") == [
        ["字段", "类型", "要求"],
        ["今日", "长文", "必填 · 三句话"],
        ["花费", "数 · 元", "预填 上次.花费"],
        ["上周", "当期指标 · 投产比", ""],
        ["渠道", "选择", "站内/站外"],
        ["明细", "表", "计划和花费"],
    ]
    assert seen.table(page, "责任矩阵") == [
        ["任务", "负责 A", "执行 R", "咨询 C", "知会 I"],
        ["选品", "电商总监", "推广专员", "—", "—"],
        ["定价", "电商总监", "—", "—", "人事专员"],
    ]
    assert seen.table(page, "禁止") == [
        ["步骤", "谁", "多久之内"],
        ["举报", "任何人", "—"],
        ["受理并听取本人", "人事专员", "3 个工作日"],
        ["决定", "电商总监", "5 个工作日"],
    ]
    text = seen.text(page)
    assert "1. 看（上级，4 小时内） → 2. 归档（人事专员，1 个工作日内，仅当花费高于100元）" in text
    assert "须花费不低于0元，否则提示“不能是负数”" in text
    assert "警告（6 个月后消除）" in text


@pytest.mark.usefixtures("worked")
def test_work_stands_in_english_too(visit):
    page = visit("9", "en").get("/rulebook/")

    assert [row[:5] for row in seen.table(page, "duty")][1:] == [
        ["日报", "推广专员", "every workday", "15 minutes after start", "日报"],
        ["对账", "everyone", "monthly by the 25th", "18:00", "a file"],
    ]
    assert seen.table(page, "prohibition")[2] == ["Taken up, the person heard", "人事专员", "3 workdays"]


EDITS = {
    "duty:日报": (
        {"due": "上班后15分钟", "recurs": "每个工作日", "escalate.0.after": "2小时"},
        {"due": "12:00", "escalate.0.after": "3小时"},
        ["每个工作日12:00前，每名推广专员交日报", "逾期 3 小时报上级"],
    ),
    "duty:对账": (
        {"due": "18:00", "ahead": "3工作日", "evidence": "文件"},
        {"due": "17:00", "evidence": "确认"},
        ["每月25日前（最迟当日17:00前），每人完成对账（凭本人确认）"],
    ),
    "form:日报": (
        {"stages.0.within": "4小时", "stages.1.within": "1工作日", "checks.0.formula": "花费 >= 0元", "layout": "看板"},
        {"stages.1.within": "2工作日", "checks.0.formula": "花费 >= 10元"},
        ["须花费不低于10元", "归档（人事专员，2 个工作日内"],
    ),
    "schedule:电商部": (
        {"hours": "09:00-12:00, 13:30-18:00\n"},
        {"hours": "09:00-12:00, 13:00-18:00"},
        ["电商部的工作时间是 09:00–12:00、13:00–18:00"],
    ),
    "prohibition:刷单": (
        {"hearing": "3工作日", "decision": "5工作日", "sanctions.0.expunged": "6个月"},
        {"hearing": "2工作日", "sanctions.0.expunged": "1年"},
        ["在 2 个工作日内听取本人", "警告（12 个月后消除）"],
    ),
    "raci:大促": ({}, {}, []),
}


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("rule", EDITS)
def test_the_figures_of_work_are_changed_in_a_form(visit, rule):
    shown, typed, said = EDITS[rule]
    client = visit("9")
    path = f"/rulebook/writing/0/clause/{clause_of(rule)}/?rule={rule}"

    sent = seen.inputs(client.get(path))
    answer = client.post(path, sent | {f"r.{name}": value for name, value in typed.items()}, headers=OUTCOME)

    assert {name: sent.get(f"r.{name}") for name in shown} == shown
    text = seen.text(answer)
    assert [one for one in said if one not in text] == []
    assert queries.drafts() == []


OUTCOME = {"hx-target": "div#outcome"}


def clause_of(rule):
    kind, name = rule.split(":")
    return queries.current().of(kind)[name].clause


@pytest.mark.usefixtures("worked")
def test_a_time_that_nobody_understands_is_told_as_it_is_typed(visit):
    path = f"/rulebook/writing/0/clause/{clause_of('duty:日报')}/?rule=duty:日报"
    sent = seen.inputs(visit("9").get(path))

    answer = visit("9").post(path, sent | {"r.due": "中午"}, headers=OUTCOME)

    assert "「中午」看不出是几点之前" in seen.text(answer)
