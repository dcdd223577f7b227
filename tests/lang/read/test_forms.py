"""Forms: what their formulas may name, where everything stands, and what follows without being written."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

from guiju import lang
from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact
from guiju.lang.formula import compile_exact, tree, types
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Duty, Form
from guiju.lang.kinds.duty.model import UP, Who, WhoKind
from guiju.lang.kinds.duty.recurrence import Allowance, SpanUnit
from lang import sample

LANGUAGE = Path(__file__).parents[3] / "docs/reference/language.md"
PEOPLE = """# 人 {#people}

```yaml 规矩
单位:
  电商部: {负责人: 电商总监}
  运营组: {上级: 电商部, 负责人: 运营组长}
  客服组: {上级: 电商部, 负责人: 运营组长}
  视觉设计组: {上级: 电商部, 负责人: 运营组长}
岗位:
  电商总监: {单位: 电商部}
  运营组长: {单位: 运营组, 上级: 电商总监}
  运营专员: {单位: 运营组, 上级: 运营组长}
  设计师: {单位: 视觉设计组, 上级: 运营组长}
指标:
  投产比: {算法: 合计(订单.实付金额) / 1元, 单位: 倍, 方向: 越高越好}
```

"""


def form(fields: str, more: str = "") -> Form:
    block = f"表单:\n  甲:\n    查看: 全员\n    字段:\n{fields}\n{more}"
    compiled = sample.compiled(sample.document(block + "\n"))
    assert [one.code for one in compiled.diagnostics] == []
    return compiled.regulation.of(Form)["甲"]


def test_the_example_of_the_language_page_compiles():
    example = re.search(r"## Work\n\n```yaml\n(.*?)```", LANGUAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    reports = "表单:\n  核心数据日报: {字段: {投产比: 指标}}\n"
    block = example[1].replace("表单:\n", reports, 1)

    compiled = sample.compiled(sample.FRONT + PEOPLE + "# 事 {#work}\n\n```yaml 规矩\n" + block + "```\n")

    assert [one.code for one in compiled.diagnostics] == []


def test_last_time_is_one_name_that_stands_where_it_was_written():
    text = "      预算: 金额\n      总额: {类型: 金额, 预填: '上次 . 「预算」 + Last.预算 * 2'}"

    found = form(text).fields[1].prefill

    assert found is not None
    names = [node for node in walk(found.tree) if isinstance(node, tree.Name)]
    assert [node.key for node in names] == ["上次.预算", "上次.预算"]
    assert found.text == "上次 . 「预算」 + Last.预算 * 2"
    assert found.type == types.MONEY
    source = sample.document(f"表单:\n  甲:\n    查看: 全员\n    字段:\n{text}\n")
    assert [source[node.span.start : node.span.end] for node in names] == ["上次 . 「预算」", "Last.预算"]


def test_a_text_in_quotes_is_not_last_time():
    found = form("      事由: {类型: 文字, 预填: '\"上次.事由\"'}").fields[0].prefill

    assert found is not None
    assert isinstance(found.tree, tree.Text)


class Answers:
    """The answers of one record as a scope."""

    def __init__(self, values, rows=()):
        self.values, self.kept = values, rows

    def name(self, key):
        return self.values[key]

    def rows(self, fact, event=""):
        del event
        assert fact == "明细"
        return self.kept

    def previous(self, periods):
        raise AssertionError(periods)


def test_the_rows_of_a_table_add_up_like_those_of_a_fact():
    fields = (
        "      预算: 金额\n      明细: {类型: 表, 列: {数量: {类型: 数, 单位: 件}, 单价: 金额, 日子: 日期, 急: 是否}}"
    )
    check = form(fields, "    校验: [合计(明细.数量 * 明细.单价 其中 明细.急) <= 预算]").checks[0]
    columns = (
        Column("数量", "数量", ColumnType.COUNT),
        Column("单价", "单价", ColumnType.MONEY),
        Column("日子", "日子", ColumnType.DATE),
        Column("急", "急", ColumnType.FLAG),
    )
    catalogue = Catalogue({"明细": Fact("明细", "明细", "", columns)})
    rows = [
        {"数量": 2, "单价": 10, "日子": date(2026, 1, 1), "急": True},
        {"数量": 5, "单价": 10, "日子": None, "急": False},
    ]

    holds = compile_exact(check.formula.tree, catalogue)

    assert holds(Answers({"预算": Fraction(20)}, rows)) is True
    assert holds(Answers({"预算": Fraction(19)}, rows)) is False


def test_a_field_stands_before_a_name_of_the_regulation():
    found = form("      销售额: 数\n      上周: {类型: 指标, 指标: 销售额}", "    校验: [销售额 <= 5 且 上周 > 1元]")

    assert found.checks[0].says == "销售额 <= 5 且 上周 > 1元"
    assert found.fields[1].metric == "销售额"


def test_fields_of_one_form_are_no_names_of_another():
    block = (
        "表单:\n  甲: {字段: {预算: 金额}, 查看: 全员}\n  乙: {字段: {事由: 文字}, 校验: [预算 > 1元], 查看: 全员}\n"
    )

    assert sample.codes_of(block) == ["F201"]


def test_every_part_knows_where_it_is_written():
    text = "      预算: {类型: 金额, 必填: 是}"
    more = "    校验: [{须: 预算 > 1元, 否则: 太少}]\n    流转: [{步骤: 看, 谁: 组长, 限: 4小时}]"
    source = sample.document(f"表单:\n  甲:\n    查看: 全员\n    字段:\n{text}\n{more}\n")

    places = {path: source[span.start : span.end] for path, span in form(text, more).places.items()}

    assert places["fields.预算.required"] == "是"
    assert places["checks.0.says"] == "太少"
    assert places["stages.0.within"] == "4小时"


def test_a_board_stands_by_the_state_and_a_calendar_by_its_only_date():
    assert form("      事: 文字", "    展示: 看板").by == "状态"
    assert form("      事: 文字\n      日: 日期", "    展示: 日历").by == "日"
    assert form("      始: 日期\n      终: 日期", "    展示: 时间线").by == ""
    assert form("      事: 文字").files == (Who(WhoKind.EVERYONE),)


def duty(more: str) -> Duty:
    block = f"例行:\n  甲: {{谁: 组员, 何时: 每月25日, 截止: '18:00', {more}}}\n"
    compiled = sample.compiled(sample.document(block))
    assert [one.code for one in compiled.diagnostics if one.level is lang.diagnostics.Level.ERROR] == []
    return compiled.regulation.of(Duty)["甲"]


def test_evidence_follows_from_what_a_duty_has():
    assert [
        duty(more).evidence.value
        for more in (
            "清单: [灯], 指标: 销售额",
            "指标: 销售额",
            "参加: [一组], 指标: 销售额",
            "证据: 确认, 清单: [灯]",
        )
    ] == ["checklist", "snapshot", "minutes", "tick"]


def test_work_lies_open_from_its_first_reminder_on():
    assert duty("证据: 确认, 提醒: [2天, 1小时]").ahead == Allowance(2, SpanUnit.DAY)
    assert duty("证据: 确认, 提醒: [2小时]").ahead is None
    assert duty("证据: 确认, 提前: 5天, 提醒: [2天]").ahead == Allowance(5, SpanUnit.DAY)
    assert duty("证据: 确认").does == "甲"
    assert duty("证据: 确认, 交给: up").reviewer == UP
