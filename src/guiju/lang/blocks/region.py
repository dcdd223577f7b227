"""Where a block's text stands in its document."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from guiju.lang.blocks.nodes import Node, ScalarNode
from guiju.lang.blocks.scalars import offsets
from guiju.lang.text import Located, Source, Span


class Region(NamedTuple):
    """A text lifted out of a source line by line.

    ``lines`` pairs the offset of each line in ``text`` with its offset in the source.
    """

    text: str
    source: Source
    lines: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """The place in the source of a character of the text."""
        row = bisect_right(self.lines, (offset, len(self.source.text) + 1)) - 1
        if row < 0:
            return offset
        here, there = self.lines[row]
        return there + offset - here

    def span(self, start: int, end: int) -> Span:
        """The span in the source of ``text[start:end]``, without line breaks and white space at its end."""
        written = self.text[start:end].rstrip()
        stop = start + len(written)
        first = start + self.lines[0][1] if len(self.lines) == 1 else self.place(start)
        if written and "\n" not in written:
            return self.source.on_line(first, first + len(written))
        if stop <= start:
            stop = min(end, start + 1)
        return self.source.span(first, self.place(stop - 1) + 1 if stop > start else first)

    def located(self, node: ScalarNode) -> Located:
        """The node's text, each character with its place in the source."""
        places = offsets(self.text, node)
        if isinstance(places, range) and "\n" not in node.text:
            first = self.place(places[0])
            return Located(node.text, self.source, range(first, first + len(places)))
        return Located(node.text, self.source, tuple(self.place(offset) for offset in places))


class _Places(Mapping[str, Span]):
    """Places in a text that stands in its source as it is, worked out when somebody asks: few ever do.

    Of the source it keeps no more than this text, for a rule outlives many editions of its document.
    """

    __slots__ = ("_line", "_nodes", "_offset", "_path", "_text")

    def __init__(self, region: Region, nodes: Mapping[str, Node]) -> None:
        self._text, self._nodes = region.text, nodes
        self._path, self._offset = region.source.path, region.lines[0][1]
        self._line = region.source.position(self._offset)[0]

    def __getitem__(self, path: str) -> Span:
        node, text, offset = self._nodes[path], self._text, self._offset
        start = node.start
        stop = start + len(text[start : node.end].rstrip()) if node.end > start else start
        end = stop if stop > start else min(node.end, start + 1)
        line = self._line + text.count("\n", 0, start)
        return Span(self._path, offset + start, offset + end, line, start - text.rfind("\n", 0, start))

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def __reduce__(self) -> tuple[Any, ...]:
        """As a dictionary, without the text and the tree."""
        return dict, (dict(self),)


def places(region: Region, nodes: Mapping[str, Node]) -> Mapping[str, Span]:
    """Where nodes of a region stand in its source."""
    if len(region.lines) == 1 and region.source.position(region.lines[0][1])[1] == 1:
        return _Places(region, nodes)
    return {path: region.span(node.start, node.end) for path, node in nodes.items()}


def whole(source: Source, start: int, end: int) -> Region:
    """The stretch of a source from ``start`` to ``end`` as a region."""
    return Region(source.text[start:end], source, ((0, start),))
