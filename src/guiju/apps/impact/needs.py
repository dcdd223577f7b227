"""条款对照: every need of the real regulations with the rules of the library that meet it; made by the worker."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from guiju.apps.rulebook import compiled, library, searching
from guiju.lang.needs import TEXT_AREAS, TEXT_KINDS, Need, cited, read_needs, titles
from guiju.lang.readback import sentence
from guiju.lang.regulation import Regulation

FOLDER = library.FOLDER / "needs"
_MADE = 2  # the number of the way in which the table is made


class State(StrEnum):
    """How a need is met."""

    RULE = "rule"  # by a rule that something executes
    TEXT = "text"  # by text, which is enough for what it asks
    WEAK = "weak"  # by text alone, where a rule is asked for
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Met:
    """A rule that meets a need: in which document and clause, and how it reads in both languages."""

    document: str
    clause: str
    heading: str
    kind: str
    name: str
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A need, where it comes from, and what meets it; ``spelled`` is what a search finds it by in other spellings."""

    id: str
    source: str
    area: str
    clause: str
    text: str
    state: State
    met: tuple[Met, ...]
    spelled: str


@dataclass(frozen=True, slots=True)
class Table:
    """All of them, and what the sources and the documents of the library are called."""

    entries: tuple[Entry, ...]
    sources: Mapping[str, str]
    documents: Mapping[str, str]


def table() -> Table | None:
    """The table as the worker made it; ``None`` until it has."""
    return _read(str(_path()))


def make() -> None:
    """Compile the whole library and write the table; half a minute, for the worker. Doing it again changes nothing."""
    spell = searching.speller()
    path = _path()
    if path.exists():
        return
    met: dict[str, list[list[str]]] = defaultdict(list)
    for document in library.documents():
        regulation = library.compiled_document(document.name)
        if regulation is not None:
            _cited(document.name, regulation, met)
    needs = read_needs(FOLDER)
    plain = {
        "entries": [
            [
                one.id,
                one.list,
                one.area,
                one.clause,
                one.text,
                met.get(one.id, []),
                _spelled(spell, one, met.get(one.id, [])),
            ]
            for one in needs.values()
        ],
        "sources": titles(FOLDER),
        "documents": {one.name: one.title for one in library.documents()},
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def _cited(name: str, regulation: Regulation, met: dict[str, list[list[str]]]) -> None:
    facts = compiled.check_catalogue()
    for rule in regulation.rules:
        needs = list(cited(rule.basis))
        if not needs:
            continue
        clause = regulation.clause(rule.clause)
        heading = f"{clause.number} {clause.title}".strip() if clause else ""
        said = [sentence(rule, regulation, "zh", facts), sentence(rule, regulation, "en", facts)]
        for need in needs:
            met[need].append([name, rule.clause, heading, rule.kind, rule.name, *said])


def _spelled(spell: Callable[[str, Iterable[str]], str], need: Need, met: list[list[str]]) -> str:
    return spell(f"{need.clause} {need.text}", dict.fromkeys(word for one in met for word in (one[2], one[4])))


def state(need: Need | Entry, kinds: set[str]) -> State:
    """How a need is met by rules of these kinds."""
    if not kinds:
        return State.GAP
    if kinds - TEXT_KINDS:
        return State.RULE
    return State.TEXT if need.area in TEXT_AREAS else State.WEAK


@lru_cache(maxsize=2)
def _loaded(path: str, _size: int) -> Table:
    plain = json.loads(Path(path).read_text("utf-8"))
    return Table(tuple(_entry(one) for one in plain["entries"]), plain["sources"], plain["documents"])


def _read(path: str) -> Table | None:
    try:
        size = Path(path).stat().st_size
    except OSError:
        return None
    return _loaded(path, size)


def _entry(plain: list[Any]) -> Entry:  # Any: JSON
    need = Need(plain[0], plain[2], plain[4], plain[3])
    met = tuple(Met(*one) for one in plain[5])
    held = state(need, {one.kind for one in met})
    return Entry(need.id, plain[1], need.area, need.clause, need.text, held, met, plain[6])


def _path() -> Path:
    return Path(settings.GUIJU_HOME) / "cache" / "needs" / f"{_version()}-{_MADE}.json"


@cache
def _version() -> str:
    """The library and the compiler, as a hash."""
    digest = sha256(compiled.compiler_version().encode())
    for path in sorted(library.FOLDER.rglob("*")):
        if path.suffix in {".md", ".yaml"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
