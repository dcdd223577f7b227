"""Rows set aside: sealed, listed, tried again, gone when mended or after thirty days."""

import hmac
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from facts.exports import ADS, NOW, ORDERS, SHOP, ad, bring, codes, one, order, rows, write_book, write_csv
from guiju.facts import aside, importing, pile
from guiju.facts.errors import LakeBrokenError
from guiju.facts.lake.counts import Counts
from guiju.facts.report import Status
from guiju.facts.secret import open_secret


def waiting(home: Path) -> list[tuple[str, tuple[str, ...]]]:
    """What is set aside: file and keys."""
    return [(entry.file, entry.keys) for entry in importing.set_aside(home)]


def test_rows_set_aside_are_sealed_and_hold_no_buyer(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 店铺名称="", 买家会员名="小赵")])

    bring(home, path)

    (stored,) = (home / "aside").iterdir()
    (entry,) = importing.set_aside(home)
    assert [word in stored.read_bytes() for word in ("小赵".encode(), b"100.00")] == [False, False]
    assert (entry.file, entry.keys, entry.rows["_row"]) == ("orders.csv", ("1",), [2])
    assert entry.rows["买家会员名"][0].startswith("hmac:")
    assert [problem.code for problem in entry.problems] == ["no_shop"]


def test_rows_come_in_when_they_are_tried_again_with_what_was_lacking(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 店铺名称=""), order(2, 买家会员名="小王")])
    bring(home, path)

    report = one(importing.retry(home, shop=SHOP, now=NOW))

    assert (report.status, report.facts, report.as_of) == (Status.IMPORTED, {"order": Counts(new=1)}, NOW)
    assert [(c.shop, c.start) for c in report.covers] == [(SHOP, date(2026, 6, 1))]
    buyers = [buyer for (buyer,) in rows(home, "order", "buyer")]
    assert (rows(home, "order", "id"), buyers[0] == buyers[1], waiting(home)) == ([("1",), ("2",)], True, [])


def test_rows_that_are_still_bad_wait_on(home: Path, tmp_path: Path):
    bad = [order(1, 店铺名称=""), order(2, 店铺名称="", 买家实际支付金额="-3")]
    path = write_csv(tmp_path / "orders.csv", ORDERS, bad)
    bring(home, path)

    report = one(importing.retry(home, shop=SHOP, now=NOW + timedelta(hours=1)))

    assert (codes(report), waiting(home)) == ([("negative", 3, "买家实际支付金额")], [("orders.csv", ("2",))])
    assert rows(home, "order", "id") == [("1",)]


def test_one_file_alone_may_be_tried_again(home: Path, tmp_path: Path):
    for number in (1, 2):
        bring(home, write_csv(tmp_path / f"{number}.csv", ORDERS, [order(number, 店铺名称="")]))
    chosen = next(entry.id for entry in importing.set_aside(home) if entry.file == "2.csv")

    importing.retry(home, only=[chosen], shop=SHOP, now=NOW)

    assert (waiting(home), rows(home, "order", "id")) == ([("1.csv", ("1",))], [("2",)])


def test_a_retry_can_be_cancelled(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")]))

    report = importing.retry(home, shop=SHOP, now=NOW, progress=lambda step: step.phase != "merge")

    assert (one(report).status, waiting(home)) == (Status.CANCELLED, [("1.csv", ("1",))])


def test_a_mended_row_that_comes_in_with_another_file_waits_no_more(home: Path, tmp_path: Path):
    bad = [order(1, 买家实际支付金额="-1"), order(2, 买家实际支付金额="-1")]
    bring(home, write_csv(tmp_path / "orders.csv", ORDERS, bad))

    bring(home, write_csv(tmp_path / "mended.csv", ORDERS, [order(1)]), now=NOW + timedelta(hours=1))
    half = waiting(home)
    bring(home, write_csv(tmp_path / "again.csv", ORDERS, [order(2)]), now=NOW + timedelta(hours=2))

    assert (half, waiting(home)) == ([("orders.csv", ("2",))], [])


def test_rows_without_a_number_of_their_own_wait_for_a_retry(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7)]))

    bring(home, write_csv(tmp_path / "ads2.csv", ADS, [ad("2026-06-01", 7, 3)]), shop="别家店")
    importing.retry(home, shop=SHOP, now=NOW)

    assert rows(home, "ad_spend", "shop", "cost") == [("别家店", Decimal(3)), (SHOP, Decimal("10.5"))]
    assert waiting(home) == []


