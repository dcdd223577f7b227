"""Whatever bytes come in, an import answers with a report."""

import gzip
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facts.exports import ADS, ORDERS, SHOP, ad, bring, csv_bytes, order, write_book
from guiju.facts.gather import Source
from guiju.facts.look import look
from guiju.facts.reading import text
from guiju.facts.reading.source import blocks
from guiju.facts.reading.table import UnreadableError
from guiju.facts.reading.text import Text

GOOD = csv_bytes(ORDERS, [order(at) for at in range(4)])
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MARKS = ['"', ",", "\n", "\r", "\t", ";", "=", "'", "\x00", "甲", "1", " ", "-", "%", "\ufeff", '""', "2026-06-01"]


def look_and_read(path: Path) -> str:
    """What a file is taken for; every recognised table is read to its end."""
    try:
        seen, failure = look(Source(path, path.name))
        for one in seen:
            wanted = [one.found.names.index(name) for name in one.found.connector.wanted(one.found.names)]
            for chunk in one.table.chunks(one.head, one.found.at, wanted):
                assert set(chunk.columns) == {*(str(place) for place in wanted), "_flaw", "_row"}
    except UnreadableError as error:
        return error.code
    return failure.problems[0].code if failure else "read"


@SETTINGS
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_problem(tmp_path: Path, data: bytes):
    path = tmp_path / "any"
    path.write_bytes(data)

    assert isinstance(look_and_read(path), str)


@SETTINGS
@given(at=st.integers(0, len(GOOD)), length=st.integers(0, 40), put=st.binary(max_size=12))
def test_a_damaged_export_is_a_table_or_a_problem(tmp_path: Path, at: int, length: int, put: bytes):
    path = tmp_path / "orders.csv"
    path.write_bytes(GOOD[:at] + put + GOOD[at + length :])

    assert isinstance(look_and_read(path), str)


@SETTINGS
@given(body=st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
def test_any_text_under_a_known_header_is_imported_or_set_aside(home: Path, tmp_path: Path, body: str):
    path = tmp_path / "ads.csv"
    path.write_text(",".join(ADS) + "\n" + body, "utf-8")

    (report,) = bring(home, path, shop=SHOP).files

    good = sum(counts.rows for counts in report.facts.values())
    assert str(report.status) in {"imported", "unchanged", "refused", "unknown"}
    assert report.status != "imported" or report.rows == good + report.set_aside


def book() -> bytes:
    """A good workbook."""
    with TemporaryDirectory() as folder:  # of its own: several processes collect these tests at once
        return write_book(Path(folder) / "book.xlsx", {"表": [ADS, list(ad("2026-06-01", 7).values())]}).read_bytes()


BOOK = book()


@SETTINGS
@given(at=st.integers(0, len(BOOK) - 1), put=st.binary(min_size=1, max_size=6), cut=st.booleans())
def test_a_damaged_workbook_is_a_table_or_a_problem(tmp_path: Path, at: int, put: bytes, cut: bool):
    path = tmp_path / "ads.xlsx"
    path.write_bytes(BOOK[:at] + put + (b"" if cut else BOOK[at + len(put) :]))

    assert isinstance(look_and_read(path), str)


@SETTINGS
@given(data=st.data())
def test_a_workbook_with_damaged_xml_is_a_table_or_a_problem(tmp_path: Path, data: st.DataObject):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as good, zipfile.ZipFile(made, "w") as bad:
        target = data.draw(st.sampled_from(good.namelist()))
        for name in good.namelist():
            body = good.read(name)
            if name == target:
                at = data.draw(st.integers(0, len(body)))
                body = (
                    body[:at]
                    + data.draw(st.sampled_from([b"", b"<", b"&", b"<c r='XFD1048577'/>", b"9" * 30]))
                    + body[at + 3 :]
                )
            bad.writestr(name, body)
    path = tmp_path / "ads.xlsx"
    path.write_bytes(made.getvalue())

    assert isinstance(look_and_read(path), str)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a,b\n", '"q,\nq",1\n', 'x"y,2\n', "\n", '"', "z"]), max_size=30), st.integers(1, 12))
def test_cutting_into_chunks_loses_no_byte(pieces: list[str], size: int):
    data = "".join(pieces).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "CHUNK", size)
        blocks_of = (data[at : at + size] for at in range(0, len(data), size))
        found = list(text._records(blocks_of, 0))

    assert (b"".join(part for part, _ in found), [last for _, last in found][-1]) == (data, True)
    assert [last for _, last in found].count(True) == 1


def test_a_gzip_is_unpacked_in_blocks(tmp_path: Path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(GOOD))

    assert b"".join(blocks(path, 64)) == GOOD


def test_a_stray_quote_is_waited_for_but_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text, "CHUNK", 8)
    lines = [b'5",1\n', *[b"aaaa,1\n"] * 20]

    found = [part for part, _ in text._records(iter(lines), 0)]

    assert (b"".join(found), len(found) > 1) == (b"".join(lines), True)


def test_a_cell_longer_than_csv_allows_costs_its_own_row(home: Path, tmp_path: Path):
    data = csv_bytes(ORDERS, [order(1), order(2, **{"宝贝标题 ": "@"}), order(3)])
    path = tmp_path / "orders.csv"
    path.write_bytes(data.replace(b"@", b'x"' + b"y" * 200_000))

    (report,) = bring(home, path).files

    assert (report.facts["order"].new, report.set_aside) == (2, 1)


def test_a_header_of_many_lines_is_skipped_as_a_whole(tmp_path: Path):
    path = tmp_path / "ads.csv"
    path.write_bytes(b'"two\nlines",x\n\n' + csv_bytes(ADS, [ad("2026-06-01", 7)], encoding="utf-8"))
    table = Text(path)
    head = table.heads()[0]

    (chunk,) = table.chunks(head, 2, [1])

    assert chunk.select("0" if "0" in chunk.columns else "1", "_row").rows() == [("7", 4)]
