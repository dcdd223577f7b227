"""What kind of file a path holds, told by its first bytes, and guards against archives that burst."""

import codecs
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from guiju.facts.reading.directory import endless
from guiju.facts.reading.table import UnreadableError

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".json", ".jsonl", ".ndjson", ".gz", ".zip")

MOST_BYTES = 4 << 30  # of one file, unpacked
MOST_MEMBERS = 2_000
FREE_BYTES = 64 << 20  # below this nobody asks for the ratio
_NAME = 60  # characters: 240 bytes at the most
MOST_RATIO = 200  # unpacked to packed; real reports stay below 60
_PAGE = re.compile(  # as web pages and what Excel saves as one begin
    r"[\ufeff\s]*(?:<!--.*?-->\s*)*(?:<(?:html|table|!doctype|\?xml|head|meta|body|div|style|title)\b|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"[\ufeff\s]*(?:\{\s*[\"}]|\[\s*[\[{\]])")


class Kind(StrEnum):
    """How to read a file."""

    TEXT = "text"
    BOOK = "book"  # xlsx
    OLD_BOOK = "old book"  # xls
    JSON = "json"  # a document, or lines of it
    ZIP = "zip"


def kind_of(path: Path) -> Kind:
    """The kind of a file; UnreadableError for what is no table."""
    with path.open("rb") as file:
        start = file.read(2048)
    if not start:
        raise UnreadableError("empty")
    if start.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.OLD_BOOK
    if _PAGE.match(_shown(start)):
        raise UnreadableError("html")
    if start.startswith((b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff")):
        raise UnreadableError("unsupported")
    return Kind.JSON if _is_json(path, start) else Kind.TEXT


def _is_json(path: Path, start: bytes) -> bool:
    """Whether a text, unpacked if need be, begins as an object, or as a list of objects or rows."""
    if start.startswith(b"\x1f\x8b"):
        start = next(blocks(path, 2048), b"")
    return bool(_JSON.match(_shown(start)))


def _shown(start: bytes) -> str:
    """The first bytes of a text, as far as marks and brackets go."""
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return start.decode("utf-16" if wide else "utf-8", "replace")


def _zip_kind(path: Path) -> Kind:
    with archive(path) as opened:
        names = opened.namelist()
    if "xl/workbook.bin" in names:
        raise UnreadableError("unsupported")
    return Kind.BOOK if any(name in {"[Content_Types].xml", "xl/workbook.xml"} for name in names) else Kind.ZIP


@contextmanager
def archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose stated sizes are bearable; UnreadableError when it is damaged, a bomb or protected."""
    try:
        with path.open("rb") as raw:
            if endless(raw):
                raise UnreadableError("bomb", size=f"> {MOST_MEMBERS} files")
        with zipfile.ZipFile(path) as opened:
            members = opened.infolist()
            _bearable(sum(one.file_size for one in members), path.stat().st_size)
            if len(members) > MOST_MEMBERS:
                raise UnreadableError("bomb", size=f"{len(members)} files")
            if any(one.flag_bits & 1 for one in members):
                raise UnreadableError("encrypted")
            yield opened
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise UnreadableError("damaged") from error


def _bearable(unpacked: int, packed: int) -> None:
    if unpacked > MOST_BYTES or (unpacked > FREE_BYTES and unpacked > packed * MOST_RATIO):
        raise UnreadableError("bomb", size=f"{unpacked >> 20} MB")


def unpack(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """The tables in a zip as files of their own: (shown name, path). What grows beyond its stated size is refused."""
    unpacked = []
    with archive(path) as opened:
        for number, member in enumerate(opened.infolist()):
            name = _name(member)
            if member.is_dir() or not name.lower().endswith(SUFFIXES) or _hidden(name):
                continue
            own = folder / str(number)  # under its own name, by which other files know it
            own.mkdir(exist_ok=True)
            target = own / _short(Path(name).name)
            with opened.open(member) as source, target.open("wb") as sink:
                # zipfile itself stops at the stated size, which was judged above.
                while block := source.read(1 << 20):
                    sink.write(block)
            unpacked.append((f"{path.name}/{name}", target))
    return unpacked


def _hidden(name: str) -> bool:
    """Whether a member is what a system left beside the files: ``__MACOSX/._a.csv``, ``.a.csv``, ``~$a.xlsx``."""
    return any(part.startswith((".", "~$", "__MACOSX")) and part not in {".", ".."} for part in Path(name).parts)


def _short(name: str) -> str:
    """A name that every file system takes; its beginning and its ending stay."""
    return name if len(name) <= _NAME else name[: _NAME - 12] + name[-12:]


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; Chinese tools write GB18030 where the standard says code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def blocks(path: Path, size: int = 1 << 22) -> Iterator[bytes]:
    """The bytes of a text file, unpacked if it is gzip; UnreadableError when damaged or a bomb."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        opened = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
        total = 0
        try:
            while block := opened.read(size):
                total += len(block)
                if packed:
                    _bearable(total, max(raw.tell(), 1))
                yield block
        except (EOFError, gzip.BadGzipFile, OSError) as error:
            raise UnreadableError("damaged") from error
        except Exception as error:
            if type(error).__module__ == "zlib":
                raise UnreadableError("damaged") from error
            raise
