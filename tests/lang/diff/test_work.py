"""Changes of duties, forms, hours, matrices and prohibitions in business words."""

import pytest

from guiju.lang.diff import diff
from lang import sample

OLD = (
    sample.FRONT
    + """# 人 {#people}

```yaml 规矩
单位:
  一组: {负责人: 组长}
岗位:
  组长: {单位: 一组}
  组员: {单位: 一组, 上级: 组长}
```

# 事 {#work}

```yaml 规矩
作息:
  一组: {时间: "9:00-12:00, 13:00-18:00"}
例行:
  日报:
    谁: 组员
    何时: 每个工作日
    截止: 上班后15分钟
    表单: 日报
    交给: 组长
    升级: [{过: 2小时, 给: 上级}]
表单:
  日报:
    字段: {今日: 长文, 预算: 金额}
    校验: [{须: 预算 <= 5万元, 否则: 先立项}]
    查看: [组长]
    流转: [{步骤: 看, 谁: 组长, 限: 4小时}]
责任矩阵:
  上新: {选品: {A: 组长, R: [组员]}}
禁止:
  刷单: {内容: 不得虚构, 受理: 组员, 听取: 3工作日, 决定: 组长, 决定时限: 5工作日, 处理: [{名: 警告, 消除: 6个月}]}
```
"""
)
CHANGES = {
    ('"9:00-12:00, 13:00-18:00"', "9:00-18:00"): (
        "作息“一组” · 时间：09:00–12:00和13:00–18:00 → 09:00–18:00",
        "schedule “一组” · hours: 09:00–12:00 and 13:00–18:00 → 09:00–18:00",
    ),
    ('13:00-18:00"}', '13:00-18:00", 休息: 周日}'): (
        "作息“一组” · 休息：无 → 周日",
        "schedule “一组” · rest: none → Sunday",
    ),
    ("谁: 组员\n", "谁: 一组负责人\n"): (
        "例行“日报” · 谁：组员 → 一组负责人",
        "duty “日报” · who: 组员 → the leader of 一组",
    ),
    ("何时: 每个工作日", "何时: 每周一、周四"): (
        "例行“日报” · 何时：每个工作日 → 每周一、周四",
        "duty “日报” · on: every workday → every Monday and Thursday",
    ),
    ("截止: 上班后15分钟", "截止: '10:00'"): (
        "例行“日报” · 截止：上班后 15 分钟 → 10:00",
        "duty “日报” · due: 15 minutes after start → 10:00",
    ),
    ("{过: 2小时, 给: 上级}", "{过: 1工作日, 给: 组长}"): (
        "例行“日报” · 升级：过 2 小时报上级 → 过 1 个工作日报组长",
        "duty “日报” · escalate: after 2 hours to up → after 1 workday to 组长",
    ),
    ("交给: 组长", "交给: 组长\n    提前: 1天"): (
        "例行“日报” · 提前：无 → 1 天",
        "duty “日报” · ahead: none → 1 day",
    ),
    ("今日: 长文,", "今日: {类型: 长文, 必填: 是},"): (
        "表单“日报” · 字段“今日”：今日（长文） → 今日（长文，必填）",
        "form “日报” · field “今日”: 今日 (a long text) → 今日 (a long text, required)",
    ),
    ("今日: 长文,", "明日: 长文,"): (
        "表单“日报” · 字段“今日”：今日（长文） → 无",
        "form “日报” · field “今日”: 今日 (a long text) → none",
    ),
    ("5万元, 否则", "6万元, 否则"): (
        "表单“日报” · 校验 1：须预算不高于5万元，否则提示“先立项” → 须预算不高于6万元，否则提示“先立项”",
        (
            "form “日报” · check 1: it must hold that 预算 is at most ¥50,000, else “先立项” "
            "→ it must hold that 预算 is at most ¥60,000, else “先立项”"
        ),
    ),
    ("限: 4小时", "限: 1工作日"): (
        "表单“日报” · 步骤“看”：1. 看（组长，4 小时内） → 1. 看（组长，1 个工作日内）",
        "form “日报” · stage “看”: 1. 看 (组长, within 4 hours) → 1. 看 (组长, within 1 workday)",
    ),
    ("R: [组员]", "C: [组员]"): (
        "责任矩阵“上新” · 选品：选品由组长负责，组员执行 → 选品由组长负责，组员提供意见",
        (
            "raci “上新” · 选品: 选品: 组长 answers for it, done by 组员 "
            "→ 选品: 组长 answers for it, with advice from 组员"
        ),
    ),
    ("听取: 3工作日", "听取: 2天"): (
        "禁止“刷单” · 听取：3 个工作日 → 2 天",
        "prohibition “刷单” · hearing: 3 workdays → 2 days",
    ),
    ("消除: 6个月", "消除: 不消除"): (
        "禁止“刷单” · 处理：警告（6 个月后消除） → 警告（不消除）",
        "prohibition “刷单” · sanctions: 警告 (expunged after 6 months) → 警告 (never expunged)",
    ),
}


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_change_is_said_in_business_words(change):
    assert change[0] in OLD
    old = sample.compiled(OLD).regulation
    new = sample.compiled(OLD.replace(change[0], change[1])).regulation

    first = diff(old, new)[0]

    assert (first.words("zh"), first.words("en")) == tuple(f"事 · {said}" for said in CHANGES[change])


def test_a_rule_that_only_moved_in_the_text_has_not_changed():
    moved = OLD.replace("# 事 {#work}\n", "\n\n\n# 事 {#work}\n")

    assert diff(sample.compiled(OLD).regulation, sample.compiled(moved).regulation) == ()


PUBLISHING = """---
regulation: p
title: p
version: "1"
effective: 2026-01-01
---

# 发布 {#publishing}

```yaml 规矩
发布:
  修订: {必经: [征求意见, 签收], 征求天数: 7}
```
"""


def test_what_a_new_version_must_pass_is_said_when_it_changes():
    old = sample.compiled(PUBLISHING).regulation
    new = sample.compiled(PUBLISHING.replace("[征求意见, 签收], 征求天数: 7", "[签收], 征求天数: 5")).regulation

    said = [one.words("en") for one in diff(old, new)]

    assert said == [
        "发布 · publication “修订” · demands: comments asked for and signature → signature",
        "发布 · publication “修订” · comment days: 7 → 5",
    ]
