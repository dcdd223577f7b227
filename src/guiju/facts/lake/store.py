"""The lake's folder: opening it, reading a published state, pinning it, sweeping what nobody needs."""

import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from guiju.facts.errors import LakeBrokenError
from guiju.facts.lake import ledger, lock, manifest
from guiju.facts.lake.correction import Correction
from guiju.facts.lake.durable import replace as put
from guiju.facts.lake.durable import settle
from guiju.facts.lake.ledger import Import
from guiju.facts.lake.manifest import EMPTY, NOTHING, Manifest, Part, Span, ranges
from guiju.facts.schema import HOUSE, load_schemas

DAYS = "days"  # what files come to by day, kept by whoever measures them
GRACE = timedelta(days=1)
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class View:
    """A state of the lake that stays readable while others write: its files never change."""

    root: Path
    manifest: Manifest

    @property
    def manifest_id(self) -> str:
        """The as-of of every figure computed from this view."""
        return self.manifest.id

    def files(
        self, fact: str, *, start: date | None = None, end: date | None = None, by: str | None = None
    ) -> list[Path]:
        """Parquet files of a fact, by month.

        With ``start`` or ``end`` (both included), only files with a row whose column ``by`` (an English name) may lie
        between them; without ``by``, all files.
        """
        return [self.root / "files" / part.path for part in self.manifest.of(fact) if _within(part, by, start, end)]

    def older(self, fact: str) -> bool:
        """Whether some files of a fact are of another version of its schema: the next import rewrites them."""
        schema = load_schemas().get(fact)
        return schema is not None and any(part.schema != schema.version for part in self.manifest.of(fact))

    def beside(self, fact: str, files: Collection[Path]) -> list[Path]:
        """The files of a fact that are not among these."""
        return [path for path in self.files(fact) if path not in files]

    def corrections(self, fact: str) -> list[Correction]:
        """The approved corrections that meet rows of a fact, in their order."""
        return [one for one in self.manifest.corrections if fact in one.facts]

    def with_corrections(self, layer: Iterable[Correction]) -> "View":
        """The same rows under other corrections: what a draft would come to, or with none the rows as imported."""
        return replace(self, manifest=replace(self.manifest, corrections=tuple(layer)))

    def rows(self, fact: str) -> int:
        """How many rows of a fact there are."""
        return sum(part.rows for part in self.manifest.of(fact))

    def coverage(self, fact: str, shop: str) -> list[tuple[date, date]]:
        """Covered days as ranges in order, both ends included, whatever file covers them."""
        return ranges(self.manifest.coverage.get(fact, {}).get(shop, ()))

    def lacking(self, fact: str, column: str) -> Mapping[str, tuple[tuple[date, date], ...]]:
        """By shop, the covered days whose files have no such column: what it would say is not known."""
        return self.manifest.lacking.get(fact, {}).get(column, {})

    def sources(self, fact: str, shop: str) -> tuple[Span, ...]:
        """Covered days with the connector that covers them."""
        return self.manifest.coverage.get(fact, {}).get(shop, ())

    def shops(self) -> list[str]:
        """Every shop that has rows or covered days, in order; the house itself is none."""
        named = {shop for part in self.manifest.parts for shop in part.shops}
        return sorted(named.union(*self.manifest.coverage.values()) - {HOUSE})

    def imports(self) -> list[Import]:
        """Every import up to this state, in the order they came."""
        if not self.manifest.ledger:
            return []
        path = self.root / "ledgers" / self.manifest.ledger
        try:
            return ledger.read(path)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise LakeBrokenError(path) from error


@dataclass(frozen=True, slots=True)
class Lake:
    """The store under ``GUIJU_HOME/lake``."""

    root: Path

    def view(self, manifest_id: str | None = None) -> View:
        """The current state, or the one of that id; LakeBrokenError when it is gone or damaged."""
        current = self.root / "CURRENT"
        if manifest_id is None:
            manifest_id = current.read_text("utf-8").strip() if current.exists() else EMPTY
        if manifest_id == EMPTY:
            return View(self.root, NOTHING)
        path = self.root / "manifests" / f"{manifest_id}.json"
        try:
            return View(self.root, manifest.load(path.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LakeBrokenError(path) from error

    def writing(
        self, *, patience: float = PATIENCE, waiting: Callable[[str], None] = lambda _holder: None
    ) -> AbstractContextManager[None]:
        """The one writer's lock; see ``lock.writer``."""
        return lock.writer(self.root / "LOCK", patience=patience, waiting=waiting)

    def publish(self, new: Manifest, entries: bytes) -> None:
        """Make ``new`` the current state; the caller holds the lock and has settled the files it names."""
        settle(self.root / "files")
        put(self.root / "ledgers" / new.ledger, entries)
        put(self.root / "manifests" / f"{new.id}.json", manifest.dump(new))
        put(self.root / "CURRENT", new.id.encode())

    def pin(self, manifest_id: str) -> None:
        """Keep a state for ever, because a sealed result was computed from it."""
        self.view(manifest_id)
        put(self.root / "pins" / manifest_id, b"")

    def unpin(self, manifest_id: str) -> None:
        """Let a state go with the next sweep."""
        (self.root / "pins" / manifest_id).unlink(missing_ok=True)

    def sweep(self, *, grace: timedelta = GRACE) -> list[Path]:
        """Remove states that are neither current, pinned nor younger than ``grace``, and files that no other names.

        Files younger than ``grace`` stay too: an import may be about to publish them. The caller holds the lock.
        """
        limit = time.time() - grace.total_seconds()
        kept = {self.view().manifest_id, *(pin.name for pin in (self.root / "pins").iterdir())}
        gone = [
            path for path in _old(self.root / "manifests", limit) if path.suffix != ".json" or path.stem not in kept
        ]
        for path in gone:
            path.unlink()
        stale = list(_old(self.root / "staging", limit))
        for path in stale:
            shutil.rmtree(path, ignore_errors=True)
        loose = [path for name in ("files", "ledgers") for path in _old(self.root / name, limit)]
        named = self._named()
        loose = [path for path in loose if path.name not in named]
        stems = {Path(name).stem for name in named}
        loose += [path for path in _old(self.root / DAYS, limit) if path.name.partition(".")[0] not in stems]
        for path in loose:
            path.unlink(missing_ok=True)
        return [*gone, *loose, *stale]

    def _named(self) -> frozenset[str]:
        """The files of every state on disk; all files, should one of the states be unreadable."""
        try:
            states = [self.view(path.stem).manifest for path in (self.root / "manifests").glob("*.json")]
        except LakeBrokenError:
            return frozenset(path.name for name in ("files", "ledgers") for path in (self.root / name).iterdir())
        parts = (part.path for state in states for part in state.parts)
        return frozenset({*parts, *(state.ledger for state in states)})


def open_lake(home: Path) -> Lake:
    """The lake of a home folder, made when it is not there yet."""
    root = Path(home) / "lake"
    for name in ("files", "manifests", "ledgers", "pins", "staging", DAYS):
        (root / name).mkdir(parents=True, exist_ok=True)
    return Lake(root)


def _old(folder: Path, limit: float) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.stat().st_mtime <= limit:
            yield path


def _within(part: Part, by: str | None, start: date | None, end: date | None) -> bool:
    if by is None or (start is None and end is None):
        return True
    if by not in part.days:
        return False
    first, last = part.days[by]
    return (end is None or first <= end.isoformat()) and (start is None or last >= start.isoformat())
