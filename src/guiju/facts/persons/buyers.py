"""A buyer in the lake: rows found by the original id, and the hash replaced so that they are nobody's."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import polars as pl

from guiju.facts import aside, lake
from guiju.facts.lake import ledger, rows
from guiju.facts.lake.commit import read
from guiju.facts.lake.correction import Correction
from guiju.facts.lake.manifest import Part, compose
from guiju.facts.lake.store import PATIENCE, Lake, View
from guiju.facts.parsing.cells import cleaned
from guiju.facts.persons import erased, hidden
from guiju.facts.schema import load_schemas
from guiju.facts.secret import Secret, open_secret

Swap = Callable[[pl.DataFrame, Sequence[str]], pl.DataFrame | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a buyer was found: rows by fact, rows that wait set aside, and sealed states that hold them too.

    ``before`` is the day on which they were forgotten already, empty when they were not.
    """

    rows: Mapping[str, int]
    aside: int
    pinned: tuple[str, ...]
    before: str

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values()) + self.aside


@dataclass(frozen=True, slots=True)
class Changed:
    """A new state of the lake: its id, and how many rows of each fact it changed."""

    manifest_id: str
    rows: Mapping[str, int]


def find(home: Path, original: str) -> Found:
    """Where a buyer is, by what the platform calls them; nothing is written down of the question."""
    hashed = _hash(home, original)
    store = lake.open(home)
    counts = {fact: frame.height for fact, frame in _rows(home, store.view(), hashed)}
    return Found(
        rows={fact: count for fact, count in counts.items() if count},
        aside=sum(1 for entry in _waiting(home, hashed) for _place in _places(entry, hashed, _mark(home))),
        pinned=tuple(_pinned(home, store, hashed)),
        before=erased.forgotten(home).get(hashed, ""),
    )


def export(home: Path, original: str) -> dict[str, list[dict[str, object]]]:
    """Every row of a buyer, by fact, under the English names of its columns."""
    hashed = _hash(home, original)
    names = {fact: [one.english for one in schema.columns] for fact, schema in load_schemas().items()}
    return {
        fact: frame.select(names[fact]).to_dicts()
        for fact, frame in _rows(home, lake.open(home).view(), hashed)
        if frame.height
    }


def erase(home: Path, original: str, *, now: datetime, patience: float = PATIENCE) -> tuple[Found, Changed]:
    """Make a buyer nobody: in the current state, in rows set aside, and in every file that is imported from now on.

    Rows stay, with their amounts. States that are pinned stay as they are; the others go with the next sweep.
    LakeBusyError and DiskFullError leave everything as it was, but for the promise to let nobody of that hash in.
    """
    hashed = _hash(home, original)
    store = lake.open(home)
    with store.writing(patience=patience):
        erased.forget(home, hashed, now.date())
        found = find(home, original)
        token = erased.nobody()
        changed = _rewritten(home, store, _one(hashed, token), now, lambda _part: True, {hashed: token})
        _unseal(home, hashed, token)
    return found, changed


def fade(home: Path, *, before: date, now: datetime, patience: float = PATIENCE) -> Changed:
    """Part the rows of months that ended before a day from their buyers.

    Within one file of a month equal buyers stay equal, so that counts of that month do not change; with other months
    they have nothing in common any more.
    """
    store = lake.open(home)
    with store.writing(patience=patience):
        month = f"{before:%Y-%m}"
        return _rewritten(home, store, _all, now, lambda part: part.month < month and part.month[0] == "2", {})


def _hash(home: Path, original: str) -> str:
    """The keyed hash, as it was made when files came in."""
    text = cleaned(pl.DataFrame({"text": [original]}))["text"]
    return _secret(home).hashed(text)[0] or ""


def _secret(home: Path) -> Secret:
    """The secret without what is forgotten: whom we look for may be."""
    return replace(open_secret(home), forgotten=frozenset())


def _mark(home: Path) -> str:
    return open_secret(home).mark


def _rows(home: Path, view: View, hashed: str) -> Iterator[tuple[str, pl.DataFrame]]:
    for fact, names in hidden.columns(home).items():
        schema = load_schemas()[fact]
        frames = [
            rows.conform(frame, schema)
            for part in view.manifest.of(fact)
            if (frame := _met(read(view, part), names, hashed)).height
        ]
        yield fact, pl.concat(frames) if frames else pl.DataFrame(schema=rows.layout(schema))


