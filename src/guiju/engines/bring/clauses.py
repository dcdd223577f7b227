"""Lines of a text to clauses: headings by their style, or by their number as Chinese regulations write it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from guiju.engines.bring.word import Line, UnreadableError
from guiju.engines.bring.word import lines as word_lines
from guiju.lang.document import RULE_INFOS, front_matter
from guiju.lang.headings import ID, proposed_id
from guiju.lang.writing.clauses import free_id
from guiju.lang.writing.plain import scalar

COUNT = "〇零一二三四五六七八九十百千0-9"
PART = re.compile(rf"第\s*[{COUNT}]+\s*(?:部分|编|章|篇)")
SECTION = re.compile(rf"第\s*[{COUNT}]+\s*节")
ARTICLE = re.compile(rf"(?P<number>第\s*[{COUNT}]+\s*条)[\s：:、]*(?P<rest>.*)", re.DOTALL)
NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|附\s*则|\d+(?:\.\d+)*[、.\s])")
MARKS = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
STRUCTURE = re.compile(r"^(?=#{1,6}\s|```|~~~|---\s*$|===)", re.MULTILINE)
PHRASE = re.compile(r"[，。；,;（(]|(?<!\d)[：:]|[：:](?!\d)")  # 12:00 is one word
LONGEST_TITLE = 24
MOST_CLAUSES = 2_000
MOST_TEXT = 4_000_000  # bytes of Markdown or plain text
LONGEST_HEADING = 1_000  # what is longer is no heading
LONGEST_PHRASE = 14


@dataclass(slots=True)
class Clause:
    """A clause as it came: its heading, its level and the words under it."""

    id: str
    heading: str
    level: int
    words: list[str] = field(default_factory=list)
    ruled: bool = False  # it brings rule blocks of its own

    @property
    def text(self) -> str:
        """The words as Markdown: items of a list on lines of their own, everything else in paragraphs."""
        found = ""
        for one in self.words:
            listed = one.startswith("- ") and found.rpartition("\n")[2].startswith("- ")
            found += ("\n" if listed else "\n\n" if found else "") + one
        return found


def read(name: str, data: bytes) -> tuple[Clause, ...]:
    """The clauses of a Word file, or of Markdown or plain text. Raises ``UnreadableError``."""
    if name.lower().endswith((".md", ".markdown", ".txt")):
        return clauses(_text_lines(data))
    return clauses(word_lines(data))


def written(name: str, data: bytes) -> str:
    """The front matter of a Markdown file that is a regulation of this language already; else nothing."""
    if not name.lower().endswith((".md", ".markdown")):
        return ""
    text = _decoded(data).replace("\r\n", "\n")
    front = front_matter(text)
    return text[: front[2]] if front and any(_blocks(text, front[2])) else ""


def _decoded(data: bytes) -> str:
    if len(data) > MOST_TEXT:
        raise UnreadableError("too_long")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\x00" in data[:4096]:
        raise UnreadableError("not_text")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("not_text")


def _text_lines(data: bytes) -> list[Line]:
    text = _decoded(data).replace("\r\n", "\n")
    front = front_matter(text)
    found, at = list[Line](), front[2] if front else 0
    blocks = list(_blocks(text, at))
    for start, end in blocks:
        found += [*_prose(text[at:start], ids=True), Line(text[start:end], rules=True)]
        at = end
    return [*found, *_prose(text[at:], ids=bool(blocks))]


def _blocks(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where rule blocks start and end, in one go; what is never closed is none."""
    opened: re.Match[str] | None = None
    for mark in FENCE.finditer(text, at):
        if opened is None:
            opened = mark
        elif mark["mark"].startswith(opened["mark"]) and not mark["info"].strip():
            if opened["info"].split() in RULE_INFOS:
                yield opened.start(), mark.end()
            opened = None


def _prose(body: str, *, ids: bool) -> list[Line]:
    pieces = re.split(r"\n[ \t]*\n|\n(?=#{1,6}\s)|(?<=\n)(?=第)", body)
    return [line for piece in pieces for line in _piece(piece, ids=ids)]


def _piece(piece: str, *, ids: bool) -> list[Line]:
    """A paragraph of Markdown; a heading may stand right above its text. Ids count where rules refer to them."""
    first, _, rest = piece.strip("\n").partition("\n")
    marks = MARKS.fullmatch(first.strip()) if len(first) <= LONGEST_HEADING else None
    if marks is None:
        return [Line(piece.strip())] if piece.strip() else []
    heading = re.sub(r"\s*[{｛]\s*#[^}｝]*[}｝]", "", marks[2])
    called = ID.search(first.strip()) if ids else None
    return [
        Line(heading, len(marks[1]), id=called["id"] if called else ""),
        *([Line(rest.strip())] if rest.strip() else []),
    ]


def clauses(found: Sequence[Line]) -> tuple[Clause, ...]:
    """The clauses that lines make; words before the first heading stand under one of their own.

    Raises ``UnreadableError`` for more than anybody writes.
    """
    styled = any(line.level for line in found)
    result: list[Clause] = []
    taken: set[str] = set()
    for line in found:
        level, heading, words = _judged(line, styled=styled)
        if level and len(result) == MOST_CLAUSES:
            raise UnreadableError("too_long")
        if level:
            result.append(Clause(free_id(line.id or proposed_id(heading), taken), heading, level))
        elif not result:
            result.append(Clause("前言", "前言", 1))
        taken.add(result[-1].id)
        if words:
            result[-1].words.append(words)
        result[-1].ruled |= line.rules
    return tuple(result)


def _judged(line: Line, *, styled: bool) -> tuple[int, str, str]:
    """The level, heading and words of a line; level 0 for words alone."""
    text = line.text
    if line.level or line.rules:
        return (0, "", text) if line.rules else (line.level, _title(text), "")
    article = ARTICLE.match(text)
    if article is not None:
        rest = article["rest"].strip()
        short = len(rest) <= LONGEST_TITLE and not PHRASE.search(rest)
        title = rest if short else PHRASE.split(rest, maxsplit=1)[0][:LONGEST_PHRASE]
        return 3 if styled else 2, _title(f"{article['number']} {title}".strip()), "" if short else _safe(rest)
    if PART.match(text) and len(text) <= LONGEST_TITLE:
        return 1, _title(text), ""
    if SECTION.match(text) and len(text) <= LONGEST_TITLE:
        return 2, _title(text), ""
    if not styled and NUMBERED.match(text) and len(text) <= LONGEST_TITLE and not re.search("[。；，]", text):
        return 1, _title(text), ""
    return 0, "", f"- {_safe(text)}" if line.item else _safe(text)


def _title(text: str) -> str:
    return " ".join(re.sub(r"[{}｛｝#`*_<>\[\]\\&]", " ", text).split()) or "条款"


def _safe(text: str) -> str:
    """Words that cannot be taken for a heading or a block of code."""
    return STRUCTURE.sub(r"\\", text)


def markdown(found: Sequence[Clause]) -> str:
    """The clauses as the body of a document."""
    pieces = [
        f"{'#' * one.level} {one.heading} {{#{one.id}}}" + (f"\n\n{one.text}" if one.text else "") for one in found
    ]
    return "\n\n".join(pieces) + "\n" if pieces else ""


def front(name: str, title: str, effective: date) -> str:
    """The head of a document of its own."""
    head = {"regulation": name, "title": scalar(_title(title)), "version": "1", "effective": effective.isoformat()}
    return "---\n" + "\n".join(f"{key}: {text}" for key, text in head.items()) + "\ncalendar: CN\n---\n"
