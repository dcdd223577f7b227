"""The demo's amendment: drafted once, and its impact measured."""

from datetime import date
from pathlib import Path

import pytest

import make
from guiju.apps.impact import actions as impact
from guiju.apps.impact import queries
from guiju.apps.impact.values import State
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.drafts import reading
from guiju.lang.diagnostics import Level
from guiju.project.demo import amendment

pytestmark = pytest.mark.django_db
AGILE = Path(__file__).resolve().parents[3] / "regulations" / "agile.md"


def test_it_is_drafted_once_and_measured():
    from guiju.apps.rulebook import actions

    actions.adopt(actor=make.operator(), document=AGILE, in_force_from=date(2025, 1, 1))
    for _ in range(2):
        amendment.propose(date(2026, 9, 20))

    assert [one.title for one in rulebook.drafts()] == [amendment.TITLE]
    [draft] = rulebook.drafts()
    result = compiled.check(reading.text(draft))
    assert [
        one.code for one in result.diagnostics if one.level is Level.ERROR or one.code in compiled.CONTRADICTED
    ] == []
    [asked] = queries.latest()
    assert (asked.state, asked.months) == (State.QUEUED, amendment.MONTHS)

    impact.perform(simulation_id=asked.id)
    assert queries.simulation(asked.id).state is State.DONE


def test_without_a_regulation_there_is_nothing_to_amend():
    amendment.propose(date(2026, 9, 20))

    assert rulebook.drafts() == []
