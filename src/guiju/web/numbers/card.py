"""口径卡: what a metric is made of, by which time, from which files, how fresh, whose, and under which clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guiju import facts
from guiju.apps import clock
from guiju.apps.figures.queries import coverage
from guiju.apps.figures.values import Covered
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.wanted import aggregates as _outermost
from guiju.facts import Schema
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import format_tree, key_of
from guiju.lang.formula.tree import Aggregate, Node, Path
from guiju.lang.formula.walk import names_in, walk
from guiju.lang.kinds import Metric
from guiju.lang.readback import sentence
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.formula import Live, typeset
from guiju.web.numbers.words import direction_word


@dataclass(frozen=True, slots=True)
class Feed:
    """One fact behind a metric: by which time its rows count, where the file comes from, and how far it reaches."""

    fact: str
    time: str
    source: str
    reaches: str
    late: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """One aggregate: as it is written, and which rows are in; ``where`` is empty where all are."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Card:
    """The metric card."""

    said: str
    meaning: str
    formula: SafeString
    feeds: tuple[Feed, ...]
    owner: str
    clause: str
    clause_url: str
    aliases: str
    lifeline: bool
    unit: str
    direction: str
    counted: tuple[Counted, ...]


LATE = 2  # days behind yesterday from which data is called late


@lru_cache(maxsize=1)
def known_facts() -> Catalogue:
    """The facts as formulas know them."""
    return catalogue(facts.load_schemas())


def card(rule: Metric, regulation: Regulation, values: Mapping[str, Live], covered: Sequence[Covered]) -> Card:
    """Everything there is to say about what a metric means."""
    clause = regulation.clause(rule.clause)
    language = "en" if formats.english() else "zh"
    return Card(
        said=sentence(rule, regulation, "en" if language == "en" else "zh", known_facts()),
        meaning=rule.card,
        formula=typeset(rule.formula, regulation, values, known_facts()),
        feeds=tuple(_feeds(rule, regulation, covered, language)),
        owner=rule.owner,
        clause=f"{clause.number} {clause.title}".strip() if clause else "",
        clause_url=reverse("rulebook:clause", args=[rule.clause]),
        aliases=formats.listed(rule.aliases),
        lifeline=rule.lifeline,
        unit=_unit(rule),
        direction=direction_word(rule),
        counted=tuple(_counted(node) for node in dict.fromkeys(_aggregates(rule, regulation, set()))),
    )


def _unit(rule: Metric) -> str:
    return formats.ENGLISH.get(rule.unit, rule.unit) if formats.english() else rule.unit


def _counted(text: str) -> Counted:
    """An aggregate and its filter, which formulas write after 其中."""
    what, _where, rest = text.partition(" 其中 ")
    return Counted(text if not rest else what + ")" * (what.count("(") - what.count(")")), rest.removesuffix(")"))


def _aggregates(rule: Metric, regulation: Regulation, seen: set[str]) -> Iterator[str]:
    """The aggregates that a metric is made of, itself or through other metrics, as they are written."""
    if rule.name in seen:
        return
    seen.add(rule.name)
    yield from (format_tree(node) for node in _outermost(rule.formula.tree))
    for key in names_in(rule.formula.tree):
        declared = regulation.names.get(key)
        other = regulation.of(Metric).get(declared.of or declared.name) if declared else None
        if other is not None:
            yield from _aggregates(other, regulation, seen)


def _feeds(rule: Metric, regulation: Regulation, covered: Sequence[Covered], language: str) -> Iterator[Feed]:
    schemas = facts.load_schemas()
    for english, event in dict.fromkeys(_read(rule, regulation, set())):
        schema = schemas[english]
        mine = [one for one in covered if one.fact == english]
        until = (_("%(shop)s 到 %(day)s") % {"shop": one.shop, "day": _last(one)} for one in mine)
        reaches = formats.listed(until, "；")
        late = not mine or any(one.days_behind > LATE for one in mine)
        name = schema.english.replace("_", " ") if language == "en" else schema.name
        if schema.kept:
            told = coverage.kept_through(english)
            reaches, late = formats.day(told, today=clock.today()) if told else "", False
        yield Feed(name, _time(schema, event), schema.source.say(language), reaches or _("还没有数据"), late)


def _last(covered: Covered) -> str:
    return formats.day(covered.ranges[-1][1], today=clock.today())


def _time(schema: Schema, event: str) -> str:
    """The time column that decides the period, as people call it."""
    wanted = key_of(event or schema.event)
    column = next((one for one in schema.columns if wanted in {key_of(one.name), key_of(one.english)}), None)
    if column is None:
        return event
    return column.english.replace("_", " ") if formats.english() else column.name


def _read(rule: Metric, regulation: Regulation, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Each fact that a metric reads, itself or through other metrics, with the time column that a formula names."""
    if rule.name in seen:
        return
    seen.add(rule.name)
    yield from _facts(rule.formula.tree)
    for key in names_in(rule.formula.tree):
        declared = regulation.names.get(key)
        other = regulation.of(Metric).get(declared.of or declared.name) if declared else None
        if other is not None:
            yield from _read(other, regulation, seen)


def _facts(tree: Node) -> Iterator[tuple[str, str]]:
    known = {key_of(word): fact.english for fact in known_facts().facts.values() for word in (fact.name, fact.english)}
    for node in walk(tree):
        if isinstance(node, Aggregate):
            event = node.event.text if node.event else ""
            paths = [one for one in walk(node.argument) if isinstance(one, Path)]
            yield from ((known[key], event) for one in paths[:1] if (key := one.parts[0].key) in known)
