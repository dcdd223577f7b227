"""A closed period stays as it was closed; what changes afterwards is a difference, paid once with a later period."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

import make
from apps.appraisal.office import AUG, BOOK, OCT, SEP, open_department, score
from guiju.apps import clock
from guiju.apps.appraisal import actions, closing, closings, models, queries
from guiju.apps.audit import models as ledger
from guiju.apps.figures.actions import refreshing
from guiju.apps.notices import wording
from guiju.apps.people import models as people
from guiju.apps.refusal import Refused
from guiju.apps.remember import remembered
from guiju.apps.work import models as work

pytestmark = pytest.mark.django_db
F = Fraction
LOOKS_BACK = BOOK.replace("投产比达成率 * 个人评分", "上期(综合得分)")


@pytest.fixture
def edition(tmp_path):
    found = open_department(tmp_path)
    for period in (AUG, SEP):
        for number in ("1", "3"):
            score(number, period, "1")
    reckon()
    return found


def reckon():
    """What the worker does after every change."""
    refreshing.refresh()
    actions.follow(months=[AUG.start, SEP.start], actor=make.operator())


def changed(number, period, value):
    score(number, period, value)
    reckon()


def close(period=AUG, **told):
    return closing.close(actor=make.operator(), period=period, **told)


def money(period=AUG):
    return {one.number: one.bonus for one in queries.lines(period) if one.bonus is not None}


def waiting():
    return {(str(one.period), one.number): one.open for one in closings.open_differences()}


@pytest.mark.usefixtures("edition")
def test_closing_fixes_everybody_and_says_who_and_when():
    told = close()

    found = queries.reckoning(AUG)
    assert (told.people, told.pending, told.bonus, told.differences) == (4, 1, F(8750), 0)
    assert (found.closed_by, found.closed_at) == ("operator", clock.now())
    entry = ledger.Entry.objects.filter(action="appraisal.close").get()
    assert (entry.key, entry.after["bonus"], entry.after["differences"]) == ("2026-08", "8750", "0")


@pytest.mark.usefixtures("edition")
def test_what_changes_later_leaves_it_and_stands_beside_it():
    close()
    before = queries.explanation("1", AUG)

    changed("1", AUG, "1.1")

    assert money() == {"1": F(3750), "3": F(5000)}
    assert (queries.explanation("1", AUG), queries.outcome("1", AUG).bonus) == (before, F(3750))
    assert queries.outcome("1", AUG, now=True).bonus == F(4125)
    assert queries.explanation("1", AUG, now=True)["value"] == "4125"
    assert [one.bonus for one in queries.history("1", SEP, 2)] == [F(3750), queries.outcome("1", SEP).bonus]
    assert waiting() == {("2026-08", "1"): F(375)}


@pytest.mark.usefixtures("edition")
def test_a_difference_is_paid_once_with_a_later_period():
    close()
    changed("1", AUG, "1.1")

    told = close(SEP, take=[(AUG, "1")])

    (taken,) = closings.taken_with(SEP)
    assert (told.differences, waiting()) == (F(375), {})
    assert (taken.period, taken.paid_with, taken.number, taken.name, taken.amount) == (AUG, SEP, "1", "林夏", F(375))
    assert closings.taken_of(AUG) == [taken]
    assert [(one.number, one.taken, one.open) for one in closings.changes(AUG)] == [("1", F(375), F(0))]


@pytest.mark.usefixtures("edition")
def test_what_changes_once_more_is_a_difference_to_all_that_was_paid():
    close()
    changed("1", AUG, "1.1")
    close(SEP, take=[(AUG, "1")])

    changed("1", AUG, "1")

    live = models.Reckoning.objects.filter(start=AUG.start, closed_at__isnull=True)
    assert (live.count(), waiting()) == (0, {("2026-08", "1"): F(-375)})


@pytest.mark.usefixtures("edition")
def test_what_is_left_out_waits_for_another_period():
    close()
    changed("1", AUG, "1.1")
    changed("3", AUG, "0.9")

    close(SEP, take=[(AUG, "1")])

    assert waiting() == {("2026-08", "3"): F(-500)}


@pytest.mark.usefixtures("edition")
def test_what_was_pending_is_paid_whole_and_what_is_pending_by_now_waits():
    close()
    make.pay(people.Person.objects.get(number="2"), "2000")
    changed("2", AUG, "1")
    assert waiting() == {("2026-08", "2"): F(2500)}

    score("1", AUG, "1.2", confirmed=False)
    reckon()

    (one,) = [one for one in closings.changes(AUG) if one.number == "1"]
    assert (one.then.bonus, one.now.bonus, one.open) == (F(3750), None, None)
    assert waiting() == {("2026-08", "2"): F(2500)}


@pytest.mark.usefixtures("edition")
def test_working_out_a_closed_period_again_writes_nothing():
    close()

    again = actions.compute(actor=make.operator(), period=AUG)

    assert (again.changed, again.bonus, models.Reckoning.objects.filter(start=AUG.start).count()) == (False, F(8750), 1)


@pytest.mark.usefixtures("edition")
def test_what_comes_to_the_same_another_way_is_not_kept_twice():
    close()
    before = queries.explanation("1", AUG)
    with clock.at(clock.now() + timedelta(days=1)):
        score("1", AUG, "1.1")
        changed("1", AUG, "1")  # the same again, entered on another day

    assert models.Reckoning.objects.filter(start=AUG.start).count() == 1
    assert (queries.explanation("1", AUG), closings.changes(AUG)) == (before, [])


@pytest.mark.usefixtures("edition")
def test_another_text_for_a_closed_period_changes_nothing_but_the_difference():
    close()
    make.book(BOOK.replace("* 个人评分, 取整", "* 2, 取整"), AUG.start)
    reckon()

    assert money() == {"1": F(3750), "3": F(5000)}
    assert waiting() == {("2026-08", "1"): F(3750), ("2026-08", "3"): F(5000)}


@pytest.mark.usefixtures("edition")
def test_later_periods_look_back_at_the_closed_points():
    make.book(LOOKS_BACK, AUG.start)
    reckon()
    close()
    before = money(SEP)

    make.lake(settings.GUIJU_HOME, orders=make.orders(("9", "2026-08-20", "500.00")))
    reckon()

    assert queries.outcome("1", AUG, now=True).points != queries.outcome("1", AUG).points
    assert money(SEP) == before


@pytest.mark.usefixtures("edition")
def test_who_left_the_roster_keeps_what_was_closed_and_the_rest_is_a_difference():
    close()
    people.Person.objects.get(number="1").delete()
    reckon()

    assert (money()["1"], waiting()) == (F(3750), {("2026-08", "1"): F(-3750)})


@pytest.mark.usefixtures("edition")
def test_those_who_may_close_hear_once_of_the_same_difference():
    admin = make.person("9", "沈总")
    make.post(admin, "电商部", "电商总监", leader=True)
    make.book(BOOK.replace("指标, 绩效, 数据源", "指标, 绩效, 奖金, 数据源"), AUG.start)
    reckon()
    close()

    changed("1", AUG, "1.1")
    changed("1", AUG, "1")
    changed("1", AUG, "1.1")

    (notice,) = work.Notice.objects.filter(key__startswith="difference:")
    assert (notice.person.number, notice.level, notice.about) == ("9", "informed", {"closed": "2026-08", "count": 1})
    assert wording.sentence(notice) == "知会您：2026年8月定稿后 1 人的奖金有差额"


@pytest.mark.usefixtures("edition")
def test_those_who_may_close_hear_of_points_that_changed_and_no_money_and_the_closed_ones_count():
    admin = make.person("9", "沈总")
    make.post(admin, "电商部", "电商总监", leader=True)
    book = BOOK.replace("指标, 绩效, 数据源", "指标, 绩效, 奖金, 数据源").replace(
        "投产比达成率 * 个人评分", "投产比达成率"
    )
    make.book(book, AUG.start)
    reckon()
    close()
    before = queries.outcome("1", AUG)

    changed("1", AUG, "0.5")
    changed("1", AUG, "0.5")

    (notice,) = work.Notice.objects.filter(about__closed="2026-08")
    assert (notice.person.number, notice.about["count"]) == ("9", 1)
    assert wording.sentence(notice) == "知会您：2026年8月定稿后 1 人的得分或等级变了"
    after = queries.outcome("1", AUG)
    assert (after.points, after.grade) == (before.points, before.grade)
    assert queries.history("1", SEP, 2)[0].points == before.points


@pytest.mark.usefixtures("edition")
def test_everybody_who_was_appraised_hears_that_it_is_final_and_no_figure():
    close()

    told = work.Notice.objects.filter(key__startswith="closed:").order_by("person__number")
    assert [one.person.number for one in told] == ["1", "2", "3"]
    assert {wording.sentence(one) for one in told} == {"operator知会您：2026年8月的绩效已定稿"}


def refused(period=AUG, actor=None, **told):
    with pytest.raises(Refused) as refusal:
        closing.close(actor=actor or make.operator(), period=period, **told)
    return refusal.value.code, str(refusal.value)


@pytest.mark.usefixtures("edition")
def test_a_period_is_closed_once_after_its_end_and_when_it_was_worked_out():
    close()

    assert refused() == ("closed", "2026年8月已由 operator 于 2026年10月9日 10:30 定稿；之后的变化记为差额。")
    assert refused(OCT) == ("not_over", "2026年10月还没有过完，过完才能定稿。")
    assert refused(AUG.previous())[0] == "not_reckoned"


@pytest.mark.usefixtures("edition")
def test_what_is_being_measured_anew_is_not_closed():
    score("1", AUG, "1.1")
    assert refused()[0] == "being_measured"  # entered, and not worked out yet
    reckon()
    make.lake(settings.GUIJU_HOME, orders=make.orders(("9", "2026-08-20", "5.00")))

    assert refused()[0] == "being_measured"  # imported, and not measured yet
    assert models.Reckoning.objects.filter(closed_at__isnull=False).count() == 0


@pytest.mark.usefixtures("edition")
def test_what_is_not_what_was_looked_at_is_not_closed():
    seen = queries.reckoning(AUG).signature
    changed("1", AUG, "1.1")

    assert refused(seen=seen)[0] == "changed"
    assert refused(take=[(SEP, "1")])[0] == "changed"
    assert close(seen=queries.reckoning(AUG).signature).bonus == F(9125)


@pytest.mark.usefixtures("edition")
def test_only_who_confirms_scores_and_sees_all_money_closes():
    confirms, sees = ("confirm", "appraisal", "all"), ("view", "bonuses", "all")
    for grants in (
        (confirms,),
        (sees,),
        (confirms, ("view", "bonuses", "group")),
        (("edit", "appraisal", "all"), sees),
    ):
        assert refused(actor=make.actor(*grants))[0] == "may_not_close"

    assert closing.close(actor=make.actor(confirms, sees), period=AUG).people == 4


@pytest.mark.usefixtures("edition")
def test_changes_cost_the_same_questions_for_one_period_and_for_two(django_assert_num_queries):
    close()
    changed("1", AUG, "1.1")
    with remembered(), django_assert_num_queries(5):
        closings.changes()
    close(SEP)
    changed("1", SEP, "1.1")
    changed("3", SEP, "1.1")
    with remembered(), django_assert_num_queries(5):
        assert len(closings.changes()) == 3


BY_SCORE = {AUG: F(3750), SEP: F(1875)}  # what a personal score of 1 is worth
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("score"), st.sampled_from([AUG, SEP]), st.sampled_from(["0.8", "1", "1.1", "1.25"])),
        st.tuples(st.just("close"), st.sampled_from([AUG, SEP]), st.booleans()),
    ),
    max_size=6,
)


@pytest.mark.usefixtures("edition")
@settings_of(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_closed_paid_and_open_always_add_up_to_what_it_comes_to_now(steps):
    scored = {AUG: "1", SEP: "1"}
    with transaction.atomic():
        for what, period, how in steps:
            if what == "score":
                scored[period] = how
                changed("1", period, how)
            elif queries.reckoning(period).closed_at is None:
                close(period, take=[(one.period, one.number) for one in closings.open_differences()] if how else [])
        for period in (AUG, SEP):
            fixed = queries.outcome("1", period).bonus
            taken = sum((one.amount for one in closings.taken_of(period, number="1")), F(0))
            still = waiting().get((str(period), "1"), F(0))
            assert fixed + taken + still == BY_SCORE[period] * F(scored[period])
        transaction.set_rollback(True)
