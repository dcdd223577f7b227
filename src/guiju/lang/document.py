"""Reads Markdown: front matter, headings as clauses, prose as safe HTML, and the fenced rule blocks with their places.

This is the only door to markdown-it. The text is cut before each heading into segments that are parsed on their own,
so that an edit costs one segment; everything in a segment is counted from its start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
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
FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """A rule block. ``lines`` pairs each line's offset in ``text`` with its offset in the segment."""

    text: str
    info: str
    start: int
    end: int
    lines: tuple[tuple[int, int], ...]
    marked: bool  # as a rule block, rightly or nearly so
    closed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (none before the first) with what stands under it; ``prose`` are the ranges outside rule blocks."""

    heading: Heading | None
    start: int
    end: int
    body_markdown: str
    body_html: str
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
    return MarkdownIt("commonmark", {"html": False}).enable("table")


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
    environment: dict[str, Any] = {}  # markdown-it keeps link references in an untyped mapping
    if definitions:
        _markdown().parse("\n".join(definitions), environment)
    tokens = _markdown().parse(text, environment)
    starts = [match.start() for match in LINE.finditer(text)]
    starts.append(len(text))
    heads = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    parts = []
    if not heads or heads[0] > 0:
        parts.append(_part(text, starts, tokens[: heads[0] if heads else None], None, 0, _line(tokens, heads, 0)))
    for number, index in enumerate(heads):
        here = tokens[index]
        inside = tokens[index + 3 : heads[number + 1] if number + 1 < len(heads) else None]
        assert here.map is not None  # noqa: S101 - block tokens of the source have a map
        heading = read_heading(text, starts[here.map[0]], starts[here.map[1]], int(here.tag[1]), tokens[index + 1])
        parts.append(_part(text, starts, inside, heading, here.map[1], _line(tokens, heads, number + 1)))
    return tuple(parts)


def _line(tokens: list[Token], heads: list[int], number: int) -> int:
    """The line of the heading with this number; -1, the last, when there is none."""
    if number >= len(heads):
        return -1
    lines = tokens[heads[number]].map
    return lines[0] if lines else -1


def _part(
    text: str, starts: list[int], tokens: list[Token], heading: Heading | None, first_line: int, last_line: int
) -> Part:
    start, end = starts[first_line], starts[last_line]
    fences = []
    shown = []
    for token in tokens:
        fence = _fence(text, starts, token) if token.type == "fence" else None
        if fence is not None:
            fences.append(fence)
        if fence is None or not fence.marked:
            shown.append(token)
    prose = []
    position = start
    for fence in fences:
        if fence.marked:
            prose.append((position, fence.start))
            position = fence.end
    prose.append((position, end))
    body = "\n\n".join(piece for a, b in prose if (piece := text[a:b].strip()))
    html = _markdown().renderer.render(shown, _markdown().options, {}) if shown else ""
    return Part(heading, heading.start if heading else start, end, body, html, tuple(fences), tuple(prose))


def _fence(text: str, starts: list[int], token: Token) -> Fence | None:
    """A fenced block of rules, rightly marked or nearly so, or of plain YAML; ``None`` for any other code."""
    marked = token.info.split() in RULE_INFOS or NEARLY.fullmatch(token.info.strip()) is not None
    if not marked and token.info.strip().casefold() not in PLAIN:
        return None
    assert token.map is not None  # noqa: S101 - fences of the source have a map
    first, last = token.map
    lines = []
    place = 0
    content = CONTENT_LINE.findall(token.content)
    for number, line in enumerate(content):
        row = first + 1 + number
        bare = text[starts[row] : starts[row + 1]].rstrip("\r\n")
        lines.append((place, starts[row] + len(bare) - len(line.rstrip("\n"))))
        place += len(line)
    closed = last - first == len(content) + 2
    return Fence(token.content, token.info.strip(), starts[first], starts[last], tuple(lines), marked, closed)
