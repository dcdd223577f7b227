"""The tutorial, command by command, in a store of its own: from three exports to a bonus on the screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "docs" / "tutorial" / "files"
ROSTER = ROOT / "docs" / "tutorial" / "名册.xlsx"
MINIMAL = ROOT / "regulations" / "minimal.md"


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A store that has followed the tutorial up to the roster."""
    store = tmp_path_factory.mktemp("store")
    for words in (
        ("import", FILES, "--shop", "云栖家居旗舰店"),
        ("adopt", MINIMAL),
        ("roster", "import", ROSTER),
    ):
        assert guiju(store, *words).returncode == 0
    return store


def guiju(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a verb as a person would."""
    environment = {**os.environ, "GUIJU_HOME": str(home), "GUIJU_NOW": "2026-11-22T10:00:00+08:00", "GUIJU_LANG": "zh"}
    environment.pop("GUIJU_DATABASE_URL", None)
    command = [Path(sys.executable).with_name("guiju"), *map(str, words)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_metric_of_the_month_is_exact_and_september_is_missing(home):
    done = guiju(home, "metric", "总ROI", "--by", "month", "--from", "2026-09", "--to", "2026-10", "--json")

    september, october = json.loads(done.stdout)
    assert (october["period"], october["value"], october["provisional"]) == ("2026-10", "5.2", False)
    assert (september["period"], september["value"]) == ("2026-09", None)
    assert [reason["why"] for reason in september["reasons"]] == ["not_covered"] * 3


def test_the_bonus_is_paid_to_the_cent(home):
    done = guiju(home, "report", "--month", "2026-10")

    assert done.returncode == 0
    assert [line.split() for line in done.stdout.splitlines()[2:]] == [
        ["T01", "周明", "推广组", "推广组长", "130.00", "¥5,200.00"],
        ["T02", "林晓", "推广组", "推广专员", "130.00", "¥3,900.00"],
        ["共", "2", "人，奖金合计", "¥9,100.00，待补", "0", "人"],
    ]


def test_the_explanation_leads_from_the_clause_to_the_rows(home):
    told = guiju(home, "report", "--month", "2026-10", "--person", "林晓", "--explain").stdout

    tree = [line.strip() for line in told.splitlines() if line.startswith("  ")]
    top = next(line for line in tree if line.startswith("奖金 推广组"))
    assert top.startswith("奖金 推广组 = 基础绩效工资 * 总ROI达成率: ¥3,900.00  # ")
    assert top.endswith("怎么发奖金 minimal.md:45")
    assert [line.split("，")[-1] for line in tree if line.startswith("数据 订单: ")][:1] == ["4 行"]


def test_another_target_pays_another_bonus(home, tmp_path):
    changed = tmp_path / "mine.md"
    changed.write_text(MINIMAL.read_text("utf-8").replace("值: 4,", "值: 5,"), "utf-8")

    said = guiju(home, "diff", MINIMAL, changed)
    paid = guiju(home, "report", "--regulation", changed, "--month", "2026-10", "--person", "林晓")

    assert (said.returncode, said.stdout.strip()) == (1, "看什么数 · 目标“总ROI” · 值：4倍 → 5倍")
    assert paid.stdout.splitlines()[2].split()[-1] == "¥3,120.00"


def test_the_same_import_again_changes_nothing(home):
    before = (home / "lake" / "CURRENT").read_text()

    again = guiju(home, "import", FILES, "--shop", "云栖家居旗舰店", "--json")

    assert again.returncode == 0
    assert (home / "lake" / "CURRENT").read_text() == before
