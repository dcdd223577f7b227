"""Killed or out of room at any moment, the lake stays readable and the import can be repeated."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from facts.exports import ORDERS, bring, order, rows, write_csv
from guiju.facts import lake

SOURCE = Path(__file__).resolve().parents[2] / "src"

CHILD = """
import sys, time
from pathlib import Path
from datetime import datetime
from guiju.facts import importing, session
session.FILES = 1
home, phase, nth, *paths = sys.argv[1:]
seen = 0
def stop(step):
    global seen
    if step.phase == phase:
        seen += 1
        if seen == int(nth):
            print("here", flush=True)
            time.sleep(60)
importing.run(paths, home, progress=stop, now=datetime(2026, 7, 1, 12))
"""

FULL = """
import resource, signal, sys
from datetime import datetime
from guiju.facts import importing
from guiju.facts.errors import DiskFullError
home, limit, *paths = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    importing.run(paths, home, now=datetime(2026, 7, 1, 12))
except DiskFullError as error:
    print(error.words.zh)
"""


def exports(folder: Path, first: int, status: str) -> list[Path]:
    """Two files of orders."""
    return [
        write_csv(folder / f"{first}-{at}.csv", ORDERS, [order(first + at, 订单状态=status), order(100 + at)])
        for at in (0, 1)
    ]


@pytest.mark.parametrize(
    ("phase", "nth", "published"),
    [("read", 2, 0), ("merge", 1, 0), ("publish", 2, 1), ("published", 1, 1)],
)
def test_killed_at_any_moment_the_lake_is_whole_and_the_import_repeatable(
    home: Path, tmp_path: Path, phase: str, nth: int, published: int
):
    bring(home, write_csv(tmp_path / "before.csv", ORDERS, [order(0)]))
    before = lake.open(home).view().manifest_id
    paths = exports(tmp_path, 1, "交易成功")

    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), phase, str(nth), *map(str, paths)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"here\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    after = lake.open(home).view()
    found = len(rows(home, "order", "id"))
    bring(home, *paths)

    assert (after.manifest_id == before, found) == (published == 0, 1 + 2 * published)
    assert [number for (number,) in rows(home, "order", "id")] == ["0", "1", "100", "101", "2"]
    assert len(lake.open(home).view().imports()) == 3


def test_what_a_killed_import_left_half_published_counts_for_nothing(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "before.csv", ORDERS, [order(0)]))
    current = lake.open(home).view().manifest_id
    for name in ("files/order-2026-06-x.parquet", "ledgers/x.jsonl.gz", "manifests/later.json", ".CURRENT.77"):
        (home / "lake" / name).write_bytes(b"half")

    assert (lake.open(home).view().manifest_id, rows(home, "order", "id")) == (current, [("0",)])
    bring(home, write_csv(tmp_path / "after.csv", ORDERS, [order(1)]))
    assert rows(home, "order", "id") == [("0",), ("1",)]


def test_a_full_disk_is_told_and_nothing_is_lost(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "before.csv", ORDERS, [order(0)]))
    before = lake.open(home).view().manifest_id
    paths = exports(tmp_path, 1, "交易成功")

    done = subprocess.run(
        [sys.executable, "-c", FULL, str(home), "300", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )

    assert done.stdout.startswith("磁盘空间不足，没有写入任何数据"), done.stderr[-2000:]
    assert (lake.open(home).view().manifest_id, rows(home, "order", "id")) == (before, [("0",)])
    assert list((home / "lake" / "staging").iterdir()) == []
    bring(home, *paths)
    assert len(rows(home, "order", "id")) == 5
