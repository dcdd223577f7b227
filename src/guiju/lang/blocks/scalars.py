"""Where each character of a YAML scalar stood: folding, quotes and escapes change the text but not its places."""

import re
from collections.abc import Sequence

from guiju.lang.blocks.nodes import ScalarNode

ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)", re.DOTALL)
CONTINUED = re.compile(r"(?:\\(?:\r\n|\r|\n)[ \t]*)+")
QUOTED = ("single", "double")


def offsets(text: str, node: ScalarNode) -> Sequence[int]:
    """For each character of ``node.text`` its offset in the block's text, and one more for the end.

    A range when the scalar stands there as it is.
    """
    first = node.start + (1 if node.style in QUOTED else 0)
    last = max(node.end - 1, first) if node.style in QUOTED else node.end
    if last - first == len(node.text) and text.startswith(node.text, first):
        return range(first, last + 1)
    return _aligned(text, node, _body(text, node, first), last)


def _body(text: str, node: ScalarNode, first: int) -> int:
    """Where the text proper begins: after the header line of a literal or folded scalar."""
    if node.style in ("literal", "folded"):
        return text.find("\n", first, node.end) + 1 or node.end
    return first


def _aligned(text: str, node: ScalarNode, first: int, last: int) -> tuple[int, ...]:
    """Walk the value and the raw text side by side; white space stands for white space."""
    found = []
    place = first
    for character in node.text:
        if node.style == "double":
            continued = CONTINUED.match(text, place, last)  # an escaped line break stands for nothing
            place = continued.end() if continued else place
        if character.isspace() and not (node.style == "double" and text.startswith("\\", place)):
            found.append(min(place, last))
            place = _past_space(text, place, last, character)
            continue
        while place < last and text[place] != character and text[place].isspace():
            place += 1
        found.append(min(place, last))
        if node.style == "double" and text.startswith("\\", place):
            escape = ESCAPE.match(text, place, last)
            place = escape.end() if escape else place + 1
        elif node.style == "single" and text.startswith("''", place):
            place += 2
        else:
            place += 1
    return (*found, min(place, last))


def _past_space(text: str, place: int, last: int, character: str) -> int:
    """After the white space that a single character of the value stands for."""
    if place < last and text[place] == character and character != "\n":
        end = place
        while end < last and text[end] in " \t":
            end += 1
        return end if end < last and text[end] in "\r\n" else place + 1
    while place < last and text[place].isspace() and not (character == "\n" and text[place : place + 1] != "\n"):
        place += 1
        if character == "\n":
            break
    return place
