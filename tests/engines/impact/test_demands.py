import pytest

from engines.score.world import regulation
from guiju.engines.impact.demands import WORDS, demands
from guiju.lang import Sources
from guiju.lang import compile as compile_regulation

TEXT = """---
regulation: case
title: 例
version: 1
effective: 2026-01-01
---

# 着装 {#dress}

上班**必须**着工装。开会可以着便装；不得穿拖鞋。

# 应用 {#apps}

员工可用公司的应用。

# 有规则的 {#ruled}

成本率不得超过上限。

```yaml 规矩
参数:
  上限: {值: 30%}
```
"""


def test_sentences_that_demand_are_found_where_no_rule_stands():
    found = compile_regulation(Sources("case.md", {"case.md": TEXT.encode()})).regulation

    assert [(one.clause, one.sentence) for one in demands(found)] == [
        ("dress", "上班必须着工装。"),
        ("dress", "不得穿拖鞋。"),
    ]


@pytest.mark.parametrize("said", ["应用系统", "应对投诉", "须知", "供应商", "反应"])
def test_words_that_only_look_like_demands_are_none(said):
    assert not WORDS.search(said)


def test_a_regulation_of_rules_alone_demands_nothing_beside_them():
    assert demands(regulation()) == ()
