"""Files read beside others and in archives: what cannot be known is never a number."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from facts.exports import NOW, ORDERS, bring, codes, csv_bytes, one, order, rows
from guiju.facts import importing
from guiju.facts.report import Status

HEAD = (
    "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date\n"
)
TIMES = "2017-09-15 12:16:38,2017-09-15 12:16:38,2017-09-17 12:16:38,2017-09-18 12:16:38,2017-10-04 00:00:00"
SOLD = HEAD + "".join(f"o{n},c{n},delivered,{TIMES}\n" for n in (1, 2))
PAID = "order_id,payment_sequential,payment_type,payment_installments,payment_value\no1,1,card,1,10.50\n"
NAMES = ("olist_orders_dataset.csv", "olist_order_payments_dataset.csv")


def brought(home: Path, tmp_path: Path, paid: str):
    for name, text in zip(NAMES, (SOLD, paid), strict=True):
        (tmp_path / name).write_text(text)
    return bring(home, *(tmp_path / name for name in NAMES))


@pytest.mark.parametrize(
    "torn", ["o2,2,voucher", "o2,2,vou,cher,1,5.00", "o2,2,voucher,1,abc", 'o2,2,voucher,1,"5,00"']
)
def test_an_amount_that_cannot_be_read_beside_costs_the_row_that_it_belongs_to(home: Path, tmp_path: Path, torn: str):
    report = brought(home, tmp_path, f"{PAID}o2,1,card,1,20.00\n{torn}\n")

    assert codes(report.files[0]) == [("partner", 3, "")]
    assert "olist_order_payments_dataset" in report.files[0].problems[0].what.zh
    assert rows(home, "order", "id", "paid_amount") == [("o1", Decimal("10.5000"))]

    brought(home, tmp_path, f"{PAID}o2,1,card,1,20.00\no2,2,voucher,1,5.00\n")
    assert rows(home, "order", "id", "paid_amount") == [("o1", Decimal("10.5000")), ("o2", Decimal("25.0000"))]
    assert importing.set_aside(home) == []


def test_amounts_beside_may_carry_separators_and_none_is_no_nought(home: Path, tmp_path: Path):
    brought(home, tmp_path, f'{PAID}o1,2,card,1,"¥1,005.00"\no2,1,card,1,\n')

    assert rows(home, "order", "id", "paid_amount") == [("o1", Decimal("1015.5000")), ("o2", None)]


def test_files_that_belong_together_find_each_other_in_an_archive(home: Path, tmp_path: Path):
    paid = f"{PAID}o2,1,card,1,20.00\n"
    path = archive(tmp_path, {f"导出/{name}": text for name, text in zip(NAMES, (SOLD, paid), strict=True)})

    assert bring(home, path).ok
    assert rows(home, "order", "id", "paid_amount") == [("o1", Decimal("10.5000")), ("o2", Decimal("20.0000"))]


def test_of_an_archive_what_a_system_left_is_passed_over_and_an_inner_archive_is_told(home: Path, tmp_path: Path):
    export = csv_bytes(ORDERS, [order(1)])
    long = "很长的名字" * 30
    path = archive(
        tmp_path, {f"{long}.csv": export, f"__MACOSX/._{long}.csv": b"\0\5", ".b.csv": b"x", "in.zip": b"PK"}
    )

    inner, whole = bring(home, path).files

    assert (inner.file, codes(inner)) == ("export.zip/in.zip", [("nested", 0, "")])
    assert (whole.status, rows(home, "order", "id")) == (Status.IMPORTED, [("1",)])


@pytest.mark.parametrize(
    "page",
    [
        "<!-- made by a shop -->\n<div><table><tr><td>订单编号</td></tr></table></div>".encode(),
        "<html><table><tr><td>订单编号</td></tr></table></html>".encode("utf-16"),
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n<html>',
    ],
)
def test_a_page_named_like_a_workbook_is_told_to_be_one(home: Path, tmp_path: Path, page: bytes):
    (tmp_path / "orders.xls").write_bytes(page)

    assert codes(one(importing.run([tmp_path / "orders.xls"], home, now=NOW))) == [("html", 0, "")]


def archive(folder: Path, members: dict[str, str | bytes]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    (folder / "export.zip").write_bytes(packed.getvalue())
    return folder / "export.zip"
