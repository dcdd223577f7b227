"""The lake: states that never change, one writer, and a broom that spares what is needed."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from facts.exports import ADS, NOW, ORDERS, SHOP, ad, bring, order, rows, write_csv
from guiju.facts import lake, load_schemas
from guiju.facts.errors import LakeBrokenError
from guiju.facts.lake import Span, merge
from guiju.facts.lake.commit import frame, read
from guiju.facts.lake.manifest import dump, load, merged, ranges
from guiju.facts.schema import Schema


def imported(home: Path, tmp_path: Path, *numbers: int, **cells: str) -> str:
    """Import orders; the manifest's id."""
    name = "-".join(map(str, numbers))
    return bring(home, write_csv(tmp_path / f"{name}.csv", ORDERS, [order(n, **cells) for n in numbers])).manifest_id


def age(home: Path, days: float = 2) -> None:
    """Make everything in the lake look older."""
    past = time.time() - days * 86_400
    for path in (home / "lake").rglob("*"):
        os.utime(path, (past, past))


def test_an_empty_lake_has_nothing(home: Path):
    view = lake.open(home).view()

    assert (view.manifest_id, view.files("order"), view.shops(), view.imports(), view.rows("order")) == (
        lake.EMPTY, [], [], [], 0,
    )  # fmt: skip
    assert (view.coverage("order", SHOP), view.sources("order", SHOP)) == ([], ())
    assert frame(view, "order", load_schemas()["order"]).height == 0


