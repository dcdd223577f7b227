"""Django's SQLite with two things that many writers at once need, and nothing else.

SQLite lets one writer in at a time; the others sleep ever longer and look again, so that with eight of them the file
idles while some wait for seconds. Here a writer takes a lock file first and looks every other millisecond.

A commit that survives a power cut waits for the disk, in SQLite while nobody else may write. Here the next writer goes
on meanwhile: the transaction is written without waiting (``synchronous=NORMAL``), and before the one who asked for it
hears that it is done, its log is forced to the disk (``fdatasync``), together with what others wrote by then. What is
written outside of a transaction waits as before (``synchronous=FULL``).
"""

import fcntl
import os
import time
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.001  # seconds between two looks whether it is our turn
NORMAL, FULL = "PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL"


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection: its place in the queue, and its hold of the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: as Django calls it
        super().__init__(*args, **kwargs)
        self._queue: int | None = None
        self._log: int | None = None
        self._changes = 0

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        try:
            self._line_up()
            self.connection.execute(NORMAL)
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            self._changes = self.connection.total_changes
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        waiting = self._queue is not None
        changed = waiting and self.connection.total_changes != self._changes
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave()
        if waiting:
            self.connection.execute(FULL)
        if changed:
            self._settle()

    def _rollback(self) -> None:
        waiting = self._queue is not None
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()
        if waiting and self.connection is not None:
            self.connection.execute(FULL)

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()
            if self._log is not None:
                os.close(self._log)
                self._log = None

    def _line_up(self) -> None:
        """Wait for our turn to write; ``OperationalError`` after as long as SQLite itself would wait."""
        path = f"{self.settings_dict['NAME']}-queue"
        self._queue = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        end = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        while not _taken(self._queue):
            if time.monotonic() >= end:
                raise OperationalError("database is locked")
            time.sleep(PAUSE)

    def _leave(self) -> None:
        """Let the next one write."""
        if self._queue is not None:
            os.close(self._queue)  # the lock goes with it
            self._queue = None

    def _settle(self) -> None:
        """Force the log to the disk. SQLite locks nothing on it, so holding it open does no harm."""
        if self._log is None:
            try:
                self._log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDONLY | os.O_CLOEXEC)
            except FileNotFoundError:  # not in WAL mode: the commit itself has waited for the disk
                return
        os.fdatasync(self._log)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
