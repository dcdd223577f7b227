"""Reads plain fields: texts, choices, whole numbers, and names of other rules."""

import re

from guiju.lang import words
from guiju.lang.blocks import Node, ScalarNode
from guiju.lang.formula.names import half_width, key_of, near
from guiju.lang.kinds import written
from guiju.lang.kinds.base import Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.read.reading import FAILED, Failed, Reading

WHOLE = re.compile(r"0|[1-9]\d{0,8}")
HEADCOUNT = re.compile(r"(?P<least>\d{1,6})\s*(?:[-~～至到]\s*(?P<most>\d{1,6}))?\s*人?")
KIND_NAMES = {kind: known[:2] for kind, known in words.KIND_WORDS.items()}


def text(reading: Reading, _: written.Text, node: Node) -> object:
    """A text."""
    return reading.text(node)


def texts(reading: Reading, _: written.Texts, node: Node) -> object:
    """A list of texts."""
    found = [reading.text(item) for item in reading.items(node)]
    return tuple(item for item in found if isinstance(item, str))


def flag(reading: Reading, _: written.Flag, node: Node) -> object:
    """是 or 否."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    truth = words.flag_of(found)
    return reading.wrong("R110", node) if truth is None else truth


def whole(reading: Reading, marker: written.Whole, node: Node) -> object:
    """A whole number within bounds."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    figure = half_width(found)
    if not WHOLE.fullmatch(figure) or not marker.least <= int(figure) <= marker.most:
        return reading.wrong("R111", node, least=str(marker.least), most=str(marker.most))
    return int(figure)


def choice(reading: Reading, marker: written.Choice, node: Node) -> object:
    """One word of a closed set."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    chosen = words.choice_of(marker.of, found)
    if chosen is not None:
        return chosen
    known = words.CHOICE_WORDS[marker.of].values()
    return reading.unknown(
        "R109",
        node,
        near(found, words.choice_candidates(marker.of)),
        choices="、".join(known_words[0] for known_words in known),
        choices_en=", ".join(known_words[1] for known_words in known),
    )


def choices(reading: Reading, marker: written.Choices, node: Node) -> object:
    """A list of words of a closed set, each once."""
    one = written.Choice(marker.of)
    found = [choice(reading, one, item) for item in reading.items(node)]
    kept = tuple(dict.fromkeys(item for item in found if not isinstance(item, Failed)))
    return kept if kept or not found else FAILED


def reference(reading: Reading, marker: written.Reference, node: Node) -> object:
    """The declared name of a rule; an alias leads to it."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    draft = reading.table.find(marker.kinds, found)
    if draft is not None:
        return draft.name
    if reading.table.is_lost(found):
        return FAILED
    return unknown(reading, node, found, marker.kinds)


def unknown(reading: Reading, node: Node, name: str, kinds: tuple[str, ...]) -> Failed:
    """Report a name that no rule of these kinds has."""
    return reading.unknown(
        "N103",
        node,
        near(name, reading.table.candidates(kinds)),
        kind=" / ".join(KIND_NAMES[kind][0] for kind in kinds),
        kind_en=" or ".join(KIND_NAMES[kind][1] for kind in kinds),
    )


def references(reading: Reading, marker: written.References, node: Node) -> object:
    """Declared names; 全员 (everyone) is no name at all where it is allowed."""
    found = []
    one = written.Reference(marker.kinds)
    for item in reading.items(node):
        if marker.everyone and isinstance(item, ScalarNode) and key_of(item.text) in words.EVERYONE:
            return ()
        found.append(reference(reading, one, item))
    kept = tuple(dict.fromkeys(item for item in found if isinstance(item, str)))
    return kept if kept or not found else FAILED


def about(reading: Reading, marker: written.About, node: Node) -> object:
    """A subject: a generic word, or the name of a unit or position."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    generic = words.choice_of(SubjectKind, found)
    if generic is not None and generic in marker.generic:
        return Subject(generic)
    draft = reading.table.find(("unit", "position"), found)
    if draft is not None:
        return Subject(SubjectKind(draft.kind), draft.name)
    if reading.table.is_lost(found):
        return FAILED
    allowed = tuple(words.CHOICE_WORDS[SubjectKind][SubjectKind(word)][0] for word in marker.generic)
    return reading.unknown("N104", node, near(found, (*reading.table.candidates(("unit", "position")), *allowed)))


def headcount(reading: Reading, node: Node) -> object:
    """How many people: ``1`` or ``1-3``."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    match = HEADCOUNT.fullmatch(half_width(found))
    if match is None:
        return reading.wrong("R118", node)
    least = int(match["least"])
    most = int(match["most"] or least)
    return (least, most) if least <= most else reading.wrong("R118", node)
