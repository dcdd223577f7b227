"""A group's scores as a page tells them."""

from datetime import datetime

import pytest

import make
from guiju.apps.appraisal import summaries
from guiju.apps.appraisal.values import Reckoning
from guiju.engines.periods import parse
from guiju.engines.score.grade import Distribution, Graded
from guiju.web.score import group


@pytest.mark.django_db
@pytest.mark.parametrize(("counted", "over"), [({"A": 1, "B": 3}, True), ({"A": 1, "B": 2}, False)])
def test_a_grade_that_ties_filled_beyond_its_places_is_told_to_be_so(counted, over):
    spread = {"group": "", "counts": counted, "places": {"A": 1, "B": 2}, "pending": 0}
    reckoning = Reckoning(parse("2026-09"), "e", "m", "1", (spread,), "张三", datetime(2026, 10, 1, 9, 0))

    found = group.spreads(reckoning, make.actor(("view", "appraisal", "all"), number="9"))

    assert [one.over for one in found] == [over]


def test_grades_stand_from_the_best_down():
    graded = {name: Graded("级", name, rank=rank, grade=name) for name, rank in (("可", 3), ("优", 1), ("良", 2))}
    spread = Distribution("级", "", 3, 0, {}, graded)

    assert list(summaries.distribution(spread)["counts"]) == ["优", "良", "可"]