def _met(frame: pl.DataFrame, names: Sequence[str], hashed: str) -> pl.DataFrame:
    there = [pl.col(name) == hashed for name in names if name in frame.columns]
    return frame.filter(pl.any_horizontal(there)) if there else frame.clear()


def _rewritten(
    home: Path,
    store: Lake,
    swap: Swap,
    now: datetime,
    wanted: Callable[[Part], bool],
    keys: Mapping[str, str],
) -> Changed:
    """Publish the state with personal columns swapped in the files that are ``wanted``; nothing when none changes."""
    view = store.view()
    names = hidden.columns(home)
    parts: list[Part] = []
    counts: dict[str, int] = {}
    for part in view.manifest.parts:
        new = swap(read(view, part), names[part.fact]) if part.fact in names and wanted(part) else None
        if new is None:
            parts.append(part)
            continue
        schema = load_schemas()[part.fact]
        count = int(new["_changed"].sum())
        frame = rows.with_hash(rows.conform(new.drop("_changed"), schema), schema)
        parts.append(rows.write(frame, schema, part.month, store.root / "files"))
        counts[part.fact] = counts.get(part.fact, 0) + count
    if not counts:
        return Changed(view.manifest_id, {})
    state = compose(
        view.manifest,
        parts=parts,
        coverage=view.manifest.coverage,
        ledger=f"{uuid.uuid4().hex}.jsonl.gz",
        made=now,
        corrections=tuple(_corrected(one, keys) for one in view.manifest.corrections),
    )
    store.publish(state, ledger.dump(view.imports()))
    return Changed(state.id, counts)


def _one(hashed: str, token: str) -> Swap:
    def swap(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame | None:
        there = [name for name in names if name in frame.columns]
        if not _met(frame, there, hashed).height:
            return None
        changed = pl.any_horizontal(pl.col(name).eq_missing(hashed) for name in there).alias("_changed")
        return frame.with_columns(changed, *(pl.col(name).replace(hashed, token) for name in there))

    return swap


def _all(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame | None:
    there = [name for name in names if name in frame.columns]
    known = pl.concat([frame[name].drop_nulls().alias("who") for name in there]).unique() if there else pl.Series()
    fresh = [who for who in known.to_list() if not who.startswith(erased.MARK)]
    if not fresh:
        return None
    tokens = {who: erased.nobody() for who in fresh}
    changed = pl.any_horizontal(pl.col(name).is_in(fresh) for name in there).fill_null(value=False).alias("_changed")
    return frame.with_columns(changed, *(pl.col(name).replace(tokens) for name in there))


def _corrected(one: Correction, keys: Mapping[str, str]) -> Correction:
    """A correction that names rows by a hash that is gone names them by what stands there now."""
    named = tuple(tuple(keys.get(part, part) if part else part for part in row) for row in one.keys)
    return replace(one, keys=named)


def _pinned(home: Path, store: Lake, hashed: str) -> Iterator[str]:
    """States that are kept for ever and hold the buyer, the current one apart."""
    current = store.view().manifest_id
    for pin in sorted((store.root / "pins").iterdir()):
        if pin.name != current and any(frame.height for _fact, frame in _rows(home, store.view(pin.name), hashed)):
            yield pin.name


def _waiting(home: Path, hashed: str) -> list[aside.Aside]:
    mark = _mark(home)
    return [entry for entry in aside.listed(home, open_secret(home)) if list(_places(entry, hashed, mark))]


def _places(entry: aside.Aside, hashed: str, mark: str) -> Iterator[int]:
    """The rows set aside that are of a buyer."""
    sealed = f"{mark}{hashed}"
    for place in range(len(entry.keys)):
        cells = (cells[place] for cells in entry.rows.values())
        if entry.keys[place] == hashed or any(cell == sealed for cell in cells):
            yield place


def _unseal(home: Path, hashed: str, token: str) -> None:
    secret = open_secret(home)
    old, new = f"{secret.mark}{hashed}", f"{secret.mark}{token}"
    for entry in _waiting(home, hashed):
        cells = {name: [new if cell == old else cell for cell in listed] for name, listed in entry.rows.items()}
        keys = tuple(token if key == hashed else key for key in entry.keys)
        aside.keep(home, secret, replace(entry, rows=cells, keys=keys))
