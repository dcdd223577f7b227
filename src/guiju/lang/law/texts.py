"""Every sentence that a regulation says: the words of its clauses, and those that stand in its rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache, lru_cache

from guiju.lang.formula import Formula
from guiju.lang.kinds import Floor, Rule, written
from guiju.lang.regulation import Regulation
from guiju.lang.text import Span

SENTENCE = re.compile(r"[^。！？!?；;\n]+")
CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]{0,300}\)|<!--.*?-->", re.DOTALL)
NOT_SAID = frozenset({"basis", "overrides", "aliases"})
KEPT = 20_000  # texts whose sentences are kept for the next stroke of whoever writes a large regulation
PARTS = frozenset({"form_fields", "form_checks", "stages", "raci_lines", "sanctions"})


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with where it stands; ``rule`` is ``None`` for the words of the clause."""

    text: str
    clause: str
    rule: Rule | None
    span: Span


def texts(regulation: Regulation) -> tuple[Text, ...]:
    """All sentences but those of floors themselves and of the clauses that state them."""
    stated = {floor.clause for floor in regulation.of(Floor).values()}
    found = [text for rule in regulation.rules if rule.kind != "floor" for text in _kept(rule)]
    for clause in regulation.clauses:
        if clause.id not in stated:
            found += [Text(one, clause.id, None, clause.span) for one in _said(clause.body_markdown)]
    return tuple(found)


@lru_cache(maxsize=KEPT)
def _said(body: str) -> tuple[str, ...]:
    """The sentences of a clause, without what is code, address or remark."""
    return _sentences(CODE.sub(" ", body))


@lru_cache(maxsize=KEPT)
def _sentences(text: str) -> tuple[str, ...]:
    found = (match.group().strip() for match in SENTENCE.finditer(text))
    return tuple(one for one in found if one)


_RULES: dict[int, tuple[Rule, tuple[Text, ...]]] = {}


def _kept(rule: Rule) -> tuple[Text, ...]:
    """The sentences of a rule; the rules that a stroke left alone are the same objects as before."""
    found = _RULES.get(id(rule))
    if found is None:
        if len(_RULES) >= KEPT:
            _RULES.clear()
        found = _RULES[id(rule)] = (rule, tuple(_of_rule(rule)))  # the rule is kept so that its id stays its own
    return found[1]


def _of_rule(rule: Rule) -> Iterator[Text]:
    for text, span in ((rule.name, rule.span), *_of_fields(rule)):
        yield from (Text(one, rule.clause, rule, span) for one in _sentences(text))


def _of_fields(rule: Rule) -> Iterator[tuple[str, Span]]:
    for name in _worded(type(rule)):
        value = getattr(rule, name)
        if value:
            yield from _strings(value, rule.place(name))


@cache
def _worded(model: type[Rule]) -> tuple[str, ...]:
    """The fields of a kind that hold words of people."""
    found = []
    for name, info in model.model_fields.items():
        marker = next((one for one in info.metadata if isinstance(one, written.Written)), None)
        special = isinstance(marker, written.Special) and marker.how in PARTS
        if name not in NOT_SAID and (special or isinstance(marker, written.Text | written.Texts)):
            found.append(name)
    return tuple(found)


def _strings(value: object, span: Span) -> Iterator[tuple[str, Span]]:
    """The texts within a value, each with the nearest place that is known."""
    if isinstance(value, StrEnum | Formula | Span):
        return
    if isinstance(value, str):
        yield value, span
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _strings(one, span)
    elif is_dataclass(value) and not isinstance(value, type):
        own = getattr(value, "span", span)
        for field in fields(value):
            yield from _strings(getattr(value, field.name), own if isinstance(own, Span) else span)
