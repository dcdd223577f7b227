"""Months under the text in force and an amendment of it: asked for, worked out, kept, stopped, seen."""

from datetime import date
from fractions import Fraction

import pytest

import make
from apps.appraisal import office
from apps.appraisal.office import AUG, SEP
from guiju.apps.appraisal import actions as appraisal
from guiju.apps.figures.actions import refreshing
from guiju.apps.impact import actions, errors, models, queries, texts
from guiju.apps.impact.texts import Text
from guiju.apps.impact.values import State
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Change
from guiju.lang.kinds import Position

pytestmark = pytest.mark.django_db
GENEROUS = ("基础绩效工资 * 投产比达成率", "基础绩效工资 * 2 * 投产比达成率")
NET = ("合计(订单.实付金额)", "(合计(订单.实付金额) + 合计(订单.退款金额))")


@pytest.fixture
def edition(tmp_path):
    found = office.open_department(tmp_path)
    for period in (AUG, SEP):
        for number in ("1", "3"):
            office.score(number, period, "1")
    refreshing.refresh()
    for period in (AUG, SEP):
        appraisal.compute(actor=make.operator(), period=period)
    return found


def amended(edition, *swaps):
    [(path, body)] = rulebook.sources(edition).files.items()
    text = body.decode()
    changes = []
    for old, new in swaps:
        at = text.index(old)
        changes.append(Change(path, at, at + len(old), new))
    return Text(edition, tuple(changes))


def simulate(*sides, first=AUG, last=SEP):
    number = actions.request(actor=make.operator(), sides=sides, first=first, last=last)
    actions.perform(simulation_id=number)
    return queries.simulation(number)


def bonuses(simulation):
    rows = queries.rows(queries.people(simulation.id))
    return {one.name: (one.way, *map(Fraction, one.content["bonus"])) for one in rows}


def test_a_dearer_bonus_says_who_gains_and_what_it_costs(edition):
    found = simulate(Text(edition), amended(edition, GENEROUS))

    assert (found.state, found.done, found.months, found.outdated) == (State.DONE, 2, 2, False)
    kept = {period: appraisal_sum(period) for period in (AUG, SEP)}
    assert [row[:2] for row in found.answer["months"]] == [
        ["2026-08", [str(kept[AUG]), str(kept[AUG] * 2)]],
        ["2026-09", [str(kept[SEP]), str(kept[SEP] * 2)]],
    ]
    assert found.answer["ways"][1] == {"gain": 2, "lose": 0, "same": 1, "open": 1}
    people = bonuses(found)
    assert people["林夏"] == ("gain", people["林夏"][1], people["林夏"][1] * 2)
    assert (people["吴桐"][0], people["何静"]) == ("open", ("same", 0, 0))
    assert sum(one[2] - one[1] for one in people.values()) == sum(kept.values())


def appraisal_sum(period):
    from guiju.apps.appraisal import queries as outcomes

    return sum(one.bonus for one in outcomes.lines(period) if one.bonus is not None)


def test_a_text_against_itself_changes_nobody(edition):
    found = simulate(Text(edition), Text(edition))

    assert queries.rows(queries.people(found.id, differs=True)) == []
    assert found.answer["cost"][0] == found.answer["cost"][1]


def test_what_only_the_new_text_asks_of_the_rows_comes_from_the_lake(edition):
    found = simulate(Text(edition), amended(edition, ("销售额 / 推广费", "销售额 / (推广费 * 2)")))

    assert {row.way for row in queries.rows(queries.people(found.id))} <= {"lose", "open", "same"}
    assert found.answer["lacks"][1] == found.answer["lacks"][0]


def test_asking_again_begins_nothing_until_something_it_came_from_is_other(edition):
    sides = (Text(edition), amended(edition, GENEROUS))
    first = simulate(*sides)
    again = actions.request(actor=make.operator(), sides=sides, first=AUG, last=SEP)
    assert (again, queries.simulation(again).state) == (first.id, State.DONE)

    office.score("1", SEP, "0.5")
    assert queries.simulation(first.id).outdated
    assert actions.request(actor=make.operator(), sides=sides, first=AUG, last=SEP) != first.id


def test_it_can_be_stopped_while_it_waits_and_while_it_runs(edition, monkeypatch):
    sides = (Text(edition), amended(edition, GENEROUS))
    number = actions.request(actor=make.operator(), sides=sides, first=AUG, last=SEP)
    actions.cancel(actor=make.operator(), simulation_id=number)
    actions.perform(simulation_id=number)
    assert queries.simulation(number).state is State.CANCELLED

    actions.request(actor=make.operator(), sides=sides, first=AUG, last=SEP)
    models.Simulation.objects.update(cancelling=True)
    actions.perform(simulation_id=number)
    stopped = queries.simulation(number)
    assert (stopped.state, stopped.done, models.Touched.objects.count()) == (State.CANCELLED, 1, 0)


def test_a_text_with_errors_fails_and_says_so_without_half_a_result(edition):
    found = simulate(Text(edition), amended(edition, (GENEROUS[0], "不存在的数")))

    assert (found.state, models.Touched.objects.count()) == (State.FAILED, 0)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (SEP, AUG, errors.Code.MONTHS_REVERSED),
        (AUG, office.parse("2027-01"), errors.Code.NOT_BEGUN),
        (office.parse("2020-01"), SEP, errors.Code.TOO_MANY_MONTHS),
    ],
)
def test_months_that_make_no_sense_are_refused(edition, first, last, code):
    with pytest.raises(Refused) as refused:
        actions.request(actor=make.operator(), sides=(Text(edition), Text(edition)), first=first, last=last)
    assert refused.value.code == code


def test_who_may_not_amend_may_not_simulate(edition):
    from guiju.apps.audit.actor import Actor

    with pytest.raises(Refused) as refused:
        actions.request(actor=Actor("谁", "web"), sides=(Text(edition), Text(edition)), first=AUG, last=AUG)
    assert refused.value.code == errors.Code.NOT_ALLOWED


def test_people_of_the_roster_find_their_places_in_a_document_of_the_library(edition):
    found = simulate(Text(edition), Text(document="functional"))

    posts = {(was_unit, was): (unit, is_) for was_unit, was, unit, is_ in found.answer["posts"][1]}
    assert found.state is State.DONE
    assert posts, "the roster's posts are not all known to the other text"
    assert found.answer["needs"][1], "the other text needs facts"
    regulation = texts.regulation(Text(document="functional"))
    assert all(regulation.named(Position, is_) for _unit, is_ in posts.values())


def test_months_before_anything_was_in_force_are_judged_all_the_same(edition):
    found = simulate(Text(edition), Text(edition), first=office.parse("2026-06"), last=SEP)

    assert (found.state, found.months, date(2026, 6, 1)) == (State.DONE, 4, found.first.start)
