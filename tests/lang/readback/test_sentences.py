"""Every rule of the library reads back, and no figure of it is left unsaid."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from guiju.engines.measure.catalogue import catalogue
from guiju.facts import load_schemas
from guiju.lang import compile as compile_regulation
from guiju.lang.compiler.sources import Sources
from guiju.lang.formula import Formula, tree
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Rule
from guiju.lang.kinds.duty.recurrence import Allowance, DueTime, Recurrence
from guiju.lang.kinds.prohibition.model import Sanction
from guiju.lang.kinds.schedule.model import Hours
from guiju.lang.readback import sentence, times
from guiju.lang.text import Span

LIBRARY = Path(__file__).resolve().parents[3] / "regulations"
FACTS = catalogue(load_schemas())
DOCUMENTS = sorted(LIBRARY.glob("*.md"))
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+)?")
SCALES = [
    Fraction(1),
    Fraction(1, 100),
    Fraction(10**4),
    Fraction(10**8),
    Fraction(60),
    Fraction(3600),
    Fraction(86400),
]
NOT_SAID = {"places", "span", "basis", "decimals", "rest"}  # days of the week are said by name


def figures_of_time(value: Recurrence | DueTime | Hours) -> Iterator[Fraction]:
    """The figures of a time as it is written; that this loses nothing is tested with ``times``."""
    match value:
        case Recurrence():
            text = re.sub(r"\d+月", "", times.recurrence(value, "zh"))  # English says months by name
        case DueTime():
            text = times.due(value, "zh")
        case Hours():
            text = times.hours([value], "zh")
    yield from (Fraction(found) for found in re.findall(r"\d+", text))


def figures(value: object) -> Iterator[Fraction]:  # noqa: C901, PLR0912 - one line for each sort of value
    """Every number that a rule holds, in base units."""
    if isinstance(value, Formula):
        yield from (node.value for node in walk(value.tree) if isinstance(node, tree.Number))
    elif isinstance(value, bool | str | Span) or value is None:
        return
    elif isinstance(value, Recurrence | DueTime | Hours):
        yield from figures_of_time(value)
    elif isinstance(value, Allowance):
        yield Fraction(value.amount)
    elif isinstance(value, Sanction):
        yield from [Fraction(value.expunged_months)] if value.expunged_months else []  # 不消除 is a word
    elif isinstance(value, Fraction | int):
        yield Fraction(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from figures(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from figures(each)
    elif isinstance(value, Rule):
        silent = NOT_SAID | ({"from_people"} if not getattr(value, "shares", True) else set())
        for name in type(value).model_fields:
            if name not in silent:
                yield from figures(getattr(value, name))
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures(getattr(value, field.name))


def said(text: str) -> set[Fraction]:
    """Every value that a number in a sentence may stand for."""
    numbers = [Fraction(found.replace(",", "").replace("−", "-")) for found in NUMBER.findall(text)]
    return {number * scale for number in numbers for scale in SCALES}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_sentence_names_every_figure_of_its_rule(path, language):
    regulation = compile_regulation(path, FACTS).regulation

    unsaid = {}
    for rule in regulation.rules:
        text = sentence(rule, regulation, language, FACTS)
        lacking = set(figures(rule)) - said(text)
        if lacking:
            unsaid[rule.kind, rule.name] = (text, lacking)

    assert unsaid == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_sentence_ends_and_names_its_rule_or_subject(path):
    regulation = compile_regulation(path, FACTS).regulation

    sentences = [sentence(rule, regulation, "zh") for rule in regulation.rules]

    assert [text for text in sentences if not text.endswith(("。", "）"))] == []


DOCUMENT = """---
regulation: words
title: 说法
version: 1
effective: 2026-01-01
---

# 组织 {#org}

```yaml 规矩
单位:
  推广组: {负责人: 推广组长}
岗位:
  推广组长: {单位: 推广组, 人数: 1-2}
```

# 规则 {#rules}

