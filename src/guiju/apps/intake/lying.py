"""Files in a folder that others write to: listed, read and put away without ever following a link out of it."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

DONE, REFUSED = "done", "refused"
REASON = ".原因.txt"  # what the reason beside a refused file is called, behind its name
DEEP = 4  # folders within folders
MOST = 2000  # files looked at in one go
PIECE = 1 << 20
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
_CLUTTER = {"thumbs.db", "desktop.ini"}
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class ChangedError(OSError):
    """A file is not what it was when it was listed."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A file in a folder: its name within it, and what tells whether it still grows. ``odd`` for what is no file."""

    name: str
    bytes: int
    changed_ns: int
    inode: int
    odd: bool = False


def listed(folder: Path) -> list[Lying]:
    """What lies in a folder and the folders in it, by name; not what is hidden, unfinished or put away already.

    Raises ``OSError`` when the folder is not there, is a link or may not be read.
    """
    found: list[Lying] = []
    os.close(os.open(folder, _FOLDER))  # fwalk would pass over an error at the top in silence
    for at, folders, names, handle in os.fwalk(folder, follow_symlinks=False):
        within = PurePosixPath(os.path.relpath(at, folder))
        links = [name for name in folders if _is_link(name, handle)]
        put_away = {DONE, REFUSED} if within == PurePosixPath(".") else set()
        folders[:] = sorted(name for name in folders if name not in {*links, *put_away} and not name.startswith("."))[
            : MOST if len(within.parts) < DEEP else 0
        ]
        for name in sorted([*names, *links]):
            if not _passed_over(name):
                with suppress(FileNotFoundError):
                    found.append(_lying(str(within / name), os.stat(name, dir_fd=handle, follow_symlinks=False)))
        if len(found) >= MOST:
            break
    return sorted(found[:MOST], key=lambda one: one.name)


def at(folder: Path, name: str) -> Lying | None:
    """What lies under a name; ``None`` when nothing does."""
    try:
        with _beside(folder, name) as (handle, last):
            return _lying(name, os.stat(last, dir_fd=handle, follow_symlinks=False))
    except OSError:
        return None


def pieces(folder: Path, lying: Lying) -> Iterator[bytes]:
    """The bytes of a file; ``ChangedError`` when it is another than was listed, before or after it was read."""
    with _beside(folder, lying.name) as (handle, name):
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=handle)
        try:
            _same(lying, os.fstat(file))
            while piece := os.read(file, PIECE):
                yield piece
            _same(lying, os.fstat(file))
        finally:
            os.close(file)


def put_away(folder: Path, lying: Lying, under: str, reason: str = "") -> bool:
    """Move a file into ``done`` or ``refused``, the reason beside it; False when it is gone or another by now.

    The reason is written first: whoever dies in between does it again.
    """
    with _opened(folder, under) as goal, _beside(folder, lying.name) as (handle, name):
        try:
            now = os.stat(name, dir_fd=handle, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if _lying(lying.name, now) != lying:
            return False
        free = _free(lying.name.replace("/", " - "), goal)
        if reason:
            _write(free + REASON, reason, goal)
        os.rename(name, free, src_dir_fd=handle, dst_dir_fd=goal)
        return True


def _lying(name: str, seen: os.stat_result) -> Lying:
    return Lying(name, seen.st_size, seen.st_mtime_ns, seen.st_ino, not stat.S_ISREG(seen.st_mode))


def _same(lying: Lying, seen: os.stat_result) -> None:
    if _lying(lying.name, seen) != lying:
        raise ChangedError(lying.name)


def _passed_over(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith(_UNFINISHED) or lower in _CLUTTER


def _is_link(name: str, handle: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


@contextmanager
def _beside(folder: Path, name: str) -> Iterator[tuple[int, str]]:
    """The folder that a file lies in, reached step by step through no link, and its name there."""
    *parents, last = PurePosixPath(name).parts
    handle = os.open(folder, _FOLDER)
    try:
        for parent in parents:
            inner = os.open(parent, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle, last
    finally:
        os.close(handle)


@contextmanager
def _opened(folder: Path, under: str) -> Iterator[int]:
    """A folder in the folder, made when it is not there; ``OSError`` when somebody put a link in its place."""
    handle = os.open(folder, _FOLDER)
    try:
        with suppress(FileExistsError):
            os.mkdir(under, 0o770, dir_fd=handle)
        inner = os.open(under, _FOLDER, dir_fd=handle)
    finally:
        os.close(handle)
    try:
        yield inner
    finally:
        os.close(inner)


def _free(name: str, handle: int) -> str:
    """A name that is not taken yet; the folder is ours alone to fill."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    taken = set(os.listdir(handle))
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}{ending}"
    return free


def _write(name: str, text: str, handle: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o660, dir_fd=handle), "w", encoding="utf-8") as file:
        file.write(text)
