"""One change of the lake: staged files of several imports become one new published state."""

import shutil
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from guiju.facts.errors import LakeBrokenError
from guiju.facts.lake import ledger, rows
from guiju.facts.lake.correction import renamed
from guiju.facts.lake.counts import Counts
from guiju.facts.lake.durable import room
from guiju.facts.lake.lacking import lacking
from guiju.facts.lake.ledger import Import
from guiju.facts.lake.manifest import Part, Span, compose, merged
from guiju.facts.lake.merge import merge
from guiju.facts.lake.store import PATIENCE, Lake, View
from guiju.facts.schema import Schema

Coverage = dict[str, dict[str, tuple[Span, ...]]]
BUFFER = 150_000


@dataclass(frozen=True, slots=True)
class Committed:
    """The state after a commit; ``counts`` by import id and fact."""

    manifest_id: str
    counts: Mapping[str, Mapping[str, Counts]]


class Draft:
    """Rows on their way into the lake: in memory while few, staged as files by month once there are many."""

    def __init__(self, schemas: Mapping[str, Schema], folder: Path) -> None:
        self.schemas = schemas
        self.folder = folder
        self.rows = 0
        self.buffers: dict[str, list[pl.DataFrame]] = {}
        self.pieces: dict[str, list[Part]] = {}

    def add(self, fact: str, frame: pl.DataFrame) -> None:
        """Take rows of a fact in the lake's layout (``_hash`` is made here)."""
        if frame.height:
            self._hold(fact, [rows.with_hash(frame, self.schemas[fact])])

    def accept(self, other: "Draft") -> None:
        """Take over all rows of another draft of the same folder."""
        for fact, pieces in other.pieces.items():
            self.pieces.setdefault(fact, []).extend(pieces)
            self.rows += sum(piece.rows for piece in pieces)
        for fact, frames in other.buffers.items():
            self._hold(fact, frames)

    def beside(self) -> "Draft":
        """An empty draft of the same folder, to be accepted or discarded."""
        return Draft(self.schemas, self.folder)

    def discard(self) -> None:
        """Forget the rows and remove what was staged of them."""
        for pieces in self.pieces.values():
            for piece in pieces:
                (self.folder / piece.path).unlink(missing_ok=True)

    def staged(self) -> Mapping[str, list[Part]]:
        """Everything written out, by fact."""
        for fact in list(self.buffers):
            self._flush(fact)
        return self.pieces

    def _hold(self, fact: str, frames: list[pl.DataFrame]) -> None:
        self.rows += sum(frame.height for frame in frames)
        buffer = self.buffers.setdefault(fact, [])
        buffer.extend(frames)
        if sum(frame.height for frame in buffer) >= BUFFER:
            self._flush(fact)

    def _flush(self, fact: str) -> None:
        schema = self.schemas[fact]
        frame = pl.concat(self.buffers.pop(fact))
        pieces = [rows.write(part, schema, month, self.folder) for month, part in rows.by_month(frame, schema)]
        self.pieces.setdefault(fact, []).extend(pieces)


class Batch:
    """Imports that are published together, with their staging folder inside the lake."""

    def __init__(self, lake: Lake, schemas: Mapping[str, Schema]) -> None:
        self.lake = lake
        self.schemas = schemas
        self.imports: list[Import] = []
        self.folder = lake.root / "staging" / uuid.uuid4().hex
        with room():
            self.folder.mkdir()
        self.draft = Draft(schemas, self.folder)

    def file(self) -> Draft:
        """A draft for one file, to be accepted or discarded as a whole."""
        return Draft(self.schemas, self.folder)

    def accept(self, entry: Import, draft: Draft) -> None:
        """Take a file's rows and its line for the ledger."""
        self.draft.accept(draft)
        self.imports.append(entry)

    def close(self) -> None:
        """Remove the staging folder with whatever was not published."""
        shutil.rmtree(self.folder, ignore_errors=True)


