"""Reads Markdown: front matter, headings as clauses, prose as safe HTML, and the fenced rule blocks with their places.

This is the only door to markdown-it. The text is cut before each heading into segments that are parsed on their own,
so that an edit costs one segment; everything in a segment is counted from its start.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Any
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from guiju.lang.headings import Heading, read_heading

RULE_INFOS = (["yaml", "规矩"], ["yaml", "rule"])
NEARLY = re.compile(r"(?:ya?ml)?[\s:：_-]*(?:规矩|规则|rules?)", re.IGNORECASE)
PLAIN = ("yaml", "yml", "")
CUT = re.compile(r"^(?:#{1,6}(?=[ \t\r\n])|(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<info>[^\r\n]*))", re.MULTILINE)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
LONE_RETURN = re.compile(r"\r(?!\n)")
CONTENT_LINE = re.compile(r"[^\n]*\n|[^\n]+")
REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
BLANK_LINES = re.compile(r"\A(?:[ \t]*[\r\n]+)+")
PLAIN_HEADING = re.compile(
    r"(?P<marks>#{1,6}) +(?P<title>[^\x00-\x1f #\\`*_&<>\[\]][^\x00-\x1f#\\`*_&<>\[\]]*"
    r"(?:\{#[^\x00-\x1f #\\`*_&<>\[\]{}]+\} *)?)(?:\n|\Z)"
)
# a blank line, a line that can only be one of a paragraph, a fenced block
PLAIN_PIECE = re.compile(
    r" *(?:\n|\Z)|[^\x00-\x40\[-`{-\x7f][^\x00\r\n]*(?:\n|\Z)"
    r"|```(?!`)(?P<info>[^`\x00\r\n]*)\n(?P<content>(?:[^\x00\r\n]*\n)*?) {0,3}```+[ \t]*(?:\n|\Z)"
)
FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """A rule block.

    ``lines`` pairs an offset in ``text`` with its offset in the segment, for each line that is not where the one
    before it leads to.
    """

    text: str
    info: str
    start: int
    end: int
    lines: tuple[tuple[int, int], ...]
    marked: bool  # as a rule block, rightly or nearly so
    closed: bool

    @property
    def each_line(self) -> tuple[int, ...]:
        """Where each line of ``text`` stands in the segment."""
        found = []
        ends = [*(here for here, _ in self.lines[1:]), len(self.text)]
        for (here, there), end in zip(self.lines, ends, strict=False):
            found += [there + line.start() - here for line in CONTENT_LINE.finditer(self.text, here, end)]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (none before the first) with what stands under it; ``prose`` are the ranges outside rule blocks."""

    heading: Heading | None
    start: int
    end: int
    body_markdown: str
    links: tuple[str, ...]  # the definitions that links in the text may refer to
    fences: tuple[Fence, ...]
    prose: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the document; its parts count from ``start``."""

    start: int
    text: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """CommonMark and tables; raw HTML is shown as text and links lead to no script."""
    found = MarkdownIt("commonmark", {"html": False}).enable("table")
    found.core.ruler.push("close_up", _close_up)
    return found


def _close_up(state: StateCore) -> None:
    """Join a line of Chinese to the next without the blank that a line break is between words of other scripts."""
    for inline in state.tokens:
        before = ""
        for child, after in zip_longest(inline.children or (), (inline.children or ())[1:]):
            if child.type == "softbreak" and after is not None and _joins(before, after.content[:1]):
                child.type = "text"
            before = child.content[-1:] or before


def _joins(before: str, after: str) -> bool:
    widths = {east_asian_width(one) for one in (before, after) if one}
    return bool(before and after) and widths <= {"W", "F", "A"} and widths != {"A"}  # A: quotation marks and dashes


def front_matter(text: str) -> tuple[int, int, int] | None:
    """Where the front matter's inside starts and ends and where the document goes on; ``None`` without one."""
    match = FRONT_MATTER.match(text)
    return None if match is None else (match.start("body"), match.end("body"), match.end())


def segments(text: str, start: int) -> Iterator[Segment]:
    """The document from ``start`` on, cut before headings. Equal stretches of text are parsed once."""
    definitions = tuple(sorted(set(REFERENCE.findall(text, start))))
    cuts = [start, *_cuts(text, start), len(text)]
    for here, there in pairwise(cuts):
        if here < there:
            stretch = text[here:there]
            yield Segment(here, stretch, parse(stretch, definitions))


