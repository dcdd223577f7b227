"""Who may, and why: rules over posts, with units, dates and what is lacking."""

from datetime import date

import pytest

from guiju.engines.calendar.staff import Holder
from guiju.engines.rights import telling
from guiju.engines.rights.asking import Asked
from guiju.lang import Sources
from guiju.lang import compile as compile_regulation
from guiju.lang.kinds.choices import Action, Thing

BOOK = """---
regulation: r
title: 规矩
version: "1"
effective: 2026-01-01
calendar: CN
---

# 谁能看什么 {#rights}

按岗位开放。

```yaml 规矩
单位:
  电商部: {负责人: 总监}
  推广组: {上级: 电商部, 负责人: 组长}
  直通车组: {上级: 推广组}
  客服组: {上级: 电商部}
岗位:
  总监: {单位: 电商部}
  组长: {单位: 推广组, 上级: 总监, 别名: [主管]}
  专员: {单位: 推广组, 上级: 组长}
权限:
  总监: {谁: [总监], 可: [查看, 导出], 什么: [绩效, 奖金], 范围: 全部, 导出复核: 200, 两步验证: 是}
  组长: {谁: [组长], 可: [查看], 什么: [绩效], 范围: 本组}
  众人: {谁: [全员], 可: [查看], 什么: [绩效, 奖金], 范围: 本人}
  公开: {谁: [全员], 可: [查看], 什么: [指标], 范围: 全部}
```
"""
DAY = date(2026, 10, 9)
POSTS = (
    Holder("1", "直通车组", "专员", since=date(2026, 3, 1)),
    Holder("2", "客服组", "专员"),
    Holder("3", "推广组", "主管"),
    Holder("4", "推广组", "组长", until=date(2026, 9, 30)),
    Holder("9", "电商部", "总监"),
)
SEE, TAKE = Action.VIEW, Action.EXPORT


@pytest.fixture(scope="module")
def asked():
    compiled = compile_regulation(Sources("r.md", {"r.md": BOOK.encode()}))
    assert compiled.regulation is not None, compiled.diagnostics
    return Asked.on(compiled.regulation, POSTS, DAY)


def test_who_may_see_somebody_is_the_leader_above_the_director_and_they_themselves(asked):
    found = asked.who(SEE, Thing.APPRAISAL, "1").people

    assert {number: [one.rule.name for one in grounds] for number, grounds in found.items()} == {
        "1": ["众人"],
        "3": ["组长"],
        "9": ["总监"],
    }
    assert found["3"][0].units == {"推广组", "直通车组"}
    assert list(asked.who(SEE, Thing.APPRAISAL).people) == ["9"]


def test_what_stands_open_to_the_whole_house_is_said_once(asked):
    found = asked.who(SEE, Thing.METRICS)

    assert (found.people, [rule.name for rule in found.open]) == ({}, ["公开"])


def test_a_post_that_has_ended_gives_nothing(asked):
    assert asked.why("4", SEE, Thing.APPRAISAL, "1").may is False


def test_why_not_names_what_does_not_reach_and_what_would_be_needed(asked):
    found = asked.why("3", SEE, Thing.APPRAISAL, "2")

    assert not found.may
    assert [telling.reach(one, "zh") for one in found.short] == ["限本组的：推广组和直通车组", "限本人的"]
    assert [telling.lack(asked.regulation, one, "zh") for one in found.lacks] == ["任总监（谁能看什么，总监）"]
    assert [telling.lack(asked.regulation, one, "en") for one in found.lacks] == ["the post of 总监 (谁能看什么, 总监)"]


def test_a_group_rule_names_the_units_where_the_post_would_have_to_lie(asked):
    lacks = asked.why("2", SEE, Thing.APPRAISAL, "1").lacks

    assert [telling.lack(asked.regulation, one, "zh") for one in lacks] == [
        "任总监（谁能看什么，总监）",
        "在直通车组、推广组、电商部之一任组长（谁能看什么，组长）",
    ]


def test_a_ground_says_its_post_and_what_else_is_asked(asked):
    (ground,) = asked.why("9", TAKE, Thing.BONUSES).grounds

    assert (telling.post(ground, "zh"), telling.reach(ground, "en")) == ("电商部 总监", "without limit")
    assert telling.further(ground.rule, "zh") == "导出超过 200 行要他人批准；登录要两步验证"


def test_all_that_somebody_may_by_what_reaches_farthest(asked):
    assert {key: ground.rule.name for key, ground in asked.all_of("3").items()} == {
        (Thing.APPRAISAL, SEE): "组长",
        (Thing.BONUSES, SEE): "众人",
        (Thing.METRICS, SEE): "公开",
    }
