"""guiju eval."""

import subprocess
import sys

import pytest

from guiju.cli import main
from guiju.cli.eval import Given
from guiju.lang.values import Missing, Why

STEPS = """\
若(甲 > 1, 1, 2) + 甲 = 3
  若(甲 > 1, 1, 2) = 1
    甲 > 1 = true
      甲 = 2
      1 = 1
    1 = 1
    2  # not taken: the condition holds
  甲 = 2
"""
HEAVY = """\
import sys
from guiju.cli import main
main(["eval", "1/3*3"])
print(sorted({"lark", "django", "pydantic", "duckdb"} & set(sys.modules)))
"""
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own language does not matter."""
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("GUIJU_LANG", raising=False)


def said(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """The exit code and what stands on both outputs."""
    code = main(["eval", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["1/3*3"], "1"),
        (["1/3"], "0.333333333333"),
        (["2/6", "--exact"], "1/3"),
        (["甲*2+乙", "--set", "甲=110%", "--set", "乙=¥1,234.50"], "1236.7"),
        (["甲", "--set", "甲=￥1,234,567.5元"], "1234567.5"),
        (["甲", "--set", "甲＝－5"], "-5"),
        (["甲", "--set", "甲=1/3", "--exact"], "1/3"),
        (["甲 = 0.5分钟", "--set", "甲=30秒"], "真"),
        (["非 甲", "--set", "甲=真"], "假"),
        (["非 甲", "--set", "甲=真", "--lang", "en"], "false"),
        (["甲", "--set", "甲=交易成功"], "交易成功"),
        (["甲", "--set", "甲=2026-01-31"], "2026-01-31"),
        (["甲", "--set", "甲=2026-01-31 10:30"], "2026-01-31 10:30:00"),
        (["24小时发货率 >= 95%", "--set", "24小时发货率=96%"], "真"),
        (["缺省(甲, 2)", "--set", "甲=缺失"], "2"),
    ],
)
def test_the_value_stands_alone_on_the_output(capsys: Captured, arguments: list[str], value: str) -> None:
    assert said(capsys, *arguments) == (0, value + "\n", "")


def test_the_bonus_of_the_book(capsys: Captured) -> None:
    given = ["基础绩效工资=3000", "总ROI达成率=110%", "综合CPA达成率=90%", "团队贡献系数=1.05"]
    formula = "基础绩效工资 × （总ROI达成率 × 50% ＋ 综合CPA达成率 × 50%） × 团队贡献系数"

    assert said(capsys, formula, *(part for each in given for part in ("--set", each))) == (0, "3150\n", "")


def test_a_missing_value_gives_its_reason_and_exit_code_1(capsys: Captured) -> None:
    assert said(capsys, "甲 / 乙", "--set", "甲=1", "--set", "乙=0") == (
        1,
        "缺失\n",
        "「乙」是 0，不能作除数（甲 / 乙）；核对这个数；可用 缺省 写明没有时算多少（制度的编写人）\n",
    )


def test_a_missing_value_in_english(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIJU_LANG", "en")

    assert said(capsys, "上期(甲)", "--set", "甲=1") == (
        1,
        "missing\n",
        "“甲” has no value for the period before; import or enter the earlier period (whoever may import)\n",
    )


def test_what_is_wrong_stands_over_carets(capsys: Captured) -> None:
    assert said(capsys, "甲×2 ＋ 未知 > 3", "--set", "甲=110%") == (
        2,
        "",
        "没有叫「未知」的参数、指标或填报值；用 --set 未知=值 给它一个值\n  甲×2 ＋ 未知 > 3\n          ^^^^\n",
    )


def test_what_is_wrong_on_the_second_line_shows_that_line(capsys: Captured) -> None:
    assert said(capsys, "甲\n+ * 甲", "--set", "甲=1", "--lang", "en") == (
        2,
        "",
        "a value is lacking beside “+”; add the value or remove it\n  + * 甲\n  ^\n",
    )


def test_an_empty_formula_still_has_a_caret(capsys: Captured) -> None:
    assert said(capsys, "") == (2, "", "公式是空的；写一个公式\n  \n  ^\n")


def test_values_that_do_not_go_together_are_pointed_at(capsys: Captured) -> None:
    assert said(capsys, "1 + (甲 + 乙)", "--set", "甲=真", "--set", "乙=0") == (
        2,
        "",
        "这里的几个值不能放在一起计算\n  1 + (甲 + 乙)\n       ^^^^^^^\n",
    )


def test_facts_are_unknown_without_data(capsys: Captured) -> None:
    assert said(capsys, "合计(订单.实付金额)")[0] == 2
    assert Given({}).rows("order") == Missing.because(Why.NOT_COVERED, "order")


@pytest.mark.parametrize("given", ["甲", "=5", "甲=", "甲=3O", "甲=¥abc"])
def test_what_is_no_value_is_refused(capsys: Captured, given: str) -> None:
    assert said(capsys, "甲", "--set", given) == (2, "", f"读不懂 --set {given}；写成 名称=值，每个名称一次\n")


def test_every_step_can_be_shown(capsys: Captured) -> None:
    assert said(capsys, "若(甲 > 1, 1, 2) + 甲", "--set", "甲=2", "--trace", "--lang", "en") == (
        0,
        "3\n",
        STEPS,
    )


def test_it_starts_without_the_heavy_libraries() -> None:
    run = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=True)

    assert run.stdout == "1\n[]\n"


def test_a_value_with_a_unit_is_held_to_its_type(capsys: Captured) -> None:
    code, out, err = said(capsys, "甲 * 乙", "--set", "甲=5元", "--set", "乙=3元")

    assert (code, out) == (2, "")
    assert "元²" in err


def test_a_name_is_given_once(capsys: Captured) -> None:
    assert said(capsys, "甲", "--set", "甲=1", "--set", "甲=2")[:2] == (2, "")


@pytest.mark.parametrize(
    ("formula", "chinese", "english"),
    [
        ("若(1)", "「若」要 3 个参数，这里有 1 个", "“若” takes 3 arguments, here are 1"),
        ("最小()", "「最小」要 至少 1 个参数，这里有 0 个", "“最小” takes at least 1 arguments, here are 0"),
        ("四舍五入()", "「四舍五入」要 1 到 2 个参数，这里有 0 个", "“四舍五入” takes 1 to 2 arguments, here are 0"),
    ],
)
def test_how_many_arguments_a_function_takes_is_said_in_words(formula, chinese, english, capsys):
    codes = [main(["eval", formula, "--lang", spoken]) for spoken in ("zh", "en")]

    said = [line.split("；")[0].split(";")[0] for line in capsys.readouterr().err.splitlines()[::3]]
    assert (codes, said) == ([2, 2], [chinese, english])


@pytest.mark.parametrize(
    ("formula", "nearest"), [("甲 按下单时间", "按 下单时间"), ("甲 其中退款", "其中 退款"), ("甲 且乙", "且 乙")]
)
def test_a_word_of_the_language_that_lacks_its_blank_is_shown_with_it(formula, nearest, capsys):
    assert main(["eval", formula, "--set", "甲=1"]) == 2
    assert capsys.readouterr().err.splitlines()[0].endswith(f"后面要空一格（{nearest}）")
