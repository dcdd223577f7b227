"""Reports that write themselves."""

from datetime import date

import pytest

from apps.work import office
from apps.work.office import FRIDAY, at
from guiju.apps.figures.models import Figure
from guiju.apps.work import models
from guiju.apps.work.actions import ticking

pytestmark = pytest.mark.django_db


def figure(*, provisional: bool) -> None:
    """The week's 投产比."""
    week = {"metric": "投产比", "grain": "week", "dim": "none", "key": "", "start": date(2026, 10, 5)}
    kept = {"exact": "7/2", "value": 3.5, "manifest": "m", "edition": "e"}
    Figure.objects.create(**week, **kept, provisional=provisional)


def after_a_tick() -> models.Work:
    """投放快照 of Friday, once time has passed to noon."""
    ticking.tick(moment=at(FRIDAY, 12), holder="here")
    return office.work("投放快照")


def test_a_snapshot_is_taken_as_soon_as_its_figures_are_there():
    office.planned()
    figure(provisional=False)

    work = after_a_tick()

    assert (work.state, work.done_by, work.seconds_late, len(work.evidence["figures"])) == (
        "done",
        None,
        0,
        1,
    )


def test_figures_that_lack_or_still_run_are_left_to_the_person():
    office.planned()

    assert after_a_tick().state == "todo"

    figure(provisional=True)

    assert after_a_tick().state == "todo"