```yaml 规矩
RULE
```
"""


def read(kind: str, name: str, rule: str) -> tuple[str, str]:
    """The two sentences of a rule written in a block."""
    document = DOCUMENT.replace("RULE", rule).encode()
    compiled = compile_regulation(Sources("words.md", {"words.md": document}), FACTS)
    assert [each for each in compiled.diagnostics if each.level == "error" and not each.code.startswith("C")] == []
    found = compiled.regulation.of(kind)[name]
    return sentence(found, compiled.regulation, "zh"), sentence(found, compiled.regulation, "en", FACTS)


def test_a_dated_parameter_says_when_each_value_holds():
    rule = (
        "参数:\n  时限:\n    值:\n      - {自: 2026-01-01, 值: 30秒}\n      - {自: 2026-07-01, 值: 25秒}\n    最小: 5秒"
    )

    assert read("parameter", "时限", rule) == (
        "时限：自 2026-01-01 起 30秒，自 2026-07-01 起 25秒（不低于5秒）。",
        "时限 is 30 seconds from 2026-01-01, 25 seconds from 2026-07-01 (at least 5 seconds).",
    )


def test_a_pool_is_said_with_its_split():
    rule = "奖金:\n  推广组: {池: 10000元, 份额: 综合得分, 取整: 元}"

    assert read("bonus", "推广组", rule) == (
        "推广组每月的奖金池为1万元，按综合得分在各人之间分配，各份之和等于奖金池，四舍五入到元。",
        (
            "推广组 shares a pool of ¥10,000 each month, split by the total score; the parts sum to the pool, "
            "rounded half up to the yuan."
        ),
    )


def test_an_exception_says_when_it_stands_in_for_the_rule():
    rule = (
        "奖金:\n  推广组: {算法: 基础绩效工资, 封顶: 2万元}\n"
        "  大促奖金: {对象: 推广组, 算法: 基础绩效工资 * 2, 例外于: 推广组, 当: 综合得分 > 1}"
    )

    assert read("bonus", "大促奖金", rule) == (
        "推广组每人每月奖金为基础绩效工资 × 2，四舍五入到分。（当综合得分高于1时，代替“推广组”）",
        (
            "Each person of 推广组 earns each month the performance pay × 2, rounded half up to the cent. "
            "(in place of “推广组” when the total score is above 1)"
        ),
    )


FORMULAS = {
    "若(合计(订单.实付金额) > 5000元, 1, 2)": (
        "若订单实付金额之和高于5000元则1，否则2",
        "1 if the sum of order paid amount is above ¥5,000, else 2",
    ),
    '占比(订单.状态 = "交易成功" 或 开头是(订单.编号, "C"))': (
        "（订单状态等于“交易成功”，或订单编号以“C”开头）的占比",
        "the share of rows where order status is “交易成功” or order id starts with “C”",
    ),
    '计数(订单 其中 订单.状态 != "")': (
        "订单的数目（只计订单状态已填写的）",
        "the number of order rows (only where order status is filled in)",
    ),
    "占比(每(订单.买家: 计数(订单)) >= 2)": (
        "（每个订单买家的订单的数目不低于2）的占比",
        "the share of rows where the number of order rows of each order buyer is at least 2",
    ),
    "平均(每(订单.买家 按 下单时间 其中 订单.件数 > 1: 计数(订单)))": (
        "每个订单买家的订单的数目（按下单时间计，只计订单件数高于1的）的平均值",
        (
            "the mean of the number of order rows of each order buyer "
            "(by created at, only where order quantity is above 1)"
        ),
    ),
    "分位(客服日.平均响应时长, 95%) / 1秒": (
        "客服日平均响应时长的95%分位数 ÷ 1秒",
        "the 95% quantile of service day response ÷ 1 second",
    ),
    '计数(订单 其中 属于(订单.状态, "甲", "乙") 且 非 开头是(订单.编号, "C"))': (
        "订单的数目（只计订单状态是“甲”或“乙”，且订单编号不以“C”开头的）",
        "the number of order rows (only where order status is “甲” or “乙” and order id does not start with “C”)",
    ),
    '四舍五入(最小(1, 2, 绝对值(-3)), 1) - (缺省(上期(占比(订单.状态 = "甲")), 0) - 1)': (
        "1、2、−3的绝对值中最小的四舍五入到1位小数 − （上期的（订单状态等于“甲”）的占比（没有时按0） − 1）",
        (
            "the least of 1, 2, the size of −3 rounded half up to 1 decimals "
            "− (the previous period's the share of rows where order status is “甲” (0 when there is none) − 1)"
        ),
    ),
}


@pytest.mark.parametrize("written", FORMULAS)
def test_a_formula_reads_as_words(written):
    rule = f"指标:\n  甲:\n    算法: |-\n      {written}\n    方向: 仅观察"

    chinese, english = read("metric", "甲", rule)

    assert (chinese, english) == (
        f"甲等于{FORMULAS[written][0]}，仅作观察。",
        f"甲 is {FORMULAS[written][1]}, only watched.",
    )


def test_what_derives_from_a_metric_is_said_in_the_language_of_the_sentence():
    rule = (
        "指标:\n  ROI: {算法: 合计(推广.成交金额) / 合计(推广.花费), 单位: 倍, 方向: 越高越好}\n"
        "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率 * 核心得分 + ROI_attainment * 1元 - ROI目标 * 1元}\n"
        "计分卡:\n  推广组: {周期: 月, 核心: {权重: 100%, 指标: [ROI]}}"
    )

    assert read("bonus", "推广组", rule) == (
        "推广组每人每月奖金为基础绩效工资 × ROI达成率 × 核心得分 + ROI达成率 × 1元 − ROI目标 × 1元，四舍五入到分。",
        (
            "Each person of 推广组 earns each month the performance pay × ROI’s attainment × the core score + "
            "ROI’s attainment × ¥1 − ROI’s target × ¥1, rounded half up to the cent."
        ),
    )
