"""Source texts and the places in them that diagnostics and traces point to."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple, cast


class Span(NamedTuple):
    """A half-open range of characters in one source, counted from 0.

    ``line`` and ``column`` are those of ``start`` and count from 1, as editors do. A tuple, because a document has
    tens of thousands and a frozen dataclass takes thrice as long to make.
    """

    path: str
    start: int
    end: int
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


_new = cast("Any", tuple.__new__)  # a third of the time that the constructor of a named tuple takes


@dataclass(frozen=True, slots=True)
class Source:
    """One document: where it came from and its text, exactly as read."""

    path: str
    text: str
    unread: bool = False  # its file is not there or no text; that was reported
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line_starts", _line_starts(self.text))

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``; offsets outside the text are clipped."""
        if not 0 <= start <= end <= len(self.text):
            start = min(max(start, 0), len(self.text))
            end = min(max(end, start), len(self.text))
        return Span(self.path, start, end, *self.position(start))

    def on_line(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``, which are known to be offsets inside the text."""
        starts = self.line_starts
        line = bisect_right(starts, start)
        return _new(Span, (self.path, start, end, line, start - starts[line - 1] + 1))  # type: ignore[no-any-return]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column, from 1, of a character of the text."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def quote(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.start : span.end]

    def line(self, number: int) -> str:
        """The line with this number (from 1) without its line break; empty when there is none."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def _line_starts(text: str) -> tuple[int, ...]:
    if "\r" in text:
        return (0, *(match.end() for match in re.finditer("\r\n?|\n", text)))
    lines = text.split("\n")  # by lengths: a fifth of the time of a search, and each stroke asks anew
    return tuple(accumulate(map((1).__add__, map(len, lines[:-1])), initial=0))


@dataclass(frozen=True, slots=True)
class Located:
    """A piece of text lifted out of a source, such as a YAML scalar, that still knows where each character stood.

    ``offsets[i]`` is the place in ``source`` of ``text[i]``; one more entry marks the end.
    """

    text: str
    source: Source
    offsets: Sequence[int]

    @staticmethod
    def whole(text: str, path: str = "<formula>") -> "Located":
        """A text that is a source of its own, such as a formula on the command line."""
        return Located(text, Source(path, text), range(len(text) + 1))

    def span(self, start: int, end: int) -> Span:
        """The span in the source of ``text[start:end]``."""
        last = len(self.offsets) - 1
        if not 0 <= start <= end <= last:
            start, end = min(max(start, 0), last), min(max(end, 0), last)
        stop = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.source.span(self.offsets[start], stop)

    def spans(self) -> Callable[[int, int], Span]:
        """``span``, for many places inside the text: on one line they need not be looked up one by one."""
        offsets, path = self.offsets, self.source.path
        if not isinstance(offsets, range) or offsets.step != 1 or "\n" in self.text or "\r" in self.text:
            return self.span
        first = offsets.start
        line, column = self.source.position(first)

        def on_line(start: int, end: int) -> Span:
            return _new(Span, (path, first + start, first + end, line, column + start))  # type: ignore[no-any-return]

        return on_line
