"""Clauses in the files of a document: where each stands, and the files with one changed, added, moved or taken out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from guiju.lang.compiler.outline import Heading, outline
from guiju.lang.compiler.sources import Sources, gather
from guiju.lang.headings import proposed_id
from guiju.lang.report import Report

MARKED_ID = re.compile(r"[{｛]\s*[#＃][^}｝]*[}｝]?")
HEADING_LINE = re.compile(r"^ {0,3}#{1,6}(?=[ \t]|$)", re.MULTILINE)
UNDERLINED = re.compile(r"^(?=.*\S).+\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
FENCE_LINE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
MOST_LEVELS = 6


class Stretch(NamedTuple):
    """A part of a file that may be replaced."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it is written.

    ``heading`` is its line without marks and id; ``start`` and ``end`` bound everything up to the next heading.
    ``prose`` are the words before, between and behind its rule blocks, ``blocks`` the insides of those.
    """

    id: str
    number: str
    title: str
    level: int
    parent: str | None
    file: str
    start: int
    end: int
    heading: str
    heading_end: int
    prose: tuple[Stretch, ...]
    blocks: tuple[Stretch, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of the clause, a text for each place where there are some; the first is always there."""
        return tuple(one.text for one in self.prose)


def passages(sources: Sources) -> tuple[Passage, ...]:
    """Every clause of a document and its chapters, in order."""
    plan = outline(gather(sources, Report()).chapters, Report())
    return tuple(_passage(one) for one in plan.clauses if one.id)


