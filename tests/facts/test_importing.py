"""An import: what is new, what is known, what is covered, who stops it."""

import gzip
import os
from datetime import date
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    ITEMS,
    ORDERS,
    PRODUCTS,
    SHOP,
    bring,
    codes,
    csv_bytes,
    one,
    order,
    product,
    rows,
    write_book,
    write_csv,
)
from guiju.facts import importing, lake, session
from guiju.facts.report import Status
from guiju.facts.session import Step


def test_a_folder_gives_its_exports_and_nothing_else(home: Path, tmp_path: Path):
    folder = tmp_path / "店铺甲"
    write_csv(folder / "orders.csv", ORDERS, [order(1)])
    for name in (".orders.csv", "~$orders.xlsx", "readme.md"):
        (folder / name).write_text("x")

    report = bring(home, folder)

    assert [file.file for file in report.files] == ["店铺甲/orders.csv"]


def test_every_sheet_that_is_an_export_is_read(home: Path, tmp_path: Path):
    book = {
        "说明": [["这是说明"], ["第二行"]],
        "一": [PRODUCTS, list(product("2026-06-01", 1).values())],
        "二": [PRODUCTS, list(product("2026-06-01", 2).values()), list(product("某日", 3).values())],
    }
    path = write_book(tmp_path / "商品.xlsx", book)

    report = one(bring(home, path, shop=SHOP))

    assert (report.rows, codes(report), report.problems[0].sheet) == (3, [("date", 3, "统计日期")], "二")
    assert rows(home, "product_day", "product") == [("1",), ("2",)]


def test_orders_and_their_items_are_one_state(home: Path, tmp_path: Path):
    item = dict(zip(ITEMS, ["11", "1", "裙子", "10", "1", "10", "交易成功", *["2026-06-01 08:00:00"] * 2], strict=True))
    orders = write_csv(tmp_path / "orders.csv", ORDERS, [order(1)])
    items = write_csv(tmp_path / "items.csv", ITEMS, [item])
    before = lake.open(home).view()

    report = bring(home, orders, items, shop=SHOP)

    view = lake.open(home).view()
    assert (before.manifest_id, view.manifest.parent, report.manifest_id) == (lake.EMPTY, lake.EMPTY, view.manifest_id)
    assert (view.rows("order"), view.rows("order_line")) == (1, 1)


def test_many_files_are_published_in_batches(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "FILES", 2)
    for number in range(5):
        write_csv(tmp_path / "in" / f"{number}.csv", ORDERS, [order(number)])
    phases: list[str] = []

    report = bring(home, tmp_path / "in", progress=lambda step: phases.append(step.phase))

    assert (phases.count("published"), phases[-1], report.ok) == (3, "done", True)
    assert len(rows(home, "order", "id")) == 5
    assert [entry.name for entry in lake.open(home).view().imports()] == [f"in/{number}.csv" for number in range(5)]


@pytest.mark.parametrize("phase", ["read", "merge", "publish"])
def test_a_cancelled_import_leaves_nothing(home: Path, tmp_path: Path, phase: str):
    paths = [write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number)]) for number in (1, 2)]

    report = bring(home, *paths, progress=lambda step: step.phase != phase)

    assert [file.status for file in report.files] == [Status.CANCELLED, Status.CANCELLED]
    assert (report.manifest_id, list((home / "lake" / "staging").iterdir())) == (lake.EMPTY, [])


def test_what_was_published_before_a_cancel_stays(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session, "FILES", 1)
    paths = [write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number)]) for number in (1, 2, 3)]

    def stop(step: Step) -> bool:
        return step.done < 2

    report = bring(home, *paths, progress=stop)

    assert [file.status for file in report.files] == [Status.IMPORTED, Status.CANCELLED, Status.CANCELLED]
    assert rows(home, "order", "id") == [("1",)]


def test_it_is_too_late_to_cancel_what_is_published(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    report = bring(home, path, progress=lambda step: step.phase not in {"published", "done"})

    assert (one(report).status, rows(home, "order", "id")) == (Status.IMPORTED, [("1",)])


def test_a_report_is_plain_data(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1), order(2, 店铺名称="")])

    told = bring(home, path).as_json()

    (file,) = told["files"]
    assert (told["ok"], file["status"], file["connector"], file["rows"], file["set_aside"], file["as_of"]) == (
        False, "imported", "taobao_orders", 2, 1, "2026-07-01 12:00:00",
    )  # fmt: skip
    assert file["facts"] == {"order": {"new": 1, "replaced": 0, "unchanged": 0, "older": 0, "repeated": 0}}
    assert file["covers"] == [{"fact": "order", "shop": SHOP, "start": "2026-06-01", "end": "2026-06-01"}]
    assert [(one["code"], one["row"], one["what"]["en"]) for one in file["problems"]] == [
        ("no_shop", 3, "the row names no shop")
    ]


