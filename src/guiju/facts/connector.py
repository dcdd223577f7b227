"""What an export looks like: connectors read from ``connectors/*.yaml``, each recognised by its header."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from guiju.facts.mapping import check, store
from guiju.facts.refine import NOTHING, Refine, refine_of
from guiju.facts.schema import ORDER, Column, Words
from guiju.facts.shape import PLAIN, Shape, shape_of


@dataclass(frozen=True, slots=True)
class Take:
    """How a column is filled: the first of ``names`` that the header has, else ``otherwise``.

    ``given`` columns take the day said at import. ``join`` ties texts with ``-``; ``times`` and ``plus`` compute
    from two numbers; ``natural`` is the row's natural columns and its ordinal among equal rows. ``format`` says how
    days and times are written where that is not to be guessed (``%m-%d-%y``); ``scale`` is what one of the file's
    numbers is worth (3600 for hours); ``upper`` texts are read in capitals. ``over`` divides one number by another;
    ``named`` is a pattern that finds the column in the file's name; ``refine`` is done to its text; ``other`` stands in
    where the header has none of the names.
    """

    names: tuple[str, ...] = ()
    otherwise: str | None = None
    given: bool = False
    join: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    natural: bool = False
    over: tuple[str, ...] = ()
    named: str = ""
    refine: Refine = NOTHING
    other: "Take | None" = None
    format: str = ""
    scale: int = 1
    upper: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """The header names that it may be filled from."""
        others = self.other.reads if self.other else ()
        return (*self.names, *self.join, *self.times, *self.plus, *self.over, *self.refine.when, *others)


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of a file whose cells stand elsewhere than its header says: those whose cell ``at`` is ``like`` this."""

    at: str
    like: str
    columns: Mapping[str, Take]


@dataclass(frozen=True, slots=True)
class Join:
    """A file beside this one whose columns are taken in: named columns, or the sum of one, by an equal key."""

    file: str
    on: str
    take: tuple[str, ...]
    sum: str
    required: bool


@dataclass(frozen=True, slots=True)
class Connector:
    """One kind of export, all names as ``plain`` gives them.

    ``needs`` are groups of names of which one must be there; ``without`` must not be. ``covers`` is the column whose
    days the file covers. ``generations`` list the headers seen, by year. ``skip`` names summary rows. Columns in
    ``personal`` are known and never read; ``hashed`` columns of the fact enter as a keyed hash alone.

    ``own`` connectors are of this house (see ``mapping``): they are met on the ``sheet`` of that name alone when they
    name one, and give way to a built-in one but the one that they name in ``instead_of``. Those that were removed have
    no ``needs``: they are never met, but what they brought can still be told.

    ``headless`` names the columns of a file without a header and what their cells are like. ``currency`` says what the
    money of a file is in, or by which column; money of none is yuan.

    ``spelt`` has the names as the platform writes them, by their plain ones: people are told those.
    """

    id: str
    title: Words
    fact: str
    needs: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    columns: Mapping[str, Take]
    covers: str
    whole_months: bool
    allow_negative: bool
    absent: Mapping[str, tuple[str, ...]]
    skip: Mapping[str, tuple[str, ...]]
    natural: tuple[str, ...]
    joins: tuple[Join, ...]
    also: str
    grouped: bool
    personal: tuple[str, ...]
    generations: Mapping[str, tuple[str, ...]]
    known: frozenset[str]  # every header name that it has heard of
    own: bool = False
    sheet: str = ""
    hashed: tuple[str, ...] = ()
    instead_of: str = ""
    shape: Shape = PLAIN
    layouts: tuple[Layout, ...] = ()
    headless: tuple[tuple[str, str], ...] = ()
    currency: Take | None = None
    spelt: Mapping[str, str] = MappingProxyType({})

    def hides(self, column: Column) -> bool:
        """Whether a column of the fact enters as a keyed hash alone."""
        return column.personal or column.english in self.hashed

    def wanted(self, header: Iterable[str]) -> tuple[str, ...]:
        """The header names that are read, in the header's order; personal columns other than the buyer's are not."""
        used = {*_read(self.columns), *self.natural, *(join.on for join in self.joins), *self.shape.names}
        used |= {name for one in self.layouts for name in (one.at, *_read(one.columns))}
        used |= set(self.currency.names if self.currency else ())
        return tuple(name for name in header if name in used)


def plain(name: str) -> str:
    """A header name as it is compared: NFKC, no white space, no quotes or BOM around it, lower case."""
    text = unicodedata.normalize("NFKC", name).replace("\ufeff", "")
    return "".join(text.split()).strip("\"'=").casefold()


def load_connectors(home: Path | None = None) -> Mapping[str, Connector]:
    """All connectors by id: the built-in ones in alphabetical order, then those of a home, removed ones included.

    A file in the home that is no sound connector is left out; ``mapping.store.broken`` tells of it.
    """
    return _built_in() if home is None else _with_own(store.stamp(home), home)


def reader(home: Path | None = None) -> str:
    """A hash of all connectors and schemas: a file read under another one is read again."""
    return _reader() if home is None else _reader_with(store.stamp(home), home)


def connector_of(name: str, raw: Mapping[str, Any], *, own: bool = True) -> Connector:  # Any: plain YAML
    """A connector from plain YAML that was checked."""
    return _connector(name, raw, own=own)


