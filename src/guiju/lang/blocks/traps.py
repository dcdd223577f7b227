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
TORN = re.compile(r"[(（]|,\s*\d{3}")  # without these in it, no list in brackets is torn apart by a comma
COLON = re.compile(r"[：:]")
OPENS = re.compile(r" *[{\[]")
WIDE_COMMA = re.compile(r"，(?=[^，：:]{1,20}[：:])")
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
    comment = COMMENT.match(text, end) if style == "plain" and value and text[end : end + 1] in " \t" else None
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
    if not ("(" in first or "（" in first) or open_brackets(first) <= 0:
        return index
    for last in range(index + 1, len(entries)):
        if open_brackets(text[start : _end(entries[last])]) <= 0:
            return last
    return index


def _is_thousands(text: str, entry: tuple[Node, Node]) -> bool:
    head, tail = entry
    alone = head is tail or (isinstance(tail, ScalarNode) and tail.empty)
    return alone and THREE_DIGITS.match(text, head.start, head.end) is not None


def _end(entry: tuple[Node, Node]) -> int:
    head, tail = entry
    return head.end if isinstance(tail, ScalarNode) and tail.empty else max(head.end, tail.end)


def open_brackets(text: str) -> int:
    """How many brackets are opened and not closed."""
    return sum(map(text.count, OPENING)) - sum(map(text.count, CLOSING))


def split_pairs(
    text: str, pairs: Iterable[tuple[ScalarNode, Node]], findings: list[Finding], *, flow: bool
) -> list[tuple[ScalarNode, Node]]:
    """The pairs, with keys split that a colon glued to their value: a full-width one, or one without a blank."""
    result = []
    for key, value in pairs:
        found = glued(text, key) if isinstance(value, ScalarNode) and value.empty else None
        if found is None:
            result.append((key, value))
            continue
        findings.append(found)
        start, ends = key.start, [*_wide_commas(text, found.end, key.end), key.end] if flow else [key.end]
        for end in ends:
            colon = found.start if start == key.start else COLON.search(text, start, end).start()  # type: ignore[union-attr]
            head = ScalarNode(text[start:colon].strip(), "plain", start, colon)
            tail = colon + 1 + len(text[colon + 1 : end]) - len(text[colon + 1 : end].lstrip())
            result.append((head, ScalarNode(text[tail:end].rstrip(), "plain", tail, end)))
            start = end + 1
    return result


def _wide_commas(text: str, start: int, end: int) -> list[int]:
    """The full-width commas that were to separate a key with its value from the next."""
    return [match.start() for match in WIDE_COMMA.finditer(text, start, end)]


def glued(text: str, node: Node) -> Finding | None:
    """The colon that was to separate a key from its value, full-width or without a blank; ``None`` without one."""
    if not isinstance(node, ScalarNode) or node.style != "plain" or not (":" in node.text or WIDE_COLON in node.text):
        return None
    start = node.start
    for line in text[node.start : node.end].split("\n"):
        colon = COLON.search(line)
        key = line[: colon.start()].strip() if colon else ""
        if (
            colon
            and key
            and (colon.group() == WIDE_COLON or not (key[-1].isdigit() or line.startswith("//", colon.end())))
        ):
            code = "Y102" if colon.group() == WIDE_COLON else "Y123"
            return Finding(code, start + colon.start(), start + colon.end(), (("key", key),))
        start += len(line) + 1
    return None


def wide_comma(text: str, node: Node) -> Finding | None:
    """The full-width comma in a value in braces or brackets that was to separate it from the next."""
    if not isinstance(node, ScalarNode) or node.style != "plain" or (at := text.find("，", node.start, node.end)) < 0:
        return None
    before = text[text.rfind("\n", 0, node.start) + 1 : node.start]
    flow = any(before.count(opening) > before.count(closing) for opening, closing in ("{}", "[]"))
    return Finding("Y122", at, at + 1, (("character", "，"), ("plain", ","))) if flow else None


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
