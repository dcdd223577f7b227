"""The one table of keywords, Chinese and English: kinds, fields and choices."""

from collections.abc import Mapping
from enum import StrEnum

from guiju.lang.formula.names import key_of
from guiju.lang.words.chosen import AUTHOR, CHOICE_WORDS, EVERYONE, FIELD, LEADERS, NEVER, NO, OWN, STATE, UP, YES
from guiju.lang.words.keywords import BLOCK_WORDS, COMMON, FIELD_WORDS, KIND_WORDS, SECTIONS, Words

__all__ = [
    "AUTHOR",
    "BLOCK_WORDS",
    "CHOICE_WORDS",
    "COMMON",
    "EVERYONE",
    "FIELD",
    "FIELD_WORDS",
    "KIND_WORDS",
    "LEADERS",
    "NEVER",
    "NO",
    "OWN",
    "SECTIONS",
    "STATE",
    "UP",
    "YES",
    "Words",
    "block_key",
    "choice_candidates",
    "choice_of",
    "field_candidates",
    "field_of",
    "flag_of",
    "kind_candidates",
    "kind_of",
]


def _index[Key](words: Mapping[Key, Words]) -> dict[str, Key]:
    return {key_of(word): key for key, known in words.items() for word in known}


_KINDS = _index(KIND_WORDS)
_BLOCK = _index(BLOCK_WORDS)
_FIELDS = {kind: _index(fields) for kind, fields in FIELD_WORDS.items()}
_CHOICES = {enum: {key: enum(word) for key, word in _index(known).items()} for enum, known in CHOICE_WORDS.items()}


def kind_of(word: str) -> str | None:
    """The kind that a top-level key names, or ``None``."""
    return _KINDS.get(key_of(word))


def block_key(word: str) -> str | None:
    """``basis`` or ``examples`` when a top-level key names one, or ``None``."""
    return _BLOCK.get(key_of(word))


def field_of(kind: str, word: str) -> str | None:
    """The attribute that a key names in a rule of ``kind`` (or a part such as ``item``), or ``None``."""
    known = _FIELDS[kind]
    return known.get(word) or known.get(key_of(word))


def choice_of[Choice: StrEnum](enum: type[Choice], word: str) -> Choice | None:
    """The member of a closed set that a word names, or ``None``."""
    return _CHOICES[enum].get(key_of(word))  # type: ignore[return-value]  # the table is by enum


def flag_of(word: str) -> bool | None:
    """The truth that a word names, or ``None``."""
    folded = key_of(word)
    return True if folded in YES else False if folded in NO else None


def kind_candidates() -> tuple[str, ...]:
    """All words that may stand at the top of a block."""
    return tuple(word for table in (KIND_WORDS, BLOCK_WORDS) for known in table.values() for word in known)


def field_candidates(kind: str) -> tuple[str, ...]:
    """All words that may stand as keys in a rule of ``kind``."""
    return tuple(word for known in FIELD_WORDS[kind].values() for word in known)


def choice_candidates(enum: type[StrEnum]) -> tuple[str, ...]:
    """All words of a closed set."""
    return tuple(word for known in CHOICE_WORDS[enum].values() for word in known)