@cache
def _built_in() -> Mapping[str, Connector]:
    folder = files("guiju.facts") / "connectors"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    loaded = (_connector(path.name.removesuffix(".yaml"), yaml.safe_load(path.read_text("utf-8"))) for path in paths)
    return MappingProxyType({connector.id: connector for connector in loaded})


@lru_cache(maxsize=4)
def _with_own(_stamp: store.Stamp, home: Path) -> Mapping[str, Connector]:
    kept = store.kept(home)
    own = {
        saved.id: _connector(saved.id, {**saved.raw, **(_UNMET if saved.removed else {})}, own=True)
        for saved in kept
        if not check.faults(saved.raw) and saved.id not in _built_in()
    }
    return MappingProxyType({**_built_in(), **own})


_UNMET = {"needs": ()}


@cache
def _reader() -> str:
    root = files("guiju.facts")
    names = [f"connectors/{name}.yaml" for name in _built_in()] + [f"schemas/{name}.yaml" for name in ORDER]
    digest = hashlib.sha256()
    for name in names:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=4)
def _reader_with(_stamp: store.Stamp, home: Path) -> str:
    """The built-in hash while the home has no connectors of its own."""
    own = [saved for saved in store.kept(home) if not saved.removed]
    texts = [f"{saved.id}\n{store.dump(saved.raw)}" for saved in own]
    return hashlib.sha256("\n".join([_reader(), *texts]).encode()).hexdigest()[:16] if texts else _reader()


def _connector(name: str, raw: Mapping[str, Any], *, own: bool = False) -> Connector:  # Any: plain YAML
    columns = {column: _take(value) for column, value in raw["columns"].items()}
    needs = tuple(_plain(group) for group in raw["needs"])
    personal = _plain(raw.get("personal", ()))
    shape = shape_of(raw, plain)
    generations = {year: _plain(names) for year, names in raw.get("generations", {}).items()}
    listed = (name for group in (*needs, *generations.values()) for name in group)
    return Connector(
        id=name,
        title=Words(**raw["title"]),
        fact=raw["fact"],
        needs=needs,
        without=_plain(raw.get("without", ())),
        columns=columns,
        covers=raw.get("covers", "day"),
        whole_months=raw.get("whole_months", False),
        allow_negative=raw.get("allow_negative", False),
        absent={column: tuple(values) for column, values in raw.get("absent", {}).items()},
        skip={column: tuple(values) for column, values in raw.get("skip", {}).items()},
        natural=_plain(raw.get("natural", ())),
        joins=tuple(_join(item) for item in raw.get("joins", ())),
        also=raw.get("also", ""),
        grouped=raw.get("grouped", False),
        personal=personal,
        generations=generations,
        known=frozenset({*_read(columns), *shape.names, *personal, *listed} - shape.made),
        own=own,
        sheet=raw.get("sheet", ""),
        hashed=tuple(raw.get("hashed", ())),
        instead_of=raw.get("instead_of", ""),
        shape=shape,
        layouts=tuple(_layout(item) for item in raw.get("layouts", ())),
        headless=tuple((plain(column), like) for column, like in raw.get("headless", {}).items()),
        currency=_take(raw["currency"]) if "currency" in raw else None,
        spelt=_spelt(raw),
    )


def _spelt(raw: Mapping[str, Any]) -> Mapping[str, str]:  # Any: plain YAML
    """Each header name that an export is recognised by or read from, as it is written, by its plain form."""
    columns = [
        value.get("from", ()) if isinstance(value, Mapping) else [value] if isinstance(value, str) else value
        for value in raw["columns"].values()
    ]
    groups = (*raw.get("generations", {}).values(), *columns, *raw["needs"])
    return {plain(name): name.strip() for group in groups for name in group}


def _layout(raw: Mapping[str, Any]) -> Layout:  # Any: plain YAML of our own
    columns = {column: _take(value) for column, value in raw["columns"].items()}
    return Layout(plain(raw["at"]), raw["like"], columns)


def _read(columns: Mapping[str, Take]) -> set[str]:
    """The header names that columns are filled from."""
    return {name for take in columns.values() for name in take.reads}


def _take(raw: str | list[str] | Mapping[str, Any]) -> Take:  # Any: plain YAML of our own
    if isinstance(raw, str):
        return Take(names=_plain([raw]))
    if isinstance(raw, list):
        return Take(names=_plain(raw))
    return Take(
        names=_plain(raw.get("from", ())),
        otherwise=raw.get("value", raw.get("else")),
        given=raw.get("given", False),
        join=_plain(raw.get("join", ())),
        times=_plain(raw.get("times", ())),
        plus=_plain(raw.get("plus", ())),
        natural=raw.get("natural", False),
        over=_plain(raw.get("over", ())),
        named=raw.get("named", ""),
        refine=refine_of(raw, plain),
        other=_take(raw["or"]) if "or" in raw else None,
        format=raw.get("format", ""),
        scale=raw.get("scale", 1),
        upper=raw.get("upper", False),
    )


def _join(raw: Mapping[str, Any]) -> Join:  # Any: plain YAML of our own
    return Join(
        file=raw["file"],
        on=plain(raw["by"]),
        take=_plain(raw.get("take", ())),
        sum=plain(raw.get("sum", "")),
        required=raw.get("required", False),
    )


def _plain(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(name) for name in names)
