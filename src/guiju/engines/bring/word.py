"""Reads a Word file as lines: headings with their level, paragraphs, lists and tables. A bomb is never opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from guiju.facts.reading import directory

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MOST_BYTES = 20_000_000  # of the file as it comes
MOST_UNPACKED = 100_000_000
FREE_BYTES = 8_000_000  # below this nobody asks for the ratio
MOST_RATIO = 100
MOST_MEMBERS = 2_000
MOST_LINES = 20_000
HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


class UnreadableError(Exception):
    """A file that cannot be read; ``code`` says why: bomb, damaged, encrypted, macros, not_word, old_word, too_long."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Line(NamedTuple):
    """A paragraph; ``level`` is 1 to 6 for a heading, 0 for text; ``item`` when it stands in a list.

    ``id`` is what a heading of a written regulation is called; ``rules`` when the text is one of its rule blocks.
    """

    text: str
    level: int = 0
    item: bool = False
    id: str = ""
    rules: bool = False


def lines(data: bytes) -> list[Line]:
    """Everything a Word file says, in order. Raises ``UnreadableError``."""
    judge(data)
    from docx import Document  # heavy: only for who brings a Word file
    from docx.table import Table

    try:
        document = Document(io.BytesIO(data))
        found = [
            line
            for one in document.iter_inner_content()
            for line in (_table(one) if isinstance(one, Table) else _paragraph(one))
        ]
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes the library raise whatever it met
        raise UnreadableError("damaged") from error
    if len(found) > MOST_LINES:
        raise UnreadableError("too_long")
    return found


def judge(data: bytes) -> None:
    """Refuse what is no Word file, or unfolds too far, before anything of it is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("old_word")
    if len(data) > MOST_BYTES or directory.endless(io.BytesIO(data)):
        raise UnreadableError("bomb")
    if not data.startswith(b"PK\x03\x04"):
        raise UnreadableError("not_word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            _bearable(opened.infolist(), len(data))
            names = opened.namelist()
            if "word/document.xml" not in names:
                raise UnreadableError("not_word")
            if any(name.endswith("vbaProject.bin") for name in names):
                raise UnreadableError("macros")
            for member in opened.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    _plain(opened, member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise UnreadableError("damaged") from error


def _bearable(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(one.file_size for one in members)
    bursts = unpacked > FREE_BYTES and unpacked > packed * MOST_RATIO
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or bursts:
        raise UnreadableError("bomb")
    if any(one.flag_bits & 1 for one in members):
        raise UnreadableError("encrypted")


def _plain(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Entities of its own could unfold without end, and no Word file has any."""
    with opened.open(member) as part:
        start = part.read(4096)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise UnreadableError("bomb")


def _paragraph(one: "Paragraph") -> Iterator[Line]:
    text = " ".join(one.text.split())
    if not text:
        return
    style = (one.style.name if one.style else "") or ""
    named = HEADING.match(style)
    level = int(named[1]) if named else 1 if style in ("Title", "标题") else _outline(one)
    properties = one._p.pPr  # noqa: SLF001 - the library has no other door to numbering
    item = "List" in style or (properties is not None and properties.numPr is not None)
    yield Line(text, min(max(level, 0), 6), item and not level)


def _outline(one: "Paragraph") -> int:
    """The level that a paragraph itself says it has in the outline."""
    found = one._p.xpath("./w:pPr/w:outlineLvl/@w:val")  # noqa: SLF001 - the library has no other door to it
    return int(found[0]) + 1 if found and str(found[0]).isdigit() and int(found[0]) < MOST_LEVEL else 0


MOST_LEVEL = 6


def _table(table: "Table") -> Iterator[Line]:
    """A table as Markdown; its first row is its head."""
    rows = [[" ".join(cell.text.split()).replace("|", "\\|") for cell in row.cells] for row in table.rows]
    if not rows:
        return
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    drawn.insert(1, "|" + " --- |" * len(rows[0]))
    yield Line("\n".join(drawn))
