"""Formats documents: rule blocks get two blanks a level and one behind each colon; prose stays byte for byte.

A block that cannot be read, or would not read the same afterwards, stays as it is.
"""

import re

from guiju.lang import document
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode, load
from guiju.lang.document import Fence

STEP = 2
COMMENT = re.compile(r"#[^\n]*")
NEWLINE = re.compile(r"\r\n|\r|\n")


def format_document(text: str) -> str:
    """The document with its rule blocks formatted; formatting again changes nothing."""
    front = document.front_matter(text)
    pieces = []
    done = 0
    for segment in document.segments(text, front[2] if front else 0):
        for fence in (fence for part in segment.parts for fence in part.fences if fence.marked and fence.closed):
            replaced = _replaced(text, segment.start, fence)
            if replaced is not None:
                start, end, new = replaced
                pieces += [text[done:start], new]
                done = end
    return "".join([*pieces, text[done:]])


def _replaced(text: str, base: int, fence: Fence) -> tuple[int, int, str] | None:
    """The range of a block's lines in the document, and what shall stand there; ``None`` when nothing changes."""
    formatted = format_block(fence.text)
    if formatted == fence.text or not fence.text:
        return None
    lines = [base + place for place in fence.each_line]
    before = [text[_line_start(text, place) : place] for place in lines]
    filled = [prefix for prefix, line in zip(before, fence.text.split("\n"), strict=False) if line.strip()]
    if len(set(filled)) != 1:
        return None
    start = _line_start(text, lines[0])
    last = NEWLINE.search(text, lines[-1])
    assert last is not None  # noqa: S101 - the closing fence stands on a line of its own
    newline = last.group()
    shown = formatted.rstrip("\n").split("\n")
    return start, last.end(), "".join((filled[0] + line if line else "") + newline for line in shown)


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def format_block(text: str) -> str:
    """The inside of a rule block, formatted; itself when it cannot be, or has nothing in it."""
    tree, findings = load(text)
    if tree is None or findings or not isinstance(tree, MappingNode) or tree.flow:
        return text
    if any(isinstance(rules, ScalarNode) and not rules.empty for _, rules in tree.pairs):
        return text  # a kind holds rules, each below it: one line of text is a rule that was mistyped
    writer = _Writer(text)
    writer.mapping(tree, 0)
    formatted = writer.finish()
    again, found = load(formatted)
    same = not found and again is not None and _content(again) == _content(tree)
    return formatted if same and len(COMMENT.findall(formatted)) == len(COMMENT.findall(text)) else text


def _content(node: Node) -> object:
    """What a node says, without its places."""
    if isinstance(node, ScalarNode):
        return node.text, node.empty
    if isinstance(node, SequenceNode):
        return [_content(item) for item in node.items]
    return [(key.text, _content(value)) for key, value in node.pairs]


class _Writer:
    """Writes nodes line by line; ``place`` is how far the old text is used up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.lines: list[str] = []

    def gap(self, end: int, indent: int) -> None:
        """Carry over the comments and single blank lines of the old text up to ``end``."""
        behind, *rows = self.text[self.place : end].split("\n")
        comment = COMMENT.search(behind)
        if comment and self.lines:
            self.lines[-1] += "  " + comment.group().rstrip()
        elif comment:
            self.lines.append(comment.group().rstrip())
        for row in rows[:-1] if end < len(self.text) else rows:
            bare = row.strip()
            if bare.startswith("#"):
                self.lines.append(" " * indent + bare)
            elif not bare and self.lines and self.lines[-1] and end < len(self.text):
                self.lines.append("")
        self.place = end

    def finish(self) -> str:
        """The new text, after what comments are left."""
        self.gap(len(self.text), 0)
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def mapping(self, node: MappingNode, indent: int, first: str = "") -> None:
        """The pairs of a mapping; ``first`` stands before the first key, after a dash."""
        for key, value in node.pairs:
            if first:
                self.place = key.start
            else:
                self.gap(key.start, indent)
            self.lines.append((first or " " * indent) + self.text[key.start : key.end] + ":")
            self.place = self.text.index(":", key.end) + 1
            self.value(value, indent)
            first = ""

    def value(self, node: Node, indent: int) -> None:
        """What stands behind a colon or a dash: on the same line, or below it."""
        if isinstance(node, MappingNode) and not node.flow:
            self.mapping(node, indent + STEP)
        elif isinstance(node, SequenceNode) and not node.flow:
            self.sequence(node, indent + STEP)
        elif not (isinstance(node, ScalarNode) and node.empty):
            self.lines[-1] += " " + self.inline(node, indent + STEP)
            self.place = node.end

    def sequence(self, node: SequenceNode, indent: int) -> None:
        """The items of a list, each after its dash."""
        dash = " " * indent + "- "
        for item in node.items:
            self.gap(item.start, indent)
            if isinstance(item, MappingNode) and not item.flow:
                self.mapping(item, indent + STEP, dash)
            else:
                self.lines.append(dash.rstrip())
                self.value(item, indent)

    def inline(self, node: Node, indent: int) -> str:
        """A scalar or a bracketed node as it stands; one of several lines gets the new indent."""
        raw = self.text[node.start : node.end].rstrip()
        if isinstance(node, ScalarNode) and node.style in ("literal", "folded"):
            return _reindented(raw, indent)
        if "\n" in raw:
            first, *rest = raw.split("\n")
            return "\n".join([first.rstrip(), *(" " * indent + row.strip() if row.strip() else "" for row in rest)])
        if isinstance(node, MappingNode):
            pairs = (f"{self.inline(key, 0)}: {self.inline(value, 0)}" for key, value in node.pairs)
            return "{" + ", ".join(pairs) + "}"
        if isinstance(node, SequenceNode):
            return "[" + ", ".join(self.inline(item, 0) for item in node.items) + "]"
        return raw


def _reindented(raw: str, indent: int) -> str:
    """A literal or folded text with its lines moved to a new indent."""
    head, *rows = raw.split("\n")
    old = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
    return "\n".join([head, *(" " * indent + row[old:] if row.strip() else "" for row in rows)])
