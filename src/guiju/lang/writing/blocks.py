"""The inside of a rule block as lines: rules are read out of it, put in, moved and taken away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode, load
from guiju.lang.formula.names import key_of

BLANK_ENDS = re.compile(r"\A(?:[ \t]*\n)+|(?:\n[ \t]*)+\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in a block, or the block's 依据 or 例子 (then ``name`` is empty).

    ``kind`` is the kind's English word; ``text`` the rule as written, without its indent; ``body`` what stands behind
    its name, counted in the block's text.
    """

    kind: str
    name: str
    text: str
    body: Node


def entries(text: str) -> tuple[Entry, ...] | None:
    """Everything a block declares, in order; ``None`` when it cannot be read as one."""
    tree = _tree(text)
    return None if tree is None else tuple(_entries(text, tree))


def find(text: str, kind: str, name: str) -> Entry | None:
    """One rule of a block."""
    wanted = (kind, key_of(name))
    return next((one for one in entries(text) or () if (one.kind, key_of(one.name)) == wanted), None)


def put(text: str, kind: str, name: str, rule: str) -> str:
    """The block with ``rule`` (its lines, name and all) in the place of the one of that name."""
    text = _unfolded(text)
    return _with_lines(text, *_rows(text, kind, name), rule)


def add(text: str, kind: str, rule: str) -> str:
    """The block with one rule more, behind the others of its kind."""
    text = _unfolded(text)
    tree = _tree(text) if text.strip() else MappingNode((), 0, 0, flow=False)
    if tree is None:
        return text
    for key, body in tree.pairs:
        if _kind(key) == kind and isinstance(body, MappingNode) and body.pairs:
            last, first = body.pairs[-1], body.pairs[0][0]
            stop = _line_end(text, max(last[0].end, _end(text, last[1])))
            return text[:stop].rstrip("\n") + "\n" + _indented(rule, _column(text, first.start)) + text[stop:]
    if kind in words.BLOCK_WORDS:
        return _joined(text, rule)
    return _joined(text, f"{words.KIND_WORDS[kind][0]}:\n{_indented(rule, 2)}")


def drop(text: str, kind: str, name: str) -> str:
    """The block without one rule, and without its kind's word when that was the only one."""
    text = _unfolded(text)
    tree = _tree(text)
    if tree is None:
        return text
    for key, body in tree.pairs:
        only = isinstance(body, MappingNode) and [key_of(one.text) for one, _ in body.pairs] == [key_of(name)]
        if _kind(key) == kind and (only or not name):
            return _without(text, _line_start(text, key.start), _line_end(text, max(key.end, _end(text, body))))
    return _without(text, *_rows(text, kind, name))


def move(text: str, kind: str, name: str, by: int) -> str:
    """The block with a rule further up (-1) or down (1) among those of its kind."""
    text = _unfolded(text)
    names = [one.name for one in entries(text) or () if one.kind == kind]
    at = next((i for i, one in enumerate(names) if key_of(one) == key_of(name)), -1)
    to = at + by
    if at < 0 or not 0 <= to < len(names):
        return text
    (one, two), (three, four) = sorted((_rows(text, kind, names[at]), _rows(text, kind, names[to])))
    return text[:one] + text[three:four] + text[two:three] + text[one:two] + text[four:]


def _tree(text: str) -> MappingNode | None:
    tree, _ = load(text)
    return tree if isinstance(tree, MappingNode) and not tree.flow else None


def _entries(text: str, tree: MappingNode) -> Iterator[Entry]:
    for key, body in tree.pairs:
        kind = _kind(key)
        if kind in words.BLOCK_WORDS:
            start = _line_start(text, key.start)
            yield Entry(kind, "", text[start : _line_end(text, _end(text, body))].rstrip("\n"), body)
        elif kind and isinstance(body, MappingNode):
            for name, value in body.pairs:
                stop = max(name.end, _end(text, value))
                raw = text[name.start : stop if body.flow else _line_end(text, stop)]
                yield Entry(kind, " ".join(name.text.split()), _dedented(raw, _column(text, name.start)), value)


def _kind(key: ScalarNode) -> str:
    return words.kind_of(key.text) or words.block_key(key.text) or ""


def _rows(text: str, kind: str, name: str) -> tuple[int, int]:
    """From the start of a rule's first line to the end of its last."""
    tree = _tree(text)
    for key, body in tree.pairs if tree else ():
        if _kind(key) != kind:
            continue
        if not name:
            return _line_start(text, key.start), _line_end(text, max(key.end, _end(text, body)))
        for mine, value in body.pairs if isinstance(body, MappingNode) else ():
            if key_of(mine.text) == key_of(name):
                return _line_start(text, mine.start), _line_end(text, max(mine.end, _end(text, value)))
    raise LookupError(name)


def _unfolded(text: str) -> str:
    """Kinds whose rules stand in brackets on one line get a line for each."""
    tree = _tree(text)
    for key, body in reversed(tree.pairs if tree else ()):
        if isinstance(body, MappingNode) and body.flow and _kind(key) not in ("", *words.BLOCK_WORDS):
            rows = [_one_line(text, name, value) for name, value in body.pairs]
            text = text[: key.end] + ":\n" + "\n".join(rows) + text[body.end :]
    return text


def _one_line(text: str, name: ScalarNode, value: Node) -> str:
    written = " ".join(text[value.start : value.end].split("\n")) if _end(text, value) > value.start else ""
    return f"  {text[name.start : name.end]}: {written}".rstrip()


def _with_lines(text: str, start: int, stop: int, rule: str) -> str:
    column = len(text[start:stop]) - len(text[start:stop].lstrip(" "))
    return text[:start] + _indented(rule, column) + text[stop:]


def _without(text: str, start: int, stop: int) -> str:
    left = text[:start] + text[stop:].removeprefix("\n")
    return left if left.strip() else ""


def _joined(text: str, more: str) -> str:
    return (text.rstrip("\n") + "\n" if text.strip() else "") + more.rstrip("\n") + "\n"


def _end(text: str, node: Node) -> int:
    """Where a node's own text ends: what stands over several lines ends with its last part, before any comment."""
    if isinstance(node, MappingNode) and not node.flow and node.pairs:
        key, value = node.pairs[-1]
        return max(key.end, _end(text, value))
    if isinstance(node, SequenceNode) and not node.flow and node.items:
        return _end(text, node.items[-1])
    return node.start + len(text[node.start : node.end].rstrip())


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _column(text: str, place: int) -> int:
    return place - _line_start(text, place)


def _dedented(text: str, column: int) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(row[column:] if not row[:column].strip() else row.lstrip() for row in rest)]).rstrip()


def _indented(text: str, column: int) -> str:
    rows = BLANK_ENDS.sub("", text.rstrip()).split("\n")
    return "\n".join(" " * column + row if row.strip() else "" for row in rows)
