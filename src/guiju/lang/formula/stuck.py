"""What is wrong where the parser found no way on."""

from dataclasses import dataclass

from guiju.lang.formula.functions import function_words
from guiju.lang.formula.grammar import END
from guiju.lang.formula.lexer import Token
from guiju.lang.formula.names import CLAUSE_WORDS, OPERATOR_WORDS, near

_STARTS = frozenset({"NUMBER", "TEXT", "TRUTH", "NAME", "FUNCTION", "LPAR"})
_ENDS = frozenset({"NUMBER", "TEXT", "TRUTH", "NAME", "RPAR"})
_OPERATORS = frozenset({"PLUS", "MINUS", "STAR", "SLASH", "COMPARE", "AND", "OR", "NOT"})
_LONE = {"WHERE": "F111", "BY": "F111", "COLON": "F112"}


@dataclass(frozen=True, slots=True)
class Explained:
    """The problem's code and the characters it is about."""

    code: str
    start: int
    end: int
    near: tuple[str, ...] = ()


def explain(found: list[Token], position: int) -> Explained:
    """Say what is wrong before the token at ``position``, the first that fits nowhere."""
    token, before = found[position], found[position - 1] if position else None
    after_value = before is not None and before.kind in _ENDS
    if token.kind == END:
        return _ended(found, before or token, after_value=after_value)
    if before is not None and after_value and token.kind in _STARTS:
        if before.kind == "NAME" and token.kind == "LPAR":
            return Explained("F107", before.start, before.end, near(str(before.value), function_words()))
        return Explained("F117", token.start, token.end, _parted(token))
    if before is not None and before.kind in _OPERATORS:
        return Explained("F118", before.start, before.end)
    return Explained(_code(token, found[:position]), token.start, token.end)


def _parted(token: Token) -> tuple[str, ...]:
    """A name that begins with a word of the language (按下单时间) with the blank that it lacks."""
    name = str(token.value) if token.kind == "NAME" else ""
    words = (word for word in (*CLAUSE_WORDS, *OPERATOR_WORDS) if not word.isascii())
    return tuple(f"{word} {name[len(word) :]}" for word in words if name.startswith(word) and name != word)[:1]


def _code(token: Token, before: list[Token]) -> str:
    """The problem of a token that may not stand here whatever its neighbour is."""
    if token.kind in _LONE:
        return _LONE[token.kind]
    if token.kind in _OPERATORS:
        return "F118"
    return "F119" if token.kind == "RPAR" and _open_bracket(before) is None else "F102"


def _ended(found: list[Token], last: Token, *, after_value: bool) -> Explained:
    """The formula ends too early: a bracket is open, or a value is lacking."""
    opened = _open_bracket(found)
    if opened is not None and after_value:
        return Explained("F116", opened.start, opened.end)
    return Explained("F103", last.start, last.end)


def _open_bracket(found: list[Token]) -> Token | None:
    """The innermost bracket that is still open after these tokens."""
    opened: list[Token] = []
    for token in found:
        if token.kind == "LPAR":
            opened.append(token)
        elif token.kind == "RPAR" and opened:
            opened.pop()
    return opened[-1] if opened else None
