"""One rule between its text and its fields: only the fields that somebody changed are written anew."""

from collections.abc import Mapping

from guiju.lang import words
from guiju.lang.blocks import Finding, MappingNode, Node, load
from guiju.lang.read.rule import SHORT_FORMS
from guiju.lang.writing.blocks import Entry, entries
from guiju.lang.writing.plain import MOST_ACROSS, Plain, pair, plain_of, same, scalar

Fields = dict[str, Plain]


def fields_of(entry: Entry) -> Fields:
    """What a rule's fields say, by the words that stand in the block, the short form under its one field."""
    body = entry.body
    if entry.kind in words.BLOCK_WORDS:
        return {words.BLOCK_WORDS[entry.kind][0]: plain_of(body)}
    if isinstance(body, MappingNode):
        return {key.text: plain_of(value) for key, value in body.pairs}
    short = SHORT_FORMS.get(entry.kind)
    said = plain_of(body)
    return {words.FIELD_WORDS[entry.kind][short][0]: said} if short and said else {}


def written(kind: str, name: str, fields: Mapping[str, Plain]) -> str:
    """A rule from nothing."""
    if kind in words.BLOCK_WORDS:
        return "\n".join(pair(words.BLOCK_WORDS[kind][0], next(iter(fields.values()), "")))
    return "\n".join(pair(name, _shortest(kind, dict(fields))))


def rewritten(block: str, entry: Entry, name: str, fields: Mapping[str, Plain]) -> str:
    """The text of a rule of a block with these fields; what says the same as before stays letter for letter."""
    old, body = fields_of(entry), entry.body
    if name == entry.name and list(old) == list(fields) and all(same(old[word], fields[word]) for word in fields):
        return entry.text
    if not isinstance(body, MappingNode) or entry.kind in words.BLOCK_WORDS:
        return written(entry.kind, name, fields)
    raw = {key.text: (key.start, value) for key, value in body.pairs if word_same(old, fields, key.text)}
    if body.flow:
        return _in_brackets(block, name, fields, raw) or written(entry.kind, name, fields)
    return _in_lines(entry, name, fields)


def word_same(old: Mapping[str, Plain], new: Mapping[str, Plain], word: str) -> bool:
    """Whether a field is there as it was."""
    return word in old and word in new and same(old[word], new[word])


def _in_brackets(block: str, name: str, fields: Mapping[str, Plain], raw: Mapping[str, tuple[int, Node]]) -> str | None:
    """A rule that stood on one line, on one line again where it fits."""
    parts = []
    for word, value in fields.items():
        lines = pair(word, value)
        if word in raw:
            start, node = raw[word]
            parts.append(" ".join(block[start : node.end].split("\n")))
        elif len(lines) > 1:
            return None
        else:
            parts.append(pair("k", {word: value})[0].removeprefix("k: {").removesuffix("}"))
    text = f"{scalar(name)}: {{{', '.join(parts)}}}"
    tree, findings = load(text)
    wanted: Plain = {name: dict(fields)}
    sound = tree is not None and not findings and same(plain_of(tree), wanted)
    return text if sound and len(text) <= MOST_ACROSS + len(name) else None


def _in_lines(entry: Entry, name: str, fields: Mapping[str, Plain]) -> str:
    """A rule with a line for each field: lines of fields that stay are kept with the comments above them."""
    tree, _ = load(entry.text)
    body = tree.pairs[0][1] if isinstance(tree, MappingNode) else None
    if not isinstance(body, MappingNode):
        return written(entry.kind, name, fields)
    old = fields_of(entry)
    kept, head = {}, entry.text.find("\n") + 1
    starts = [entry.text.rfind("\n", 0, key.start) + 1 for key, _ in body.pairs]
    starts[0] = head
    for (key, _), start, stop in zip(body.pairs, starts, [*starts[1:], len(entry.text)], strict=True):
        kept[key.text] = entry.text[start:stop].rstrip("\n")
    first = body.pairs[0][0]
    column = first.start - entry.text.rfind("\n", 0, first.start) - 1
    lines = [f"{scalar(name)}:"] if name != entry.name else [entry.text[: head - 1]]
    for word, value in fields.items():
        lines += [kept[word]] if word_same(old, fields, word) else pair(word, value, column)
    return "\n".join(lines)


def _shortest(kind: str, fields: Fields) -> Plain:
    """The short form where nothing else is said."""
    short = SHORT_FORMS.get(kind)
    if short and len(fields) == 1:
        (word, value), *_ = fields.items()
        if words.field_of(kind, word) == short:
            return value
    return fields


def trap(kind: str, text: str) -> tuple[Finding, ...]:
    """Why a typed text cannot stand as one rule of a kind; nothing when it can.

    A text that would break its neighbours is not taken: one that cannot be read, holds several rules, or ends a block.
    """
    if any(row.lstrip().startswith(("```", "~~~")) for row in text.split("\n")):
        place = max(text.find("```"), text.find("~~~"))
        return (Finding("Y107", place, place + 3),)
    tree, findings = load(text)
    if findings:
        return findings
    if not isinstance(tree, MappingNode) or tree.flow or len(tree.pairs) != 1:
        return (Finding("R103", 0, max(len(text.partition("\n")[0]), 1)),)
    if kind in words.BLOCK_WORDS and words.block_key(tree.pairs[0][0].text) != kind:
        return (Finding("R101", tree.pairs[0][0].start, tree.pairs[0][0].end),)
    return ()


def name_in(text: str) -> str:
    """The name under which a rule's text declares it."""
    tree, _ = load(text)
    return " ".join(tree.pairs[0][0].text.split()) if isinstance(tree, MappingNode) and tree.pairs else ""


def entry_of(kind: str, text: str) -> Entry | None:
    """A rule's text on its own, as an entry of a block."""
    if kind in words.BLOCK_WORDS:
        found = entries(text)
    else:
        rows = "\n".join(f"  {row}" if row else "" for row in text.split("\n"))
        found = entries(f"{words.KIND_WORDS[kind][0]}:\n{rows}\n")
    return found[0] if found else None
