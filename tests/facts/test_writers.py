"""Writers of the lake: one at a time, whole or not at all."""

import threading
from pathlib import Path

import polars as pl
import pytest

from facts.exports import ORDERS, bring, held, order, rows, write_csv
from guiju.facts import importing, lake, load_schemas
from guiju.facts.errors import DiskFullError, LakeBusyError
from guiju.facts.lake import durable
from guiju.facts.lake import rows as rows_of_lake


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_second_importer_waits_and_says_for_whom(home: Path, tmp_path: Path):
    other = held(home, 300)
    waits: list[str] = []

    def tell(step: importing.Step) -> None:
        if step.phase == "wait":
            waits.append(step.file)
            other.kill()

    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1)]), progress=tell)

    other.join()
    assert (waits, rows(home, "order", "id")) == ([str(other.pid)], [("1",)])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_second_importer_gives_up_clearly(home: Path, tmp_path: Path):
    other = held(home, 300)
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    try:
        with pytest.raises(LakeBusyError) as caught:
            bring(home, path, patience=0.1)
    finally:
        other.kill()
        other.join()

    assert caught.value.words.zh == f"另一个导入（进程 {other.pid}）仍在写入，已等待 0.1 秒。请在它完成后重试。"
    assert one_after(home, path) == [("1",)]


def one_after(home: Path, path: Path) -> list[tuple[str, ...]]:
    """The order numbers after one more import."""
    bring(home, path)
    return rows(home, "order", "id")


def test_two_importers_at_once_lose_nothing(home: Path, tmp_path: Path):
    paths = [write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number)]) for number in range(6)]
    threads = [threading.Thread(target=bring, args=(home, *paths[start::2])) for start in (0, 1)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rows(home, "order", "id")) == 6
    assert len(lake.open(home).view().imports()) == 6


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("write: os error 28")])
def test_a_full_disk_is_told_in_words(error: Exception):
    with pytest.raises(DiskFullError) as told, durable.room():
        raise error

    assert told.value.words.zh == "磁盘空间不足，没有写入任何数据。请腾出空间后重新导入。"


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), RuntimeError("something else"), OSError("odd")])
def test_other_errors_pass_through(error: Exception):
    with pytest.raises(type(error), match=str(error).replace("[", r"\[")), durable.room():
        raise error


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path):
    schema = load_schemas()["order"]
    empty = pl.DataFrame(schema=rows_of_lake.layout(schema))

    with pytest.raises(OSError, match="No such file"):
        rows_of_lake.write(empty, schema, "2026-06", tmp_path / "gone")


def test_a_replaced_file_is_old_or_new_and_never_half(tmp_path: Path):
    path = tmp_path / "file"
    durable.replace(path, b"old")

    durable.replace(path, b"new")

    assert (path.read_bytes(), sorted(one.name for one in tmp_path.iterdir() if one.is_file())) == (b"new", ["file"])
