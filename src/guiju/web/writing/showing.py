"""What the desk shows beside what is typed: how a rule reads, what is wrong and where, live figures, other rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries
from guiju.lang import Sources, words
from guiju.lang.formula import Formula
from guiju.lang.kinds import Rule
from guiju.lang.readback import sentence
from guiju.lang.regulation import Regulation
from guiju.lang.writing import clauses
from guiju.lang.writing.blocks import Entry
from guiju.lang.writing.clauses import Passage, passages
from guiju.lang.writing.plain import Plain, plain_of
from guiju.web.kit import formats
from guiju.web.kit.formula import typeset
from guiju.web.numbers.card import known_facts
from guiju.web.rulebook.now import light
from guiju.web.rulebook.words import kind_word, language
from guiju.web.writing.checking import Checked, Problem
from guiju.web.writing.typed import PREFIX, Spot, Written, spots

MOST_PROBLEMS = 12


@dataclass(frozen=True, slots=True)
class Card:
    """A rule of the clause as it reads; ``broken`` when it cannot be read."""

    spot: Spot
    word: str
    title: str
    says: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of what was typed.

    ``here`` are the problems of this clause, ``elsewhere`` those of others; ``at`` says which inputs they are about.
    """

    reads: str
    read: str
    formula: SafeString | str
    period: str
    here: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    more: int
    older: int
    at: tuple[tuple[str, tuple[Problem, ...]], ...] = ()


def word_of(kind: str) -> str:
    """What a kind, or the examples and grounds of a clause, are called."""
    if kind in words.BLOCK_WORDS:
        return words.BLOCK_WORDS[kind][formats.english()]
    return kind_word(kind)


def cards(clause: Passage, regulation: Regulation) -> tuple[Card, ...]:
    """The rules of a clause as people read them."""
    found = []
    for spot in spots(clause):
        rule = regulation.of(spot.kind).get(spot.name) if spot.kind in words.KIND_WORDS else None
        told = said(rule, regulation)
        if spot.kind in words.BLOCK_WORDS and spot.entry:
            told = _told(plain_of(spot.entry.body))
        broken = rule is None and spot.kind in words.KIND_WORDS
        found.append(Card(spot, word_of(spot.kind), spot.name, told, broken))
    return tuple(found)


def _told(value: Plain) -> str:
    """Examples and grounds in words: each on a line of its own."""
    if isinstance(value, list):
        lines = all(isinstance(one, dict) for one in value)
        return ("\n" if lines else "、").join(map(_told, value))
    if isinstance(value, dict):
        parts = (f"{key} {_figures(one)}" for key, one in value.items())
        return "；".join(parts)
    return value


def _figures(value: Plain) -> str:
    if isinstance(value, dict):
        return "，".join(f"{key} {_told(one)}" for key, one in value.items())
    return _told(value)


def said(rule: Rule | None, regulation: Regulation) -> str:
    """The sentence that people approve; nothing for what cannot be read."""
    return sentence(rule, regulation, language(), known_facts()) if rule is not None else ""


def outcome(actor: Actor, base: str, clause: Passage, written: Written, checked: Checked) -> Outcome:
    """What the desk says of what was typed."""
    spot = written.spot
    kind = spot.kind if spot and spot.kind in words.KIND_WORDS else ""
    rule = checked.regulation.of(kind).get(spot.name) if kind and spot else None
    before = queries.regulation(base).of(kind).get(spot.name) if kind and spot else None
    here = tuple(one for one in checked.problems if one.clause == clause.id)
    elsewhere = tuple(one for one in checked.problems if one.clause != clause.id)
    formula, period = _live(actor, base, rule, checked.regulation)
    return Outcome(
        reads=said(rule, checked.regulation),
        read=said(before, queries.regulation(base)),
        formula=formula,
        period=period,
        here=here[:MOST_PROBLEMS],
        elsewhere=elsewhere[:MOST_PROBLEMS],
        more=max(len(here) - MOST_PROBLEMS, 0) + max(len(elsewhere) - MOST_PROBLEMS, 0),
        older=checked.older,
        at=tuple(_at(clause, written, here)),
    )


def _live(actor: Actor, base: str, rule: Rule | None, regulation: Regulation) -> tuple[SafeString | str, str]:
    """The main formula of a rule with what its names stand at by the text in force, and of when that is."""
    formula = next(
        (one for field in ("formula", "when") if isinstance(one := getattr(rule, field, None), Formula)), None
    )
    if rule is None or formula is None:
        return "", ""
    now = light(queries.regulation(base), actor)
    return typeset(formula, regulation, now.values(rule, formula), now.catalogue), now.period


def _at(clause: Passage, written: Written, here: tuple[Problem, ...]) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """The inputs of the open form that problems are about."""
    spot = written.spot
    found = _now(clause, written)
    if spot is None or found is None:
        return
    block, entry = found
    for name, start, end in _stretches(spot.kind, entry):
        at = tuple(one for one in here if block + start <= one.at[1] < max(block + end, block + start + 1))
        yield f"f_{PREFIX}{name}", at


def _now(clause: Passage, written: Written) -> tuple[int, Entry] | None:
    """Where the open rule stands in its file as typed, and the rule."""
    text = written.sources.files[clause.file].decode("utf-8-sig")[clause.start :]
    alone = Sources("m", {"m": text.encode()})
    first = passages_of_first(alone)
    if first is None:
        return None
    for spot in spots(first):
        if written.spot and (spot.kind, spot.name) == (written.spot.kind, written.spot.name) and spot.entry:
            block = first.blocks[spot.block]
            opening = text.find("\n", block.start) + 1
            return clause.start + opening, spot.entry
    return None


def passages_of_first(sources: Sources) -> Passage | None:
    """The first clause of a stretch of text."""
    text = sources.files["m"].decode()
    second = text.find("\n#", 1)
    while second >= 0 and not clauses.HEADING_LINE.match(text, second + 1):
        second = text.find("\n#", second + 1)
    stretch = text if second < 0 else text[: second + 1]
    return next(iter(passages(replace(sources, files={"m": stretch.encode()}))), None)


def _stretches(kind: str, entry: Entry) -> Iterator[tuple[str, int, int]]:
    """Each field's name in forms with the characters of the block that say it."""
    for key, value in getattr(entry.body, "pairs", ()):
        name = words.field_of(kind, key.text) if kind in words.FIELD_WORDS else None
        if name is not None:
            yield name, key.start, max(value.end, key.end)
