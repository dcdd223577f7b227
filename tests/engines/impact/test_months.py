"""Months under several texts: a text changes nothing against itself, and totals are the sum of people."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.score.world import HE, LIN, ROI_BONUS, ROI_CARD, WU, Tables, person, regulation
from guiju.engines.impact.bounds import Verdict
from guiju.engines.impact.months import Side, months
from guiju.engines.impact.told import Told, Way
from guiju.engines.periods import between, containing, parse
from guiju.engines.score.outcome import outcomes
from guiju.engines.score.source import Rows
from guiju.lang.kinds.choices import ItemScope

F = Fraction
GRADES = "等级:\n  月度: {档: {A: 90, B: 0}}"
OWN_CARD = """
目标:
  ROI: {值: 4, 对象: 推广组, 周期: 月, 制定: 总监}
计分卡:
  推广组: {核心: {权重: 100%, 指标: {ROI: {权重: 100%, 范围: 本人}}}}
"""
QUARTERLY = "奖金:\n  客服组: {算法: 基础绩效工资 * 10%, 周期: 季}"
BEFORE = regulation(ROI_CARD, ROI_BONUS, GRADES)
HARDER = regulation(ROI_CARD.replace("值: 4", "值: 5"), ROI_BONUS, GRADES)
OWN = regulation(OWN_CARD, ROI_BONUS, GRADES)
GROWING = regulation(
    OWN_CARD,
    "奖金:\n  推广组:\n    算法: 基础绩效工资 * 若(综合得分 > 上期(综合得分), 120%, 100%)\n    取整: 分",
    GRADES,
)
TEXTS = [BEFORE, HARDER, OWN, GROWING, regulation(ROI_CARD, ROI_BONUS, GRADES, QUARTERLY)]
QUARTER = between(date(2026, 10, 1), date(2026, 12, 31), parse("2026-10").grain)


def told(texts, people, source, spans=QUARTER, apart=()):
    found = Told(len(texts))
    for month in months([Side(text, people, source, apart) for text in texts], spans):
        found.take(month)
    return found


def test_a_harder_target_costs_everybody_whom_it_scores_in_each_month():
    found = told([BEFORE, HARDER], [LIN, WU, HE], Tables(metrics={"ROI": 4}))

    assert [(str(one.period), one.costs) for one in found.costs] == [
        ("2026-10", (5000, 4000)),
        ("2026-11", (5000, 4000)),
        ("2026-12", (5000, 4000)),
    ]
    assert [found.people[one].way() for one in ("E1", "E2", "E3")] == [Way.LOSE, Way.LOSE, Way.SAME]
    assert (found.people["E1"].points(0), found.people["E1"].points(1)) == (100, 80)
    assert found.broken[0] == {}
    assert [str(one) for one in found.broken[1]["target", "ROI", "推广组"]] == ["2026-10", "2026-11", "2026-12"]
    assert found.clauses["target", "ROI", "推广组"] == "c1"


def test_what_is_paid_by_the_quarter_costs_in_the_month_that_ends_it():
    found = told([BEFORE, TEXTS[4]], [LIN, HE], Tables(metrics={"ROI": 4}))

    assert [one.costs for one in found.costs] == [(3000, 3000), (3000, 3000), (3000, 3250)]
    assert found.people["E3"].way() is Way.GAIN


def test_what_is_pending_under_one_text_is_neither_a_gain_nor_a_loss():
    after = regulation(ROI_CARD, "奖金:\n  推广组: {算法: 基础绩效工资 * (销售额 / 100元)}", GRADES)

    found = told([BEFORE, after], [LIN], Tables(metrics={"ROI": 4}))
    assert (found.people["E1"].way(), found.people["E1"].pending(1), found.cost(1)) == (Way.OPEN, 3, 0)
    assert dict(found.lacks[1]) == {("not_covered", "订单"): 3}


def test_earlier_points_are_those_of_the_same_text():
    source = Tables(
        metrics={("ROI", Rows(ItemScope.OWN, "E1"), "2026-10"): 2, "ROI": 4}, points={("E1", "2026-10"): F(200)}
    )

    found = told([GROWING], [LIN], source)
    assert [one.bonus for one in found.people["E1"].sides[0]] == [3000, 3600, 3000]


def test_a_bound_that_cannot_be_judged_is_pending():
    side = Side(BEFORE, [LIN], Tables())

    month = next(months([side], QUARTER))
    assert [(one.name, one.verdict) for one in month.sides[0].bounds] == [("ROI", Verdict.PENDING)]


WORLD = st.fixed_dictionaries(
    {
        "pays": st.lists(st.integers(1000, 9000), min_size=6, max_size=6),
        "roi": st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=6, max_size=6),
        "shared": st.integers(1, 8),
        "starts": st.lists(st.integers(1, 28), min_size=6, max_size=6),
        "aims": st.dictionaries(st.sampled_from(["E1", "E3"]), st.integers(1, 6)),
    }
)


def crowd(world):
    people = [
        person(f"E{at}", f"人{at}", "推广组" if at % 3 else "客服组", "推广专员" if at % 3 else "客服专员",
               date(2026, 10, 1) if day > 3 else date(2026, 10, day))
        for at, day in enumerate(world["starts"])
    ]  # fmt: skip
    own = {("ROI", Rows(ItemScope.OWN, f"E{at}")): value for at, value in enumerate(world["roi"]) if value is not None}
    return people, Tables(
        metrics={**own, "ROI": world["shared"]},
        targets={("ROI", who): aim for who, aim in world["aims"].items()},
        pays={f"E{at}": amount for at, amount in enumerate(world["pays"])},
    )


@settings(max_examples=30, deadline=None)
@given(WORLD, st.sampled_from(range(len(TEXTS))))
def test_a_text_against_itself_changes_nothing(world, at):
    people, source = crowd(world)

    found = told([TEXTS[at], TEXTS[at]], people, source, apart=world["aims"])
    assert not any(one.differs() for one in found.people.values())
    assert all(month.costs[0] == month.costs[1] for month in found.costs)
    assert found.broken[0] == found.broken[1]


@settings(max_examples=30, deadline=None)
@given(WORLD, st.sampled_from(range(len(TEXTS))), st.sampled_from(range(len(TEXTS))))
def test_totals_are_the_sum_of_people(world, first, second):
    people, source = crowd(world)

    found = told([TEXTS[first], TEXTS[second]], people, source, apart=world["aims"])
    for side in (0, 1):
        assert found.cost(side) == sum(one.bonus(side) for one in found.people.values())
    assert sum(found.count(way) for way in Way) == len(found.people)


@settings(max_examples=60, deadline=None)
@given(WORLD, st.sampled_from(range(len(TEXTS))), st.sampled_from(["2026-10", "2026-11"]))
def test_judging_many_together_gives_what_judging_each_alone_gives(world, at, month):
    people, source = crowd(world)
    period = parse(month)

    alone = outcomes(TEXTS[at], people, period, source)
    together = outcomes(TEXTS[at], people, period, source, alone=world["aims"])
    assert together.outcomes == alone.outcomes


@pytest.mark.parametrize("provisional", [True, False])
def test_a_figure_of_a_running_period_marks_everybody_who_shares_it(provisional):
    source = Tables(metrics={"ROI": 4}, provisional=provisional)

    found = outcomes(BEFORE, [LIN, WU, HE], containing(date(2026, 11, 1), parse("2026-11").grain), source, alone=())
    assert [one.provisional for one in found.outcomes] == [provisional, provisional, False]
