"""Outcomes are read for one, for some, over time; an amendment is tried on a past month."""

from fractions import Fraction

import pytest

import make
from apps.appraisal.office import AUG, BOOK, OCT, SEP, open_department, score
from guiju.apps.appraisal import actions, queries, rules
from guiju.apps.appraisal.values import Lack
from guiju.apps.figures.actions import refreshing
from guiju.apps.people import models as people
from guiju.apps.rulebook import compiled
from guiju.lang.values import Why

pytestmark = pytest.mark.django_db
MORE = BOOK.replace("  推广费: {算法: 合计(推广.花费)", "  推广费: {算法: 合计(推广.花费 其中 推广.花费 > 1元)")
F = Fraction


@pytest.fixture
def department(tmp_path):
    edition = open_department(tmp_path)
    for period in (AUG, SEP):
        score("1", period, "1")
    refreshing.refresh()
    for period in (AUG, SEP):
        actions.compute(actor=make.operator(), period=period)
    return edition


def amended(text):
    found = compiled.check(make.sources(text))
    assert found.ok
    return found.regulation


@pytest.mark.usefixtures("department")
def test_outcomes_are_read_for_all_or_for_some():
    assert [one.number for one in queries.outcomes(AUG)] == ["1", "2", "3", "4"]
    assert [one.name for one in queries.outcomes(AUG, numbers={"1", "4"})] == ["林夏", "何静"]


@pytest.mark.usefixtures("department")
def test_a_line_says_what_an_outcome_says_without_its_summary():
    lines, outcomes = queries.lines(SEP), queries.outcomes(SEP)
    same = ("number", "name", "unit", "position", "points", "grade", "bonus", "pending")

    assert [[getattr(one, name) for name in same] for one in lines] == [
        [getattr(one, name) for name in same] for one in outcomes
    ]
    assert [(one.card, one.judged) for one in lines] == [("流量获取组", True)] * 3 + [("", False)]
    assert [one.name for one in queries.lines(SEP, numbers={"1", "4"})] == ["林夏", "何静"]


@pytest.mark.usefixtures("department")
def test_what_was_not_worked_out_is_not_there():
    assert (queries.outcomes(OCT), queries.outcome("1", OCT), queries.explanation("1", OCT)) == ([], None, None)
    assert queries.reckoning(OCT) is None


@pytest.mark.usefixtures("department")
def test_a_summary_shows_items_sections_and_the_way_up():
    found = queries.outcome("1", SEP)

    assert (found.unit, found.position, found.points, found.grade) == ("流量获取组", "推广专员", F("81.25"), "良")
    assert [(item["name"], item["actual"]["value"], item["points"]) for item in found.summary["items"]] == [
        ("投产比", "2.5", "31.25"),
        ("个人评分", "1", "50"),
    ]
    assert found.summary["ways"][0] == {
        "item": "投产比",
        "unit": "倍",
        "grade": "优",
        "points": "100",
        "actual": "2.5",
        "needed": "4",
        "change": "1.5",
    }
    assert (found.summary["days"], found.summary["of_days"], found.summary["moved_from"]) == (30, 30, [])


@pytest.mark.usefixtures("department")
def test_history_runs_up_to_a_period_and_leaves_gaps_out():
    assert [(one.period, one.points) for one in queries.history("1", OCT, 6)] == [(AUG, F("112.5")), (SEP, F("81.25"))]


@pytest.mark.usefixtures("department")
def test_an_amendment_is_tried_on_a_past_month_from_stored_figures():
    found = queries.effect(amended(BOOK.replace("投产比: {值: 4,", "投产比: {值: 5,")), AUG).replay

    assert (found.before, found.after, [one.person.name for one in found.lose]) == (3750, 3000, ["林夏"])


@pytest.mark.usefixtures("department")
def test_figures_that_only_the_amended_text_asks_for_are_missing():
    found = queries.effect(amended(MORE), AUG)

    effect = next(one for one in found.replay.effects if one.person.id == "1")
    assert effect.after.lacks[0].reason.why is Why.UNKNOWN
    assert (effect.bonus, found.lack) == (None, Lack.NOT_ASKED)


@pytest.mark.parametrize(("amount", "missing"), [("1元", 0), ("5元", 1)])
def test_figures_that_read_a_changed_parameter_are_not_taken_for_the_same(tmp_path, amount, missing):
    text = BOOK.replace("指标:\n", "参数:\n  起点: 1元\n指标:\n").replace(
        "合计(推广.花费)", "合计(推广.花费 其中 推广.花费 > 起点)"
    )
    open_department(tmp_path, text)
    score("1", AUG, "1")
    refreshing.refresh()

    effects = queries.effect(amended(text.replace("起点: 1元", f"起点: {amount}")), AUG).replay.effects

    reasons = {lack.reason.why for lack in effects[0].after.lacks}
    assert reasons == ({Why.UNKNOWN} if missing else set())


def test_nothing_is_tried_before_the_first_regulation():
    assert queries.effect(amended(BOOK), AUG) is None


OWN = BOOK.replace("{投产比: 50%, 个人评分: 50%}", "{投产比: {权重: 50%, 范围: 本人}, 个人评分: {权重: 50%}}")


@pytest.mark.parametrize("measured", [True, False])
def test_own_rows_are_those_of_what_one_owns(tmp_path, measured):
    open_department(tmp_path, OWN)
    make.own(people.Person.objects.get(number="1"), "shop", "旗舰店")
    score("1", AUG, "1")
    if measured:
        refreshing.refresh()
    actions.compute(actor=make.operator(), period=AUG)

    assert queries.outcome("1", AUG).points == F("112.5")
    lacks = queries.outcome("3", AUG).summary["lacks"]
    assert {(lack["why"], lack["subject"], lack["detail"]) for lack in lacks} == {
        ("no_owner", "订单", "2026-08"),
        ("no_owner", "推广", "2026-08"),
        ("no_input", "个人评分", "周岚 2026-08"),
    }


@pytest.mark.usefixtures("department")
def test_rights_come_from_the_regulation():
    own = make.actor(("view", "appraisal", "own"))
    finance = make.actor(("view", "appraisal", "all"), ("export", "bonuses", "all"), number="9")

    assert [rules.may_view_outcome(own, number) for number in ("1", "2")] == [True, False]
    assert [rules.may_view_bonus(one, "1") for one in (own, finance)] == [False, False]
    assert [rules.may_export_outcomes(finance), rules.may_export_bonuses(finance)] == [False, True]
