"""Corrections in the lake: a layer over the imports, part of the state, never wiped by another import."""

import json
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from facts.exports import ORDERS, SHOP, bring, order, write_csv
from guiju.facts import lake
from guiju.facts.lake import Correction, CorrectionKind
from guiju.facts.lake.correction import amended, plain, read
from guiju.facts.lake.manifest import dump, load

CHILD = """
import json, os, signal, sys
from datetime import datetime
from pathlib import Path
from guiju.facts import lake
from guiju.facts.lake.correction import read
home, phase, said = sys.argv[1:]
def stop(now):
    if now == phase:
        os.kill(os.getpid(), signal.SIGKILL)
lake.correct(lake.open(Path(home)), now=datetime(2026, 7, 1, 9, 30), add=[read(json.loads(said))], step=stop)
"""
WHOLE = Correction(
    "12",
    "order",
    CorrectionKind.SET,
    ((SHOP, "1"), (SHOP, None)),
    '订单.状态 = "x"',
    '"t0"."status" = \'x\'',
    date(2026, 5, 1),
    date(2026, 5, 31),
    {"paid_amount": "1.5", "channel": None},
    "",
    (date(2026, 5, 3), date(2026, 6, 2)),
)
LATER = datetime(2026, 7, 1, 9, 30)


def exclusion(number: int, *orders: str, shop: str = SHOP) -> Correction:
    return Correction(str(number), "order", CorrectionKind.EXCLUDE, tuple((shop, one) for one in orders))


def imported(home: Path, tmp_path: Path, *numbers: int, **said: object) -> str:
    name = "-".join(map(str, numbers)) + str(len(said))
    return bring(home, write_csv(tmp_path / f"{name}.csv", ORDERS, [order(n) for n in numbers]), **said).manifest_id


def test_a_correction_reads_back_as_it_was_written():
    assert read(plain(WHOLE)) == WHOLE


def test_a_state_says_its_corrections_and_an_older_one_has_none(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)

    second = lake.correct(lake.open(home), now=LATER, add=[WHOLE])

    assert lake.open(home).view().manifest_id == second
    assert lake.open(home).view().manifest.corrections == (WHOLE,)
    assert lake.open(home).view(first).manifest.corrections == ()
    assert [entry.name for entry in lake.open(home).view().imports()] == ["10.csv"]


def test_a_state_written_before_there_were_corrections_opens(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    old = dump(lake.open(home).view().manifest).replace(b',"corrections":[]', b"")

    assert b"corrections" not in old
    assert load(old).corrections == ()


def test_asking_twice_publishes_once(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    once = lake.correct(lake.open(home), now=LATER, add=[exclusion(1, "1")])

    assert lake.correct(lake.open(home), now=LATER, add=[exclusion(1, "1")]) == once
    assert lake.correct(lake.open(home), now=LATER, remove=["99"]) == once


def test_imports_carry_the_corrections_on(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    lake.correct(lake.open(home), now=LATER, add=[exclusion(1, "1")])

    imported(home, tmp_path, 1, 2)

    view = lake.open(home).view()
    assert (view.rows("order"), view.manifest.corrections) == (2, (exclusion(1, "1"),))


def test_a_renamed_shop_keeps_its_corrections(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    lake.correct(lake.open(home), now=LATER, add=[exclusion(1, "1"), WHOLE])

    imported(home, tmp_path, 2, aliases={SHOP: "新店"})

    first, second = lake.open(home).view().manifest.corrections
    assert first == exclusion(1, "1", shop="新店")
    assert second.keys == (("新店", "1"), ("新店", None))


def test_one_takes_the_place_of_another_and_what_is_undone_goes():
    one, two, three = (exclusion(number, str(number)) for number in (1, 2, 3))

    assert amended((one, two), add=[three], remove=["1"]) == (two, three)
    assert amended((one, two), remove=["1", "2"]) == ()
    assert amended((two, three), add=[three], remove=["1"]) == (two, three)


def test_a_stopped_commit_leaves_the_state_as_it_was(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)

    def stop(_phase: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lake.correct(lake.open(home), now=LATER, add=[WHOLE], step=stop)

    assert lake.open(home).view().manifest_id == first


@pytest.mark.parametrize(("phase", "held"), [("publish", ()), ("published", (WHOLE,))])
def test_killed_at_any_moment_the_lake_is_whole_and_the_next_try_ends_it(home: Path, tmp_path: Path, phase, held):
    imported(home, tmp_path, 1)
    said = json.dumps(plain(WHOLE))

    killed = subprocess.run([sys.executable, "-c", CHILD, str(home), phase, said], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert lake.open(home).view().manifest.corrections == held
    lake.correct(lake.open(home), now=LATER, add=[WHOLE])
    assert lake.open(home).view().manifest.corrections == (WHOLE,)
    assert lake.open(home).view().rows("order") == 1


def test_a_view_may_be_looked_at_under_other_corrections(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    view = lake.open(home).view()

    drafted = view.with_corrections([WHOLE])

    assert (drafted.manifest_id, drafted.corrections("order"), drafted.corrections("refund")) == (
        view.manifest_id,
        [WHOLE],
        [],
    )
    assert view.corrections("order") == []


def test_the_days_it_met_say_which_months_may_differ():
    assert WHOLE.touches(date(2026, 6, 1), date(2026, 6, 30))
    assert not WHOLE.touches(date(2026, 7, 1), date(2026, 7, 31))
    assert exclusion(1, "1").touches(date(2020, 1, 1), date(2020, 1, 1))
