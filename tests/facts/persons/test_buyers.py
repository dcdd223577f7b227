from datetime import date, datetime

import pytest

from facts.exports import ORDERS, SHOP, bring, order, rows, write_csv
from guiju.facts import importing, lake
from guiju.facts.persons import buyers

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.fixture
def shop(home, tmp_path):
    """Three orders: two of one buyer, one of another."""
    lines = [order(1, 买家会员名="小王"), order(2, 买家会员名="小李"), order(3, 买家会员名="小王")]
    bring(home, write_csv(tmp_path / "orders.csv", ORDERS, lines))
    return home


def who(home):
    return dict(rows(home, "order", "id", "buyer"))


def test_a_buyer_is_found_by_what_the_platform_calls_them(shop):
    found = buyers.find(shop, ' ="小王" ')

    assert (found.rows, found.aside, found.pinned, found.before) == ({"order": 2}, 0, (), "")
    assert buyers.find(shop, "没有这个人").total == 0
    assert [row["id"] for row in buyers.export(shop, "小王")["order"]] == ["1", "3"]


def test_who_is_erased_is_nobody_and_counts_as_before(shop):
    before = who(shop)
    found, changed = buyers.erase(shop, "小王", now=NOW)
    after = who(shop)

    assert (found.rows, changed.rows) == ({"order": 2}, {"order": 2})
    assert (after["1"], after["2"]) == (after["3"], before["2"])
    assert after["1"] not in before.values()
    assert buyers.find(shop, "小王").total == 0
    assert buyers.find(shop, "小王").before == "2026-11-23"
    assert buyers.erase(shop, "小王", now=NOW)[1].rows == {}


def test_the_same_file_brings_nobody_back(shop, tmp_path):
    before = who(shop)
    buyers.erase(shop, "小王", now=NOW)
    newer = [order(1, 买家会员名="小王", 订单状态="交易关闭"), order(2, 买家会员名="小李")]
    bring(shop, write_csv(tmp_path / "again.csv", ORDERS, newer), now=NOW)

    assert who(shop)["1"] not in before.values()
    assert who(shop)["2"] == before["2"]
    assert buyers.find(shop, "小王").total == 0


def test_rows_that_wait_are_made_nobodys_too(home, tmp_path):
    bring(home, write_csv(tmp_path / "a.csv", ORDERS, [order(1, 买家会员名="小王", 退款金额="很多")]))
    assert buyers.find(home, "小王").aside == 1

    buyers.erase(home, "小王", now=NOW)

    assert buyers.find(home, "小王").aside == 0
    assert len(importing.set_aside(home)) == 1


def test_a_sealed_state_keeps_them_and_says_so(shop):
    store = lake.open(shop)
    sealed = store.view().manifest_id
    store.pin(sealed)
    buyers.erase(shop, "小王", now=NOW)

    assert buyers.find(shop, "小王").pinned == (sealed,)
    assert buyers.find(shop, "小李").pinned == (sealed,)


def test_months_that_are_long_over_are_parted_from_their_buyers(shop, tmp_path):
    day = {"订单创建时间": "2026-09-05 08:00:00", "订单付款时间 ": "2026-09-05 08:01:00"}
    bring(shop, write_csv(tmp_path / "b.csv", ORDERS, [order(9, 买家会员名="小王", **day)]), now=NOW)
    before = who(shop)
    changed = buyers.fade(shop, before=date(2026, 9, 1), now=NOW)
    after = who(shop)

    assert changed.rows == {"order": 3}
    assert after["9"] == before["9"]
    assert (after["1"] == after["3"], after["1"] == after["2"]) == (True, False)
    assert not {after["1"], after["2"]} & set(before.values())
    assert buyers.fade(shop, before=date(2026, 9, 1), now=NOW).rows == {}


def test_coverage_and_imports_stand_as_they_were(shop):
    before = lake.open(shop).view()
    buyers.erase(shop, "小王", now=NOW)
    after = lake.open(shop).view()

    assert after.manifest_id != before.manifest_id
    assert (after.coverage("order", SHOP), after.imports()) == (before.coverage("order", SHOP), before.imports())
