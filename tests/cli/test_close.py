"""guiju close, as people call it."""

import json

import pytest

import make
from apps.appraisal.office import AUG, SEP, open_department, score
from guiju import cli
from guiju.apps.appraisal import actions, queries
from guiju.apps.audit.actor import operator
from guiju.apps.figures.actions import refreshing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("department")]


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("GUIJU_LANG", "zh")


@pytest.fixture
def department(tmp_path):
    open_department(tmp_path)
    for period in (AUG, SEP):
        for number in ("1", "3"):
            score(number, period, "1")


def close(capsys, *arguments):
    code = cli.main(["close", *arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def test_looking_closes_nothing(capsys):
    code, lines, _ = close(capsys, "--month", "2026-08")

    assert (code, lines) == (1, ["2026年8月：还没有定稿；3 人，待补 1 人，奖金合计 ¥8,750.00"])
    assert queries.reckoning(AUG).closed_at is None


def test_a_month_is_closed_and_what_changes_is_settled_with_the_next(capsys):
    code, lines, _ = close(capsys, "--month", "2026-08", "--yes")
    assert (code, lines) == (
        0,
        [f"2026年8月：{operator().name} 于 2026-10-09 10:30 定稿；3 人，待补 1 人，奖金合计 ¥8,750.00"],
    )
    score("1", AUG, "1.1")
    score("3", AUG, "0.9")
    refreshing.refresh()
    actions.compute(actor=make.operator(), period=AUG)

    _, lines, _ = close(capsys, "--month", "2026-09")
    assert lines[1:] == [
        "哪一期   工号  姓名     定稿时  已补       现在      差额",
        "2026-08  1     林夏  ¥3,750.00     —  ¥4,125.00   ¥375.00",
        "2026-08  3     周岚  ¥5,000.00     —  ¥4,500.00  -¥500.00",
    ]
    close(capsys, "--month", "2026-09", "--yes")
    _, lines, _ = close(capsys, "--month", "2026-08", "--json")

    plain = json.loads("\n".join(lines))
    assert plain["bonus"] == "8750.00"
    assert [(one["number"], one["settled"], one["open"]) for one in plain["changes"]] == [
        ("1", "375.00", "0.00"),
        ("3", "0.00", "-500.00"),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "soon"), "读不懂：soon；写成 2026-10、2026Q3 或 2026\n"),
        (("--month", "2026Q3"), "2026年三季度没有可以定稿的：那时的制度不按这样长的时间考核、评级或发奖金。\n"),
        (("--month", "2026-10", "--yes"), "2026年10月还没有过完，过完才能定稿。\n"),
    ],
)
def test_what_cannot_be_closed_is_two(capsys, arguments, said):
    code, _, err = close(capsys, *arguments)

    assert (code, err) == (2, said)


def test_it_speaks_english(capsys):
    _, lines, _ = close(capsys, "--month", "2026-08", "--lang", "en")

    assert lines == ["Aug 2026: not closed yet; 3 people, 1 pending, bonuses ¥8,750.00"]


def test_all_or_none_of_the_differences_can_be_settled(capsys):
    close(capsys, "--month", "2026-08", "--yes")
    score("3", AUG, "0.9")
    refreshing.refresh()
    actions.compute(actor=make.operator(), period=AUG)

    _, lines, _ = close(capsys, "--month", "2026-09", "--yes", "--settle", "all", "--json")

    assert json.loads("\n".join(lines))["settled"] == [{"period": "2026-08", "number": "3", "amount": "-500.00"}]
