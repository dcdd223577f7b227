"""Checks of text against rules: figures that only one of the two holds, and duties that no rule carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode
from guiju.lang.checks.figures import PLAIN, Figure, figures
from guiju.lang.checks.scene import Scene, formulas
from guiju.lang.compiler.outline import Heading
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.tree import Number
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Parameter, Rule, Target
from guiju.lang.kinds.base import Dated

NORMATIVE = re.compile(
    r"必须|不得|(?<![无必])须(?!知)|(?<![响供适反对相效回感顺呼])应(?![用聘对急付收届酬答变征纳邀运声援召])"
)
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|https?://\S+")
# what stands between a parameter's name and its figure: 回复时限为不超过30秒
LINK = re.compile(r"(?:必须|应当?|须|要)?(?:为|是|定为|设为|等于|不低于|不高于|不少于|不超过|达到|控制在|[:：])*\s*$")


@dataclass(frozen=True, slots=True)
class Valued:
    """A parameter, or a metric's target, with its values."""

    rule: Rule
    values: set[Fraction]


@lru_cache(maxsize=20_000)
def normative(text: str) -> tuple[int, int] | None:
    """The first sentence that says what must or must not be done."""
    for sentence in SENTENCE.finditer(text):
        if NORMATIVE.search(sentence.group()):
            start = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
            return start, sentence.end()
    return None


def duties_have_rules(scene: Scene) -> Iterator[Diagnostic]:
    """A clause that says 必须, 须, 不得 or 应 has a rule."""
    for clause in scene.clauses:
        if clause.drafts or clause.unread:
            continue
        for start, text in _prose(clause):
            found = normative(text)
            if found is not None:
                span = clause.source.span(start + found[0], start + found[1])
                yield scene.wrong("C503", span, clause.id)
                break


def figures_agree(scene: Scene) -> Iterator[Diagnostic]:
    """The figures of a clause's text are those of its rules, and what it says of a parameter is its value."""
    names = _names_with_digits(scene)
    valued = _valued(scene)
    for clause in scene.clauses:
        if clause.unread:
            continue
        rules = list(_rules(clause, scene))
        held = {*PLAIN, *_held(clause), *_by_reference(rules, scene)}
        held |= {1 - value for value in held if 0 < value < 1}  # the rest of a share
        stated: set[Fraction] = set()
        for start, text in _prose(clause):
            for figure in _figures(text, names):
                own = {figure.value, figure.bare}
                stated |= own
                if not own & held:
                    yield from _unheld(figure, start, text, clause, valued, scene)
        if stated - set(PLAIN):
            yield from _unsaid(clause, rules, stated, scene)


def _unheld(
    figure: Figure, start: int, text: str, clause: Heading, valued: dict[str, Valued], scene: Scene
) -> Iterator[Diagnostic]:
    """A figure of the text that no rule of the clause holds: another value of something named, or simply no rule's."""
    span = clause.source.span(start + figure.start, start + figure.end)
    said = text[: figure.start].rstrip()
    subject = said[: LINK.search(said).start()]  # type: ignore[union-attr]  # it matches everywhere
    spoken = next((one for name, one in valued.items() if subject.endswith(name)), None)
    if spoken is None and clause.drafts:
        yield scene.wrong("C501", span, clause.id)
    elif spoken is not None and not {figure.value, figure.bare} & spoken.values:
        line = str(scene.name_of(spoken.rule).line)
        yield scene.wrong("C504", span, clause.id, name=spoken.rule.name, line=line)


def _prose(clause: Heading) -> Iterator[tuple[int, str]]:
    """The stretches of text of a clause with their offsets in the source."""
    start = clause.base
    for first, last in clause.part.prose:
        text = clause.source.text[start + first : start + last]
        if text.strip():
            yield start + first, text


def _figures(text: str, names: tuple[str, ...]) -> tuple[Figure, ...]:
    return figures(CODE.sub(lambda match: " " * len(match.group()), text), names)


def _names_with_digits(scene: Scene) -> tuple[str, ...]:
    named = {draft.name for draft in scene.table.drafts} | set(scene.table.names)
    return tuple(sorted((name for name in named if re.search(r"\d", name)), key=len, reverse=True))


def _rules(clause: Heading, scene: Scene) -> Iterator[Rule]:
    for draft in clause.drafts:
        rule = scene.regulation.of(draft.kind).get(draft.name)
        if rule is not None:
            yield rule


def _valued(scene: Scene) -> dict[str, Valued]:
    """What has stated values, by the names that a text may call it."""
    found: dict[str, Valued] = {}
    for rule in scene.regulation.of(Parameter).values():
        for name in (rule.name, *rule.aliases):
            found[name] = Valued(rule, _values(rule.values))
    for target in scene.regulation.of(Target).values():
        for name in (target.metric + "目标", target.metric + "的目标"):
            found.setdefault(name, Valued(target, set())).values.update(_values(target.values))
    return {name: one for name, one in sorted(found.items(), key=lambda each: -len(each[0])) if one.values}


def _held(clause: Heading) -> set[Fraction]:
    """Every figure that stands anywhere in a clause's blocks, but for what it is based on."""
    return {value for block in clause.blocks for value in _figures_in(block.tree)}


def _figures_in(node: Node) -> Iterator[Fraction]:
    if isinstance(node, ScalarNode):
        for figure in figures(node.text):
            yield figure.value
            yield figure.bare
    elif isinstance(node, MappingNode):
        for key, value in node.pairs:
            yield from _figures_in(key)
            if key.text not in words.COMMON["basis"]:
                yield from _figures_in(value)
    else:
        for item in node.items:
            yield from _figures_in(item)
        yield Fraction(len(node.items))


def _by_reference(rules: list[Rule], scene: Scene) -> set[Fraction]:
    """The values of parameters that a clause's formulas name."""
    parameters = scene.regulation.of(Parameter)
    named = {symbol.name for rule in rules for formula in formulas(rule) for symbol in scene.symbols(formula)}
    return {value for name in named & set(parameters) for value in _values(parameters[name].values)}


def _values(values: tuple[Dated, ...]) -> set[Fraction]:
    return {dated.value for dated in values if isinstance(dated.value, Fraction)}


def _unsaid(clause: Heading, rules: list[Rule], stated: set[Fraction], scene: Scene) -> Iterator[Diagnostic]:
    """Figures that decide something, in formulas and parameters, while the text states others and not these."""
    for rule in rules:
        literals = {
            (node.span, node.value)
            for formula in formulas(rule)
            for node in walk(formula.tree)
            if isinstance(node, Number) and node.value not in PLAIN
        }
        for span, value in sorted(literals, key=lambda one: one[0].start):
            if value not in stated and value * 100 not in stated:
                yield scene.wrong("C502", span, clause.id)
        if isinstance(rule, Parameter) and _values(rule.values) and not _values(rule.values) & stated:
            yield scene.wrong("C502", rule.place("values"), clause.id)
