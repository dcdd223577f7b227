"""What the machine refuses is told in words and with the exit code for unusable input, never by a traceback."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cli.documents import UGLY
from guiju.cli import main, troubles


def guiju(*arguments: str, **said) -> subprocess.CompletedProcess[str]:
    start = "import sys; from guiju.cli import main; sys.exit(main())"
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it writes files
    return subprocess.run([sys.executable, "-c", start, *arguments], text=True, check=False, env=unmeasured, **said)


def no_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def test_a_full_standard_output_is_told():
    with Path("/dev/full").open("w") as full:
        done = guiju("eval", "1 + 1", stdout=full, stderr=subprocess.PIPE)

    assert (done.returncode, done.stderr) == (2, "磁盘空间不足；请腾出空间后再试。\n")


def test_a_document_that_finds_no_room_when_formatted_stays_as_it_was(tmp_path):
    path = tmp_path / "文件" / "丑.md"
    path.parent.mkdir()
    path.write_text(UGLY, "utf-8")

    done = guiju("fmt", str(path), capture_output=True, preexec_fn=no_room)

    assert (done.returncode, done.stderr) == (2, f"{path}：磁盘空间不足；请腾出空间后再试。\n")
    assert [each.read_text("utf-8") for each in path.parent.iterdir()] == [UGLY]


def test_whoever_stops_a_command_sees_one_word(monkeypatch, capsys):
    def stopped(_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("guiju.cli.schema.run", stopped)

    assert main(["schema"]) == 130
    assert capsys.readouterr().err == "已停下。\n"


@pytest.mark.parametrize(
    ("error", "chinese", "english"),
    [
        (
            OSError(30, "Read-only file system", "a"),
            "a：磁盘是只读的；请处理后再试。",
            "a: the disk is read-only; see to it and try again.",
        ),
        (
            sqlite3.OperationalError("database or disk is full"),
            "磁盘空间不足；请腾出空间后再试。",
            "no room on the disk; free some space and try again.",
        ),
        (
            sqlite3.DatabaseError("file is not a database"),
            "数据库文件已损坏；请处理后再试。",
            "the database file is damaged; see to it and try again.",
        ),
    ],
)
def test_troubles_are_told_in_both_languages(error, chinese, english):
    assert (troubles.told(error, "zh"), troubles.told(error, "en")) == (chinese, english)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), sqlite3.OperationalError("no such table: x")])
def test_a_fault_of_the_program_keeps_its_traceback(error):
    assert troubles.told(error, "zh") is None
