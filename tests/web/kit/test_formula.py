"""A formula is set with the names that its reader knows."""

import pytest
from django.utils import translation

import make
from guiju.apps.rulebook import compiled
from guiju.lang.kinds import Bonus, Metric
from guiju.web.kit.formula import Live, typeset
from guiju.web.numbers.card import known_facts

TEXT = (
    make.BOOK.replace("单位: 倍, ", "单位: 倍, 别名: [投入产出比, ROI], ")
    + """
# 奖金 {#pay}

```yaml 规矩
奖金:
  流量获取组: {周期: 月, 算法: 基础绩效工资 * 投产比达成率, 取整: 分}
```
"""
)


@pytest.fixture(scope="module")
def regulation():
    found = compiled.check(make.sources(TEXT))
    assert found.ok, found.diagnostics
    return found.regulation


def test_an_english_page_says_the_english_names_that_the_document_gives(regulation):
    formula = regulation.of(Bonus)["流量获取组"].formula

    with translation.override("en"):
        html = typeset(formula, regulation, {"投产比达成率": Live("80%", url="/x/")}, known_facts())

    assert 'aria-label="the performance pay × ROI’s attainment"' in html
    assert '<span class="val">80%</span><span class="nm"><a href="/x/">ROI’s attainment</a></span>' in html
    assert '<span class="nm">the performance pay</span>' in html


def test_columns_are_named_in_english_and_what_has_no_english_name_as_it_is_written(regulation):
    metrics = regulation.of(Metric)

    with translation.override("en"):
        spend = typeset(metrics["推广费"].formula, regulation, {}, known_facts())
        roi = typeset(metrics["投产比"].formula, regulation, {}, known_facts())

    assert '<span class="path">ad spend cost</span>' in spend
    assert '<span class="nm">销售额</span>' in roi


def test_a_chinese_page_keeps_to_what_is_written(regulation):
    html = typeset(regulation.of(Bonus)["流量获取组"].formula, regulation, {}, known_facts())

    assert 'aria-label="基础绩效工资 × 投产比达成率"' in html
    assert '<span class="nm">投产比达成率</span>' in html
