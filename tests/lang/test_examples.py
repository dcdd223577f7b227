"""Worked examples run against their rules."""

from fractions import Fraction

from guiju.lang.examples import Result, run_examples
from guiju.lang.values import Missing, Reason, Why
from lang.sample import BASE, CATALOGUE, compiled

PARAMETERS = """# 参数 {#figures}

```yaml 规矩
参数:
  系数: [{自: 2026-01-01, 值: 2}, {自: 2026-07-01, 值: 3}]
  底薪: 1000元
  明年系数: [{自: 2027-01-01, 值: 2}]
指标:
  净额: {算法: 销售额 - 退款额, 单位: 元, 方向: 越高越好, 达成: 比值, 别名: [净销售额]}
  单价: {算法: 净额 / 件, 单位: 元, 方向: 越高越好, 达成: 比值}
输入:
  件: {单位: 件, 填报: 组员, 确认: 组长}
```

"""
PAY = """# 奖金 {#pay}

```yaml 规矩
奖金:
  一组: {对象: 一组, 周期: 月, 算法: 底薪 * 系数 * 净额达成率 / 3, 封顶: 底薪 * 2, 保底: 底薪 / 2, 取整: 角}
例子:
%s
```
"""


def results(*examples: str, pay: str = PAY) -> tuple[Result, ...]:
    """What examples beside the bonus yield."""
    found = compiled(BASE + PARAMETERS + pay % "\n".join(f"  - {example}" for example in examples))
    assert [one for one in found.diagnostics if one.level == "error"] == [] or pay is not PAY
    assert found.regulation is not None
    return run_examples(found.regulation, CATALOGUE)


def actual(example: str) -> object:
    """What the only promise of an example comes to."""
    (result,) = results(example)
    return result.actual


def test_a_promise_that_is_kept_holds() -> None:
    (result,) = results("{已知: {净额达成率: 100%}, 则: {奖金: 666.7元}}")

    assert (result.holds, result.clause, result.rule, result.name) == (True, "pay", "一组", "奖金")
    assert result.expected == result.actual == Fraction(6667, 10)


def test_a_promise_that_is_broken_says_what_comes_out() -> None:
    (result,) = results("{已知: {净额达成率: 100%}, 则: {奖金: 700元}}")

    assert (result.holds, result.expected, result.actual) == (False, Fraction(700), Fraction(6667, 10))
    assert result.span.line > 1


def test_caps_and_floors_bind_before_rounding() -> None:
    assert actual("{已知: {净额达成率: 900%}, 则: {奖金: 2000元}}") == 2000
    assert actual("{已知: {净额达成率: 1%}, 则: {奖金: 500元}}") == 500


def test_the_figures_given_replace_those_of_the_text() -> None:
    assert actual("{已知: {净额达成率: 100%, 系数: 1.5}, 则: {奖金: 500元}}") == 500


def test_an_alias_gives_the_name_it_stands_for() -> None:
    assert actual("{已知: {净销售额达成率: 150%}, 则: {一组: 1000元}, 规则: 一组}") == 1000


def test_metrics_are_worked_out_from_the_figures_given() -> None:
    assert actual("{已知: {销售额: 100元, 退款额: 40元, 件: 3件}, 则: {单价: 20元}}") == 20


def test_what_was_not_given_is_missing() -> None:
    assert actual("{已知: {净额: 100元}, 则: {单价: 20元}}") == Missing((Reason(Why.UNKNOWN, "件"),))
    assert actual("{已知: {件: 3件}, 则: {销售额: 20元}}") == Missing((Reason(Why.NOT_COVERED, "order"),))
    assert actual("{已知: {件: 3件}, 则: {明年系数: 2}}") == Missing(
        (Reason(Why.NOT_IN_FORCE, "明年系数", "2026-01-01"),)
    )


def test_an_example_promises_several_things_at_once() -> None:
    found = results("{已知: {销售额: 100元, 退款额: 40元, 件: 3件}, 则: {净额: 60元, 单价: 20元}}")

    assert [(one.name, one.holds) for one in found] == [("净额", True), ("单价", True)]


def test_a_missing_figure_leaves_the_bonus_missing() -> None:
    assert actual("{已知: {件: 3件}, 则: {奖金: 20元}}") == Missing((Reason(Why.UNKNOWN, "净额达成率"),))


def test_a_missing_cap_leaves_the_bonus_missing() -> None:
    (result,) = results(
        "{已知: {净额达成率: 100%}, 则: {奖金: 20元}}", pay=PAY.replace("封顶: 底薪 * 2", "封顶: 底薪 * 明年系数")
    )

    assert result.actual == Missing((Reason(Why.NOT_IN_FORCE, "明年系数", "2026-01-01"),))


def test_earlier_periods_are_like_the_one_given() -> None:
    pay = PAY.replace("底薪 * 系数 * 净额达成率 / 3", "若(连续(净额达成率 >= 1, 3), 上期(底薪), 0)")

    (result,) = results("{已知: {净额达成率: 100%}, 则: {奖金: 1000元}}", pay=pay)

    assert result.holds


def test_a_formula_that_cannot_be_read_yields_nothing() -> None:
    (result,) = results("{已知: {净额达成率: 100%}, 则: {奖金: 20元}}", pay=PAY.replace("净额达成率 / 3", ""))

    assert result.actual == Missing((Reason(Why.UNKNOWN, ""),))


def test_a_formula_whose_values_do_not_go_together_yields_nothing() -> None:
    (result,) = results("{已知: {净额达成率: 是的}, 则: {奖金: 20元}}", pay=PAY + " ")

    assert isinstance(result.actual, Missing)
    assert result.actual.reasons[0].why is Why.UNKNOWN


def test_a_metric_that_leads_to_itself_yields_nothing() -> None:
    found = results(
        "{已知: {件: 3件}, 则: {圈: 20}}", pay=PAY + "\n```yaml 规矩\n指标:\n  圈: {算法: 圈 + 1, 单位: 倍}\n```\n"
    )

    assert [one.actual for one in found] == [Missing((Reason(Why.UNKNOWN, "圈"),))]


def test_a_bonus_promised_where_there_is_none_yields_nothing() -> None:
    examples = "# 别处 {#elsewhere}\n\n```yaml 规矩\n例子:\n  - {已知: {件: 3件}, 则: {奖金: 2元}}\n```\n"

    found = results("{已知: {净额达成率: 900%}, 则: {奖金: 2000元}}", pay=PAY + examples)

    assert [one.actual for one in found] == [2000, Missing((Reason(Why.UNKNOWN, "奖金"),))]
