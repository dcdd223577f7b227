"""guiju simulate, as people call it."""

import json

import pytest
from python_calamine import CalamineWorkbook

from apps.appraisal.office import AUG, BOOK, SEP, open_department, score
from guiju import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("GUIJU_LANG", "zh")


@pytest.fixture
def texts(tmp_path):
    open_department(tmp_path)
    for period in (AUG, SEP):
        score("1", period, "1")
        score("3", period, "1")
    new = tmp_path / "new.md"
    new.write_text(BOOK.replace("基础绩效工资 * 投产比", "基础绩效工资 * 2 * 投产比"), encoding="utf-8")
    return "current", str(new)


def simulate(capsys, *arguments):
    code = cli.main(["simulate", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


MONTHS = ("--from", "2026-08", "--to", "2026-09")


def test_who_gains_and_what_it_costs_stand_in_one_table(texts, capsys):
    code, out, _ = simulate(capsys, *texts, *MONTHS)

    lines = out.splitlines()
    assert code == 1, "吴桐 is pending"
    assert lines[:2] == ["A 电商部规矩 1", "B 电商部规矩 1"]
    assert any(line.startswith("1     林夏") and "¥" in line for line in lines)
    assert next(line for line in lines if line.startswith("共")).startswith("共 4 人：多拿 2，少拿 0，不变 1，未定 1")


def test_the_same_as_json_and_as_a_workbook(texts, capsys, tmp_path):
    _, out, _ = simulate(capsys, *texts, *MONTHS, "--json")
    told = json.loads(out)
    assert (len(told["texts"]), told["totals"]["people"]) == (2, 4)
    assert [one["way"] for one in told["people"]] == ["gain", "open", "gain", "same"]

    simulate(capsys, *texts, *MONTHS, "--xlsx", str(tmp_path / "out.xlsx"))
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert book.sheet_names == ["制度", "每个人", "每月", "破的条款", "事务变化"]
    assert [row[1] for row in book.get_sheet_by_name("每个人").to_python()[1:]] == ["林夏", "吴桐", "周岚", "何静"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("current", "current", "--from", "八月", "--to", "2026-09"), "读不懂月份：八月；写成 2026-10"),
        (("current", "current", "--from", "2026-09", "--to", "2026-08"), "结束月份早于开始月份"),
        (("current", "nowhere.md", *MONTHS), "没有这个文件：nowhere.md"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(texts, arguments, says, capsys):
    code, out, err = simulate(capsys, *arguments)

    assert (code, out, err.strip()) == (2, "", says)


def test_without_a_regulation_in_force_it_says_so(capsys):
    assert simulate(capsys, "current", "current", *MONTHS)[0] == 2
