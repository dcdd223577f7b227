"""What a draft asks of a past month beyond the stored figures is measured by the worker, once."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

import make
from apps.appraisal.office import AUG, BOOK, SEP, open_department, score
from conftest import TODAY
from guiju.apps import clock
from guiju.apps.appraisal import actions, models, queries
from guiju.apps.appraisal.values import Lack
from guiju.apps.figures.actions import refreshing
from guiju.apps.refusal import Refused
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook.values import Change

pytestmark = pytest.mark.django_db
SPEND = "推广费: {算法: 合计(推广.花费)"
DEAR = BOOK.replace(SPEND, "推广费: {算法: 合计(推广.花费 其中 推广.花费 > 15元)")
OWN = DEAR.replace("{投产比: 50%, 个人评分: 50%}", "{投产比: {权重: 50%, 范围: 本人}, 个人评分: {权重: 50%}}")
BACK = DEAR.replace("基础绩效工资 * 投产比达成率", "基础绩效工资 * 投产比达成率 * (上期(推广费) / 22元)")


@pytest.fixture
def edition(tmp_path):
    """The department with figures and scores of two months."""
    found = open_department(tmp_path)
    for period in (AUG, SEP):
        score("1", period, "1")
    refreshing.refresh()
    return found


@pytest.fixture
def ask(edition, django_capture_on_commit_callbacks):
    """Asks for a text to be measured; what is asked runs at once unless told to wait."""

    def asked(text, period=AUG, *, run=True, actor=None):
        changes = [Change("book.md", 0, len(BOOK), text)]
        with django_capture_on_commit_callbacks(execute=run):
            actions.measure_amendment(
                actor=actor or make.operator(), amended=amended(text), base=edition, changes=changes, period=period
            )

    return asked


def amended(text):
    found = compiled.check(make.sources(text))
    assert found.ok, found.diagnostics
    return found.regulation


@pytest.mark.parametrize("text", [DEAR, OWN, BACK])
def test_a_measured_draft_comes_to_what_it_would_have_come_to_in_force(ask, text):
    period = SEP if text is BACK else AUG
    ask(text, period)

    found = queries.effect(amended(text), period)

    make.book(text, date(2026, 1, 2))
    refreshing.refresh()
    actions.compute(actor=make.operator(), period=period)
    in_force = {one.number: (one.points, one.bonus) for one in queries.outcomes(period)}
    assert found.lack is Lack.NOTHING
    assert {one.person.id: plain(one.after) for one in found.replay.effects} == in_force


def plain(outcome):
    return tuple(one if isinstance(one, Fraction) else None for one in (outcome.points, outcome.bonus))


def test_until_it_is_measured_a_draft_says_so_and_once_is_enough(ask):
    lacks = [queries.effect(amended(DEAR), AUG).lack]
    for run in (False, False):
        ask(DEAR, run=run)
        lacks.append(queries.effect(amended(DEAR), AUG).lack)

    assert lacks == [Lack.NOT_ASKED, Lack.WAITING, Lack.WAITING]
    assert models.Trial.objects.count() == 1


def test_typing_on_drops_what_still_waits(ask):
    ask(DEAR, run=False)
    (before,) = models.Trial.objects.all()

    ask(OWN)
    actions.perform_trial(trial_id=before.pk)

    assert [(one.state, one.key == before.key) for one in models.Trial.objects.all()] == [("done", False)]


def test_a_trial_that_a_stopped_worker_left_is_asked_for_again(ask):
    ask(DEAR, run=False)

    with clock.at(TODAY + timedelta(minutes=6)):
        assert queries.effect(amended(DEAR), AUG).lack is Lack.NOT_ASKED
        ask(DEAR)
        assert queries.effect(amended(DEAR), AUG).lack is Lack.NOTHING


def test_a_trial_that_failed_says_so_and_may_be_tried_again(ask):
    ask(DEAR, run=False)
    (row,) = models.Trial.objects.all()
    models.Trial.objects.update(base="lost")

    with pytest.raises(Refused):
        actions.perform_trial(trial_id=row.pk)

    assert queries.effect(amended(DEAR), AUG).lack is Lack.FAILED
    ask(DEAR)
    assert queries.effect(amended(DEAR), AUG).lack is Lack.NOTHING


def test_new_figures_are_measured_anew(ask, tmp_path):
    ask(DEAR)

    make.lake(tmp_path, ads=make.ads(("2026-08-02", "17.00")))
    refreshing.refresh()

    assert queries.effect(amended(DEAR), AUG).lack is Lack.NOT_ASKED


def test_who_may_not_draft_has_nothing_measured(ask):
    with pytest.raises(Refused):
        ask(DEAR, actor=make.actor(("view", "regulation", "all")))

    assert models.Trial.objects.count() == 0
