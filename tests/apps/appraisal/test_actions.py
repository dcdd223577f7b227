"""Periods are worked out from the state, kept with their explanations, and not written twice."""

from datetime import date
from fractions import Fraction

import pytest

import make
from apps.appraisal.office import AUG, BOOK, OCT, SEP, open_department, score
from guiju.apps.appraisal import actions, basis, models, queries
from guiju.apps.audit import models as ledger
from guiju.apps.figures.actions import refreshing, targets
from guiju.apps.figures.queries import coverage
from guiju.apps.refusal import Refused
from guiju.lang.kinds import Subject
from guiju.lang.kinds.choices import SubjectKind

pytestmark = pytest.mark.django_db
F = Fraction


@pytest.fixture
def edition(tmp_path):
    return open_department(tmp_path)


def compute(period=AUG):
    return actions.compute(actor=make.operator(), period=period)


def paid(period=AUG):
    return {one.number: (one.points, one.grade, one.bonus, sorted(one.pending)) for one in queries.outcomes(period)}


@pytest.mark.usefixtures("edition")
def test_a_month_is_worked_out_to_the_cent():
    score("1", AUG, "1.1")
    score("3", AUG, "0.9")
    refreshing.refresh()

    told = actions.compute_month(actor=make.operator(), month=date(2026, 8, 15))

    assert (told.period, told.people, told.pending, told.bonus, told.changed) == (AUG, 4, 1, F("8625"), True)
    assert paid() == {
        "1": (F("117.5"), "优", F("4125.00"), []),
        "2": (None, "", None, ["bonus", "grade", "points"]),
        "3": (F("107.5"), "优", F("4500.00"), []),
        "4": (None, "", None, []),
    }


@pytest.mark.usefixtures("edition")
def test_stored_figures_and_the_lake_give_the_same():
    score("1", AUG, "1.1")
    compute()
    from_lake = paid()
    refreshing.refresh()

    told = compute()

    assert (paid(), told.changed) == (from_lake, False)


@pytest.mark.usefixtures("edition")
def test_what_is_lacking_is_kept_with_who_can_mend_it():
    score("2", AUG, "1", confirmed=False)
    compute()

    assert queries.outcome("2", AUG).summary["lacks"] == [
        {"why": "not_confirmed", "subject": "个人评分", "detail": "吴桐 2026-08", "who": ["电商总监"]},
        {"why": "no_pay", "subject": "吴桐", "detail": "performance", "who": ["人事专员"]},
    ]
    assert queries.outcome("1", AUG).summary["lacks"] == [
        {"why": "no_input", "subject": "个人评分", "detail": "林夏 2026-08", "who": ["推广组长"]}
    ]


@pytest.mark.usefixtures("edition")
def test_a_month_without_files_waits_for_them():
    make.shop()

    compute(OCT)

    lacks = queries.outcome("1", OCT).summary["lacks"]
    assert {lack["why"] for lack in lacks} == {"not_covered", "no_input"}


def test_the_explanation_leads_to_the_rows(edition):
    score("1", AUG, "1.1")
    refreshing.refresh()
    compute()

    tree = queries.explanation("1", AUG)
    cells = [node for node in walk(tree) if node["kind"] == "cell"]
    assert (tree["value"], tree["facts"]["hash"]) == ("4125", edition)
    assert {(cell["text"], cell["facts"]["fact"], cell["facts"]["rows"], cell["value"]) for cell in cells} == {
        ("合计(订单.实付金额)", "订单", 2, "160"),
        ("合计(推广.花费)", "推广", 2, "32"),
    }


def walk(node):
    yield node
    for child in node.get("children", ()):
        yield from walk(child)


def test_a_reckoning_names_edition_data_and_arithmetic(edition):
    compute()

    found = queries.reckoning(AUG)
    assert (found.edition, found.manifest, found.engine) == (
        edition,
        coverage.view().manifest_id,
        basis.engine_version(),
    )
    assert (found.by, found.period) == ("operator", AUG)
    assert found.distributions == (
        {"rule": "月度等级", "group": "", "base": 0, "pending": 3, "places": {}, "counts": {}},
    )


