from engines.score.world import regulation
from guiju.engines.impact.rights import Right, rights
from guiju.lang.kinds.choices import Action, Range, Thing

TEXT = regulation("""
权限:
  人人: {谁: 全员, 可: 查看, 什么: [绩效], 范围: 本人}
  组长: {谁: [推广组长], 可: 查看, 什么: [绩效], 范围: 本组}
  总监: {谁: [总监], 可: [查看, 导出], 什么: [绩效, 奖金], 范围: 全部}
""")


def test_everybody_has_what_names_no_position():
    assert rights(TEXT, ["推广专员"]) == {Right(Action.VIEW, Thing.APPRAISAL, Range.OWN)}
    assert rights(TEXT, []) == {Right(Action.VIEW, Thing.APPRAISAL, Range.OWN)}


def test_the_widest_reach_counts_over_all_posts_that_somebody_holds():
    assert rights(TEXT, ["推广组长"]) == {Right(Action.VIEW, Thing.APPRAISAL, Range.GROUP)}
    assert rights(TEXT, ["推广组长", "总监"]) == {
        Right(may, what, Range.ALL) for may in (Action.VIEW, Action.EXPORT) for what in (Thing.APPRAISAL, Thing.BONUSES)
    }


def test_a_position_that_the_text_does_not_know_opens_nothing_of_its_own():
    assert rights(TEXT, ["首席体验官"]) == rights(TEXT, [])
