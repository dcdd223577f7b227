"""What lies in the home beside the database: the lake, documents, rows set aside, and the keys."""

import os
from collections.abc import Iterator
from pathlib import Path

from guiju.project.backup.errors import BackupError

KEYS = "keys"
DATABASE = "guiju.sqlite3"  # where SQLite keeps the state
SECRET = "secret"  # noqa: S105 - the name of a file
_NEVER = {"cache", "run", "demo"}  # made again when wanted
_TRIES = 5


def secrets(home: Path) -> dict[str, bytes]:
    """The keys by the way to them; whoever has them reads what is sealed."""
    found = [home / SECRET, *sorted((home / KEYS).glob("*"))]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found if path.is_file()}


def files(home: Path) -> Iterator[tuple[str, Path]]:
    """Every file but the database, the keys and the lake, by the way to it."""
    for folder, inside, names in os.walk(home):
        here = Path(folder)
        top = here == home
        inside[:] = sorted(
            name for name in inside if not (top and name in {*_NEVER, KEYS, "lake"}) and name != "incoming"
        )
        for name in sorted(names):
            own = top and (name.startswith((DATABASE, ".secret.")) or name == SECRET)
            path = here / name
            if not own and path.is_file() and not path.is_symlink():
                yield path.relative_to(home).as_posix(), path


def lake(home: Path) -> Iterator[tuple[str, Path | bytes]]:
    """The lake in the order in which it is read: the pointer as it stood, then what it names.

    What is published later is not in it. What a sweep removes meanwhile was named by no state that is kept.
    """
    root = home / "lake"
    if not (root / "CURRENT").exists():
        return
    pointer = (root / "CURRENT").read_bytes()
    state = root / "manifests" / f"{pointer.decode().strip()}.json"
    if pointer.strip() and not state.exists():
        raise BackupError(f"数据湖缺少当前状态 {state.name}", f"the lake lacks its current state {state.name}")
    for folder in ("manifests", "ledgers", "pins", "files", "days"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(home).as_posix(), path
    for path in sorted(root.glob("*")):
        if path.is_file() and path.name not in {"CURRENT", "LOCK"} and not path.name.startswith("."):
            yield path.relative_to(home).as_posix(), path
    yield "lake/CURRENT", pointer


def is_empty(home: Path) -> bool:
    """Whether a restore may go there: no folder yet, or one with nothing but caches in it."""
    return not home.exists() or not any(path.name not in {"cache", "run"} for path in home.iterdir())