def test_a_view_keeps_what_it_opened(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    view = lake.open(home).view()

    imported(home, tmp_path, 2)

    schema = load_schemas()["order"]
    assert frame(view, "order", schema)["id"].to_list() == ["1"]
    assert frame(lake.open(home).view(), "order", schema)["id"].to_list() == ["1", "2"]


def test_an_older_state_can_be_opened_by_its_id(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)
    imported(home, tmp_path, 2)

    view = lake.open(home).view(first)

    assert (view.manifest_id, view.rows("order")) == (first, 1)
    assert lake.open(home).view(lake.EMPTY).manifest_id == lake.EMPTY


def test_files_are_chosen_by_the_days_they_hold(home: Path, tmp_path: Path):
    for month in (4, 5, 6):
        paid = {"订单创建时间": f"2026-0{month}-01 08:00:00", "订单付款时间 ": f"2026-0{month}-02 08:00:00"}
        imported(home, tmp_path, month, **paid)
    imported(home, tmp_path, 7, **{"订单付款时间 ": ""})
    view = lake.open(home).view()

    def months(**days: object) -> list[str]:
        return sorted({path.name.split("-2026-")[1][:2] for path in view.files("order", **days)})  # type: ignore[arg-type]

    assert months() == ["04", "05", "06"]
    assert months(by="paid_at", start=date(2026, 5, 1), end=date(2026, 5, 31)) == ["05"]
    assert months(by="paid_at", start=date(2026, 5, 3)) == ["06"]
    assert months(by="paid_at", end=date(2026, 5, 1)) == ["04"]
    assert months(by="shipped_at", end=date(2026, 5, 1)) == []
    assert months(by="paid_at") == ["04", "05", "06"]


def test_an_open_refund_lies_in_the_month_it_was_asked_for(home: Path, tmp_path: Path):
    header = ["退款编号", "订单编号", "退款申请时间", "退款完结时间", "退款状态", "退给买家金额"]
    cells = dict(zip(header, ["1", "2", "2026-06-01 08:00:00", "", "退款关闭", "5"], strict=True))
    bring(home, write_csv(tmp_path / "refunds.csv", header, [cells]), shop=SHOP)

    assert [part.month for part in lake.open(home).view().manifest.parts] == ["2026-06"]
    assert rows(home, "refund", "id", "closed_at") == [("1", None)]


def test_small_files_of_a_month_are_folded_into_one(home: Path, tmp_path: Path):
    for number in range(4):
        imported(home, tmp_path, number)

    assert [part.rows for part in lake.open(home).view().manifest.parts] == [4]


def test_big_files_are_left_alone_until_a_row_changes(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(merge, "SMALL", 2)
    imported(home, tmp_path, 1, 2)
    first = lake.open(home).view().files("order")
    imported(home, tmp_path, 3)
    second = lake.open(home).view().files("order")

    imported(home, tmp_path, 2, 订单状态="交易关闭")

    third = lake.open(home).view()
    assert (first[0] in second, len(second)) == (True, 2)
    assert set(first + second) & set(third.files("order")) == set()
    assert rows(home, "order", "id", "status") == [("1", "交易成功"), ("2", "交易关闭"), ("3", "交易成功")]


def test_spans_join_where_they_touch_and_sources_stay_apart():
    day = [date(2026, 6, number) for number in range(1, 9)]
    spans = [Span(day[4], day[5], "a"), Span(day[0], day[1], "a"), Span(day[2], day[2], "a"), Span(day[1], day[3], "b")]

    assert merged(spans) == (Span(day[0], day[2], "a"), Span(day[1], day[3], "b"), Span(day[4], day[5], "a"))
    assert ranges(spans) == [(day[0], day[5])]
    assert ranges([]) == []


def test_a_manifest_survives_the_disk(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    manifest = lake.open(home).view().manifest

    assert load(dump(manifest)) == manifest


def test_the_broom_removes_old_states_and_their_files(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)
    imported(home, tmp_path, 2)
    store = lake.open(home)
    (home / "lake" / "staging" / "left-behind").mkdir()
    (home / "lake" / "manifests" / ".draft.1").write_text("x")
    age(home)

    gone = store.sweep()

    assert sorted(path.parent.name for path in gone) == ["files", "ledgers", "manifests", "manifests", "staging"]
    assert [path.name for path in store.view().files("order")] == [
        path.name for path in (home / "lake/files").iterdir()
    ]
    with pytest.raises(LakeBrokenError, match=first):
        store.view(first)


def test_the_broom_spares_what_is_pinned(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)
    imported(home, tmp_path, 2)
    store = lake.open(home)
    store.pin(first)
    age(home)

    store.sweep()
    pinned = frame(store.view(first), "order", load_schemas()["order"])["id"].to_list()
    store.unpin(first)
    store.unpin(first)
    store.sweep()

    assert pinned == ["1"]
    assert [path.stem for path in (home / "lake/manifests").iterdir()] == [store.view().manifest_id]


def test_days_of_a_file_go_when_it_goes(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    store = lake.open(home)
    mine = Path(store.view().manifest.parts[0].path).stem
    for name in (mine, "gone"):
        (home / "lake/days" / f"{name}.0123.parquet").touch()
    age(home)

    store.sweep()

    assert [path.name for path in (home / "lake/days").iterdir()] == [f"{mine}.0123.parquet"]


def test_the_broom_spares_what_is_young(home: Path, tmp_path: Path):
    first = imported(home, tmp_path, 1)
    imported(home, tmp_path, 2)

    assert lake.open(home).sweep() == []
    assert lake.open(home).view(first).rows("order") == 1


def test_the_broom_touches_no_file_while_a_state_is_unreadable(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    imported(home, tmp_path, 2)
    age(home)
    (home / "lake" / "manifests" / "damaged.json").write_text("half")

    gone = lake.open(home).sweep()

    assert [path.parent.name for path in gone] == ["manifests"]


def test_only_a_state_that_exists_can_be_pinned(home: Path):
    with pytest.raises(LakeBrokenError, match="nonesuch"):
        lake.open(home).pin("nonesuch")


def test_a_damaged_manifest_is_told(home: Path, tmp_path: Path):
    name = imported(home, tmp_path, 1)
    (home / "lake" / "manifests" / f"{name}.json").write_text("{")

    with pytest.raises(LakeBrokenError) as caught:
        lake.open(home).view()
    assert caught.value.words.say("zh").startswith("数据文件缺失或损坏")


def test_a_damaged_ledger_is_told(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    (ledger,) = (home / "lake" / "ledgers").iterdir()
    ledger.write_bytes(ledger.read_bytes()[:30])

    with pytest.raises(LakeBrokenError, match="ledgers"):
        lake.open(home).view().imports()


def test_a_missing_file_is_told(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    view = lake.open(home).view()
    view.files("order")[0].unlink()

    with pytest.raises(LakeBrokenError, match="parquet"):
        read(view, view.manifest.parts[0])


def test_the_ledger_remembers_every_import(home: Path, tmp_path: Path):
    imported(home, tmp_path, 1)
    imported(home, tmp_path, 2, 店铺名称="")

    told = [(one.name, one.connector, one.rows, one.set_aside, one.covers) for one in lake.open(home).view().imports()]
    assert told == [
        ("1.csv", "taobao_orders", 1, 0, (("order", SHOP, "2026-06-01", "2026-06-01"),)),
        ("2.csv", "taobao_orders", 1, 1, ()),
    ]


def with_colour(schema: Schema) -> Schema:
    """The schema's next version: one column more."""
    colour = replace(schema.column("title"), english="colour", name="颜色")
    return replace(schema, version=schema.version + 1, columns=(*schema.columns, colour))


def test_files_of_an_older_schema_are_upgraded_by_the_next_state(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    imported(home, tmp_path, 1)
    newer = dict(load_schemas()) | {"order": with_colour(load_schemas()["order"])}
    monkeypatch.setattr("guiju.facts.session.load_schemas", lambda: newer)

    bring(home, write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 1)]), shop=SHOP)

    view = lake.open(home).view()
    assert [(part.fact, part.schema) for part in view.manifest.parts] == [
        ("ad_spend", newer["ad_spend"].version),
        ("order", load_schemas()["order"].version + 1),
    ]
    assert "colour" in pl.read_parquet_schema(view.files("order")[0])


def test_a_run_keeps_the_lake_swept(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    swept: list[timedelta] = []
    sweep: Callable[..., list[Path]] = lake.Lake.sweep

    def watched(self: lake.Lake, *, grace: timedelta = timedelta(0)) -> list[Path]:
        swept.append(grace)
        return sweep(self, grace=grace)

    monkeypatch.setattr(lake.Lake, "sweep", watched)

    imported(home, tmp_path, 1)
    imported(home, tmp_path, 1)

    assert (len(swept), len(list((home / "lake/manifests").iterdir()))) == (1, 1)
    assert datetime(2026, 7, 1, 12) == NOW