def _passage(clause: Heading) -> Passage:
    text, base = clause.source.text, clause.base
    heading_end = clause.span.end
    raw = text[clause.span.start : heading_end].split("\n")[0]
    heading = MARKED_ID.sub("", raw.strip().strip("#")).strip()
    fences = [one for one in clause.part.fences if one.marked]
    prose = [_trimmed(text, max(base + start, heading_end), base + end) for start, end in clause.part.prose]
    kept = tuple(one for at, one in enumerate(prose) if at == 0 or one.text)
    blocks = tuple(Stretch(base + one.start, base + one.end, one.text) for one in fences)
    return Passage(
        clause.id, clause.number, clause.title, clause.level, clause.parent, clause.source.path,
        clause.span.start, base + clause.part.end, heading, heading_end, kept, blocks,
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Stretch:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    words = inside.strip()
    return Stretch(first, first + len(words), words.replace("\r\n", "\n"))


def hindrance(words: str) -> str:
    """What typed words hold that would change the structure around them: ``heading``, ``fence`` or nothing."""
    if FENCE_LINE.search(words):
        return "fence"
    return "heading" if HEADING_LINE.search(words) or UNDERLINED.search(words) else ""


def rewritten(
    sources: Sources,
    clause: Passage,
    *,
    heading: str | None = None,
    prose: Mapping[int, str] | None = None,
    blocks: Mapping[int, str] | None = None,
) -> Sources:
    """The files with a clause's heading, words and blocks as given; block -1 is a new one at its end."""
    text = _text(sources, clause.file)
    edits: list[tuple[int, int, str]] = []
    if heading is not None and (line := _one_line(heading)) and line != clause.heading:
        edits.append((clause.start, clause.heading_end, _heading_line(line, clause.level, clause.id)))
    for at, words in (prose or {}).items():
        edits += _prose_edit(clause, at, words.replace("\r\n", "\n").strip())
    for at, inside in (blocks or {}).items():
        edits.append(_block_edit(text, clause, at, inside))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return _with(sources, clause.file, text)


def _heading_line(heading: str, level: int, name: str) -> str:
    return f"{'#' * level} {heading} {{#{name}}}"


def _one_line(heading: str) -> str:
    return MARKED_ID.sub("", " ".join(heading.split())).strip("# ").strip()


def _prose_edit(clause: Passage, at: int, words: str) -> list[tuple[int, int, str]]:
    if at >= len(clause.prose) or words == clause.prose[at].text:
        return []
    here = clause.prose[at]
    if here.text:
        return [(here.start, here.end, words)]
    return [(clause.heading_end, clause.heading_end, f"\n\n{words}")]


def _block_edit(text: str, clause: Passage, at: int, inside: str) -> tuple[int, int, str]:
    body = inside.rstrip("\n") + "\n" if inside.strip() else ""
    if at < 0:
        stop = clause.start + len(text[clause.start : clause.end].rstrip())
        return stop, stop, f"\n\n```yaml 规矩\n{body}```" + ("" if clause.end > stop else "\n")
    here = clause.blocks[at]
    if not body:
        start = len(text[: here.start].rstrip()) if text[: here.start].strip() else here.start
        return start, here.start + len(text[here.start : here.end].rstrip()), ""
    opening = text[here.start : text.find("\n", here.start, here.end) + 1]
    indent = opening[: len(opening) - len(opening.lstrip(" "))]
    mark = re.match(r"[`~]+", opening.lstrip(" "))
    rows = "".join(f"{indent}{row}\n" if row else "\n" for row in body.rstrip("\n").split("\n"))
    tail = "\n" if text[here.start : here.end].endswith("\n") else ""
    return here.start, here.end, f"{opening}{rows}{indent}{mark.group() if mark else '```'}{tail}"


def added(
    sources: Sources, heading: str, words: str, *, level: int, after: Passage | None, name: str = ""
) -> tuple[Sources, str]:
    """The files with a clause more, behind another with all below it (else at the end); also its id."""
    known = passages(sources)
    title = _one_line(heading) or "新条款"
    free = free_id(name or proposed_id(title), {one.id for one in known})
    body = f"{_heading_line(title, min(max(level, 1), MOST_LEVELS), free)}\n"
    body += f"\n{words.strip()}\n" if words.strip() else ""
    file = after.file if after else sources.main
    text = _text(sources, file)
    place = _family_end(known, after) if after else len(text)
    before, behind = text[:place].rstrip("\n"), text[place:].lstrip("\n")
    return _with(sources, file, f"{before}\n\n{body}" + (f"\n{behind}" if behind else "")), free


def free_id(name: str, taken: set[str]) -> str:
    """The name, or with the first number that makes it new."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def removed(sources: Sources, clause: Passage) -> Sources:
    """The files without a clause and all below it."""
    text = _text(sources, clause.file)
    end = _family_end(passages(sources), clause)
    before, behind = text[: clause.start].rstrip("\n"), text[end:].lstrip("\n")
    return _with(sources, clause.file, f"{before}\n\n{behind}" if behind else f"{before}\n")


def moved(sources: Sources, clause: Passage, by: int) -> Sources:
    """The files with a clause and all below it one place further up (-1) or down (1) among its neighbours."""
    known = passages(sources)
    beside = [one for one in known if one.file == clause.file and one.parent == clause.parent]
    beside = [one for one in beside if one.level == clause.level]
    at = next(i for i, one in enumerate(beside) if one.id == clause.id)
    if not 0 <= at + by < len(beside):
        return sources
    first, second = sorted((clause, beside[at + by]), key=lambda one: one.start)
    text = _text(sources, clause.file)
    ends = _family_end(known, first), _family_end(known, second)
    one, between = text[first.start : ends[0]], text[ends[0] : second.start]
    two = text[second.start : ends[1]]
    swapped = two.rstrip("\n") + "\n\n" + between + one.rstrip("\n") + "\n"
    behind = text[ends[1] :].lstrip("\n")
    return _with(sources, clause.file, text[: first.start] + swapped + (f"\n{behind}" if behind else ""))


def family(known: Sequence[Passage], clause: Passage) -> tuple[Passage, ...]:
    """A clause with all below it."""
    end = _family_end(known, clause)
    return tuple(one for one in known if one.file == clause.file and clause.start <= one.start < end)


def _family_end(known: Sequence[Passage], clause: Passage) -> int:
    at = next(i for i, one in enumerate(known) if one.id == clause.id)
    end = clause.end
    for one in known[at + 1 :]:
        if one.file != clause.file or one.level <= clause.level:
            break
        end = one.end
    return end


def _text(sources: Sources, file: str) -> str:
    return sources.files[file].decode("utf-8-sig")


def _with(sources: Sources, file: str, text: str) -> Sources:
    if b"\r\n" in sources.files[file][:2000]:  # a file keeps its way of ending lines
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return Sources(sources.main, {**sources.files, file: text.encode()})
