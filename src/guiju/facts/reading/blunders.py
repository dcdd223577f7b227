"""Cells that a spreadsheet could not reckon (#REF!, #DIV/0!): the reader of workbooks gives them as empty ones.

An empty amount is none; one that could not be reckoned is an amount that nobody knows, and its row is set aside.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

_BLOCK = 8 << 20
_LONGEST = 1 << 20  # bytes of one cell
_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s(?P<attributes>[^<>]{0,300}\bt\s*=\s*["']e["'][^<>]{0,300})>"""
    rb"""(?:<(?:[\w.-]+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f>))?(?:<(?:[\w.-]+:)?v>(?P<shown>[^<]{0,20})<)?"""
)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_SHEET = re.compile(r"<(?:[\w.-]+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:[\w.-]+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Blunders = Mapping[tuple[int, int], str]  # (row from 1, column from 0): what the spreadsheet shows


def blunders(book: zipfile.ZipFile) -> dict[str, Blunders]:
    """Such cells of each sheet by its name; a sheet without any is not named. What is no workbook has none."""
    members = set(book.namelist())
    found = {name: dict(_of(book, part)) for name, part in _parts(book, members) if part in members}
    return {name: cells for name, cells in found.items() if cells}


def _of(book: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    with book.open(part) as source:
        held = b""
        while block := source.read(_BLOCK):
            held += block
            cut = max(held.rfind(b"</c>"), held.rfind(b":c>")) + len("</c>")
            yield from _cells(held[:cut])
            held = held[cut:] if len(held) - cut < _LONGEST else b""
        yield from _cells(held)


def _cells(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b"e" not in text or (b'"e"' not in text and b"'e'" not in text):
        return
    for found in _CELL.finditer(text):
        place = _PLACE.search(found["attributes"])
        if place:
            shown = (found["shown"] or b"").decode("utf-8", "replace").strip()
            yield (int(place[2]), _column(place[1])), shown or "#ERROR!"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _parts(book: zipfile.ZipFile, members: set[str]) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part of the archive that holds it."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= members:
        return
    relations = {
        one.get("Id", ""): one.get("Target", "") for one in _attributes(book, _RELATION, "_rels/workbook.xml.rels")
    }
    for one in _attributes(book, _SHEET, "workbook.xml"):
        key = next((value for name, value in one.items() if name.rpartition(":")[2] == "id"), "")
        target = relations.get(key, "")
        if target:
            yield (
                one.get("name", ""),
                target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target),
            )


def _attributes(book: zipfile.ZipFile, tag: re.Pattern[str], part: str) -> Iterator[dict[str, str]]:
    text = book.read(f"xl/{part}").decode("utf-8", "replace")
    for found in tag.findall(text):
        yield {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(found)}
