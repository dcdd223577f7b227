"""Shops and people in exports: the shop is found, persons never enter."""

from pathlib import Path

from facts.exports import (
    ITEMS,
    ORDERS,
    SHOP,
    bring,
    order,
    rows,
    write_csv,
)


def test_the_shop_is_the_files_own_before_what_is_said(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1), order(2, 店铺名称="")])

    bring(home, path, shop="另一家店")

    assert rows(home, "order", "id", "shop") == [("1", SHOP), ("2", "另一家店")]


def test_the_shop_of_a_file_in_a_folder_is_the_folders_name(home: Path, tmp_path: Path):
    write_csv(tmp_path / "下载" / "分店" / "items.csv", ITEMS, [item(1)])

    bring(home, tmp_path / "下载")

    assert rows(home, "order_line", "shop", "id", "order") == [("分店", "1", "9")]


def item(number: object) -> dict[str, object]:
    """A line of order 9."""
    return {
        "子订单编号": number, "主订单编号": "9", "标题": "裙子", "价格": "10", "购买数量": "1",
        "买家实际支付金额": "10", "订单状态": "交易成功",
        "订单创建时间": "2026-06-01 08:00:00", "订单付款时间": "2026-06-01 08:00:00",
    }  # fmt: skip


def test_personal_columns_never_enter(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1), order(2, 买家会员名="小李"), order(3)])

    bring(home, path)

    hashes = [buyer for _, buyer in rows(home, "order", "id", "buyer")]
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert (len(hashes[0]), hashes[0] == hashes[2], hashes[0] == hashes[1]) == (32, True, False)
    assert [word for word in ("小王", "王某某", "13800000000") if word.encode() in kept] == []


def test_a_buyer_masked_by_stars_is_nobody(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "orders.csv", ORDERS, [order(1, 买家会员名="***")])

    bring(home, path)

    assert rows(home, "order", "buyer") == [(None,)]
