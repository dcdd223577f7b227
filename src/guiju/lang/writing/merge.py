"""Three-way merging of documents, clause by clause: what only one side changed is taken, what both changed is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from guiju.lang.compiler.sources import Sources
from guiju.lang.writing.clauses import passages

Choice = Literal["mine", "theirs", "both"]
HEAD = ""  # what stands before the first clause of a file


@dataclass(frozen=True, slots=True)
class Conflict:
    """A clause that both changed in the same place; an empty text means that a side has it no more."""

    file: str
    id: str
    base: str
    mine: str
    theirs: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.file}#{self.id}"


@dataclass(frozen=True, slots=True)
class Merged:
    """The files with everything that could be brought together, and what could not; there ``theirs`` stands."""

    sources: Sources
    conflicts: tuple[Conflict, ...]


def merge(base: Sources, mine: Sources, theirs: Sources, choices: Mapping[str, Choice] | None = None) -> Merged:
    """What both made of ``base``; ``choices`` decide, by their keys, where both changed the same lines."""
    conflicts: list[Conflict] = []
    files = dict(theirs.files)
    cut = [_cut(one) for one in (base, mine, theirs)]
    for file in mine.files:
        before, here, there = (one.get(file, {}) for one in cut)
        if here != before:
            files[file] = _file(file, before, here, there, choices or {}, conflicts).encode()
    return Merged(Sources(theirs.main, files), tuple(conflicts))


def _cut(sources: Sources) -> dict[str, dict[str, str]]:
    """Each file as its clauses by their ids, in order; what stands before the first is under ``HEAD``."""
    found: dict[str, dict[str, str]] = {}
    places: dict[str, list[tuple[int, str]]] = {}
    for one in passages(sources):
        places.setdefault(one.file, []).append((one.start, one.id))
    for file, body in sources.files.items():
        text = body.decode("utf-8-sig")
        starts = [(0, HEAD), *places.get(file, [])]
        ends = [*(start for start, _ in starts[1:]), len(text)]
        found[file] = {name: text[start:end] for (start, name), end in zip(starts, ends, strict=True)}
    return found


def _file(
    file: str,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    choices: Mapping[str, Choice],
    conflicts: list[Conflict],
) -> str:
    pieces = []
    for name in _order(list(base), list(mine), list(theirs)):
        old, one, two = base.get(name, ""), mine.get(name, ""), theirs.get(name, "")
        text = _clause(old, one, two)
        if text is None:
            conflict = Conflict(file, name, old, one, two)
            conflicts.append(conflict)
            text = _chosen(conflict, choices.get(conflict.key, "theirs"))
        pieces.append(text)
    whole = ""
    for piece in pieces:
        whole = f"{whole.rstrip()}\n\n{piece}" if whole.strip() and piece.startswith("#") else whole + piece
    return whole


def _chosen(conflict: Conflict, choice: Choice) -> str:
    if choice == "both":
        return _both(conflict.theirs, conflict.mine)
    return conflict.mine if choice == "mine" else conflict.theirs


def _both(theirs: str, mine: str) -> str:
    """Their clause with the lines of mine that it lacks, after the line they followed."""
    found = theirs.splitlines(keepends=True)
    place = len(found)
    for row in reversed(mine.splitlines(keepends=True)):
        if row in found[:place]:
            place = len(found) - 1 - found[::-1].index(row)
        elif row.strip() and row not in found:
            found.insert(place, row if row.endswith("\n") else f"{row}\n")
    return "".join(found)


def _clause(base: str, mine: str, theirs: str) -> str | None:
    """The text of a clause after both; ``None`` when both changed the same lines of it."""
    if mine.rstrip() in (base.rstrip(), theirs.rstrip()):
        return theirs
    if theirs.rstrip() == base.rstrip():
        return mine
    if not (base and mine and theirs):
        return None
    rows = lines(base.splitlines(keepends=True), mine.splitlines(keepends=True), theirs.splitlines(keepends=True))
    return None if rows is None else "".join(rows)


def lines(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Both changes of some lines; ``None`` when they touch or meet."""
    edits = [*_edits(base, mine), *_edits(base, theirs)]
    edits.sort(key=lambda one: (one[0], one[1]))
    result: list[str] = []
    place = 0
    previous: tuple[int, int, list[str]] | None = None
    for edit in edits:
        if edit == previous:
            continue
        start, end, new = edit
        if previous is not None and start <= previous[1]:
            return None
        result += [*base[place:start], *new]
        place, previous = end, edit
    return [*result, *base[place:]]


def _edits(base: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    matcher = SequenceMatcher(None, base, new, autojunk=False)
    return [(a, b, list(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """The clauses of both: in my order where I moved some, else in theirs; the other's follow their neighbours."""
    common = set(base) & set(mine) & set(theirs)
    was, now = ([name for name in names if name in common] for names in (base, mine))
    first, second = (theirs, mine) if was == now else (mine, theirs)
    found = list(first)
    for at, name in enumerate(second):
        if name not in found:
            before = next((one for one in reversed(second[:at]) if one in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, name)
    return found
