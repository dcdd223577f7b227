"""Reads a block that is written as nearly all are, by patterns: less than half the time of following YAML's events.

Whatever these patterns do not know – comments, anchors, folded texts, anything that may be a mistake – is left to YAML.
"""

import re
from typing import Any, NamedTuple, cast

from guiju.lang.blocks import traps
from guiju.lang.blocks.nodes import MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.formula.names import key_of

MOST_CHARACTERS = 40_000
MOST_DEPTH = 14
MOST_IN_LINE = 1_000  # a key may be little longer
# a comment, a tab, an escape, a line break of another kind, what YAML refuses, the mark of a document's end
UNUSUAL = re.compile(
    r"[^\n -\"$-\[\]-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufff9\U00010000-\U0010ffff]|^\.\.\.", re.MULTILINE
)
FIRST = r"(?:[^\s\-?:,\[\]{}&*!|>'\"%@`<]|-(?=[0-9]))"
KEY = r"[^\s:：'\"]*(?: +[^\s:：'\"]+)*"
ROW = re.compile(  # indent, dash, key, value
    rf"( *)(- +(?=\S))?(?:({FIRST}{KEY}):(?= |\n|\Z))? *([^\n ]*(?: +[^\n ]+)*) *(?:\n|\Z)"
)
PLAIN = re.compile(rf"{FIRST}[^:]*(?::[^\s:][^:]*)*")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
FLOW_KEY = r"[^\s,\[\]{}:：'\"]*(?: +[^\s,\[\]{}:：'\"]+)*"
FLOW_PLAIN = r"[^\s,\[\]{}:]*(?:(?: +|:)[^\s,\[\]{}:]+)*"
VALUE = rf"((?:{FIRST}{FLOW_PLAIN}|\"[^\"\n]*\"|'[^'\n]*')(?= *[,\]}}])|[\[{{])(?: *([,\]}}]))?"
BREAK = r" *(?:\n *)?"  # behind a comma a list or mapping may go on below
PAIR = re.compile(rf"{BREAK}({FIRST}{FLOW_KEY}): +{VALUE}")
ITEM = re.compile(rf"{BREAK}(){VALUE}")
GOES_ON = re.compile(r" *([,\]}])")

_new = cast("Any", tuple.__new__)  # a third of the time that the constructor of a named tuple takes


class _Row(NamedTuple):
    """A line with something on it: where that begins, in which column, and in which column its key or item does.

    ``key`` is ``None`` without one; ``value`` may be empty, ``value_at`` is where it begins.
    """

    start: int
    column: int
    inner: int
    key: str | None
    value: str
    value_at: int


class _Unknown(Exception):  # noqa: N818 - it never leaves this module
    """Something that only YAML can tell."""


def tree(text: str) -> MappingNode | None:
    """The tree of a block; ``None`` when it takes YAML to say what it means or what is wrong with it."""
    if len(text) > MOST_CHARACTERS or UNUSUAL.search(text):
        return None
    try:
        rows = _rows(text)
        if rows[0].inner > rows[0].column:
            return None  # a list, which no block is
        found, after = _mapping(text, rows, 0, 0)
    except _Unknown:
        return None
    return found if after == len(rows) - 1 else None


def _rows(text: str) -> list[_Row]:
    """The lines that are not blank, and a last one in no column."""
    rows = []
    for found in ROW.finditer(text):
        indent, dash, key, value = found.groups()
        if value or key is not None:
            line, end = found.span()
            if end - line > MOST_IN_LINE:
                raise _Unknown
            column = len(indent)
            inner = column + len(dash) if dash else column
            rows.append(_new(_Row, (line + column, column, inner, key, value, found.start(4))))
    rows.append(_Row(len(text), -1, -1, None, "", len(text)))
    return rows


def _mapping(text: str, rows: list[_Row], at: int, depth: int) -> tuple[MappingNode, int]:
    """The mapping whose first key stands in a row, and the row after it."""
    row = rows[at]
    column = row.inner
    first = row.start + column - row.column
    pairs: list[tuple[ScalarNode, Node]] = []
    value: Node
    while True:
        start, before, inner, key, written, value_at = row
        if key is None or depth > MOST_DEPTH:
            raise _Unknown
        start += inner - before
        head = _new(ScalarNode, (key, "plain", start, start + len(key), -1))
        at += 1
        if written:
            value = _inline(text, written, value_at, depth + 1)
            if value.end > value_at + len(written):
                at = _after(rows, at, value.end, column)
        elif rows[at].column <= column:
            raise _Unknown  # nothing stands there, or a list that is not indented
        else:
            below = _sequence if rows[at].inner > rows[at].column else _mapping
            value, at = below(text, rows, at, depth + 1)
        pairs.append((head, value))
        row = rows[at]
        if row.column < column:
            break
        if row.column > column or row.inner > column:
            raise _Unknown
    return _new(MappingNode, (_unique(pairs), first, row.start, False)), at


