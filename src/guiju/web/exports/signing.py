"""Who took a file and when, in the file itself, where no program stumbles over it.

In a workbook it stands in the footer of each printed sheet and in the properties of the document; in a CSV file in a
last line that begins with ``#`` and is as wide as the others. Cells stay as they were.
"""

import csv
import io
import re
import zipfile
from xml.sax.saxutils import escape

from guiju.web.kit.attached import CSV, XLSX

LINES = {"application/json", "application/x-ndjson"}
_ROW = re.compile(rb"<row [^>]*?r=\"(\d+)\"")
_FOOTER_AFTER = re.compile(r"<pageSetup [^>]*/>|<pageMargins [^>]*/>")
_WORKSHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_FOOTER = 255  # characters that a footer may hold
_BOM = "\ufeff"


def rows(content: bytes, kind: str) -> int:
    """How many rows of data a file holds: of a workbook all sheets together, without their heads; of text its lines."""
    if kind == CSV:
        return max(0, sum(1 for _row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace")))) - 1)
    if kind != XLSX:
        return len(content.splitlines()) if kind.startswith("text/") or kind in LINES else 0
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = (book.read(name) for name in book.namelist() if _WORKSHEET.fullmatch(name))
        return sum(max(0, len(_ROW.findall(sheet)) - 1) for sheet in sheets)


def signed(content: bytes, kind: str, said: str) -> bytes:
    """The file with ``said`` in it; other kinds, such as PDF that seals its own bytes, stay as they are."""
    if kind == XLSX:
        return _workbook(content, said)
    return _table(content, said) if kind == CSV else content


def _workbook(content: bytes, said: str) -> bytes:
    """Each part is copied but for the footers and the properties."""
    footer = escape("&L" + said.replace("&", "&&"))[:_FOOTER]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if _WORKSHEET.fullmatch(part.filename):
                data = _with_footer(data.decode("utf-8"), footer).encode("utf-8")
            elif part.filename == "docProps/core.xml":
                data = _with_author(data.decode("utf-8"), escape(said)).encode("utf-8")
            new.writestr(part, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _with_footer(sheet: str, footer: str) -> str:
    """The footer stands behind the page's set-up, as the format wants it; a sheet that has one keeps it."""
    places = list(_FOOTER_AFTER.finditer(sheet))
    if not places or "<headerFooter" in sheet:
        return sheet
    at = places[-1].end()
    return f"{sheet[:at]}<headerFooter><oddFooter>{footer}</oddFooter></headerFooter>{sheet[at:]}"


def _with_author(properties: str, said: str) -> str:
    named = re.sub(r"<dc:creator>.*?</dc:creator>", f"<dc:creator>{_literal(said)}</dc:creator>", properties)
    return re.sub(
        r"<cp:lastModifiedBy>.*?</cp:lastModifiedBy>", f"<cp:lastModifiedBy>{_literal(said)}</cp:lastModifiedBy>", named
    )


def _literal(text: str) -> str:
    """A replacement in which nothing is a reference."""
    return text.replace("\\", "\\\\")


def _table(content: bytes, said: str) -> bytes:
    text = content.decode("utf-8")
    first = next(csv.reader(io.StringIO(text.removeprefix(_BOM))), [])
    ended = text if not text or text.endswith("\n") else f"{text}\r\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([f"# {said}", *[""] * (len(first) - 1)])
    return (ended + line.getvalue()).encode("utf-8")