def test_a_row_of_a_day_is_mended_by_its_own_shop_only(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "ads.csv", ADS, [ad("2026-06-01", 7, "一")])
    bring(home, path, shop=SHOP)

    bring(home, write_csv(tmp_path / "2.csv", ADS, [ad("2026-06-01", 7)]), shop="别家店")
    other = len(waiting(home))
    bring(home, write_csv(tmp_path / "3.csv", ADS, [ad("2026-06-01", 7, 5)]), shop=SHOP)

    assert (other, waiting(home)) == (1, [])


def test_retried_rows_stand_beside_those_of_their_file(home: Path, tmp_path: Path):
    header = ["日期", "店铺名称", *ADS[1:]]
    both = [ad("2026-06-01", 7, 1, 店铺名称=SHOP), ad("2026-06-01", 7, 2)]
    bring(home, write_csv(tmp_path / "ads.csv", header, both))

    importing.retry(home, shop=SHOP, now=NOW)

    assert rows(home, "ad_spend", "cost") == [(Decimal(1),), (Decimal(2),)]


def test_rows_of_every_sheet_are_kept_apart(home: Path, tmp_path: Path):
    sheet = [ADS, list(ad("2026-06-01", 7).values())]
    bring(home, write_book(tmp_path / "ads.xlsx", {"一": sheet, "二": sheet}))

    importing.retry(home, shop=SHOP, now=NOW)

    assert (len(rows(home, "ad_spend", "cost")), waiting(home)) == (2, [])


def test_rows_are_deleted_after_thirty_days(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")]))
    other = write_csv(tmp_path / "2.csv", ORDERS, [order(2)])

    bring(home, other, now=NOW + timedelta(days=30))
    kept = waiting(home)
    bring(home, other, now=NOW + timedelta(days=30, seconds=1))

    assert (kept, waiting(home)) == ([("1.csv", ("1",))], [])


def test_reading_a_file_anew_replaces_its_rows(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")])
    bring(home, path)
    monkeypatch.setattr("guiju.facts.session.reader", lambda _home: "another")

    bring(home, path, now=NOW + timedelta(days=1))

    assert [entry.at for entry in importing.set_aside(home)] == [datetime(2026, 7, 2, 12)]


def test_only_so_many_rows_are_kept(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pile, "MOST", 3)
    path = write_csv(tmp_path / "1.csv", ORDERS, [order(at, 店铺名称="") for at in range(5)])

    report = one(bring(home, path))

    assert (report.set_aside, waiting(home)) == (5, [("1.csv", ("0", "1", "2"))])


def test_rows_sealed_by_another_secret_are_told(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")]))
    (home / "secret").unlink()

    with pytest.raises(LakeBrokenError, match="missing or damaged"):
        importing.set_aside(home)


def test_the_secret_is_drawn_once_and_for_its_owner_alone(home: Path):
    first, second = open_secret(home), open_secret(home)

    assert (first.inner, (home / "secret").stat().st_mode & 0o777) == (second.inner, 0o600)
    assert len((home / "secret").read_bytes()) == 32


def test_a_buyer_is_hashed_by_the_first_half_of_an_hmac(home: Path):
    secret = open_secret(home)
    key = hmac.digest((home / "secret").read_bytes(), b"buyer", "sha256")

    found = secret.hashed(pl.Series("buyer", ["小王", None, "**", "小王", "li"]))

    hashes = [hmac.digest(key, name.encode(), "sha256").hex()[:32] for name in ("小王", "li")]
    assert found.to_list() == [hashes[0], None, None, hashes[0], hashes[1]]
    assert secret.hashed(secret.sealed(found)).to_list() == secret.hashed(found).to_list()


def test_deleting_what_is_gone_is_no_error(home: Path):
    aside.drop(home, "nothing")

    assert aside.listed(home, open_secret(home)) == []


def test_one_may_be_opened_by_its_id(home: Path, tmp_path: Path):
    bring(home, write_csv(tmp_path / "1.csv", ORDERS, [order(1, 店铺名称="")]))
    secret = open_secret(home)

    (name,) = aside.names(home)

    found, nothing = (aside.find(home, secret, one) for one in (name, "x"))
    assert (found and found.file, nothing) == ("1.csv", None)
