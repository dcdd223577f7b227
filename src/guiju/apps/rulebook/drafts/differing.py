"""What differs between two states of a document's files, as changes of the first."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from guiju.apps.rulebook.values import Change
from guiju.lang import Sources

HEADING = re.compile(r"(?m)^(?=#{1,6} )")


def changes(before: Sources, after: Sources) -> tuple[Change, ...]:
    """The fewest clauses replaced, each cut down to the characters that differ."""
    return tuple(
        change
        for path, body in before.files.items()
        if after.files.get(path, body) != body
        for change in _file(path, body.decode("utf-8-sig"), after.files[path].decode("utf-8-sig"))
    )


def _file(path: str, old: str, new: str) -> Iterator[Change]:
    ours, theirs = HEADING.split(old), HEADING.split(new)
    places = [0, *accumulate(map(len, ours))]
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        start, text, piece = places[a], "".join(theirs[c:d]), "".join(ours[a:b])
        same = _same(piece, text)
        tail = _same(piece[same:][::-1], text[same:][::-1])
        yield Change(path, start + same, start + len(piece) - tail, text[same : len(text) - tail])


def _same(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
