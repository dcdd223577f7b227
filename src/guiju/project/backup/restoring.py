"""A backup back into an empty house: looked through first, loaded as it was, then brought up to this version."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from guiju.apps.audit import guards, outside
from guiju.project.backup import sealing, tables
from guiju.project.backup.errors import BackupError
from guiju.project.backup.making import FORMAT, LIST, SEALED

_CHUNK = 1 << 20
_LONGEST = 64 << 20  # bytes of the list


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself."""

    version: str
    made: str
    migrations: frozenset[tuple[str, str]]
    columns: Mapping[str, list[str]]
    rows: Mapping[str, int]
    head: str
    keys: str
    database_only: bool
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to; ``migrated`` is how many migrations were newer than the backup."""

    rows: int
    files: int
    migrated: int
    head: str
    keys: str


def look(path: Path) -> Contents:
    """Read the list and hold every part against it; nothing is written. Raises ``BackupError``."""
    try:
        with zipfile.ZipFile(path) as book:
            found = _contents(book)
            names = {one.filename for one in book.infolist()} - {LIST}
            if names != set(found.parts):
                odd = min(names ^ set(found.parts))
                raise BackupError(f"备份不完整：{odd}", f"the backup is not whole: {odd}")
            for name, wanted in found.parts.items():
                digest = sha256()
                with book.open(name) as part:
                    while chunk := part.read(_CHUNK):
                        digest.update(chunk)
                if digest.hexdigest() != wanted:
                    raise BackupError(f"备份里的 {name} 损坏了", f"{name} in the backup is damaged")
            return found
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError(f"读不了备份：{error}", f"cannot read the backup: {error}") from error


def restore(path: Path, found: Contents, place: Path, *, passphrase: str = "") -> Restored:
    """Load a backup that was looked through into the database at hand and, unless it has only a database, ``place``."""
    if connection.introspection.table_names():
        raise BackupError(
            "数据库里已经有东西，只能恢复到空的数据库", "the database is not empty: restore into an empty one"
        )
    executor = MigrationExecutor(connection)
    unknown = sorted(found.migrations - set(executor.loader.disk_migrations))
    if unknown:
        raise BackupError(
            f"备份来自更新的版本 {found.version}（{'.'.join(unknown[0])}），请先升级程序再恢复",
            f"the backup was made by a newer version, {found.version} ({'.'.join(unknown[0])}): upgrade first",
        )
    with zipfile.ZipFile(path) as book:
        keys = {} if found.database_only else _keys(book, found, passphrase)
        whole = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
        newer = len(set(executor.loader.disk_migrations) - found.migrations)
        written = 0 if found.database_only else _files(book, found, place, keys)
        count = _load(book, found, executor, whole)  # last: what PostgreSQL has taken cannot be taken back
    return Restored(count, written, newer, found.head, "restored" if keys else "left_out")


def _contents(book: zipfile.ZipFile) -> Contents:
    try:
        told = json.loads(book.read(LIST)) if book.getinfo(LIST).file_size <= _LONGEST else {}
        return _said({FORMAT: told}[told["format"]])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupError(
            "这不是规矩的备份，或没有写完", "this is no backup of Guiju, or it was not finished"
        ) from error


def _said(told: dict[str, Any]) -> Contents:  # Any: as JSON gives it
    return Contents(
        version=str(told["version"]),
        made=str(told["made"]),
        migrations=frozenset((str(app), str(name)) for app, name in told["migrations"]),
        columns={str(name): [str(one) for one in named] for name, named in told["columns"].items()},
        rows={str(name): int(count) for name, count in told["rows"].items()},
        head=str(told["head"]),
        keys=str(told["keys"]),
        database_only=bool(told["database_only"]),
        parts={str(name): str(part["sha256"]) for name, part in told["parts"].items()},
    )


def _keys(book: zipfile.ZipFile, found: Contents, passphrase: str) -> dict[str, bytes]:
    if found.keys != "sealed":
        return {}
    if not passphrase:
        raise BackupError("备份里的钥匙要口令：--passphrase-file", "the keys need a passphrase: --passphrase-file")
    return sealing.unseal(book.read(SEALED), passphrase)


def _load(
    book: zipfile.ZipFile, found: Contents, executor: MigrationExecutor, whole: AbstractContextManager[object]
) -> int:
    """The tables of the backup's own version, its rows, then the way up to this version; and whether it all holds."""
    with whole:
        wanted = [node for node in found.migrations if not _followed(node, found, executor)]
        executor.migrate(wanted)
        models = tables.of(executor.loader.project_state(wanted).apps)
        _constraints("DEFERRED")  # in any order; making tables may have asked for the contrary
        with transaction.atomic():
            for model in models:
                tables.empty(model)
            for model in models:
                _fill(book, found, model)
            tables.number_on(models)
        _constraints("IMMEDIATE")
        call_command("migrate", interactive=False, verbosity=0)
        guards.put_up(connection)
        verdict = outside.check()
        if verdict.why or verdict.head != found.head:
            raise BackupError(
                f"操作记录的链条断在第 {verdict.broken} 条，没有恢复",
                f"the ledger's chain is broken at entry {verdict.broken}: nothing was restored",
            )
    return sum(found.rows.values())


def _constraints(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _followed(node: tuple[str, str], found: Contents, executor: MigrationExecutor) -> bool:
    """Whether a later migration of the same app is in the backup too."""
    children = executor.loader.graph.node_map[node].children
    return any(child.key in found.migrations and child.key[0] == node[0] for child in children)


def _fill(book: zipfile.ZipFile, found: Contents, model: Any) -> None:  # Any: a model of a state of the past
    name = model._meta.db_table  # noqa: SLF001 - how Django tells about a model
    if name not in found.rows:
        return
    try:
        with book.open(f"database/{name}.jsonl") as part:
            count = tables.put(model, found.columns[name], (line.decode() for line in part))
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"备份里的表 {name} 读不懂：{error}", f"table {name} cannot be read: {error}") from error
    if count != found.rows[name] or model._base_manager.count() != count:  # noqa: SLF001
        raise BackupError(f"表 {name} 的行数不符", f"table {name} has another number of rows")


def _files(book: zipfile.ZipFile, found: Contents, place: Path, keys: Mapping[str, bytes]) -> int:
    count = 0
    for name in found.parts:
        if name.startswith("home/"):
            _write(place, name.removeprefix("home/"), _pieces(book, name))
            count += 1
    for name, key in keys.items():
        _write(place, name, iter((key,)))
    for folder in ("manifests", "ledgers", "pins", "files", "staging"):
        (place / "lake" / folder).mkdir(parents=True, exist_ok=True)
    return count


def _pieces(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _write(place: Path, name: str, chunks: Iterator[bytes]) -> None:
    """One file, only ever inside of ``place``."""
    way = PurePosixPath(name)
    if way.is_absolute() or ".." in way.parts or not way.parts:
        raise BackupError(f"备份里有不该有的路径 {name}", f"the backup holds a path that leads away: {name}")
    path = place / way
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    with path.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
