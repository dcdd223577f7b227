"""guiju duties, as people call it: without a database unless it is asked for what is adopted."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.utils import translation
from icalendar import Calendar

import make
from cli.duties import DOCUMENT, PEOPLE, POSTS
from guiju.cli import main


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    monkeypatch.delenv("GUIJU_LANG", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "规矩.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make.workbook(people=PEOPLE, posts=POSTS))
    return str(path)


def duties(capsys, *arguments):
    code = main(["duties", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_document_alone_says_what_is_due_by_position(document, capsys):
    code, out, _ = duties(capsys, "--on", "2026-10-08", "--regulation", document)

    assert code == 0
    assert out.splitlines() == [
        "电商部规矩 1",
        "",
        "2026年10月8日 周四",
        "  10:00                周会    推广组长            推广组  3.1 日报与会议  本为2026年10月5日；另 1 人参加",
        "  17:30                交日报  总监                电商部  3.1 日报与会议",
        "  17:30                交日报  推广组长、推广专员  推广组  3.1 日报与会议",
        "  18:00                值日    推广组长            推广组  3.1 日报与会议  本为2026年10月2日；2 人共同",
        "  2026年10月9日 01:30  交日报  客服组长            客服组  3.1 日报与会议",
        "",
        "共 6 件",
    ]


def test_it_speaks_english(document, capsys):
    _, out, _ = duties(capsys, "--on", "2026-10-08", "--regulation", document, "--lang", "en", "--person", "推广组长")

    assert out.splitlines()[2:] == [
        "8 Oct 2026 Thu",
        "  10:00  周会    推广组长  推广组  3.1 日报与会议  was to be 5 Oct 2026; 1 more attend",
        "  17:30  交日报  推广组长  推广组  3.1 日报与会议",
        "  18:00  值日    推广组长  推广组  3.1 日报与会议  was to be 2 Oct 2026; shared by 2",
        "",
        "3 in all",
    ]


def test_with_a_roster_it_names_people_who_hold_posts_then(document, roster, capsys):
    code, out, _ = duties(
        capsys, "--on", "2026-10-09", "--to", "2026-10-25", "--regulation", document, "--roster", roster
    )
    lines = out.splitlines()

    assert code == 0
    assert lines[2:6] == [
        "2026年10月9日 周五",
        "  17:30  交日报  张三、李四  推广组  3.1 日报与会议",
        "  18:00  值日    张三        推广组  3.1 日报与会议  2 人共同",
        "",
    ]
    assert lines[-1] == "共 29 件"


def test_a_post_that_nobody_holds_is_a_finding_and_a_window_says_when_it_opens(document, roster, capsys):
    code, out, _ = duties(capsys, "--on", "2026-10-26", "--regulation", document, "--roster", roster)
    report = "  24:00  月报    空缺（总监）  电商部  3.1 日报与会议  本为2026年10月25日；2026年10月1日起"

    assert code == 1
    assert report in out.splitlines()
    assert out.splitlines()[-1] == "共 4 件，1 件无人承担"


def test_a_month_stands_for_all_of_its_days(document, capsys):
    _, out, _ = duties(capsys, "--on", "2026-10", "--regulation", document, "--json")
    found = json.loads(out)

    assert (found["start"], found["end"]) == ("2026-10-01", "2026-10-31")


def test_scripts_read_json(document, roster, capsys):
    code, out, _ = duties(
        capsys, "--on", "2026-10-12", "--regulation", document, "--roster", roster, "--json", "--person", "李四"
    )
    found = json.loads(out)

    assert code == 0
    assert {name: found[name] for name in ("start", "end", "by", "left_out")} == {
        "start": "2026-10-12",
        "end": "2026-10-12",
        "by": "person",
        "left_out": [],
    }
    assert found["regulation"] == {"id": "duties", "title": "电商部规矩", "version": "1"}
    assert found["due"][0] == {
        "duty": "周会",
        "title": "周会",
        "clause": {"id": "reports", "number": "3.1", "title": "日报与会议"},
        "key": "duty:周会:2026-10-12:1",
        "number": "1",
        "name": "张三",
        "unit": "推广组",
        "position": "推广组长",
        "vacant": False,
        "day": "2026-10-12",
        "on": "2026-10-12",
        "opens": "2026-10-12T00:00:00",
        "due": "2026-10-12T10:00:00",
        "provisional": False,
        "evidence": "minutes",
        "form": None,
        "responsible": [],
        "attendees": [{"number": "2", "name": "李四"}],
    }
    assert [(due["title"], due["name"]) for due in found["due"]] == [("周会", "张三"), ("交日报", "李四")]


def test_json_by_position_has_no_people(document, capsys):
    _, out, _ = duties(capsys, "--on", "2026-10-12", "--regulation", document, "--json")
    meeting = json.loads(out)["due"][0]

    assert [meeting[name] for name in ("number", "name", "key", "position", "attendees")] == [
        None,
        None,
        None,
        "推广组长",
        ["推广专员"],
    ]


def test_json_of_a_vacant_post_has_no_number(document, roster, capsys):
    _, out, _ = duties(capsys, "--on", "2026-10-26", "--regulation", document, "--roster", roster, "--json")
    (report,) = (due for due in json.loads(out)["due"] if due["duty"] == "月报")

    assert [report[name] for name in ("number", "name", "position", "vacant")] == [None, None, "总监", True]


def test_a_calendar_file_holds_what_is_due(document, roster, tmp_path, capsys):
    file = tmp_path / "例行.ics"
    code, out, _ = duties(
        capsys,
        "--on",
        "2026-10-25",
        "--to",
        "2026-10-26",
        "--regulation",
        document,
        "--roster",
        roster,
        "--ics",
        str(file),
    )
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")

    assert (code, out) == (1, "")
    assert [(str(each["summary"]), str(each["description"]), str(each["transp"])) for each in events] == [
        ("周会", "张三 · 3.1 日报与会议", "OPAQUE"),
        ("交日报", "张三 · 3.1 日报与会议", "TRANSPARENT"),
        ("交日报", "李四 · 3.1 日报与会议", "TRANSPARENT"),
        ("月报", "空缺（总监） · 3.1 日报与会议", "TRANSPARENT"),
    ]


def test_many_names_are_counted(document, tmp_path, capsys):
    people = [{"number": str(at), "name": f"员工{at}", "joined": date(2026, 1, 1)} for at in range(10, 18)]
    posts = [
        {"number": each["number"], "unit": "推广组", "position": "推广专员", "start": date(2026, 1, 1)}
        for each in people
    ]
    path = tmp_path / "多人.xlsx"
    path.write_bytes(make.workbook(people=people, posts=posts))

    _, chinese, _ = duties(capsys, "--on", "2026-10-08", "--regulation", document, "--roster", str(path))
    _, english, _ = duties(
        capsys, "--on", "2026-10-08", "--regulation", document, "--roster", str(path), "--lang", "en"
    )

    assert "员工10、员工11、员工12、员工13、员工14、员工15等 8 人" in chinese
    assert "员工10, 员工11, 员工12, 员工13, 员工14, 员工15 and 2 more" in english
    assert "vacant (推广组长)" in english


def test_a_quiet_day_and_a_year_without_a_decree_say_so(document, capsys):
    assert duties(capsys, "--on", "2026-10-03", "--regulation", document, "--person", "总监")[:2] == (
        0,
        "电商部规矩 1\n\n没有到期的例行\n",
    )
    _, out, _ = duties(capsys, "--on", "2035-03-05", "--regulation", document, "--person", "总监")

    assert "暂定：放假安排未公布" in out


def test_a_duty_that_cannot_be_planned_is_told(tmp_path, capsys):
    path = tmp_path / "例外.md"
    exception = '  晚报: {谁: 全员, 何时: 每日, 截止: "22:00", 证据: 确认, 例外于: 日报, 当: 大促 = 1}\n'
    text = DOCUMENT.replace("  周会:", f"{exception}  周会:").replace(
        "例行:\n", "参数:\n  大促: [{自: 2027-01-01, 值: 1}]\n例行:\n"
    )
    path.write_text(text, encoding="utf-8")

    code, out, _ = duties(capsys, "--on", "2026-10-08", "--regulation", str(path))
    _, english, _ = duties(capsys, "--on", "2026-10-08", "--regulation", str(path), "--lang", "en")

    assert code == 1
    assert out.splitlines()[-1] == "排不了：晚报（3.1 日报与会议）：条件判断不了，照原规定排"
    assert english.splitlines()[-1].startswith("not planned: 晚报 (3.1 日报与会议): its condition cannot be told")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "tomorrow"], "读不懂「tomorrow」"),
        (["--on", "2026-10-09", "--to", "2026-10-08"], "--to 要在 --on 之后"),
        (["--on", "2026-10-09", "--to", "2030"], "--to 要在 --on 之后，一年之内"),
        (["--on", "2026-10-09", "--person", "赵六"], "没有这个岗位：赵六；要看人，用 --roster"),
        (["--on", "2026-10-09", "--roster", "nowhere.xlsx"], "读不了 nowhere.xlsx"),
        (["--on", "2026-10-09", "--ics", "/nowhere/x.ics"], "写不了 /nowhere/x.ics"),
    ],
)
def test_what_cannot_be_told_says_why(document, arguments, said, capsys):
    code, out, err = duties(capsys, "--regulation", document, *arguments)

    assert (code, out) == (2, "")
    assert said in err


def test_a_roster_with_something_wrong_is_not_used(document, tmp_path, capsys):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make.workbook(people=[PEOPLE[0], PEOPLE[0]]))

    code, _, err = duties(capsys, "--on", "2026-10-09", "--regulation", document, "--roster", str(path), "--lang", "en")

    assert code == 2
    assert err == "people row 3: This row says the same thing as row 2. Keep one of the two.\n".replace(
        "people", "人员"
    )


def test_a_document_with_errors_is_not_used(tmp_path, capsys):
    path = tmp_path / "坏.md"
    path.write_text(DOCUMENT.replace("截止: 当日, ", ""), encoding="utf-8")

    code, out, err = duties(capsys, "--on", "2026-10-09", "--regulation", str(path))

    assert (code, out) == (2, "")
    assert "月报" in err


def test_no_database_is_made(document, roster, tmp_path):
    home = tmp_path / "never made"
    script = "import sys; from guiju.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "duties", "--regulation", document, "--roster", roster, "--json"]

    done = subprocess.run(command, env=os.environ | {"GUIJU_HOME": str(home)}, capture_output=True, check=False)

    assert (done.returncode in {0, 1}, done.stderr) == (True, b"")
    assert json.loads(done.stdout)["start"] in {str(date.today()), str(date.today() - timedelta(days=1))}  # noqa: DTZ011
    assert not home.exists()


# ── what is adopted ──


@pytest.mark.django_db
def test_without_a_document_the_adopted_regulation_and_the_roster_of_the_state_speak(capsys):
    make.book(DOCUMENT)
    make.post(make.person("1", "张三"), "推广组", "推广专员")

    code, out, _ = duties(capsys, "--person", "张三")

    assert code == 0
    assert out.splitlines()[2:4] == ["2026年10月9日 周五", "  17:30  交日报  张三  推广组  3.1 日报与会议"]


@pytest.mark.django_db
def test_without_any_regulation_it_says_so(capsys):
    assert duties(capsys, "--on", "2026-10-09") == (2, "", "2026-10-09没有施行的制度；用 --regulation 指定一份\n")


@pytest.mark.django_db
def test_nobody_of_that_name_is_told(capsys):
    make.book(DOCUMENT)

    assert duties(capsys, "--on", "2026-10-09", "--person", "赵六") == (2, "", "没有这个人：赵六\n")
