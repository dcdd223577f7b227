from fractions import Fraction as F

from guiju.web.kit.figures import Difference, Measured, figure, spark


def test_a_figure_shows_target_difference_and_change():
    seen = figure("总ROI", Measured(F(47, 10), "倍", "higher", target=F(4), before=F(5)))

    assert (seen.value.text, seen.target.text) == ("4.7", "4.0")
    assert seen.gap == Difference("+0.7", "good", "已达标")
    assert seen.change == Difference("−6.0\u00a0%", "worse", "转差")


def test_lower_is_better_turns_the_signs_round():
    seen = figure("退款率", Measured(F(8, 100), "%", "lower", target=F(6, 100), before=F(9, 100)))

    assert seen.gap == Difference("+2.0\u00a0个百分点", "bad", "未达标")
    assert seen.change == Difference("−1.0\u00a0个百分点", "good", "转好")


def test_a_figure_that_is_only_observed_is_not_judged():
    seen = figure("访客数", Measured(F(110), "人", target=F(100), before=F(100)))

    assert (seen.gap, seen.change) == (Difference("+10\u00a0人", "", ""), Difference("+10.0\u00a0%", "", "上升"))


def test_hardly_any_change_is_none_and_a_start_from_zero_is_absolute():
    assert figure("单量", Measured(F(1001), "单", before=F(1000))).change == Difference("+0.1\u00a0%", "", "持平")
    assert figure("单量", Measured(F(3), "单", before=F(0))).change == Difference("+3\u00a0单", "", "上升")


def test_a_missing_figure_has_reasons_and_nothing_else():
    seen = figure("响应", Measured(None, "秒", target=F(30), reasons=("没有数据",)))

    assert (seen.value, seen.gap, seen.change, seen.reasons) == (None, None, None, ("没有数据",))


def test_a_spark_line_breaks_where_a_value_is_missing():
    line = spark([F(1), None, F(3), F(2)], target=F(3))

    assert line.path == "M0.0 28.0M66.7 2.0L100.0 15.0"
    assert (line.aim, line.words) == ("M0 2.0L100 2.0", "最近 4 期上升")


def test_a_spark_line_says_its_trend():
    assert spark([F(2), F(2)]).words == "最近 2 期持平"
    assert spark([F(3), F(2)]).words == "最近 2 期下降"
    assert figure("x", Measured(F(1), trend=(None, F(1)))).spark is None
