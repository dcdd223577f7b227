"""Writes that survive a power cut: data is on the disk before its name is, and a full disk is told in words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guiju.facts.errors import DiskFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# the last: a Parquet footer that found no room
_WORDS = (
    *("No space left", "File too large", "Disk quota"),
    *("os error 28", "os error 27", "os error 122", "transport error"),
)


@contextmanager
def room() -> Iterator[None]:
    """Turn every way in which a full disk shows itself into DiskFullError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL or any(word in str(error) for word in _WORDS):
            raise DiskFullError from error
        raise
    except Exception as error:
        # Polars wraps the system's error in its own types; only the text tells.
        if any(word in str(error) for word in _WORDS):
            raise DiskFullError from error
        raise


def settle(path: Path) -> None:
    """Force a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path`` in one step: readers see the old file or the new one, never half."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with room():
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    settle(path.parent)
