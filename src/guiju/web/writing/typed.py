"""What somebody typed into a clause becomes files again, or a reason why it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from guiju.lang import Sources, codes, words
from guiju.lang.blocks import Finding, whole
from guiju.lang.report import Report
from guiju.lang.text import Source
from guiju.lang.writing import blocks, clauses, forms, rules
from guiju.lang.writing.blocks import Entry
from guiju.lang.writing.clauses import Passage
from guiju.web.rulebook.words import language

PREFIX = "r."
HEADING, FENCE = "heading", "fence"


@dataclass(frozen=True, slots=True)
class Spot:
    """A rule of a clause that stands open in the form: ``block`` is -1 for one that is not written yet."""

    kind: str
    name: str
    block: int
    entry: Entry | None = None

    @property
    def key(self) -> str:
        """What names it in an address."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Trap:
    """Why something typed is not taken, with how to mend it; ``where`` is the input."""

    where: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True)
class Written:
    """The files as typed, the rule that stands open under the name it now has, and what was not taken."""

    sources: Sources
    spot: Spot | None
    traps: tuple[Trap, ...] = field(default=())


def spots(clause: Passage) -> tuple[Spot, ...]:
    """The rules of a clause, its examples and its grounds, in order."""
    return tuple(
        Spot(one.kind, one.name, at, one)
        for at, block in enumerate(clause.blocks)
        for one in blocks.entries(block.text) or ()
        if one.kind
    )


def unreadable(clause: Passage) -> dict[int, str]:
    """The blocks of a clause that cannot be read as rules; they are mended as text."""
    return {
        at: one.text for at, one in enumerate(clause.blocks) if blocks.entries(one.text) is None and one.text.strip()
    }


def opened(clause: Passage, key: str) -> Spot | None:
    """The rule that an address names, as ``kind:name``; a new one of its kind as ``kind:``."""
    kind, _colon, name = key.partition(":")
    found = next((one for one in spots(clause) if (one.kind, one.name) == (kind, name)), None)
    if (
        found is None
        and (kind in words.KIND_WORDS or kind in words.BLOCK_WORDS)
        and (not name or kind not in words.BLOCK_WORDS)
    ):
        return Spot(kind, name, -1) if not name else None
    return found


def apply(sources: Sources, clause: Passage, data: QueryDict, spot: Spot | None) -> Written:
    """The files with everything that was typed about a clause."""
    traps = [trap for at in range(len(clause.prose)) if (trap := _prose_trap(at, data.get(f"text-{at}")))]
    prose = {at: str(data[f"text-{at}"]) for at in range(len(clause.prose)) if f"text-{at}" in data}
    inside = {at: one.text for at, one in enumerate(clause.blocks)}
    for at in unreadable(clause):
        typed = data.get(f"block-{at}", inside[at]).replace("\r\n", "\n")
        if clauses.hindrance(typed) == FENCE:
            traps.append(Trap(f"block-{at}", _("规则里不能有 ``` 这样的行。"), _("删去那一行。")))
        inside[at] = typed
    new_spot = spot
    if spot is not None and ("way" in data or f"{PREFIX}_name" in data):
        new_spot = _rule(spot, data, inside, clause, traps)
    changed = {at: text for at, text in inside.items() if at < 0 or text != clause.blocks[at].text}
    if traps:
        return Written(sources, spot, tuple(traps))
    heading = data.get("heading")
    return Written(clauses.rewritten(sources, clause, heading=heading, prose=prose, blocks=changed), new_spot)


def _prose_trap(at: int, typed: str | None) -> Trap | None:
    found = clauses.hindrance((typed or "").replace("\r\n", "\n"))
    if not found:
        return None
    says = {
        HEADING: _("条文里有标题行，它会变成另一条。"),
        FENCE: _("条文里有 ``` 这样的行，它会把后面的文字变成代码。"),
    }[found]
    mend = _("要加一条，用“在后面加一条”。") if found == HEADING else _("删去那一行；规则在右边写。")
    return Trap(f"text-{at}", says, mend)


def _rule(spot: Spot, data: QueryDict, inside: dict[int, str], clause: Passage, traps: list[Trap]) -> Spot:
    """Put the open rule into its block, as typed in its form or as text."""
    name = " ".join(data.get(f"{PREFIX}_name", spot.name).split()) or spot.name
    text = _as_text(spot, data, traps) if data.get("way") == "text" else _as_form(spot, name, data, inside)
    if traps or not text:
        return spot
    name = "" if spot.kind in words.BLOCK_WORDS else rules.name_in(text)
    taken = any((one.kind, one.name) == (spot.kind, name) for one in spots(clause)) and name != spot.name
    if not name and spot.kind not in words.BLOCK_WORDS:
        traps.append(Trap(f"{PREFIX}_name", _("规则要有名称。"), _("写上它叫什么。")))
    elif taken and name:
        traps.append(Trap(f"{PREFIX}_name", _("这一条里已有同名的规则。"), _("换一个名称。")))
    if traps:
        return spot
    if spot.block >= 0:
        inside[spot.block] = blocks.put(inside[spot.block], spot.kind, spot.name, text)
        return Spot(spot.kind, name, spot.block, spot.entry)
    last = max((at for at in inside if at not in unreadable(clause)), default=-1)
    inside[last] = blocks.add(inside.get(last, ""), spot.kind, text)
    return Spot(spot.kind, name, last)


def _as_text(spot: Spot, data: QueryDict, traps: list[Trap]) -> str:
    text = data.get("rule-text", "").replace("\r\n", "\n").strip("\n").rstrip()
    traps += [trap_of(found, text) for found in rules.trap(spot.kind, text)]
    return text


def trap_of(found: Finding, text: str) -> Trap:
    """What the checker says of a text that stands alone."""
    report = Report()
    source = Source("", text)
    report.place([found], whole(source, 0, len(text)), ())
    speech, first = language(), report.found[0]
    line = _("第 %(line)s 行：") % {"line": first.span.line}
    return Trap("rule-text", line + codes.message(first, speech), codes.mend(first, speech))


def _as_form(spot: Spot, name: str, data: QueryDict, inside: Mapping[int, str]) -> str:
    sent = {key.removeprefix(PREFIX) for key in data if key.startswith(PREFIX)}
    old = rules.fields_of(spot.entry) if spot.entry else {}
    fields = forms.fields(spot.kind, lambda key: data.getlist(PREFIX + key), sent, old)
    if spot.entry is None:
        return rules.written(spot.kind, name, fields) if name or spot.kind in words.BLOCK_WORDS else f'"": {fields}'
    return rules.rewritten(inside[spot.block], spot.entry, name, fields)
