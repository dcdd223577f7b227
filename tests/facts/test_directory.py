"""Archives of half a million entries in 20 MB: refused by the length of their table of contents, unopened."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from facts.exports import bring, codes, one
from guiju.apps.records import sniffing
from guiju.apps.spreadsheet.reading import bearable
from guiju.facts.reading import directory

ENTRY = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
MANY = 50_000


def crowded(*, wide: bool = False) -> bytes:
    """An archive whose table of contents has very many entries; ``wide`` says its length in the larger end alone."""
    listed = ENTRY * MANY
    start = b"PK\3\4" + b"\0" * 30
    said = len(listed)
    larger = b""
    if wide:
        record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, MANY, MANY, said, len(start))
        larger = record + struct.pack("<4sLQL", b"PK\6\7", 0, len(start) + said, 1)
        said = 10
    return start + listed + larger + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, said, len(start), 0)


@pytest.mark.parametrize("wide", [False, True])
def test_an_archive_of_very_many_entries_is_never_laid_out(home: Path, tmp_path: Path, wide: bool):
    content = crowded(wide=wide)
    (tmp_path / "orders.zip").write_bytes(content)

    assert directory.endless(io.BytesIO(content))
    assert codes(one(bring(home, tmp_path / "orders.zip"))) == [("bomb", 0, "")]
    assert not bearable(content)
    assert sniffing.kind(io.BytesIO(content)).media_type == "application/zip"


def test_archives_that_people_make_are_opened():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for number in range(2000):
            made.writestr(f"{'很长的名字' * 8}{number}.csv", "x")

    assert not directory.endless(packed)
    assert packed.tell() == 0
    assert not any(directory.endless(io.BytesIO(content)) for content in (b"", b"PK\5\6", b"PK\3\4", b"x" * 70_000))