def commit(
    batch: Batch,
    *,
    now: datetime,
    aliases: Mapping[str, str],
    patience: float = PATIENCE,
    waiting: Callable[[str], None] = lambda _holder: None,
    step: Callable[[str], None] = lambda _phase: None,
) -> Committed:
    """Merge and publish a batch under the writer's lock; rows of shops that ``aliases`` renames are carried over.

    ``step`` hears of each phase before it begins (``merge``, ``publish``, ``published``) and may raise to stop before
    anything is visible. LakeBusyError and DiskFullError leave the lake as it was.
    """
    staged = batch.draft.staged()
    with batch.lake.writing(patience=patience, waiting=waiting):
        view = batch.lake.view()
        files = batch.lake.root / "files"
        order = [entry.id for entry in batch.imports]
        step("merge")
        parts: list[Part] = []
        counts: dict[str, dict[str, Counts]] = {}
        for name, schema in batch.schemas.items():
            old, moved = _renamed(batch, schema, view, aliases)
            new = [*moved, *staged.get(name, ())]
            if not new and all(part.schema == schema.version for part in old):
                parts.extend(old)
                continue
            done = merge(schema, old, new, folder=files, staging=batch.folder, order=order)
            parts.extend(done.parts)
            for import_id, count in done.counts.items():
                counts.setdefault(import_id, {})[name] = count
        step("publish")
        entries = _entries(view, batch.imports)
        state = compose(
            view.manifest,
            parts=parts,
            coverage=_covered(view.manifest.coverage, batch.imports, aliases),
            ledger=f"{uuid.uuid4().hex}.jsonl.gz",
            made=now,
            corrections=renamed(view.manifest.corrections, aliases, _keys(batch.schemas)),
            lacking=lacking(entries, aliases),
        )
        batch.lake.publish(state, ledger.dump(entries))
        step("published")
    return Committed(state.id, counts)


def _keys(schemas: Mapping[str, Schema]) -> dict[str, tuple[str, ...]]:
    return {name: schema.key for name, schema in schemas.items()}


def _entries(view: View, imports: Sequence[Import]) -> list[Import]:
    """The ledger with the new imports last; an import read again by newer connectors takes its old line's place."""
    again = {entry.id for entry in imports}
    return [*(entry for entry in view.imports() if entry.id not in again), *imports]


def _covered(
    old: Mapping[str, Mapping[str, tuple[Span, ...]]], imports: Iterable[Import], aliases: Mapping[str, str]
) -> Coverage:
    spans: dict[str, dict[str, list[Span]]] = {}
    for fact, shops in old.items():
        for shop, known in shops.items():
            spans.setdefault(fact, {}).setdefault(aliases.get(shop, shop), []).extend(known)
    for entry in imports:
        for fact, shop, start, end in entry.covers:
            span = Span(date.fromisoformat(start), date.fromisoformat(end), entry.connector)
            spans.setdefault(fact, {}).setdefault(shop, []).append(span)
    return {fact: {shop: merged(known) for shop, known in shops.items()} for fact, shops in spans.items()}


def _renamed(batch: Batch, schema: Schema, view: View, aliases: Mapping[str, str]) -> tuple[list[Part], list[Part]]:
    """A fact's files without the rows of renamed shops, and those rows staged under the new name."""
    kept: list[Part] = []
    moved: list[Part] = []
    for part in view.manifest.of(schema.english):
        if not any(shop in aliases for shop in part.shops):
            kept.append(part)
            continue
        frame = rows.conform(read(view, part), schema)
        old = pl.col("shop").is_in(list(aliases))
        renamed = frame.filter(old).with_columns(pl.col("shop").replace(dict(aliases)))
        moved.append(rows.write(rows.with_hash(renamed, schema), schema, part.month, batch.folder))
        rest = frame.filter(~old)
        if rest.height:
            kept.append(rows.write(rest, schema, part.month, view.root / "files"))
    return kept, moved


def read(view: View, part: Part) -> pl.DataFrame:
    """All rows of one file; LakeBrokenError when it is missing or damaged."""
    path = view.root / "files" / part.path
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise LakeBrokenError(path) from error


def frame(view: View, fact: str, schema: Schema) -> pl.DataFrame:
    """All rows of a fact in the current layout, hidden columns included (for tests and small tools)."""
    parts = [rows.conform(read(view, part), schema) for part in view.manifest.of(fact)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=rows.layout(schema))
