"""Two versions of a document compared in business words."""

from guiju.engines.measure.catalogue import catalogue
from guiju.facts import load_schemas
from guiju.lang import compile as compile_regulation
from guiju.lang.compiler.sources import Sources
from guiju.lang.diff import diff

FACTS = catalogue(load_schemas())
OLD = """---
regulation: words
title: 说法
version: 1
effective: 2026-01-01
---

# 组织 {#org}

推广组由组长带领。

```yaml 规矩
单位:
  推广组: {负责人: 推广组长}
岗位:
  推广组长: {单位: 推广组}
```

# 计分 {#score}

```yaml 规矩
指标:
  花费: {算法: 合计(推广.花费), 单位: 元, 方向: 越低越好, 达成: 比值}
  成交: {算法: 合计(推广.成交金额), 单位: 元, 方向: 越高越好, 达成: 比值}
计分卡:
  推广组:
    核心: {权重: 70%, 指标: {花费: 50%, 成交: 50%}}
    过程: {权重: 30%, 指标: [花费]}
参数:
  底线: 60%
等级:
  月度: {档: {A: 90, B: 0}, 比例: {A: 40%}}
```

# 附则 {#end}

到此为止。
"""


def changes(*replacements: tuple[str, str], language: str = "zh") -> list[str]:
    """What the comparison says when these pieces of the text are replaced."""
    text = OLD
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    versions = [compile_regulation(Sources("d.md", {"d.md": each.encode()}), FACTS) for each in (OLD, text)]
    return [change.words(language) for change in diff(versions[0].regulation, versions[1].regulation)]


def test_equal_versions_have_no_changes():
    assert changes() == []


def test_a_weight_and_its_counterweight():
    found = changes(("核心: {权重: 70%", "核心: {权重: 60%"), ("过程: {权重: 30%", "过程: {权重: 40%"))

    assert found == [
        "计分 · 计分卡“推广组” · 核心权重：70% → 60%",
        "计分 · 计分卡“推广组” · 过程权重：30% → 40%",
    ]


def test_the_same_in_english():
    found = changes(("花费: 50%, 成交: 50%", "花费: 40%, 成交: 60%"), language="en")

    assert found == [
        "计分 · scorecard “推广组” · core · 花费 weight: 50% → 40%",
        "计分 · scorecard “推广组” · core · 成交 weight: 50% → 60%",
    ]


def test_a_formula_a_figure_and_a_direction():
    found = changes(
        ("合计(推广.花费)", "合计(推广.花费) * 2"), ("底线: 60%", "底线: 55%"), ("方向: 越高越好", "方向: 仅观察")
    )

    assert found == [
        "计分 · 指标“花费” · 算法：合计(推广.花费) → 合计(推广.花费) * 2",
        "计分 · 指标“成交” · 方向：越高越好 → 仅作观察",
        "计分 · 参数“底线” · 值：60% → 55%",
    ]


def test_bands_and_shares():
    found = changes(("A: 90, B: 0", "A: 85, B: 0"), ("比例: {A: 40%}", "比例: {A: 45%}"))

    assert found == [
        "计分 · 等级“月度” · A档下限：90分 → 85分",
        "计分 · 等级“月度” · A档比例：40% → 45%",
    ]


def test_a_renamed_a_reworded_a_new_and_a_removed_clause():
    found = changes(
        ("# 组织 {#org}", "# 小组 {#org}"),
        ("推广组由组长带领。", "推广组由组长领导。"),
        ("# 附则 {#end}\n\n到此为止。", "# 施行 {#start}\n\n自公布之日起。"),
    )

    assert found == [
        "条文“组织”改名为“小组”",
        "条文“小组”的文字有改动",
        "新增条文“施行”",
        "删去条文“附则”",
    ]


def test_a_rule_added_moved_and_removed():
    found = changes(
        ("参数:\n  底线: 60%\n", "参数:\n  红线: 50%\n"),
        ("到此为止。\n", "到此为止。\n\n```yaml 规矩\n参数:\n  上线: 90%\n```\n"),
    )

    assert found == [
        "计分 · 新增参数“红线”：红线为50%。",
        "附则 · 新增参数“上线”：上线为90%。",
        "计分 · 删去参数“底线”：底线为60%。",
    ]
