"""The text of a clause as plain blocks, for what sets pages other than in HTML."""

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from guiju.lang import document

Block = dict[str, Any]  # JSON: {"kind": …} with "runs", "items" or "rows"

_LISTS = {"bullet_list_open": "bullets", "ordered_list_open": "numbers"}
_MARKS = {"strong": "bold", "em": "italic"}


def blocks(body: str, links: tuple[str, ...] = ()) -> list[Block]:
    """Paragraphs, lists, quotations, tables and code of a clause's text, in order."""
    found, _ = _blocks(document.tokens(body, links), 0, "")
    return found


def _blocks(tokens: list[Token], at: int, until: str) -> tuple[list[Block], int]:
    found: list[Block] = []
    while at < len(tokens) and tokens[at].type != until:
        token = tokens[at]
        if token.type in _LISTS:
            items, at = _items(tokens, at + 1, token.type.replace("_open", "_close"))
            found.append({"kind": _LISTS[token.type], "items": items})
        elif token.type == "blockquote_open":
            inner, at = _blocks(tokens, at + 1, "blockquote_close")
            found.append({"kind": "quote", "blocks": inner})
        elif token.type == "table_open":
            rows, at = _rows(tokens, at + 1)
            found.append({"kind": "table", "rows": rows})
        elif token.type in {"fence", "code_block"}:
            found.append({"kind": "code", "text": token.content.rstrip("\n")})
        elif token.type == "inline":
            found.append({"kind": "text", "runs": list(_runs(token))})
        elif token.type == "hr":
            found.append({"kind": "rule"})
        at += 1
    return found, at


def _items(tokens: list[Token], at: int, until: str) -> tuple[list[list[Block]], int]:
    items: list[list[Block]] = []
    while at < len(tokens) and tokens[at].type != until:
        if tokens[at].type == "list_item_open":
            inner, at = _blocks(tokens, at + 1, "list_item_close")
            items.append(inner)
        at += 1
    return items, at


def _rows(tokens: list[Token], at: int) -> tuple[list[list[list[dict[str, Any]]]], int]:
    rows: list[list[list[dict[str, Any]]]] = []
    while at < len(tokens) and tokens[at].type != "table_close":
        if tokens[at].type == "tr_open":
            rows.append([])
        elif tokens[at].type == "inline":
            rows[-1].append(list(_runs(tokens[at])))
        at += 1
    return rows, at


def _runs(inline: Token) -> Iterator[dict[str, Any]]:
    """Stretches of a line with what they are: bold, italic, code."""
    marks: set[str] = set()
    for child in inline.children or ():
        name = child.type.rpartition("_")[0]
        if name in _MARKS:
            (marks.add if child.nesting == 1 else marks.discard)(_MARKS[name])
        text = "\n" if child.type == "hardbreak" else " " if child.type == "softbreak" else child.content
        if text:
            yield {"text": text, **dict.fromkeys(marks | ({"code"} if child.type == "code_inline" else set()), True)}
