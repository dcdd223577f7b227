"""A correction from its draft to the lake, and back."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.conf import settings

import make
from apps.appraisal.office import AUG, SEP
from apps.corrections.office import (
    BRINGS,
    DIRECTS,
    LEADS,
    SHOP,
    actor,
    do,
    drafted,
    exclusion,
    get,
    in_force,
    measure,
    opened,
)
from guiju.apps import clock
from guiju.apps.appraisal import queries as outcomes
from guiju.apps.audit.models import Entry
from guiju.apps.corrections import actions, models, publishing, queries, ticking
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.values import Did, Draft, Kind, Measuring, Stage
from guiju.apps.figures.queries import coverage, points
from guiju.apps.work import models as work
from guiju.facts import lake
from refused import refusal_code

pytestmark = pytest.mark.django_db
F = Fraction


@pytest.fixture(autouse=True)
def department(tmp_path):
    opened(tmp_path, measured=False)


@pytest.fixture
def measured(department):
    """The figures and outcomes as they were before."""
    measure()


def layer():
    return [one.id for one in coverage.view().manifest.corrections]


def bonus(number, period):
    return outcomes.outcome(number, period).bonus


@pytest.mark.usefixtures("measured")
def test_a_draft_says_what_it_would_change_and_changes_nothing():
    before = bonus("1", SEP)

    row = drafted(exclusion("4"))
    effect = queries.effect(queries.one(row.pk))

    assert (row.stage, row.measuring, effect.rows, effect.total) == (Stage.DRAFT, Measuring.DONE, 1, 4)
    assert effect.reach == (date(2026, 9, 30), date(2026, 9, 30))
    assert {one.month for one in effect.figures} == {SEP.start}
    assert {one.number for one in effect.people} == {"1"}
    (mine,) = effect.people
    assert mine.bonus[0] == before
    assert mine.bonus[1] < before
    assert [(one.before - one.after, one.closed) for one in effect.totals] == [(mine.bonus[0] - mine.bonus[1], True)]
    assert (layer(), bonus("1", SEP)) == ([], before)


def test_what_was_foretold_comes_true_once_it_is_approved():
    row = drafted(exclusion("4"))
    effect = queries.effect(queries.one(row.pk))

    row = do("approve", do("propose", row), DIRECTS)

    assert (row.stage, row.manifest, layer()) == (Stage.IN_FORCE, coverage.view().manifest_id, [str(row.pk)])
    assert bonus("1", SEP) == effect.people[0].bonus[1]
    for change in effect.figures:
        found = points.point(change.metric, SEP, dim=change.dim, key=change.key)
        assert (found.value if isinstance(found.value, Fraction) else None) == change.after
    assert list(Entry.objects.filter(kind="correction").order_by("pk").values_list("action", flat=True))[-3:] == [
        "corrections.proposed",
        "corrections.approved",
        "corrections.in_force",
    ]


def test_the_explanation_of_a_bonus_names_the_correction():
    row = in_force(exclusion("4"))

    met = [
        node["facts"]["corrections"] for node in cells(outcomes.explanation("1", SEP)) if "corrections" in node["facts"]
    ]
    untouched = [node for node in cells(outcomes.explanation("1", AUG)) if "corrections" in node["facts"]]

    assert met
    assert {tuple(one) for one in met} == {(str(row.pk),)}
    assert untouched == []


def cells(node):
    if node["kind"] == "cell":
        yield node
    for child in node.get("children", ()):
        yield from cells(child)


def test_approving_is_work_of_who_may_and_not_of_the_proposer():
    row = do("propose", drafted(exclusion("4")))
    piece = work.Work.objects.get(source="approval")

    assert (piece.accountable.number, piece.closed) == (DIRECTS, None)
    assert queries.of_work(piece.key) == row.pk
    assert queries.of_work("excuse:3:4") is None

    do("approve", row, DIRECTS)

    piece.refresh_from_db()
    assert (piece.state, piece.done_by.number) == ("done", DIRECTS)
    assert work.Notice.objects.filter(person__number=BRINGS, level="informed").count() == 1


def test_nobody_approves_their_own():
    assert refusal_code(do, "propose", drafted(exclusion("4"), DIRECTS), DIRECTS) is Code.NOBODY_APPROVES
    row = do("propose", drafted(exclusion("3")))
    assert refusal_code(do, "approve", row, BRINGS) is Code.OWN
    assert refusal_code(do, "approve", row, LEADS) is Code.NOT_ALLOWED
    assert layer() == []


def test_of_two_who_approve_at_once_the_second_is_told():
    row = do("propose", drafted(exclusion("4")))
    seen = row.version
    do("approve", row, DIRECTS)

    late = {"actor": make.operator(), "correction_id": row.pk, "version": seen}
    assert refusal_code(actions.approve, **late) is Code.CHANGED_MEANWHILE
    assert layer() == [str(row.pk)]


def test_a_refusal_needs_a_reason_and_is_told():
    row = do("propose", drafted(exclusion("4")))

    assert refusal_code(do, "refuse", row, DIRECTS, said=" ") is Code.NEEDS_REASON
    row = do("refuse", row, DIRECTS, said="有发货记录")

    assert (row.stage, layer()) == (Stage.REFUSED, [])
    assert [(one.did, one.said) for one in queries.life(row.pk)][-1] == (Did.REFUSED, "有发货记录")
    notice = work.Notice.objects.get(person__number=BRINGS, level="returned")
    assert notice.about["said"] == "有发货记录"


def test_what_is_withdrawn_is_no_work_any_more():
    row = do("withdraw", do("propose", drafted(exclusion("4"))))

    assert row.stage == Stage.WITHDRAWN
    assert work.Work.objects.get(source="approval").state == "cancelled"
    assert refusal_code(do, "approve", row, DIRECTS) is Code.OTHER_STAGE
    assert refusal_code(do, "withdraw", row) is Code.OTHER_STAGE


def test_a_strangers_draft_cannot_be_handed_in():
    row = drafted(exclusion("4"))

    assert refusal_code(do, "propose", row, DIRECTS) is Code.NOT_ALLOWED
    assert refusal_code(actions.draft, actor=actor(LEADS), draft=exclusion("4")) is Code.NOT_ALLOWED


@pytest.mark.usefixtures("measured")
def test_undoing_is_approved_too_and_brings_the_figures_back():
    before = bonus("1", SEP)
    row = in_force(exclusion("4"))

    undone = get(actions.undo(actor=actor(BRINGS), correction_id=row.pk, reason="查清了，是真单"))
    assert layer() == [str(row.pk)]
    undone = do("approve", do("propose", undone), DIRECTS)

    assert (undone.stage, get(row.pk).stage, layer()) == (Stage.IN_FORCE, Stage.UNDONE, [])
    assert bonus("1", SEP) == before
    assert queries.chain(row.pk) == [(row.pk, Kind.EXCLUDE, Stage.UNDONE), (undone.pk, Kind.UNDO, Stage.IN_FORCE)]
    assert refusal_code(actions.undo, actor=actor(BRINGS), correction_id=row.pk, reason="再来") is Code.NOT_IN_FORCE


def test_a_correction_of_a_correction_comes_in_its_place():
    row = in_force(exclusion("4"))
    other = Draft(Kind.SET, "订单", "只是金额错了", ((SHOP, "4"),), values={"实付金额": "60.00"}, replaces=row.pk)
    later = drafted(other)

    assert refusal_code(actions.draft, actor=actor(BRINGS), draft=other) is Code.ALREADY_FOLLOWED
    later = do("approve", do("propose", later), DIRECTS)

    assert (get(row.pk).stage, layer()) == (Stage.REPLACED, [str(later.pk)])
    assert [pk for pk, _, _ in queries.chain(row.pk)] == [row.pk, later.pk]


def test_another_import_wipes_no_correction(tmp_path):
    row = in_force(exclusion("4"))
    after = bonus("1", SEP)

    make.lake(tmp_path, again=make.orders(("4", "2026-09-30", "70.00"), ("9", "2026-09-29", "0.00")))

    assert layer() == [str(row.pk)]
    assert bonus("1", SEP) == after


def test_when_the_rows_changed_the_effect_is_shown_again_before_approval(tmp_path):
    row = do("propose", drafted(exclusion("4")))
    make.lake(tmp_path, again=make.orders(("4", "2026-09-30", "50.00")))
    first = queries.effect(queries.one(row.pk))

    assert refusal_code(do, "approve", row, DIRECTS) is Code.ROWS_CHANGED

    row = get(row.pk)
    assert (row.stage, row.measuring, layer()) == (Stage.PROPOSED, Measuring.DONE, [])
    assert queries.effect(queries.one(row.pk)).figures != first.figures
    assert do("approve", row, DIRECTS).stage == Stage.IN_FORCE


def test_the_ticker_measures_proposals_anew_when_their_rows_changed(tmp_path):
    row = do("propose", drafted(exclusion("4")))
    assert ticking.tick() == 0
    make.lake(tmp_path, again=make.orders(("4", "2026-09-30", "50.00")))

    assert ticking.tick() == 1
    assert get(row.pk).basis != row.basis
    assert ticking.tick() == 0


def test_rows_by_rule_and_days():
    by_rule = Draft(Kind.EXCLUDE, "order", "小单", condition="订单.实付金额 < 65元", start=AUG.start, end=AUG.end)

    row = drafted(by_rule)

    effect = queries.effect(queries.one(row.pk))
    assert (row.condition, row.fact, effect.rows, effect.total) == ("订单.实付金额 < 65元", "order", 1, 2)
    assert effect.before[0][effect.columns.index("id")] == "2"
    assert effect.after == (None,)


def test_a_row_that_does_not_exist_cannot_be_handed_in():
    row = drafted(exclusion("404"))

    assert queries.one(row.pk).rows == 0
    assert refusal_code(do, "propose", row) is Code.NO_ROWS_MET


def test_rows_are_given_to_somebody_else():
    row = in_force(Draft(Kind.REASSIGN, "订单", "代班", ((SHOP, "4"),), person="2"))

    assert layer() == [str(row.pk)]
    assert points.point("销售额", SEP, dim="person", key="2").value == 70


SET = Draft(Kind.SET, "订单", "改", ((SHOP, "4"),))


def test_values_are_kept_as_the_lake_reads_them():
    given = {"实付金额": "¥1,234.50", "付款时间": "2026-09-01 08:30", "渠道": "", "件数": "1,000"}

    row = drafted(replace(SET, values=given))

    assert row.values == {
        "paid_amount": "1234.50",
        "paid_at": "2026-09-01 08:30:00",
        "channel": None,
        "quantity": "1000",
    }
    assert row.measuring == Measuring.DONE


def test_a_condition_that_sql_cannot_say_exactly_fails_and_says_so():
    row = drafted(Draft(Kind.EXCLUDE, "订单", "x", condition="订单.付款时间 + 1小时 > 订单.下单时间"))

    assert (row.measuring, row.effect) == (Measuring.FAILED, {})
    assert refusal_code(do, "propose", row) is Code.NOT_MEASURED


def test_stopped_between_approval_and_the_lake_it_goes_on():
    row = do("propose", drafted(exclusion("4")))
    models.Correction.objects.filter(pk=row.pk).update(stage=Stage.APPROVED, decided=clock.now(), decided_by="高远")

    assert (ticking.tick(), layer()) == (0, [])  # the worker may be about to
    assert ticking.tick(moment=clock.now() + timedelta(minutes=6)) == 1

    assert (get(row.pk).stage, layer()) == (Stage.IN_FORCE, [str(row.pk)])


def test_stopped_between_the_lake_and_its_word_it_is_published_once():
    row = do("propose", drafted(exclusion("4")))
    models.Correction.objects.filter(pk=row.pk).update(stage=Stage.APPROVED, decided=clock.now(), decided_by="高远")
    from guiju.apps.corrections import layering

    first = lake.correct(
        lake.open(settings.GUIJU_HOME), now=clock.now().replace(tzinfo=None), add=[layering.correction(get(row.pk))]
    )

    publishing.perform_publication(correction_id=row.pk)
    publishing.perform_publication(correction_id=row.pk)

    assert (get(row.pk).manifest, coverage.view().manifest_id, get(row.pk).stage) == (first, first, Stage.IN_FORCE)
    assert [one.did for one in queries.life(row.pk)].count(Did.IN_FORCE) == 1


def test_an_effect_that_nobody_measured_is_asked_for_again():
    row = drafted(exclusion("4"))
    models.Correction.objects.filter(pk=row.pk).update(measuring=Measuring.WAITING, effect={})

    assert ticking.tick(moment=clock.now() + timedelta(minutes=6)) == 1
    assert get(row.pk).measuring == Measuring.DONE


def test_lists_are_by_stage_and_fact():
    one = drafted(exclusion("4"))
    two = do("withdraw", drafted(exclusion("3")))

    assert [sheet.id for sheet in queries.listed()] == [two.pk, one.pk]
    assert [sheet.id for sheet in queries.listed(stages=[Stage.DRAFT], fact="order")] == [one.pk]
    assert (queries.count(), queries.count(fact="refund"), queries.facts()) == (2, 0, ["order"])
    assert queries.by_stage() == {"draft": 1, "withdrawn": 1}