def _cuts(text: str, start: int) -> Iterator[int]:
    """Where a line in the first column certainly is a heading: outside fences, and before any doubtful fence."""
    if LONE_RETURN.search(text, start):
        return  # an old line break, which the pattern of cuts does not know
    fence = ""
    for mark in CUT.finditer(text, start):
        if mark["mark"] is None:
            if not fence and mark.start() > start:
                yield mark.start()
        elif mark["indent"]:
            return
        elif fence:
            if mark["mark"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif "`" not in mark["info"] or mark["mark"][0] == "~":
            fence = mark["mark"]


@lru_cache(maxsize=20_000)
def parse(text: str, definitions: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """The parts of one segment."""
    part = _plain(text, definitions)
    return marked_up(text, definitions) if part is None else (part,)


def _plain(text: str, definitions: tuple[str, ...]) -> Part | None:
    """The part of a segment of which patterns can tell the structure, as most are; ``None`` when they cannot."""
    head = PLAIN_HEADING.match(text)
    if head is None:
        return None
    fences = []
    place = head.end()
    while place < len(text):
        piece = PLAIN_PIECE.match(text, place)
        if piece is None:
            return None
        if piece["info"] is not None:
            lines = ((0, piece.start("content")),) if piece["content"] else ()
            fence = _fence(piece["content"], piece["info"].strip(), place, piece.end(), lines, closed=True)
            fences += [fence] if fence else []
        place = piece.end()
    heading = read_heading(text, 0, head.end(), len(head["marks"]), head["title"])
    return _part(text, (head.end(), len(text)), fences, heading, definitions)


def marked_up(text: str, definitions: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """The parts of any segment, as Markdown has it."""
    tokens = _markdown().parse(text, _links(definitions))
    starts = [match.start() for match in LINE.finditer(text)]
    starts.append(len(text))
    heads = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    parts = []
    if not heads or heads[0] > 0:
        place = (0, starts[_line(tokens, heads, 0)])
        fences = _fences(text, starts, tokens[: heads[0] if heads else None])
        parts.append(_part(text, place, fences, None, definitions))
    for number, index in enumerate(heads):
        here = tokens[index]
        fences = _fences(text, starts, tokens[index + 3 : heads[number + 1] if number + 1 < len(heads) else None])
        assert here.map is not None  # noqa: S101 - block tokens of the source have a map
        first, last = starts[here.map[0]], starts[here.map[1]]
        heading = read_heading(text, first, last, int(here.tag[1]), _title(tokens[index + 1]))
        place = (last, starts[_line(tokens, heads, number + 1)])
        parts.append(_part(text, place, fences, heading, definitions))
    return tuple(parts)


def _links(definitions: tuple[str, ...]) -> dict[str, Any]:  # markdown-it keeps link references in an untyped mapping
    environment: dict[str, Any] = {}
    if definitions:
        _markdown().parse("\n".join(definitions), environment)
    return environment


def _title(inline: Token) -> str:
    """The text of a heading without its mark-up."""
    return "".join(child.content or (" " if "break" in child.type else "") for child in inline.children or ())


def _line(tokens: list[Token], heads: list[int], number: int) -> int:
    """The line of the heading with this number; -1, the last, when there is none."""
    if number >= len(heads):
        return -1
    lines = tokens[heads[number]].map
    return lines[0] if lines else -1


def _part(
    text: str, place: tuple[int, int], fences: Iterable[Fence], heading: Heading | None, links: tuple[str, ...]
) -> Part:
    fences = tuple(fences)
    prose = []
    start, end = position, _ = place
    for fence in fences:
        if fence.marked:
            prose.append((position, fence.start))
            position = fence.end
    prose.append((position, end))
    pieces = (BLANK_LINES.sub("", text[first:last]).rstrip() for first, last in prose)
    body = "\n\n".join(piece for piece in pieces if piece)
    return Part(heading, heading.start if heading else start, end, body, links, fences, tuple(prose))


def _fences(text: str, starts: list[int], tokens: Iterable[Token]) -> Iterator[Fence]:
    """The fenced blocks among the tokens of a part."""
    for token in tokens:
        if token.type == "fence":
            assert token.map is not None  # noqa: S101 - fences of the source have a map
            first, last = token.map
            lines, count = _lines(text, starts[first + 1 :], token.content)
            closed = last - first == count + 2
            fence = _fence(token.content, token.info.strip(), starts[first], starts[last], lines, closed=closed)
            if fence is not None:
                yield fence


def _lines(text: str, starts: list[int], content: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """Where the lines of a fence stand that stand apart from those before them, and how many lines there are."""
    lines: list[tuple[int, int]] = []
    place = row = 0
    for row, line in enumerate(CONTENT_LINE.findall(content), start=1):
        bare = text[starts[row - 1] : starts[row]].rstrip("\r\n")
        there = starts[row - 1] + len(bare) - len(line.rstrip("\n"))
        if not lines or there - place != lines[-1][1] - lines[-1][0]:
            lines.append((place, there))
        place += len(line)
    return tuple(lines), row


def _fence(
    text: str, info: str, start: int, end: int, lines: tuple[tuple[int, int], ...], *, closed: bool
) -> Fence | None:
    """A fenced block of rules, rightly marked or nearly so, or of plain YAML; ``None`` for any other code."""
    marked = info.split() in RULE_INFOS or NEARLY.fullmatch(info) is not None
    if not marked and info.casefold() not in PLAIN:
        return None
    return Fence(text, info, start, end, lines, marked, closed)


def tokens(body: str, links: tuple[str, ...] = ()) -> list[Token]:
    """What Markdown makes of a clause's text, for ``guiju.lang.prose``."""
    return _markdown().parse(body, _links(links))


@lru_cache(maxsize=2_000)
def html(body: str, links: tuple[str, ...] = ()) -> str:
    """The safe rendering of a clause's text; ``links`` are the link definitions of its document."""
    return str(_markdown().render(body, _links(links)))
