"""Rows with fewer cells than their header: what they would have said is never guessed."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.exports import ADS, NOW, ORDERS, ad, bring, codes, csv_bytes, one, order, rows, write_csv
from guiju.facts import importing
from guiju.facts.reading import counted

TORN = "不全"  # stands where a test cuts its row


def short(*, before: int = 0, quoted: str = "夏季新款, 连衣裙", encoding: str = "utf-8") -> bytes:
    """Three orders, the second of which ends after its title; none but a title has quotes."""
    made = [order(1), order(2, **{"宝贝标题 ": TORN}), order(3, **{"宝贝标题 ": quoted, "退款金额": ""})]
    first, second, *rest = csv_bytes(ORDERS, made, encoding="utf-8").splitlines(keepends=True)[before:]
    torn = rest[0][: rest[0].index(TORN.encode()) + len(TORN.encode())] + b"\r\n"
    return b"".join([first, second, torn, *rest[1:]]).decode().encode(encoding)


@pytest.mark.parametrize("quoted", ["连衣裙", "夏季新款, 连衣裙", "两\n行"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_row_that_ends_before_an_amount_goes_aside_with_its_counts(
    home: Path, tmp_path: Path, quoted: str, encoding: str
):
    path = tmp_path / "orders.csv"
    path.write_bytes(short(quoted=quoted, encoding=encoding))

    report = one(bring(home, path))

    assert (codes(report), report.set_aside) == ([("too_few_cells", 3, "")], 1)
    (problem,) = report.problems
    assert (problem.what.zh, problem.what.en) == (
        "这一行只有 12 格，表头有 15 格",
        "the row has 12 cells, the header 15",
    )
    assert rows(home, "order", "id", "refund_amount") == [("1", None), ("3", None)]


def test_beside_a_row_that_is_too_long_a_short_one_is_told_all_the_same(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(short() + csv_bytes(ORDERS, [order(4)], encoding="utf-8").splitlines()[1] + b",5,6\r\n")

    report = one(bring(home, path))

    assert codes(report) == [("too_few_cells", 3, ""), ("too_many_cells", 5, "")]
    assert rows(home, "order", "id") == [("1",), ("3",)]


def test_the_mended_file_takes_the_short_row_back(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(short())
    bring(home, path)
    importing.retry(home, now=NOW)
    assert [entry.keys for entry in importing.set_aside(home)] == [("2",)]

    bring(home, write_csv(tmp_path / "mended.csv", ORDERS, [order(2)]))

    assert (importing.set_aside(home), rows(home, "order", "id")) == ([], [("1",), ("2",), ("3",)])


def test_cells_lacking_where_nothing_is_read_cost_no_row(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    header, *data = csv_bytes(ORDERS, [order(1), order(2, 退款金额="")], encoding="utf-8").splitlines()
    wider = header + ",发票抬头,卖家服务费".encode()
    path.write_bytes(b"\r\n".join([wider, data[0] + b",,", data[1], b"", b",,", b""]))

    report = one(bring(home, path))

    assert (report.problems, rows(home, "order", "id")) == ((), [("1",), ("2",)])


def test_a_summary_need_not_fill_its_row(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(csv_bytes(ORDERS, [order(1)], encoding="utf-8") + "合计,,95.00\r\n".encode())

    report = one(bring(home, path))

    assert (report.problems, report.skipped) == ((), 1)


def test_a_short_row_of_a_json_list_goes_aside(home: Path, tmp_path: Path):
    path = tmp_path / "ads.json"
    whole, torn = list(ad("2026-06-01", 7).values()), list(ad("2026-06-01", 8).values())[:-2]
    path.write_text(json.dumps([ADS, whole, torn], ensure_ascii=False), "utf-8")

    report = one(bring(home, path, shop="规矩旗舰店"))

    assert codes(report) == [("too_few_cells", 3, "")]
    assert report.problems[0].what.en == "the row has 6 cells, the header 8"


def test_what_excel_leaves_out_of_sixteen_rows_is_empty(home: Path, tmp_path: Path):
    path = tmp_path / "orders.csv"
    made = [order(number, 退款金额="" if number > 15 else "0.00") for number in range(1, 40)]
    header, *data = csv_bytes(ORDERS, made, encoding="utf-8").splitlines()
    written = [line if number < 15 else line.removesuffix(b",") for number, line in enumerate(data)]
    written[20] = data[20]  # row 22 of the sheet is whole, so rows 17 to 32 are not of Excel's making
    path.write_bytes(b"\r\n".join([header, *written, b""]))

    report = one(bring(home, path))

    assert [row for _code, row, _column in codes(report)] == [row for row in range(17, 33) if row != 22]
    there = {int(key) for (key,) in rows(home, "order", "id")}
    assert there == {*range(1, 16), 21, *range(32, 40)}


@given(
    st.lists(st.lists(st.text(st.sampled_from('a,"\n甲'), max_size=4), min_size=2, max_size=5), min_size=1, max_size=6),
    st.sampled_from(",\t;"),
)
def test_cells_are_counted_as_a_reader_counts_them(table: list[list[str]], separator: str):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    data, lengths = text.getvalue().encode(), [len(row) for row in table]

    assert counted.cells(data, separator).tolist() == lengths
    assert counted.cells(data.removesuffix(b"\n"), separator).tolist() == lengths
