"""Paths that a person names into files to read: folders walked, archives unpacked, neighbours found."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guiju.facts.problems import Problem
from guiju.facts.reading.source import SUFFIXES, Kind, kind_of, unpack
from guiju.facts.reading.table import UnreadableError
from guiju.facts.report import FileReport, Status


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, the name to show for it, and the shop that its folder is named after (empty if none)."""

    path: Path
    name: str
    shop: str = ""

    def mark(self) -> tuple[int, ...]:
        """What is another once somebody wrote to the file."""
        now = self.path.stat()
        return now.st_ino, now.st_size, now.st_mtime_ns

    def sha256(self) -> str:
        """The hash of the file's bytes."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def gather(paths: Iterable[Path], scratch: Path) -> tuple[list[Source], list[FileReport]]:
    """The files in a steady order, and a report for each path that leads to none.

    A folder's files take the name of the folder they lie in for a shop. Members of a zip are unpacked into ``scratch``.
    """
    sources: list[Source] = []
    refused: list[FileReport] = []
    for path in paths:
        if path.is_dir():
            found = [
                Source(file, str(file.relative_to(path.parent)), file.parent.resolve().name) for file in _walk(path)
            ]
        elif path.is_file():
            found = [Source(path, path.name)]
        elif path.exists():  # a pipe or a device, which could be read but once
            refused.append(refusal(path.name, "unsupported"))
            continue
        else:
            refused.append(refusal(path.name, "missing_file"))
            continue
        for source in found:
            try:
                found_in = _opened(source, scratch)
                sources.extend(one for one in found_in if not _nested(source, one))
                refused.extend(refusal(one.name, "nested") for one in found_in if _nested(source, one))
            except UnreadableError as error:
                refused.append(refusal(source.name, error.code, **error.data))
            except OSError:
                refused.append(refusal(source.name, "unreadable"))
    return sources, refused


def refusal(name: str, code: str, /, **data: str) -> FileReport:
    """The report of a file that was not read at all."""
    return FileReport(name, Status.REFUSED, problems=(Problem(code, name, data=data),))


def neighbour(source: Source, stem: str, others: Iterable[Source]) -> Source | None:
    """The file of that stem among the files of the run, else in the folder of ``source``."""
    for other in others:
        if other.path.name.startswith(stem):
            return other
    beside = sorted(source.path.parent.glob(f"{stem}*"))
    return Source(beside[0], beside[0].name) if beside else None


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in SUFFIXES:
            yield path


def _nested(source: Source, member: Source) -> bool:
    """Whether a member of an archive is an archive itself, which nobody opens."""
    return member is not source and member.path.suffix.lower() == ".zip"


def _opened(source: Source, scratch: Path) -> list[Source]:
    if kind_of(source.path) is not Kind.ZIP:
        return [source]
    folder = scratch / source.sha256()[:16]
    folder.mkdir(exist_ok=True)
    members = [Source(path, name, source.shop) for name, path in unpack(source.path, folder)]
    if not members:
        raise UnreadableError("unsupported")
    return members
