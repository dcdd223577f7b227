"""What a search of the rulebook finds besides the words themselves: traditional characters and pinyin.

The worker writes the other spellings of an edition beside the database; web workers only read them. The libraries
that know them take 60 MiB, and no request loads them.
"""

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guiju.apps.rulebook import compiled
from guiju.lang.regulation import Clause, Regulation

LEAST = 2  # letters of pinyin from which a search means anything
_MADE = 1  # the number of the way in which spellings are made


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text of a clause: in traditional characters, and of names in pinyin, in full and by initials."""

    text: str
    traditional: str
    full: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a search found something by another spelling: from one character of the text to another."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """Text as a search compares it: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def spellings(edition: str) -> Mapping[str, tuple[Spelling, ...]] | None:
    """The spellings of every clause of an edition; ``None`` until the worker has made them."""
    return _read(str(_path(edition)))


def find(known: tuple[Spelling, ...], wanted: str) -> Place | None:
    """Where a folded search is found in other spellings of a clause; ``None`` when it is not."""
    letters = wanted.replace(" ", "").replace("'", "")
    pinyin = letters.isascii() and letters.isalpha() and len(letters) >= LEAST
    for one in known:
        at = folded(one.traditional).find(wanted)
        if at >= 0:
            same = len(one.traditional) == len(one.text)
            return Place(one.text, at, at + len(wanted)) if same else Place(one.text, 0, 0)
        if pinyin and one.initials and letters in one.initials:
            start = one.initials.index(letters)
            return Place(one.text, start, start + len(letters))
        if pinyin and one.full and letters in one.full:
            return Place(one.text, 0, len(one.text))
    return None


def make(edition: str) -> None:
    """Write the spellings of an edition; doing it again changes nothing. Loads pypinyin and OpenCC: for the worker."""
    from opencc import OpenCC
    from pypinyin import Style, lazy_pinyin

    path = _path(edition)
    if path.exists():
        return
    regulation, converter = compiled.regulation(edition), OpenCC("s2t")
    plain = {}
    for clause in regulation.clauses:
        names = [clause.title, *_names(clause, regulation)]
        found = [
            [one, converter.convert(one), "".join(lazy_pinyin(one)), "".join(lazy_pinyin(one, Style.FIRST_LETTER))]
            for one in names
        ]
        body = _body(clause)
        plain[clause.id] = [*found, [body, converter.convert(body), "", ""]]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def speller() -> Callable[[str, Iterable[str]], str]:
    """What spells a text in simplified and traditional characters, and names beside it in pinyin too, folded."""
    from opencc import OpenCC
    from pypinyin import Style, lazy_pinyin

    simple, traditional = OpenCC("t2s").convert, OpenCC("s2t").convert

    def spelled(text: str, names: Iterable[str]) -> str:
        every = tuple(names)
        letters = ("".join(lazy_pinyin(one, style)) for one in every for style in (Style.NORMAL, Style.FIRST_LETTER))
        return folded(" ".join((simple(text), traditional(" ".join((text, *every))), *letters)))

    return spelled


def _names(clause: Clause, regulation: Regulation) -> list[str]:
    rules = [regulation.of(kind)[name] for kind, name in clause.rules]
    return list(dict.fromkeys(word for rule in rules for word in (rule.name, *rule.aliases)))


def _body(clause: Clause) -> str:
    from django.utils.html import strip_tags

    return " ".join(strip_tags(clause.body_html).split())


@lru_cache(maxsize=4)
def _loaded(path: str, _size: int) -> Mapping[str, tuple[Spelling, ...]]:
    plain = json.loads(Path(path).read_text("utf-8"))
    return {clause: tuple(Spelling(*one) for one in found) for clause, found in plain.items()}


def _read(path: str) -> Mapping[str, tuple[Spelling, ...]] | None:
    try:
        size = Path(path).stat().st_size
    except OSError:
        return None
    return _loaded(path, size)


def _path(edition: str) -> Path:
    return Path(settings.GUIJU_HOME) / "cache" / "search" / f"{edition}-{_MADE}.json"
