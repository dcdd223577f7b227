"""A small department written down, and who works in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from guiju import lang
from guiju.engines.calendar.days import public
from guiju.engines.calendar.plan import Due, Holder, plan
from guiju.engines.measure.catalogue import catalogue
from guiju.facts import load_schemas
from guiju.lang.kinds import Duty
from guiju.lang.regulation import Regulation

FRIDAY = date(2026, 10, 9)
CATALOGUE = catalogue(load_schemas())
HEAD = """---
regulation: case
title: 例
version: 1
effective: 2020-01-01
---

# 组织 {#org}

```yaml 规矩
单位:
  电商部: {负责人: 总监}
  推广组: {上级: 电商部, 负责人: 推广组长, 别名: [流量组]}
  客服组: {上级: 电商部, 负责人: 客服组长}
  夜班组: {上级: 客服组}
岗位:
  总监: {单位: 电商部}
  推广组长: {单位: 推广组, 上级: 总监}
  推广专员: {单位: 推广组, 上级: 推广组长}
  客服组长: {单位: 客服组, 上级: 总监}
  客服专员: {单位: 客服组, 上级: 客服组长}
"""
STAFF = (
    Holder("01", "电商部", "总监"),
    Holder("11", "推广组", "推广组长", since=date(2021, 3, 1)),
    Holder("12", "流量组", "推广专员", since=date(2019, 5, 1)),
    Holder("21", "客服组", "客服组长"),
    Holder("22", "夜班组", "客服专员"),
)


def regulation(rules: str, *, position: str = "") -> Regulation:
    """The regulation with these rules; its text must have no errors."""
    post = f"  {position}: {{单位: 客服组}}\n" if position else ""
    block = rules.strip() or "原则: {按时: 按时做事}"
    text = f"{HEAD}{post}```\n\n# 例行 {{#work}}\n\n按时做事。\n\n```yaml 规矩\n{block}\n```\n"
    compiled = lang.compile(lang.Sources("case.md", {"case.md": text.encode()}), CATALOGUE)
    assert [(each.code, each.quote) for each in compiled.diagnostics if each.level == "error"] == []
    return compiled.regulation


def duties(text: str) -> Regulation:
    """The regulation with duties, one a line: ``name: {…}``."""
    return regulation("例行:\n" + "\n".join(f"  {line.strip()}" for line in text.strip().splitlines()))


def changed(found: Regulation, **fields: object) -> Regulation:
    """The regulation with other fields of its duties, which no text of a document may have."""
    rules = (rule.model_copy(update=fields) if isinstance(rule, Duty) else rule for rule in found.rules)
    return replace(found, rules=tuple(rules))


def planned(
    text: str,
    staff: Sequence[Holder] | Callable[[date], Sequence[Holder]] = STAFF,
    start: date = FRIDAY,
    end: date | None = None,
) -> tuple[Due, ...]:
    """What these duties ask for; on 9 October 2026 unless said otherwise."""
    return plan(duties(text), staff, start, end or start, public())
