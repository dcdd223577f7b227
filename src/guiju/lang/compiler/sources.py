"""Brings the files of a regulation together: the document, the chapters it includes, and the hash over their bytes."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from guiju.lang.blocks import Node, Region, ScalarNode
from guiju.lang.compiler.front import Front, Include, read_front
from guiju.lang.report import Report
from guiju.lang.text import Source

MOST_BYTES = 8_000_000
MOST_CHAPTERS = 200

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Sources:
    """The bytes of a document and of its chapters by their paths relative to it; ``main`` is the document."""

    main: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A source with its front matter; ``settings`` are the parameters that the including document sets."""

    source: Source
    front: Front
    settings: tuple[tuple[ScalarNode, Node], ...] = ()
    region: Region | None = None  # where the settings stand
    body: int = 0


@dataclass(slots=True)
class Gathered:
    """The document first, then its chapters in the order of inclusion."""

    chapters: list[Chapter] = field(default_factory=list)
    hash: str = ""


def gather(given: str | Path | Sources, report: Report) -> Gathered:
    """Read the document and everything it includes; what cannot be read becomes a diagnostic."""
    if isinstance(given, Sources):
        return _gather(given.main, given.files.get, lambda path: path, report)
    path = Path(given)
    folder = path.parent

    def read(relative: str) -> bytes | None:
        try:
            with (folder / relative).open("rb") as file:
                return file.read(MOST_BYTES + 1)  # a device has no end
        except OSError:
            return None

    return _gather(path.name, read, lambda relative: str(folder / relative), report)


def _gather(main: str, read: Read, shown: Callable[[str], str], report: Report) -> Gathered:
    gathered = Gathered()
    digest = sha256()
    waiting: list[tuple[str, Include | None, Region | None]] = [(main, None, None)]
    seen: set[str] = set()
    while waiting:
        name, include, region = waiting.pop(0)
        data = read(name) if name not in seen and len(seen) < MOST_CHAPTERS else None
        if data is None:
            _report_lost(name, include, region, report, shown, again=name in seen)
            continue
        seen.add(name)
        if include is not None:
            digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
        source = _decode(shown(name), data, report)
        front, body = read_front(source, report, chapter=include is not None)
        settings = include.settings if include else ()
        gathered.chapters.append(Chapter(source, front, settings, region, body))
        for chapter in front.includes:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), chapter.file.text.strip()))
            if posixpath.isabs(target) or target.startswith(".."):
                report.at("D116", chapter.file, front.region, ())
            else:
                waiting.append((target, chapter, front.region))
    gathered.hash = digest.hexdigest()
    return gathered


def _report_lost(
    name: str,
    include: Include | None,
    region: Region | None,
    report: Report,
    shown: Callable[[str], str],
    *,
    again: bool,
) -> None:
    if include is None or region is None:
        report.character("D112", Source(shown(name), ""), 0, 0, file=shown(name))
    else:
        report.at("D115" if again else "D112", include.file, region, (), file=shown(name))


def _decode(path: str, data: bytes, report: Report) -> Source:
    """The text of a file; it must be UTF-8, with or without a byte order mark."""
    if len(data) > MOST_BYTES:
        source = Source(path, "", unread=True)
        report.character("D114", source, 0, 0, megabytes=str(MOST_BYTES // 1_000_000))
        return source
    try:
        return Source(path, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8-sig", "replace"), unread=True)
        place = source.text.find("\ufffd", len(data[: error.start].decode("utf-8-sig", "replace")))
        report.character("D113", source, place, place + 1)
        return source
