"""Attachments on disk: bytes under the home, named by their SHA-256, written whole or not at all."""

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from guiju.apps import clock
from guiju.apps.records import errors
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Attachment

MEGABYTE = 1 << 20
MOST_BYTES = 20 * MEGABYTE
KEPT = timedelta(days=1)  # how long a file may belong to nothing


def folder() -> Path:
    """Where the bytes of attachments lie."""
    return Path(settings.GUIJU_HOME) / "files"


def path(digest: str) -> Path:
    """Where the bytes with a SHA-256 lie."""
    return folder() / digest[:2] / digest


def take(chunks: Iterable[bytes], name: str) -> tuple[Path, str, int]:
    """Write what is brought to a file of its own; gives where, its SHA-256 and size. ``Refused`` when it is too big."""
    incoming = folder() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = incoming / secrets.token_hex(16)
    digest, size = sha256(), 0
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for chunk in bearable(chunks, name):
                size += len(chunk)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        drop(draft)
        raise
    if not size:
        drop(draft)
        raise errors.refused(Code.FILE_EMPTY, name=name)
    return draft, digest.hexdigest(), size


def bearable(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The same chunks, ``Refused`` as soon as they are more than one file may be."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise errors.refused(Code.FILE_TOO_BIG, name=name, most=MOST_BYTES // MEGABYTE)
        yield chunk


def keep(draft: Path, digest: str) -> None:
    """Move what was taken to where it is found; the same bytes are there once and count as brought anew."""
    final = path(digest)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft.replace(final)  # of equal bytes either may stay, and this one is new for the sweeper


def drop(draft: Path) -> None:
    """Forget a file."""
    with suppress(OSError):
        draft.unlink()


def opened(digest: str) -> BinaryIO | None:
    """The bytes of an attachment; ``None`` when they are gone."""
    with suppress(OSError):
        return path(digest).open("rb")
    return None


def sweep() -> int:
    """Delete attachments that belong to nothing for a day, and bytes that no attachment names; gives how many files.

    Safe beside uploads: bytes are touched before their row is written, and what is younger than a day stays.
    """
    Attachment.objects.filter(record__isnull=True, held="", at__lt=clock.now() - KEPT).delete()
    before, swept = time.time() - KEPT.total_seconds(), 0  # of files the disk keeps the time
    for file in [*folder().glob("??/*"), *folder().glob("incoming/*")]:
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < before and not _named(file):
                drop(file)
                swept += 1
    return swept


def _named(file: Path) -> bool:
    return file.parent.name != "incoming" and Attachment.objects.filter(sha256=file.name).exists()
