from fractions import Fraction as F

import pytest

from guiju.web.kit.typed import amiss, editable, figure


@pytest.mark.parametrize(
    ("text", "unit", "worth"),
    [
        ("6.5", "倍", F(13, 2)),
        ("35", "%", F(35, 100)),
        ("35%", "%", F(35, 100)),
        ("３５％", "%", F(35, 100)),
        ("1,234.5", "元", F(12345, 10)),
        ("1,234,567.5", "元", F(12345675, 10)),
        ("¥80万", "元", F(800000)),
        ("80万元", "元", F(800000)),
        ("2", "万元", F(20000)),
        ("30", "秒", F(30)),
        ("2分钟", "秒", F(120)),
        ("40元/人", "元/人", F(40)),
        ("-3", "分", F(-3)),
        ("150000", "人", F(150000)),
        ("15万", "人", F(150000)),
    ],
)
def test_a_figure_stands_in_the_unit_of_its_rule(text: str, unit: str, worth: F):
    assert figure(text, unit) == worth


@pytest.mark.parametrize("text", ["", "很多", "1e5", "0x10", "1.2.3", "30秒", "--1", "1" * 40, "1,2,3", "12,34", ",5"])
def test_what_is_no_figure_of_the_unit_is_none(text: str):
    assert figure(text, "元") is None


def test_a_value_stands_in_a_field_as_it_is_typed():
    assert [editable(F(35, 1000), "%"), editable(F(800000), "万元"), editable(None, "元")] == ["3.5%", "80", ""]
    assert editable(F(-5, 2), "分") == "-2.5"


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("NaN", "元", "“NaN”不是以元计的数，请只填数字，例如 12.5"),
        ("很多", "", "“很多”不是数，请只填数字，例如 12.5"),
        ("9" * 26, "倍", "这个数太长了：整数最多 18 位，小数最多 12 位。"),
        ("多" * 10_000, "元", f"“{'多' * 24}…”不是以元计的数，请只填数字，例如 12.5"),
    ],
)
def test_what_is_no_figure_is_told_with_what_to_type_instead(text: str, unit: str, said: str):
    assert (figure(text, unit), amiss(text, unit)) == (None, said)
