"""The verbs that need documents only: check, fmt, schema."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.documents import GOOD
from guiju.cli import main

BAD = GOOD.replace("{单位: 一组}", "{单位: 二组}")
WARNED = GOOD.replace("{负责人: 组长}", "{}")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    for name, text in {
        "good.md": GOOD,
        "bad.md": BAD,
        "chapter.md": "---\nchapter: c\n---\n",
        "README.md": "# x\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_check_shows_each_problem_with_its_line_and_how_to_mend_it(capsys):
    assert main(["check", "."]) == 1
    assert capsys.readouterr().out == (
        "bad.md:14:12: 错误 N103 没有叫「二组」的单位\n"
        "  14 |   组长: {单位: 二组}\n"
        "     |                ^^^^\n"
        "  改法：改成已声明的名称，或在某一条里声明它；最接近的：一组\n"
        "2 份文件，1 个错误，0 个提醒\n"
    )


@pytest.mark.usefixtures("folder")
def test_check_speaks_english_too(capsys):
    assert main(["check", "--lang", "en", "bad.md"]) == 1
    assert capsys.readouterr().out.splitlines()[0::4] == [
        "bad.md:14:12: error N103 there is no unit named “二组”",
        "1 document, 1 error, 0 warnings",
    ]


@pytest.mark.usefixtures("folder")
def test_check_of_a_clean_document_is_well(capsys):
    assert main(["check", "good.md", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "1 份文件，0 个错误，0 个提醒\n"


def test_warnings_do_not_fail_a_check(folder, capsys):
    (folder / "warned.md").write_text(WARNED, "utf-8")

    assert main(["check", "warned.md"]) == 0
    assert capsys.readouterr().out.endswith("1 份文件，0 个错误，2 个提醒\n")


@pytest.mark.usefixtures("folder")
def test_check_as_json_is_plain_data(capsys):
    assert main(["check", "bad.md", "--json"]) == 1

    report = json.loads(capsys.readouterr().out)

    assert (report["documents"], report["errors"], report["warnings"]) == (1, 1, 0)
    assert [(one["code"], one["line"], one["near"]) for one in report["diagnostics"]] == [("N103", 14, ["一组"])]


@pytest.mark.usefixtures("folder")
def test_check_of_nothing_is_unusable(capsys):
    assert main(["check", "none.md"]) == 2
    assert capsys.readouterr().err == "没有这个文件：none.md\n"


def test_fmt_says_what_it_would_change_then_changes_it(folder, capsys):
    path = folder / "untidy.md"
    path.write_text(GOOD.replace("  一组: {", "    一组:   {"), "utf-8")

    assert main(["fmt", "--check", "untidy.md"]) == 1
    assert main(["fmt", "untidy.md"]) == 0
    assert main(["fmt", "--check", "untidy.md", "good.md"]) == 0
    assert path.read_text("utf-8") == GOOD
    assert capsys.readouterr().out == (
        "untidy.md\n1 份文件，1 份需要整理\nuntidy.md\n1 份文件，1 份已整理\n2 份文件，0 份需要整理\n"
    )


@pytest.mark.usefixtures("folder")
def test_fmt_of_a_folder_reads_all_its_documents(capsys):
    assert main(["fmt", ".", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "4 documents, 0 formatted\n"


def test_fmt_leaves_a_pipe_alone(folder, capsys):
    os.mkfifo(folder / "pipe.md")

    assert main(["fmt", "pipe.md"]) == 2
    assert capsys.readouterr().err == "读不了 pipe.md：不是一份文件\n"
    assert Path("pipe.md").is_fifo()


def test_fmt_of_what_is_no_text_is_unusable(folder, capsys):
    (folder / "gbk.md").write_bytes("规矩".encode("gbk"))

    assert main(["fmt", "gbk.md"]) == 2
    assert capsys.readouterr().err == "读不了 gbk.md：不是 UTF-8 编码\n"


def test_schema_prints_json(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("verb", ["check", "test"])
def test_a_folder_without_regulations_is_unusable(verb, tmp_path, capsys):
    (tmp_path / "README.md").write_text("# 说明\n", "utf-8")

    assert main([verb, str(tmp_path), "--lang", "en"]) == 2
    assert capsys.readouterr().err == "there are no regulations here\n"


def test_an_empty_document_says_what_it_lacks(tmp_path, capsys):
    (tmp_path / "empty.md").write_bytes(b"")

    assert main(["check", str(tmp_path / "empty.md")]) == 1
    assert " D101 " in capsys.readouterr().out


def test_what_is_no_text_is_one_problem_and_sends_no_controls_to_the_terminal(tmp_path, capsys):
    (tmp_path / "binary.md").write_bytes(bytes(range(256)))

    assert main(["check", str(tmp_path / "binary.md")]) == 1
    out = capsys.readouterr().out
    assert (out.count(" D113 "), out.count("错误 ")) == (1, 1)
    assert not {chr(code) for code in range(32)} & set(out) - {"\n"}


def test_a_reader_that_has_seen_enough_ends_the_verb_quietly():
    command = f"{Path(sys.executable).with_name('guiju')} schema | head -1"
    found = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)

    assert (found.stdout, found.stderr) == ("{\n", "")


HOURS = "作息:\n  一组: {时间: '08:30-12:00, 14:00-18:00', 休息: [周日]}\n"


def test_check_holds_a_document_against_the_law_when_asked(folder, capsys):
    (folder / "six.md").write_text(GOOD.replace("```\n", f"{HOURS}```\n"), "utf-8")

    assert main(["check", "six.md"]) == 0
    capsys.readouterr()
    assert main(["check", "--law", "six.md", "--lang", "en"]) == 1
    assert capsys.readouterr().out == (
        "six.md:16:12: error C901 “一组” lies below the floor of law “每周工时上限”: "
        "08:30–12:00, 14:00–18:00: 7.5 hours a day × 6 days a week = 45 hours > 44 hours\n"
        "  16 |   一组: {时间: '08:30-12:00, 14:00-18:00', 休息: [周日]}\n"
        f"     |                {'^' * 26}\n"
        "  mend: allowed: 5 days a week (7.5 × 5 = 37.5 hours), or the same 6 days of 7 hours 20 minutes "
        "(《中华人民共和国劳动法》第三十六条; not legal advice)\n"
        "1 document, 1 error, 0 warnings\n"
    )
    assert main(["check", "--law", "--json", "six.md"]) == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["diagnostics"]] == ["C901"]


def test_check_says_which_figures_of_the_law_an_administrator_has_to_confirm(folder, capsys):
    (folder / "good.md").write_text(GOOD, "utf-8")

    assert main(["check", "--law", "good.md"]) == 0
    first = capsys.readouterr().err.splitlines()[0]
    assert main(["check", "--law", "--json", "good.md"]) == 0
    named = json.loads(capsys.readouterr().out)["unverified"]
    assert main(["check", "good.md"]) == 0

    assert first.startswith(
        "北京最低工资：自 2023-09-01 起 2420元，自 2025-09-01 起 2540元。来源：北京市人力资源和社会保障局"
    )
    assert first.endswith("还没有核对，用之前请管理员按公布的核对。")
    assert named == [f"{city}最低工资" for city in ("北京", "上海", "广州", "深圳", "杭州", "成都")]
    assert capsys.readouterr().err == "", "nobody asked for the law"


def test_a_link_that_leads_nowhere_and_a_folder_are_no_documents(folder, capsys):
    (folder / "lost.md").symlink_to(folder / "nowhere.md")
    (folder / "folder.md").mkdir()

    codes = [main(["check", "good.md", "."]), main(["fmt", "--check", "."])]

    assert codes == [1, 0]
    assert capsys.readouterr().out.splitlines()[-1] == "4 份文件，0 份需要整理"


def test_what_cannot_be_formatted_is_named_and_the_others_are_formatted(folder, capsys):
    (folder / "gbk.md").write_bytes(GOOD.encode("gb18030"))
    (folder / "ugly.md").write_text(GOOD.replace("  一组: {负责人", "  一组:   {负责人"), "utf-8")

    assert main(["fmt", "lost.md", "gbk.md", "ugly.md"]) == 2
    said = capsys.readouterr()
    assert said.err == "读不了 lost.md：没有这个文件或文件夹\n读不了 gbk.md：不是 UTF-8 编码\n"
    assert (folder / "ugly.md").read_text("utf-8") == GOOD


def test_a_rule_with_a_full_width_colon_is_not_drawn_up_to_its_kind(folder):
    mistyped = GOOD.replace("  一组: {负责人: 组长}", "  一组：组长")
    (folder / "mistyped.md").write_text(mistyped, "utf-8")

    assert main(["fmt", "mistyped.md"]) == 0
    assert (folder / "mistyped.md").read_text("utf-8") == mistyped
