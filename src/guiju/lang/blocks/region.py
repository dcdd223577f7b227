"""Where a block's text stands in its document."""

from bisect import bisect_right
from typing import NamedTuple

from guiju.lang.blocks.nodes import ScalarNode
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


def whole(source: Source, start: int, end: int) -> Region:
    """The stretch of a source from ``start`` to ``end`` as a region."""
    return Region(source.text[start:end], source, ((0, start),))
