"""Characters to tokens: names, figures with units, texts, operators; offsets stay those of the text as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, cast

from guiju.lang.formula.functions import BY_KEY, Function
from guiju.lang.formula.grammar import END
from guiju.lang.formula.names import (
    CLAUSE_WORDS,
    OPERATOR_WORDS,
    TRUTH_WORDS,
    Names,
    half_width,
    in_name,
    key_of,
    run_end,
)
from guiju.lang.formula.units import Unit, unit_of

_NEXT = re.compile(r"\s*(?:(\w+)|([(),:.+\-*/≤≥≠]|=(?!=)|<(?![=>])|>(?!=))|(.)|\Z)", re.DOTALL)
_RUN, _MARK = 1, 2  # the groups of the pattern; the third is whatever takes a closer look
_DIGITS = frozenset("0123456789")
_WORDS = frozenset({*OPERATOR_WORDS, *CLAUSE_WORDS, *TRUTH_WORDS, *BY_KEY})
_OPERATORS = {key: (word.upper(), word) for key, word in OPERATOR_WORDS.items()}
_NAME = ("NAME", "")
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MARKS: Mapping[str, tuple[str, str]] = {
    "(": ("LPAR", "("),
    ")": ("RPAR", ")"),
    ",": ("COMMA", ","),
    ":": ("COLON", ":"),
    ".": ("DOT", "."),
    "+": ("PLUS", "+"),
    "-": ("MINUS", "-"),
    "*": ("STAR", "*"),
    "/": ("SLASH", "/"),
    "=": ("COMPARE", "="),
    "<": ("COMPARE", "<"),
    ">": ("COMPARE", ">"),
    "≤": ("COMPARE", "<="),
    "≥": ("COMPARE", ">="),
    "≠": ("COMPARE", "!="),
}
_TWO = {"==": "=", "<=": "<=", ">=": ">=", "!=": "!=", "<>": "!="}
_new = cast("Any", tuple.__new__)  # a third of the time that the constructor of a named tuple takes
_QUOTES = {'"': '"', "“": "“”", "”": "“”"}
MOST_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, in base units, with its unit."""

    value: Fraction
    unit: str


class Token(NamedTuple):
    """A token of ``grammar.lark`` with its place in the text; ``value`` is what it stands for."""

    kind: str
    start: int
    end: int
    value: str | bool | Figure | Function = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """What no token can be read from; ``code`` names a problem."""

    code: str
    start: int
    end: int
    near: str = ""


def tokens(written: str, names: Names) -> list[Token] | Bad:
    """All tokens up to and including the end, or the first thing that is none. A declared name wins over a figure."""
    text, found, at, before = half_width(written), list[Token](), 0, ""
    while True:
        match = _NEXT.match(text, at)
        assert match is not None  # noqa: S101 the pattern matches everywhere
        which = match.lastindex
        if which is None:
            return [*found, Token(END, len(text), len(text))]
        start, at = match.span(which)
        if which == _MARK:
            before, mark = _MARKS[match[_MARK]]
            found.append(_new(Token, (before, start, at, mark)))
        elif (
            which == _RUN
            and (sure := _NAME if before == "DOT" else _sure(match[_RUN], text[at : at + 1] == "("))
            and not (at < len(text) and text[at] > "\x7f" and in_name(text[at]))  # it goes on with a combining mark
        ):
            before, value = sure
            found.append(_new(Token, (before, start, at, value or written[start:at])))
        else:
            token = _token(written, text, start, before, names)
            if isinstance(token, Bad):
                return token
            found.append(token)
            at, before = token.end, token.kind


@lru_cache(maxsize=65536)
def _sure(word: str, called: bool) -> tuple[str, str | Function] | None:  # noqa: FBT001 - its cache is asked by place
    """The kind and value of a run of letters and digits that can be nothing else; a name's value is left empty.

    ``called`` when a bracket follows.
    """
    key = key_of(word)
    if key in _WORDS:
        function = BY_KEY.get(key)
        return ("FUNCTION", function) if function and called else _OPERATORS.get(key)
    return None if word[0] in _DIGITS else _NAME


