"""What a rule says as plain values, and plain values as YAML that reads back to the same."""

import re
from collections.abc import Iterator, Mapping, Sequence

from guiju.lang.blocks import MappingNode, Node, ScalarNode, load

Plain = str | list["Plain"] | dict[str, "Plain"]

STEP = 2
MOST_ACROSS = 100  # characters of a list or mapping in brackets
SAFE = re.compile(r"[\w一-鿿][^\n:#\[\]{},&*!|>'\"%@`：，]*")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""}


def plain_of(node: Node) -> Plain:
    """What a node says, without its places."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MappingNode):
        return {key.text: plain_of(value) for key, value in node.pairs}
    return [plain_of(item) for item in node.items]


def pair(key: str, value: Plain, indent: int = 0) -> list[str]:
    """The lines of a key with its value."""
    across = _across(value)
    start = " " * indent + _key(key) + ":"
    if across is not None:
        return [f"{start} {across}".rstrip()]
    if isinstance(value, str):
        return _literal(start, value, indent)
    if isinstance(value, list):
        return [start, *_items(value, indent + STEP)]
    return [start, *(line for name, one in value.items() for line in pair(name, one, indent + STEP))]


def _across(value: Plain, *, within: bool = False) -> str | None:
    """The value on one line; ``None`` when it is better read over several."""
    if isinstance(value, str):
        return None if "\n" in value and not within else scalar(value, within=within)
    if isinstance(value, list):
        parts = [_across(item, within=True) for item in value]
        text = f"[{', '.join(str(part) for part in parts)}]"
        if not within and any(isinstance(item, dict) for item in value):
            return None
    else:
        parts = [_across(one, within=True) for one in value.values()]
        named = (f"{_key(name, within=True)}: {part}" for name, part in zip(value, parts, strict=True))
        text = f"{{{', '.join(named)}}}"
    return text if within or len(text) <= MOST_ACROSS else None


def _items(values: Sequence[Plain], indent: int) -> Iterator[str]:
    for value in values:
        dash = " " * indent + "- "
        if isinstance(value, dict) and value:
            lines = [line for name, one in value.items() for line in pair(name, one, indent + STEP)]
            across = _across(value)
            yield from [dash + across] if across is not None else [dash + lines[0].lstrip(), *lines[1:]]
        else:
            yield dash + str(_across(value, within=True))


def _literal(start: str, value: str, indent: int) -> list[str]:
    """A text of several lines as it stands."""
    rows = value.strip("\n").split("\n")
    if any(row != row.rstrip() or "\t" in row for row in rows) or rows[0].startswith(" "):
        return [f"{start} {quoted(value)}"]
    return [f"{start} |-", *(" " * (indent + STEP) + row if row else "" for row in rows)]


def _key(text: str, *, within: bool = False) -> str:
    return scalar(text, within=within)


def scalar(text: str, *, within: bool = False) -> str:
    """A text as YAML: bare where it reads back to itself, else in quotes."""
    if not text:
        return '""' if within else ""
    if SAFE.fullmatch(text) and text == text.strip():
        return text
    return text if "\n" not in text and _reads_back(text, within=within) else quoted(text)


def _reads_back(text: str, *, within: bool) -> bool:
    """Whether the bare text means itself, as a value and, ``within`` brackets, among others."""
    tree, findings = load(f"k: {{a: {text}, b: c}}\n" if within else f"k: {text}\n")
    wanted: Plain = {"k": {"a": text, "b": "c"}} if within else {"k": text}
    return tree is not None and not findings and plain_of(tree) == wanted


def quoted(text: str) -> str:
    """A text in double quotes."""
    return '"' + "".join(ESCAPES.get(character, character) for character in text) + '"'


def same(one: Plain, two: Plain) -> bool:
    """Whether two values say the same: a single item may stand for a list of one, and empty values for none."""
    return _settled(one) == _settled(two)


def _settled(value: Plain) -> Plain:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: _settled(one) for key, one in value.items()}
    settled = [_settled(one) for one in value]
    return settled[0] if len(settled) == 1 and isinstance(settled[0], str) else settled
