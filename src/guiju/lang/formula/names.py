"""Names: when two spellings are one name, how a name stands in a formula, and what an unknown one may have meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import category, is_normalized, normalize

from guiju.lang.formula.types import ANY, RATIO, Type

Role = Literal["value", "attainment", "target"]

# Full-width forms and look-alikes of operators, one character each, so that offsets never shift.
_LOOK_ALIKES = dict.fromkeys("–—−‐‑‒―﹣", "-") | dict.fromkeys("×✕✖∗﹡", "*") | dict.fromkeys("÷∕⁄", "/")
_LOOK_ALIKES |= {"\u3000": " ", "≦": "≤", "≧": "≥", "∶": ":", "﹪": "%"}
_HALF_WIDTH = str.maketrans({**{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}, **_LOOK_ALIKES})
_WIDE = re.compile("[" + re.escape("".join(map(chr, _HALF_WIDTH))) + "]")
_RUN = re.compile(r"\w*")

OPERATOR_WORDS = {"且": "and", "and": "and", "或": "or", "or": "or", "非": "not", "not": "not"}
CLAUSE_WORDS = {"其中": "where", "where": "where", "按": "by", "by": "by"}
TRUTH_WORDS = {"真": True, "true": True, "假": False, "false": False}
ATTAINMENT = ("达成率", "_attainment")
TARGET = ("目标", "_target")
_GLUED = ("且", "或", "非", "其中", "按")


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a name means to formulas.

    ``name`` is the declared name (an alias leads to it). A metric also gives ``<name>达成率`` or ``<name>_attainment``
    (role ``attainment``) and ``<name>目标`` or ``<name>_target`` (role ``target``); ``of`` is then the metric's name.
    """

    name: str
    type: Type = ANY
    role: Role = "value"
    of: str = ""


Names = Mapping[str, Symbol]
"""Everything a formula may name, by ``key_of``."""


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """The identity of a name: NFKC and casefold, blanks trimmed and single; two spellings with one key are one name."""
    if is_normalized("NFKC", name) and name.casefold() == name:  # as most are
        return " ".join(name.split())
    folded = normalize("NFKC", normalize("NFKC", name).casefold())
    return " ".join(normalize("NFKC", folded.casefold()).split())


def derived_names(name: str, type_: Type, aliases: Iterable[str] = ()) -> Mapping[str, Symbol]:
    """The names that a metric (or an input with a direction) gives rise to, those of its aliases included."""
    return _derived_names(name, type_, tuple(aliases))


@lru_cache(maxsize=16384)
def _derived_names(name: str, type_: Type, aliases: tuple[str, ...]) -> Mapping[str, Symbol]:
    """Kept, so that a document compiled again has the very same symbols, which are quickly compared."""
    symbols: dict[str, Symbol] = {}
    attainment = Symbol(name + ATTAINMENT[0], RATIO, "attainment", name)
    target = Symbol(name + TARGET[0], type_, "target", name)
    keys = [key_of(word) for word in (name, *aliases)]
    for key in keys:  # the endings are keys themselves, and nothing joins them to what stands before
        symbols |= {key + ending: attainment for ending in ATTAINMENT}
        symbols |= {key + ending: target for ending in TARGET}
    for key in keys:
        symbols.pop(key, None)
    return symbols


@lru_cache(maxsize=16384)
def value_symbol(name: str, type_: Type) -> Symbol:
    """A name with a value of its own."""
    return Symbol(name, type_)


def half_width(text: str) -> str:
    """The text with full-width and look-alike characters as plain ones, character by character."""
    if _WIDE.search(text):  # most formulas have none, and to look is quick
        for wide in set(_WIDE.findall(text)):  # prose has many of few: to translate each takes ten times as long
            text = text.replace(wide, _HALF_WIDTH[ord(wide)])
    return text


def in_name(character: str) -> bool:
    """Whether a name goes on with this character without quotes: letters, digits, ``_`` and combining marks."""
    return character.isalnum() or character == "_" or category(character)[0] == "M"


def run_end(text: str, start: int) -> int:
    """Where the unbroken run of name characters that begins at ``start`` ends."""
    end = start
    while True:
        end = _RUN.match(text, end).end()  # type: ignore[union-attr]  # it matches everywhere
        if end == len(text) or not in_name(text[end]):
            return end
        end += 1  # a combining mark, which the pattern does not know


def glued_word(name: str) -> str:
    """The word operator that stands inside an unknown name without blanks beside it; empty when there is none."""
    return next((word for word in _GLUED if word in name and name != word), "")


def near(name: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The candidates most like ``name``, best first: spelled nearly so, or one inside the other."""
    from difflib import SequenceMatcher  # only for messages, and slow to import

    key, scored = key_of(name), []
    for candidate in dict.fromkeys(candidates):
        other = key_of(candidate)
        likeness = SequenceMatcher(None, key, other).ratio()
        if min(len(key), len(other)) > 1 and (key in other or other in key):
            likeness = max(likeness, 0.6)
        if likeness >= 0.5:  # noqa: PLR2004 half of the characters agree
            scored.append((-likeness, len(other), candidate))
    return tuple(candidate for _, _, candidate in sorted(scored)[:most])