def test_the_time_is_the_clocks_when_nobody_says_it(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")])

    report = one(importing.run([path], home))

    assert report.as_of is not None
    assert [one.file for one in importing.retry(home, shop=SHOP).files] == ["1.csv"]


def test_a_file_that_may_not_be_read_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])
    opened = Path.open

    def closed(self: Path, *args: object, **kwargs: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)

    assert codes(one(bring(home, path))) == [("unreadable", 0, "")]


def test_a_file_that_vanishes_before_its_turn_is_told(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1)])

    def vanish(step: Step) -> None:
        if step.phase == "read":
            path.unlink(missing_ok=True)

    assert codes(one(bring(home, path, progress=vanish))) == [("unreadable", 0, "")]


@pytest.mark.parametrize("kept", [3, 30])
def test_a_file_that_is_written_to_while_it_is_read_leaves_nothing_and_comes_in_whole_afterwards(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
):
    monkeypatch.setattr("guiju.facts.reading.text.CHUNK", 400)
    monkeypatch.setattr("guiju.facts.reading.text._BLOCK", 200)
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(at) for at in range(20)])
    whole = path.read_bytes()

    def write(step: Step) -> None:
        if step.phase == "read" and step.rows:
            path.write_bytes(csv_bytes(ORDERS, [order(at) for at in range(kept)]))

    while_written = one(bring(home, path, progress=write))
    nothing = rows(home, "order", "id")
    path.write_bytes(whole)
    again = one(bring(home, path))

    assert (codes(while_written), nothing) == ([("changing", 0, "")], [])
    assert (again.status, len(rows(home, "order", "id"))) == (Status.IMPORTED, 20)


def test_a_pipe_is_no_file(home: Path, tmp_path: Path):
    os.mkfifo(tmp_path / "订单.csv")

    assert codes(one(bring(home, tmp_path / "订单.csv"))) == [("unsupported", 0, "")]


def test_a_file_that_breaks_after_many_rows_leaves_none_of_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("guiju.facts.lake.commit.BUFFER", 1)
    monkeypatch.setattr("guiju.facts.reading.text.CHUNK", 400)
    monkeypatch.setattr("guiju.facts.reading.text._BLOCK", 200)
    monkeypatch.setattr("guiju.facts.reading.text._SAMPLE", 600)
    data = gzip.compress(csv_bytes(ORDERS, [order(at) for at in range(20)]))
    (tmp_path / "broken.csv").write_bytes(data[:-8])
    good = write_csv(tmp_path / "good.csv", ORDERS, [order(100)])

    report = bring(home, tmp_path / "broken.csv", good)

    assert [file.status for file in report.files] == [Status.REFUSED, Status.IMPORTED]
    assert rows(home, "order", "id") == [("100",)]


def test_a_header_without_a_line_end_has_no_rows(home: Path, tmp_path: Path):
    path = tmp_path / "ads.csv"
    path.write_bytes(",".join(ADS).encode())

    assert codes(one(bring(home, path, shop=SHOP))) == [("no_rows", 0, "")]


def test_a_cell_of_truth_is_text(home: Path, tmp_path: Path):
    path = write_book(
        tmp_path / "商品.xlsx", {"表": [PRODUCTS, list(product("2026-06-01", 1, 商品名称=True).values())]}
    )

    bring(home, path, shop=SHOP)

    assert rows(home, "product_day", "title") == [("True",)]


def test_a_home_that_an_import_makes_is_its_owners_alone(tmp_path: Path):
    bring(tmp_path / "new" / "home", write_csv(tmp_path / "1.csv", ORDERS, [order(1)]))

    assert (tmp_path / "new" / "home").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "stated", [{"covers": (date(1, 1, 1), date(2026, 6, 1))}, {"on": date(206, 6, 1)}], ids=["covers", "on"]
)
def test_days_stated_long_ago_do_not_cover_everything_since(home: Path, tmp_path: Path, stated: dict[str, object]):
    report = one(bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1)]), **stated))

    assert codes(report) == [("long_ago", 0, "")]
    assert rows(home, "order", "id") == []
