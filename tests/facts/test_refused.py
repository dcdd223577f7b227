"""Files that are no tables, or that nobody knows: each is refused with a reason."""

import gzip
import zipfile
from pathlib import Path

import pytest

from facts.exports import (
    ADS,
    ORDERS,
    SHOP,
    bring,
    codes,
    csv_bytes,
    one,
    order,
    rows,
    write_book,
    write_csv,
)
from guiju.facts.reading import source
from guiju.facts.report import Status


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "gb18030"), ("gb18030", "latin-1"), ("gb18030", "cp1252")])
def test_a_file_spoilt_by_the_wrong_encoding_is_told(home: Path, tmp_path: Path, right: str, wrong: str):
    path = tmp_path / "orders.csv"
    path.write_text(csv_bytes(ORDERS, [order(1)], encoding=right).decode(wrong, "replace"), "utf-8")

    assert refused(home, path) == "mojibake"


def test_an_unknown_file_names_the_nearest_export_and_the_columns_it_lacks(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "x.csv", ["统计日期", "商品ID", "支付金额"], [{}])

    report = one(bring(home, path))

    assert (report.status, codes(report)) == (Status.UNKNOWN, [("near", 0, "")])
    assert (
        report.problems[0].what.zh == "没有认出这个文件，最接近「生意参谋 商品_全部」，缺少列：商品访客数、支付买家数"
    )
    assert report.problems[0].what.en == (
        "not recognised; nearest is “Business Advisor products”, without the columns: 商品访客数、支付买家数"
    )


def test_a_file_like_nothing_is_unknown(home: Path, tmp_path: Path):
    path = write_csv(tmp_path / "x.csv", ["甲", "乙"], [{"甲": 1}])

    assert codes(one(bring(home, path))) == [("unknown", 0, "")]


def refused(home: Path, path: Path) -> str:
    """The code with which a file is refused."""
    report = one(bring(home, path, shop=SHOP))
    assert report.status == Status.REFUSED
    return report.problems[0].code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"just one word", "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "html"),
        (b"%PDF-1.7", "unsupported"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "damaged"),
        (gzip.compress(csv_bytes(ORDERS, [order(1)]), mtime=0)[:-20], "damaged"),
        (b"\x1f\x8b\x08\x00 broken", "damaged"),
        (gzip.compress(b"a,b\r\n" * 40, mtime=0)[:25] + b"\xff" * 60, "damaged"),
    ],
)
def test_a_file_that_is_no_table_is_refused(home: Path, tmp_path: Path, data: bytes, code: str):
    path = tmp_path / "export.csv"
    path.write_bytes(data)

    assert refused(home, path) == code


def test_a_workbook_without_cells_is_refused(home: Path, tmp_path: Path):
    assert refused(home, write_book(tmp_path / "a.xlsx", {"空": []})) == "empty"


def test_a_header_without_rows_is_refused_unless_days_are_stated(home: Path, tmp_path: Path):
    assert refused(home, write_csv(tmp_path / "ads.csv", ADS, [])) == "no_rows"


def test_a_path_to_nothing_is_told(home: Path, tmp_path: Path):
    assert refused(home, tmp_path / "gone.csv") == "missing_file"


def test_a_zip_bomb_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (source.FREE_BYTES + 1))

    assert refused(home, path) == "bomb"


def test_a_workbook_bomb_is_refused(home: Path, tmp_path: Path):
    path = write_book(tmp_path / "bomb.xlsx", {"表": [["a"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * (source.FREE_BYTES + 1))

    assert refused(home, path) == "bomb"


def test_a_gzip_bomb_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(csv_bytes(ORDERS, [order(1)]))
        file.writelines(b" " * (1 << 22) for _ in range(20))

    assert refused(home, path) == "bomb"


def test_an_archive_of_too_many_members_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(source.MOST_MEMBERS + 1):
            archive.writestr(f"{number}.csv", b"")

    assert refused(home, path) == "bomb"


def test_an_archive_without_tables_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/b.jpg", b"x")

    assert refused(home, path) == "unsupported"


def test_a_protected_archive_is_refused(home: Path, tmp_path: Path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the local header
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(data)

    assert refused(home, path) == "encrypted"


def test_an_archive_of_exports_is_read_member_by_member(home: Path, tmp_path: Path):
    path = tmp_path / "导出.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("订单/1.csv", csv_bytes(ORDERS, [order(1)]))
        archive.writestr(zipfile.ZipInfo("2.csv"), csv_bytes(ORDERS, [order(2)]))
        archive.mkdir("空")

    report = bring(home, path)

    assert [file.file for file in report.files] == ["导出.zip/订单/1.csv", "导出.zip/2.csv"]
    assert rows(home, "order", "id") == [("1",), ("2",)]


def test_a_member_named_in_gb18030_keeps_its_name():
    old = zipfile.ZipInfo("订单.csv".encode("gb18030").decode("cp437"))
    odd = zipfile.ZipInfo("\u2603.csv")

    assert [source._name(old), source._name(odd)] == ["订单.csv", "\u2603.csv"]