def _token(written: str, text: str, at: int, before: str, names: Names) -> Token | Bad:
    """The token that begins at ``at``; after a dot everything is a name."""
    first = text[at]
    if text[at : at + 2] in _TWO:
        return Token("COMPARE", at, at + 2, _TWO[text[at : at + 2]])
    if first in _MARKS:
        kind, value = _MARKS[first]
        return Token(kind, at, at + 1, value)
    if in_name(first):
        return _word(written, text, at, before, names)
    if first in _QUOTES or first == "「":
        return _quoted(written, text, at)
    return Bad("F106" if text[at] == "%" else "F101", at, at + 1)


def _quoted(written: str, text: str, at: int) -> Token | Bad:
    """A text in quotes, or a name in 「」; what stands inside is kept as written."""
    is_name = text[at] == "「"
    closing = "」" if is_name else _QUOTES[text[at]]
    end = at + 1
    while end < len(text) and text[end] not in closing:
        end += 1
    inside = written[at + 1 : end]
    if end == len(text):
        return Bad("F105" if is_name else "F104", at, end)
    if is_name and not key_of(inside):
        return Bad("F105", at, end + 1)
    return Token("NAME", at, end + 1, inside.strip()) if is_name else Token("TEXT", at, end + 1, inside)


def _word(written: str, text: str, at: int, before: str, names: Names) -> Token | Bad:
    """A run of name characters: an operator, a function, a declared name, a figure, or a name nobody declared."""
    end = run_end(text, at)
    key = key_of(text[at:end])
    if before != "DOT":
        if key in OPERATOR_WORDS:
            return Token(OPERATOR_WORDS[key].upper(), at, end, OPERATOR_WORDS[key])
        if key in BY_KEY and _next(text, end) == "(":
            return Token("FUNCTION", at, end, BY_KEY[key])
        if key not in names:
            if key in CLAUSE_WORDS:
                return Token(CLAUSE_WORDS[key].upper(), at, end)
            if key in TRUTH_WORDS:
                return Token("TRUTH", at, end, TRUTH_WORDS[key])
            if figure := _FIGURE.match(text, at):
                return _figure(written, text, figure, names)
    return Token("NAME", at, end, written[at:end])


def _next(text: str, at: int) -> str:
    """The next character that is not blank; empty at the end."""
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at : at + 1]


def _figure(written: str, text: str, found: re.Match[str], names: Names) -> Token | Bad:
    """A number and the unit that follows it, directly or after blanks; ``3abc`` may also be an unknown name."""
    start, end = found.span()
    if end - start > MOST_DIGITS:
        return Bad("F110", start, end)
    after = end
    while after < len(text) and text[after].isspace():
        after += 1
    stop, unit = _unit(text, after, names)
    if unit is not None:
        return Token("NUMBER", start, stop, Figure(Fraction(found[0]) * unit.scale, unit.text))
    word = run_end(text, end)
    if word == end:
        return Token("NUMBER", start, end, Figure(Fraction(found[0]), ""))
    if "." in found[0]:
        return Bad("F113", start, word, text[end:word])
    return Token("NAME", start, word, written[start:word])


def _unit(text: str, at: int, names: Names) -> tuple[int, Unit | None]:
    """The unit at ``at`` and where it ends: ``%``, or a run, or runs joined by strokes such as 元/人."""
    if text[at : at + 1] == "%":
        return at + 1, unit_of("%")
    stop = run_end(text, at)
    word = key_of(text[at:stop])
    unit = None if word in names else unit_of(word)
    while unit is not None and text[stop : stop + 1] == "/":
        end = run_end(text, stop + 1)
        lower = key_of(text[stop + 1 : end])
        longer = None if lower in names or _next(text, end) in ("(", ".") else unit_of(f"{unit.text}/{lower}")
        if longer is None:
            break
        stop, unit = end, longer
    return stop, unit
