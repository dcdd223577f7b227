"""What is written beside its place first, by a name that says who writes it; and what of it a killed process left."""

import os
import re
import shutil
import socket
import time
from pathlib import Path

DAY = 86400.0
_NAME = re.compile(r"\..+~([\w-]+)~(\d+)")


def beside(path: Path) -> Path:
    """A hidden name beside ``path`` for what this process has not finished yet."""
    return path.with_name(f".{path.name}~{_here()}~{os.getpid()}")


def clear(folder: Path) -> list[str]:
    """Remove what processes that are no more left unfinished in a folder; gives the names.

    A process of another machine or container cannot be seen from here: its things are left for a day.
    """
    gone = []
    for path in folder.glob(".*~*~*") if folder.is_dir() else ():
        writer = _NAME.fullmatch(path.name)
        if writer is None or not _is_over(path, writer[1], int(writer[2])):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        gone.append(path.name)
    return sorted(gone)


def _here() -> str:
    return re.sub(r"[^\w-]", "-", socket.gethostname()) or "here"


def _is_over(path: Path, host: str, process: int) -> bool:
    if time.time() - path.lstat().st_mtime > DAY:
        return True
    if host != _here():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
