from fractions import Fraction

from engines.score.world import HE, LIN, NOVEMBER, ROI_BONUS, ROI_CARD, WU, Tables, person, regulation
from guiju.engines.score.replay import replay

F = Fraction
GRADES = "等级:\n  月度: {档: {A: 90, B: 0}}"
BEFORE = regulation(ROI_CARD, ROI_BONUS, GRADES)


def test_a_harder_target_costs_everybody_and_the_department_shows_the_sum():
    after = regulation(ROI_CARD.replace("值: 4", "值: 5"), ROI_BONUS, GRADES)

    found = replay(BEFORE, after, [LIN, WU, HE], NOVEMBER, Tables(metrics={"ROI": 4}))

    assert [(one.points, one.bonus, one.differs) for one in found.effects] == [
        (-20, -600, True),
        (-20, -400, True),
        (None, 0, False),
    ]
    assert (found.effects[0].before.grade, found.effects[0].after.grade) == ("A", "B")
    assert (found.before, found.after, found.gain, len(found.lose)) == (5000, 4000, (), 2)


def test_a_bonus_for_people_who_had_none_is_a_gain():
    after = regulation(ROI_CARD, ROI_BONUS, GRADES, "奖金:\n  客服组: {算法: 基础绩效工资 * 10%}")

    found = replay(BEFORE, after, [LIN, HE], NOVEMBER, Tables(metrics={"ROI": 4}))
    assert [(one.person.name, one.bonus) for one in found.gain] == [("何静", 250)]


def test_what_is_pending_has_no_change_and_is_counted():
    after = regulation(ROI_CARD, "奖金:\n  推广组: {算法: 基础绩效工资 * ROI达成率 * (销售额 / 100元)}", GRADES)

    found = replay(BEFORE, after, [LIN], NOVEMBER, Tables(metrics={"ROI": 4}))
    assert (found.effects[0].bonus, found.pending_before, found.pending_after) == (None, 0, 1)
    assert (found.before, found.after) == (3000, 0)


def test_changed_metrics_may_be_measured_anew():
    found = replay(BEFORE, BEFORE, [LIN], NOVEMBER, Tables(metrics={"ROI": 4}), Tables(metrics={"ROI": 5}))

    assert (found.before, found.after, str(found.period)) == (3000, 3750, "2026-11")


def test_who_was_not_there_is_left_out():
    gone = person("E8", "走了", left=NOVEMBER.previous().end)

    assert replay(BEFORE, BEFORE, [gone], NOVEMBER, Tables()).effects == ()