@pytest.mark.usefixtures("edition")
def test_working_out_again_what_has_not_changed_writes_nothing():
    score("1", AUG, "1")
    first = compute()
    before = (ledger.Entry.objects.count(), models.Reckoning.objects.get().pk)

    again = compute()

    assert (first.changed, again.changed, again.bonus) == (True, False, F(3750))
    assert (ledger.Entry.objects.count(), models.Reckoning.objects.get().pk) == before


@pytest.mark.usefixtures("edition")
def test_a_change_that_changes_nothing_for_anybody_is_not_written_either():
    compute()
    score("4", AUG, "1")

    assert compute().changed is False
    assert ledger.Entry.objects.filter(action="appraisal.compute").count() == 1


@pytest.mark.usefixtures("edition")
def test_a_new_target_changes_the_outcome_and_the_ledger_keeps_both_sums():
    score("1", AUG, "1")
    compute()
    group = Subject(SubjectKind.UNIT, "流量获取组")
    targets.set_target(actor=make.operator(), metric="投产比", subject=group, start=AUG, value=F(10))

    told = compute()

    assert (told.changed, told.bonus, queries.outcome("1", AUG).points) == (True, 1500, 75)
    entry = ledger.Entry.objects.filter(action="appraisal.compute").last()
    assert (entry.before["bonus"], entry.after["bonus"], entry.key) == ("3750", "1500", "2026-08")


@pytest.mark.usefixtures("edition")
def test_only_who_may_edit_or_confirm_all_scores_works_them_out():
    with pytest.raises(Refused) as refusal:
        actions.compute(actor=make.actor(("view", "appraisal", "all")), period=AUG)

    assert refusal.value.code == "not_allowed"
    assert actions.compute(actor=make.actor(("confirm", "appraisal", "all")), period=AUG).people == 4


def test_without_a_regulation_in_force_nothing_is_worked_out():
    with pytest.raises(Refused, match="2026年8月没有施行的制度"):
        compute()


@pytest.mark.usefixtures("edition")
def test_changed_figures_are_followed_month_by_month():
    refreshing.refresh()

    actions.follow(months=[AUG.start, SEP.start], actor=make.operator())

    assert [(row.start, row.grain) for row in models.Reckoning.objects.order_by("start")] == [
        (AUG.start, "month"),
        (SEP.start, "month"),
    ]


def test_months_before_the_first_regulation_are_left_out(tmp_path):
    open_department(tmp_path, in_force_from=SEP.start)

    actions.follow(months=[AUG.start, SEP.start], actor=make.operator())

    assert [row.start for row in models.Reckoning.objects.all()] == [SEP.start]


LOOKS_BACK = BOOK.replace("投产比达成率 * 个人评分", "上期(综合得分)")


def test_where_rules_look_back_later_months_follow_and_use_what_was_kept(tmp_path):
    open_department(tmp_path, LOOKS_BACK)
    score("1", AUG, "1")
    score("1", SEP, "1")

    actions.follow(months=[AUG.start], actor=make.operator())

    assert [row.start for row in models.Reckoning.objects.order_by("start")] == [AUG.start, SEP.start, OCT.start]
    assert queries.outcome("1", SEP).bonus == F(3000) * queries.outcome("1", AUG).points / 100


QUARTERS = BOOK.replace(
    "月度等级: {档: {优: 100, 良: 80, 可: 0}, 周期: 月}", "季度等级: {档: {优: 100, 良: 80, 可: 0}, 周期: 季}"
)


def test_longer_periods_follow_too_and_are_read_from_the_lake(tmp_path):
    quarter = """
计分卡:
  季度卡: {对象: 流量获取组, 周期: 季, 核心: {权重: 100%, 指标: {投产比: 100%}}}
目标:
  投产比@季: {值: 4, 对象: 流量获取组, 周期: 季, 制定: 电商总监}
```
"""
    open_department(tmp_path, QUARTERS.rstrip().removesuffix("```") + quarter)
    refreshing.refresh()

    actions.follow(months=[AUG.start], actor=make.operator())

    third = models.Reckoning.objects.get(grain="quarter")
    points = F(260, 72) / 4  # all sales over all costs since the shop has data, held against 4
    assert [(row.number, row.points) for row in third.outcomes.order_by("number")] == [
        ("1", str(round(points * 10000) / F(100))),
        ("2", str(round(points * 10000) / F(100))),
        ("3", str(round(points * 10000) / F(100))),
        ("4", ""),
    ]
