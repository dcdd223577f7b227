"""The traps of YAML for people who write rules: full-width colons, commas and brackets in flow style, cut comments."""

import re
from collections.abc import Iterable

from guiju.lang.blocks.nodes import Finding, MappingNode, Node, ScalarNode, SequenceNode, Style

WIDE_COLON = "："
LEADING_TAB = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)
COMMENT = re.compile(r"[ \t]+#")
WORD = re.compile(r"[^\s,\[\]{}]+")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})*")
THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
OPENING, CLOSING = "(（", ")）"


def indenting_tab(text: str) -> Finding | None:
    """The first tab that indents something."""
    match = LEADING_TAB.search(text)
    if match is None:
        return None
    place = text.index("\t", match.start())
    return Finding("Y103", place, place + 1)


def word_at(text: str, start: int) -> str:
    """The word that stands at an offset."""
    match = WORD.match(text, start)
    return match.group() if match else ""


def scalar(text: str, value: str, style: Style, start: int, end: int) -> ScalarNode:
    """A scalar, with the comment that follows it on its line."""
    comment = COMMENT.match(text, end) if style == "plain" and value else None
    return ScalarNode(value, style, start, end, comment.end() - 1 if comment else -1)


def joined_items(text: str, items: list[Node]) -> tuple[list[Node], list[Finding]]:
    """The items of a flow list, with those joined again that a comma inside brackets tore apart."""
    joined, findings = _joined(text, [(item, item) for item in items])
    return [tail for _, tail in joined], findings


def joined_pairs(
    text: str, pairs: list[tuple[ScalarNode, Node]]
) -> tuple[list[tuple[ScalarNode, Node]], list[Finding]]:
    """The pairs of a flow mapping, with those joined again that a comma inside brackets tore apart."""
    joined, findings = _joined(text, pairs)
    return [(head, tail) for head, tail in joined if isinstance(head, ScalarNode)], findings


def _joined[Head: Node](text: str, entries: list[tuple[Head, Node]]) -> tuple[list[tuple[Head, Node]], list[Finding]]:
    """Entries are (key, value) of a mapping or (item, item) of a list."""
    result: list[tuple[Head, Node]] = []
    findings = []
    index = 0
    while index < len(entries):
        head, tail = entries[index]
        last = _last_torn(text, entries, index) if isinstance(tail, ScalarNode) and tail.style == "plain" else index
        if last > index:
            end = _end(entries[last])
            comma = text.index(",", tail.end)
            findings.append(Finding("Y105", comma, comma + 1, (("whole", text[tail.start : end]),)))
            raw = text[tail.start : end]
            whole = ScalarNode(raw.replace(",", "") if THOUSANDS.match(raw) else raw, "plain", tail.start, end)
            tail = whole
        result.append((head, tail))
        index = last + 1
    return result, findings


def _last_torn[Head: Node](text: str, entries: list[tuple[Head, Node]], index: int) -> int:
    """The entry that ends the value which begins at ``index``: where brackets or thousands are complete."""
    tail = entries[index][1]
    start = tail.start
    first = text[start : tail.end]
    if first.isdigit():
        last = index
        while last + 1 < len(entries) and _is_thousands(text, entries[last + 1]):
            last += 1
        return last
    if _open_brackets(first) <= 0:
        return index
    for last in range(index + 1, len(entries)):
        if _open_brackets(text[start : _end(entries[last])]) <= 0:
            return last
    return index


def _is_thousands(text: str, entry: tuple[Node, Node]) -> bool:
    head, tail = entry
    alone = head is tail or (isinstance(tail, ScalarNode) and tail.empty)
    return alone and THREE_DIGITS.match(text, head.start, head.end) is not None


def _end(entry: tuple[Node, Node]) -> int:
    head, tail = entry
    return head.end if isinstance(tail, ScalarNode) and tail.empty else max(head.end, tail.end)


def _open_brackets(text: str) -> int:
    return sum((c in OPENING) - (c in CLOSING) for c in text)


def split_pairs(
    text: str, pairs: Iterable[tuple[ScalarNode, Node]], findings: list[Finding]
) -> list[tuple[ScalarNode, Node]]:
    """The pairs, with keys split that a full-width colon glued to their value."""
    result = []
    for key, value in pairs:
        glued = key.style == "plain" and WIDE_COLON in key.text and isinstance(value, ScalarNode) and value.empty
        if not glued:
            result.append((key, value))
            continue
        colon = text.index(WIDE_COLON, key.start)
        findings.append(Finding("Y102", colon, colon + 1, (("key", text[key.start : colon].strip()),)))
        start = colon + 1 + len(text[colon + 1 : key.end]) - len(text[colon + 1 : key.end].lstrip())
        head = ScalarNode(text[key.start : colon].strip(), "plain", key.start, colon)
        result.append((head, ScalarNode(text[start : key.end], "plain", start, key.end)))
    return result


def wide_colon(text: str, node: Node) -> Finding | None:
    """The full-width colon in a text that stands where a mapping should; ``None`` when it is no such case."""
    if not isinstance(node, ScalarNode) or node.style != "plain":
        return None
    colon = text.find(WIDE_COLON, node.start, node.end)
    return None if colon < 0 else Finding("Y102", colon, colon + 1, (("key", text[node.start : colon].strip()),))


def names_in(node: Node | None) -> set[str]:
    """All keys of a tree that could not be used, so that what they would have declared is not reported as unknown."""
    if isinstance(node, MappingNode):
        below = set[str]().union(*(names_in(value) for _, value in node.pairs))
        return below | {key.text for key, _ in node.pairs}
    if isinstance(node, SequenceNode):
        return set[str]().union(*(names_in(item) for item in node.items))
    return set()


KEY_LIKE = re.compile(
    r"(?:^|[{,])[ \t]*(?:- )?[\"']?([^\s\"'：:{},\[\]#][^\"'：:{},\[\]#\n]{0,60}?)[\"']?[ \t]{0,20}[：:]", re.MULTILINE
)


def names_in_text(text: str) -> set[str]:
    """All that looks like a key in a block that YAML cannot read."""
    return set(KEY_LIKE.findall(text))
