"""Making a backup while the house goes on working.

First the database, all tables of one moment; then the lake and the documents, which may only be newer than what the
database says of them; last the list of everything with its SHA-256. A file without its list is no backup.
"""

import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

from guiju.apps import clock
from guiju.apps.audit import queries as ledger
from guiju.project.backup import home, remains, sealing, tables

FORMAT = "guiju-backup-1"
LIST = "guiju-backup.json"
SEALED = "keys.sealed"
_CHUNK = 1 << 20
_PACKED = (".parquet",)  # already compressed


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup came to."""

    rows: int
    files: int
    bytes: int
    sha256: str
    head: str
    keys: str


class _Writer:
    """A ZIP file that remembers what went into it."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.book = book
        self.parts: dict[str, dict[str, object]] = {}

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """One part, in pieces."""
        digest, size = sha256(), 0
        about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        about.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        with self.book.open(about, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.parts[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def take(self, name: str, source: Path | bytes) -> None:
        """One file; what was removed meanwhile, because nothing names it any more, is no part of the backup."""
        if isinstance(source, bytes):
            self.put(name, [source])
            return
        try:
            file = source.open("rb")
        except FileNotFoundError:
            return
        with file:
            self.put(name, iter(lambda: file.read(_CHUNK), b""))


def make(path: Path, *, passphrase: str = "", database_only: bool = False) -> Made:
    """Write a backup to ``path``; without a passphrase the keys are left out.

    It is written under another name and takes its own when it is whole and on the disk.
    """
    remains.clear(path.parent)
    draft = remains.beside(path)
    keys = home.secrets(settings.GUIJU_HOME) if passphrase and not database_only else {}
    box = sealing.seal(keys, passphrase) if keys else b""
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", compresslevel=5) as book:
                told = _fill(_Writer(book), box, database_only=database_only)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    counted: dict[str, int] = told["rows"]  # type: ignore[assignment]  # as _fill writes it
    kind = "sealed" if box else "left_out"
    rows = sum(counted.values())
    parts: dict[str, str] = told["parts"]  # type: ignore[assignment]
    files = sum(name.startswith("home/") for name in parts)
    return Made(rows, files, path.stat().st_size, _digest(path), str(told["head"]), kind)


def _fill(out: _Writer, box: bytes, *, database_only: bool) -> dict[str, object]:
    with tables.one_moment():
        rows = {}
        columns = {}
        for model in tables.of(apps):
            name = model._meta.db_table  # noqa: SLF001 - how Django tells about a model
            columns[name] = tables.columns(model)
            counted = [0]
            out.put(f"database/{name}.jsonl", _encoded(tables.lines(model), counted))
            rows[name] = counted[0]
        head, migrations = ledger.head(), tables.applied()
    if not database_only:
        place: Path = settings.GUIJU_HOME
        for name, source in (*home.lake(place), *home.files(place)):
            out.take(f"home/{name}", source)
        if box:
            out.put(SEALED, [box])
    told: dict[str, object] = {
        "format": FORMAT,
        "version": version("guiju"),
        "made": clock.now().isoformat(),
        "database_only": database_only,
        "migrations": migrations,
        "columns": columns,
        "rows": rows,
        "head": head,
        "keys": "sealed" if box else "left_out",
        "parts": out.parts,
    }
    out.book.writestr(LIST, json.dumps(told, ensure_ascii=False))
    return told


def _encoded(lines: Iterable[str], counted: list[int]) -> Iterator[bytes]:
    for line in lines:
        counted[0] += 1
        yield f"{line}\n".encode()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _digest(path: Path) -> str:
    found = sha256()
    for chunk in _pieces(path):
        found.update(chunk)
    return found.hexdigest()
