"""Reads a heading: its display number, its title and its stable id."""

import re
from dataclasses import dataclass
from unicodedata import normalize

ID = re.compile(r"[ \t]*\{#(?P<id>[^\s{}#]+)\}[ \t]*#*[ \t]*\r?$", re.MULTILINE)
BROKEN_ID = re.compile(r"[{｛]\s*[#＃][^}｝]*[}｝]?")
COUNT = "〇零一二三四五六七八九十百千0-9０-９"
NUMBER = re.compile(
    rf"(?P<number>第\s*[{COUNT}]+\s*(?:部分|编|章|节|条|款|篇|部)"
    rf"|附\s*[则录件](?=\s|$)"
    rf"|[（(][{COUNT}]+[)）]"
    rf"|[一二三四五六七八九十百]+(?=[、.．])"
    rf"|\d+(?:[.．]\d+)+"
    rf"|\d+(?=[、.．)）\s]|$))"
    rf"[、.．)）]?\s*"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's parts. ``id`` is empty when it has none; ``broken`` is the range of an id that cannot be read."""

    start: int
    end: int
    level: int
    number: str
    title: str
    id: str
    id_start: int
    broken: tuple[int, int] | None


def read_heading(text: str, start: int, end: int, level: int, title: str) -> Heading:
    """The heading in ``text[start:end]``; ``title`` is its content without mark-up."""
    raw = text[start:end]
    marked = ID.search(raw)
    broken = None if marked else BROKEN_ID.search(raw)
    title = ID.sub("", title)
    title = (BROKEN_ID.sub("", title) if broken else title).strip()
    number = NUMBER.match(title)
    if number is not None and number.end() == len(title):
        number = None  # a heading that is only a number, such as 附则, is its own title
    if number is not None:
        title = title[number.end() :]
    return Heading(
        start=start,
        end=start + len(raw.rstrip()),
        level=level,
        number=number["number"] if number else "",
        title=title,
        id=marked["id"] if marked else "",
        id_start=start + marked.start("id") if marked else start,
        broken=(start + broken.start(), start + broken.end()) if broken else None,
    )


def proposed_id(title: str) -> str:
    """An id for a heading that has none: its title's letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"\w+", normalize("NFKC", title).casefold())) or "clause"
