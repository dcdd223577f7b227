"""An A/B experiment measured by formulas: counts, rates, the z test and both intervals, against known figures."""

from datetime import date

from engines.measure import test_truth, test_truth_goods, test_truth_people
from engines.measure.truths import NEEDS_DATA, Sample, figures, published

pytestmark = NEEDS_DATA

LISTED = date(2017, 1, 1)  # the day said of a list that has no dates
CONTROL, TREATMENT = '实验.组 = "gate_30"', '实验.组 = "gate_40"'


def said(column: str) -> dict[str, list[str]]:
    """What is published of one outcome."""
    one, other = (f"计数(实验 其中 {group} 且 实验.{column})" for group in (CONTROL, TREATMENT))
    all_one, all_other = (f"计数(实验 其中 {group})" for group in (CONTROL, TREATMENT))
    rate, rate_other = f"{one} / {all_one}", f"{other} / {all_other}"
    counts = f"{one}, {all_one}, {other}, {all_other}"
    return {
        "counts": [one, all_one, other, all_other],
        "rates_uplift": [
            rate,
            rate_other,
            f"{rate_other} - {rate}",
            f"({rate_other} - {rate}) / ({rate})",
        ],
        "z_p": [f"z值({counts})", f"p值({counts})"],
        "ci95_wald": [f"差值近似下限({counts})", f"差值近似上限({counts})"],
        "ci95_newcombe": [f"差值下限({counts}, 95%)", f"差值上限({counts}, 95%)"],
    }


COOKIE_CATS = Sample(
    files={"abtest": {"on": LISTED}},
    shop="Cookie Cats",
    start=LISTED,
    end=LISTED,
    says={
        f"ab.cookie_cats.{outcome}.{name}": formulas
        for outcome, column in (("retention_1", "次日留存"), ("retention_7", "七日留存"))
        for name, formulas in said(column).items()
    },
)


def test_formulas_say_the_published_figures(home_of):
    assert figures(COOKIE_CATS, home_of(COOKIE_CATS)) == {name: published()[name] for name in COOKIE_CATS.says}


def test_every_published_figure_is_said():
    """None of them is left out: a figure without a formula would have to be listed in docs/reference/truth.md."""
    samples = [*test_truth.SAMPLES, *test_truth_people.SAMPLES, *test_truth_goods.SAMPLES, COOKIE_CATS]
    told = [name for sample in samples for name in sample.says]

    assert len(told) == len(set(told))
    assert sorted([*told, test_truth_goods.PAGES_READ]) == sorted(published())
