"""One writer at a time: a lock that the system frees by itself when its holder dies."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from guiju.facts.errors import LakeBusyError

_STEP = 0.05


@contextmanager
def writer(path: Path, *, patience: float, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock file at ``path``.

    While somebody else has it, ``waiting`` is called once with the holder's process number; after ``patience`` seconds
    LakeBusyError is raised. The file stays: removing it would let two writers lock two different files of one name.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(handle, patience, waiting)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, patience: float, waiting: Callable[[str], None]) -> None:
    deadline = time.monotonic() + patience
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode(errors="replace") or "?"
            if time.monotonic() >= deadline:
                raise LakeBusyError(holder, patience) from None
            if not told:
                waiting(holder)
                told = True
            time.sleep(_STEP)
        else:
            return