def _sequence(text: str, rows: list[_Row], at: int, depth: int) -> tuple[SequenceNode, int]:
    """The list whose first dash stands in a row, and the row after it."""
    row = rows[at]
    start, column = row.start, row.column
    items: list[Node] = []
    item: Node
    while True:
        if row.inner == column:
            raise _Unknown
        if row.key is not None:
            item, at = _mapping(text, rows, at, depth + 1)
        else:
            item = _inline(text, row.value, row.value_at, depth + 1)
            at = _after(rows, at + 1, item.end, column)
        items.append(item)
        row = rows[at]
        if row.column < column:
            break
        if row.column > column:
            raise _Unknown
    return _new(SequenceNode, (tuple(items), start, row.start, False)), at


def _inline(text: str, written: str, start: int, depth: int) -> Node:
    """What stands behind a colon or a dash on the same line."""
    if written[0] in "[{":
        found = _flow(text, start, depth)
        if found.end < start + len(written):
            raise _Unknown
        return found
    if PLAIN.fullmatch(written):
        return _new(ScalarNode, (written, "plain", start, start + len(written), -1))  # type: ignore[no-any-return]
    if QUOTED.fullmatch(written):
        return _quoted(written, start, start + len(written))
    raise _Unknown


def _after(rows: list[_Row], at: int, end: int, column: int) -> int:
    """The row behind a value that ends at ``end``, from row ``at`` on; where it goes on below it stands further in."""
    while (row := rows[at]).start < end:
        if row.column <= column or row.value_at + len(row.value) > end:
            raise _Unknown
        at += 1
    return at


def _quoted(value: str, start: int, end: int) -> ScalarNode:
    return ScalarNode(value[1:-1], "single" if value[0] == "'" else "double", start, end)


def _flow(text: str, start: int, depth: int) -> MappingNode | SequenceNode:
    """The list or mapping that opens at ``start``."""
    if depth > MOST_DEPTH:
        raise _Unknown
    mapping = text[start] == "{"
    entry, closing = (PAIR.match, "}") if mapping else (ITEM.match, "]")
    entries: list[Any] = []  # pairs of a mapping, or items
    place, mark = start + 1, ","
    while mark == ",":
        found = entry(text, place)
        if found is None:
            raise _Unknown
        key, value, mark = found.groups()
        at = found.start(2)
        node: Node
        if mark is None:  # a bracket opens
            node = _flow(text, at, depth + 1)
            goes_on = GOES_ON.match(text, node.end)
            if goes_on is None:
                raise _Unknown
            place, mark = goes_on.end(), goes_on[1]
        else:
            place = found.end()
            node = _flow_scalar(value, at)
        if mapping:
            at = found.start(1)
            entries.append((_new(ScalarNode, (key, "plain", at, at + len(key), -1)), node))
        else:
            entries.append(node)
    if mark != closing:
        raise _Unknown
    if mapping:
        return _new(MappingNode, (_unique(entries), start, place, True))  # type: ignore[no-any-return]
    if traps.TORN.search(text, start, place) and traps.joined_items(text, entries)[1]:
        raise _Unknown
    return _new(SequenceNode, (tuple(entries), start, place, True))  # type: ignore[no-any-return]


def _flow_scalar(value: str, start: int) -> ScalarNode:
    if value[0] in "'\"":
        return _quoted(value, start, start + len(value))
    if ("(" in value or "（" in value) and traps.open_brackets(value) > 0:
        raise _Unknown  # a comma tore it apart
    return _new(ScalarNode, (value, "plain", start, start + len(value), -1))  # type: ignore[no-any-return]


def _unique(pairs: list[tuple[ScalarNode, Node]]) -> tuple[tuple[ScalarNode, Node], ...]:
    if len(pairs) > 1 and len({key_of(pair[0].text) for pair in pairs}) < len(pairs):
        raise _Unknown
    return tuple(pairs)
