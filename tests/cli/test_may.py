"""guiju may, as people call it: from files, or from what is adopted."""

import json

import pytest
from django.utils import translation

import make
from guiju.cli import main
from web.department import BOOK


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with translation.override("zh-hans"):
        yield


PEOPLE = (
    ("1", "林夏", "流量获取组", "推广专员"),
    ("3", "周岚", "流量获取组", "推广组长"),
    ("9", "沈行", "电商部", "电商总监"),
)


@pytest.fixture
def files(tmp_path):
    document, roster = tmp_path / "规矩.md", tmp_path / "名册.xlsx"
    document.write_text(BOOK, encoding="utf-8")
    posts = [
        {"number": number, "unit": unit, "position": position, "start": make.START}
        for number, _name, unit, position in PEOPLE
    ]
    people = [{"number": number, "name": name, "joined": make.START} for number, name, _unit, _position in PEOPLE]
    roster.write_bytes(make.workbook(people=people, posts=posts))
    return "--regulation", str(document), "--roster", str(roster)


def may(capsys, *arguments):
    code = main(["may", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_who_may_is_told_with_post_range_clause_and_rule(files, capsys):
    code, out, _ = may(capsys, "--who", "看绩效", "--over", "林夏", *files)

    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["工号", "姓名", "因为任", "范围", "条款", "规则"],
        ["1", "林夏", "流量获取组", "推广专员", "限本人的", "怎样", "众人"],
        ["3", "周岚", "流量获取组", "推广组长", "限本组的：流量获取组", "怎样", "组长"],
        ["9", "沈行", "电商部", "电商总监", "不限范围", "怎样", "总监"],
    ]


def test_why_not_says_what_would_be_needed(files, capsys):
    code, out, _ = may(capsys, "周岚", "看薪资", "--over", "林夏", "--why", *files)

    assert code == 1
    assert out.splitlines()[0] == "不可以"
    assert "任电商总监（怎样，总监）" in out


def test_programs_read_the_same(files, capsys):
    code, out, _ = may(capsys, "9", "导出奖金", "--json", *files)
    found = json.loads(out)

    assert code == 0
    assert (found["may"], found["grounds"][0]["rule"], found["grounds"][0]["range"]) == (True, "总监", "all")
    everything = json.loads(may(capsys, "3", "--json", *files)[1])
    assert {"view", "edit", "confirm"} == {one["may"] for one in everything if one["what"] == "appraisal"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--who", "吃薪资"], "读不懂「吃薪资」"),
        (["王五", "看薪资"], "没有这个人：王五"),
        ([], "写明问什么"),
        (["--who", "看薪资", "--on", "昨天"], "读不懂「昨天」"),
    ],
)
def test_what_cannot_be_told_says_so(files, capsys, arguments, said):
    code, _, err = may(capsys, *arguments, *files)

    assert code == 2
    assert said in err


@pytest.mark.django_db
def test_what_is_adopted_is_asked_when_no_file_is_named(capsys):
    for number, name, unit, position in PEOPLE:
        make.post(make.person(number, name), unit, position)
    make.book(BOOK)

    code, out, _ = may(capsys, "--who", "view pay", "--lang", "en")

    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["9", "沈行"]]
    assert "without limit" in out
