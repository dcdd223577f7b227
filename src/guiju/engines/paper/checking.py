"""Is a paper what it was when it was made? Answered from the file alone: no database, no network."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guiju.engines.paper import pages, sealed
from guiju.lang import Sources
from guiju.lang.compiler.sources import gather
from guiju.lang.report import Report

ATTACHED = re.compile(rb"<<[^<>]*?/Length (\d+)[^<>]*?/Type ?/EmbeddedFile[^>]*?>>[^>]*?>>\s*stream\r?\n")
MOST = 200_000_000  # bytes of a record that a small file may unfold to


class What(StrEnum):
    """What was looked at."""

    FILE = "file"
    CHAIN = "chain"
    TEXT = "text"
    SIGNATURES = "signatures"
    ACKNOWLEDGED = "acknowledged"
    LEDGER = "ledger"
    PAGES = "pages"


class Verdict(StrEnum):
    """What came of it."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"  # it cannot be told here, and says why


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``count`` of how many, ``where`` it is broken."""

    what: What
    verdict: Verdict
    count: int = 0
    where: str = ""


class UnreadableError(Exception):
    """The file carries no record of ours."""


def read(content: bytes) -> sealed.Record:
    """The record of a file: a PDF that carries it, or the record itself as JSON."""
    raw = _attached(content) if content.startswith(b"%PDF") else content
    try:
        record = json.loads(raw)
    except ValueError as error:  # bytes that are no text are one too
        raise UnreadableError from error
    if not isinstance(record, dict) or record.get("format") != sealed.FORMAT or not _shaped(record):
        raise UnreadableError
    return record


def check(content: bytes) -> tuple[sealed.Record, list[Finding]]:
    """The record of a file, and everything that can be told about it."""
    record = read(content)
    return record, [*_record(record), *([_pages(content, record)] if content.startswith(b"%PDF") else ())]


def _shaped(record: sealed.Record) -> bool:
    parts = record.get("parts")
    return isinstance(parts, list) and all(isinstance(one, dict) and "name" in one for one in parts)


def _attached(content: bytes) -> bytes:
    for found in ATTACHED.finditer(content):
        raw = content[found.end() : found.end() + int(found[1])]
        if b"FlateDecode" not in found[0]:
            return raw
        unfolding = zlib.decompressobj()
        try:
            return unfolding.decompress(raw, MOST)
        except zlib.error as error:
            raise UnreadableError from error
    raise UnreadableError


def _record(record: sealed.Record) -> Iterator[Finding]:
    made = list(sealed.chain(sealed.head_of(record), record["parts"]))
    told = [*record.get("chain", ())]
    wrong = next((at for at, (one, two) in enumerate(zip(made, told, strict=False)) if one != two), None)
    if wrong is None and (len(made) != len(told) or record.get("seal") != made[-1]):
        wrong = len(made) - 1
    names = ["", *(str(one["name"]) for one in record["parts"])]
    where = "" if wrong is None else names[min(wrong, len(names) - 1)]
    yield Finding(What.CHAIN, Verdict.HOLDS if wrong is None else Verdict.BROKEN, len(record["parts"]), where)
    for look in (_text, _signatures, _acknowledged, _ledger):
        try:
            yield from look(record)
        except (KeyError, TypeError, ValueError, AttributeError):  # a forger need not keep the shape either
            yield Finding(_ABOUT[look.__name__], Verdict.BROKEN)


def _text(record: sealed.Record) -> Iterator[Finding]:
    text = sealed.part(record, "text")
    if text is None:
        return
    files = {path: body.encode() for path, body in text["files"].items()}
    found = gather(Sources(text["root"], files), Report()).hash
    yield Finding(What.TEXT, _holds(found == text["hash"]), len(files), text["hash"])


def _signatures(record: sealed.Record) -> Iterator[Finding]:
    listed = [one for one in sealed.part(record, "signatures") or () if one["digest"]]
    edition = (sealed.part(record, "text") or {}).get("hash", "")
    wrong = [one for one in listed if not _signed(edition, one)]
    if listed:
        where = "、".join(str(one["name"]) for one in wrong)
        yield Finding(What.SIGNATURES, _holds(not wrong), len(listed), where)


def _acknowledged(record: sealed.Record) -> Iterator[Finding]:
    one = sealed.part(record, "acknowledgement")
    if one:
        edition = (sealed.part(record, "text") or {}).get("hash", "")
        yield Finding(What.ACKNOWLEDGED, _holds(one["edition"] == edition and _signed(edition, one)), 1, one["name"])


def _ledger(record: sealed.Record) -> Iterator[Finding]:
    entries = sealed.part(record, "ledger") or ()
    wrong = [str(one["id"]) for one in entries if sealed.entry(one) != one["digest"]]
    if entries:
        yield Finding(What.LEDGER, _holds(not wrong), len(entries), "、".join(wrong))


_ABOUT = {
    "_text": What.TEXT,
    "_signatures": What.SIGNATURES,
    "_acknowledged": What.ACKNOWLEDGED,
    "_ledger": What.LEDGER,
}


def _signed(edition: str, one: Mapping[str, Any]) -> bool:
    made: bool = sealed.signature(edition, one["number"], one["written"], one["moment"]) == one["digest"]
    return made


def _pages(content: bytes, record: sealed.Record) -> Finding:
    """The pages are set again from the record: the same pages are the same bytes."""
    told = sealed.part(record, "typesetting")
    if told is None or told != pages.typesetting():
        return Finding(What.PAGES, Verdict.UNKNOWN)
    try:
        again = pages.pdf(record)
    except (pages.NoFontError, RuntimeError):
        return Finding(What.PAGES, Verdict.UNKNOWN)
    return Finding(What.PAGES, _holds(again == content))


def _holds(good: bool) -> Verdict:  # noqa: FBT001 - the verdict of a yes or no
    return Verdict.HOLDS if good else Verdict.BROKEN
