"""A score in words: ways to the next grade that are far enough as they are shown, and why a grade is what it is."""

from dataclasses import replace

import pytest

from guiju.apps.appraisal import queries
from guiju.apps.appraisal.values import Outcome
from guiju.engines.periods import parse
from guiju.web.score.sheet import sheet, way
from web import seen


def plain(unit, actual, needed):
    return {"item": "项", "unit": unit, "actual": actual, "needed": needed, "grade": "A", "points": "90", "change": ""}


@pytest.mark.parametrize(
    ("unit", "actual", "needed", "said"),
    [
        ("倍", "3.2", "3.6001", ("3.20", "3.61", "+0.41")),
        ("倍", "3.2", "3.6", ("3.20", "3.60", "+0.40")),
        ("元/人", "50", "42.1099", ("¥50.00/人", "¥42.10/人", "−¥7.90/人")),
        ("%", "0.0203", "0.021501", ("2.03 %", "2.16 %", "+0.13 个百分点")),
        ("人", "134124", "300001/2", ("134,124 人", "150,001 人", "+15,877 人")),
        ("秒", "33.9", "30.09", ("33.9 秒", "30.0 秒", "−3.9 秒")),
        ("分", "41", "45.001", ("41.00 分", "45.01 分", "+4.01 分")),
        ("元", "596460", "624123.451", ("¥596,460.00", "¥624,123.46", "+¥27,663.46")),
    ],
)
def test_what_is_needed_is_never_shown_below_what_it_takes(unit, actual, needed, said):
    found = way(plain(unit, actual, needed))

    assert (found.now, found.needed, found.change) == tuple(text.replace(" ", "\u00a0") for text in said)


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
def test_a_grade_that_shares_hold_below_the_points_says_so(visit):
    (outcome,) = queries.outcomes(parse("2026-09"), numbers=["1"])
    free = sheet(outcome)
    held = sheet(_held(outcome))

    assert (free.standing, free.shared) == ("", False)
    assert (held.standing, held.shared) == ("按得分够 优；得分排第 26，按人数比例到 可", True)
    assert "按人数比例" not in seen.text(visit("1").get("/score/"))


def _held(outcome: Outcome) -> Outcome:
    return replace(outcome, grade="可", summary=outcome.summary | {"band": "优", "ranked": "可", "rank": 26})
