"""guiju test and guiju diff."""

import json
from pathlib import Path

import pytest

from guiju.cli import main

REGULATIONS = Path(__file__).resolve().parents[2] / "regulations"
MINIMAL = REGULATIONS / "minimal.md"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own language does not matter."""
    monkeypatch.delenv("GUIJU_LANG", raising=False)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The smallest regulation paying twice the bonus."""
    text = MINIMAL.read_text("utf-8")
    path = tmp_path / "minimal.md"
    path.write_text(text.replace("算法: 基础绩效工资 *", "算法: 2 * 基础绩效工资 *"), "utf-8")
    assert path.read_text("utf-8") != text
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The smallest regulation with a formula that is not complete."""
    path = tmp_path / "broken.md"
    path.write_text(MINIMAL.read_text("utf-8").replace("算法: 基础绩效工资 *", "算法: 基础绩效工资 * /"), "utf-8")
    return path


def test_examples_that_hold_are_counted(capsys: Captured) -> None:
    assert main(["test", str(MINIMAL)]) == 0
    assert capsys.readouterr().err == ""


def test_an_example_that_does_not_hold_is_shown_with_its_place(changed: Path, capsys: Captured) -> None:
    assert main(["test", str(changed)]) == 1
    out, err = capsys.readouterr()

    assert err.startswith(f"{changed}:")
    assert "应为" in err
    assert out.startswith("例子 0 个成立")


def test_a_promise_that_comes_to_nothing_says_why(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "minimal.md"
    path.write_text(
        MINIMAL.read_text("utf-8").replace("算法: 基础绩效工资 *", "算法: 总ROI目标 * 基础绩效工资 *"), "utf-8"
    )

    assert main(["test", str(path), "--lang", "en"]) == 1
    assert "“总ROI目标” has no value; give it one" in capsys.readouterr().err


def test_a_document_with_errors_cannot_be_tested(broken: Path, capsys: Captured) -> None:
    assert main(["test", str(broken), "--lang", "en"]) == 2
    assert "F118" in capsys.readouterr().err


def test_a_file_that_is_not_there_cannot_be_tested(tmp_path: Path, capsys: Captured) -> None:
    assert main(["test", str(tmp_path / "none.md")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_equal_documents_do_not_differ(capsys: Captured) -> None:
    assert main(["diff", str(MINIMAL), str(MINIMAL)]) == 0
    assert main(["diff", str(MINIMAL), str(MINIMAL), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "没有改动。\nNothing changed.\n"


def test_a_change_is_one_line_and_exit_code_1(changed: Path, capsys: Captured) -> None:
    assert main(["diff", str(MINIMAL), str(changed)]) == 1
    (line,) = capsys.readouterr().out.splitlines()

    assert "→" in line


def test_changes_as_json(changed: Path, capsys: Captured) -> None:
    assert main(["diff", str(MINIMAL), str(changed), "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)

    assert "→" in row["words"]


def test_a_document_with_errors_cannot_be_compared(broken: Path, capsys: Captured) -> None:
    assert main(["diff", str(MINIMAL), str(broken)]) == 2
    assert "F118" in capsys.readouterr().err
