"""Checks of text against rules: figures that only one of the two holds, and duties that no rule carries."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from itertools import chain

from guiju.lang import words
from guiju.lang.blocks import Finding, MappingNode, Node, ScalarNode
from guiju.lang.checks.figures import MAYBE, PLAIN, Figure, figures
from guiju.lang.checks.scene import Scene
from guiju.lang.compiler.outline import Heading
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.names import key_of
from guiju.lang.formula.tree import Number
from guiju.lang.formula.walk import nodes_in
from guiju.lang.kinds import Parameter, Rule, Target
from guiju.lang.kinds.base import Dated
from guiju.lang.text import Span

NORMATIVE = re.compile(
    r"必须|不得|(?<![无必])须(?!知)|(?<![响供适反对相效回感顺呼])应(?![用聘对急付收届酬答变征纳邀运声援召])"
)
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
DIGIT = re.compile(r"\d")
CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]{0,300}\)|https?://\S+")
BASIS = frozenset(words.COMMON["basis"])
MOST_BETWEEN = 40  # characters
# what stands between a parameter's name and its figure: 回复时限为不超过30秒
LINK = re.compile(r"(?:必须|应当?|须|要)?(?:为|是|定为|设为|等于|不低于|不高于|不少于|不超过|达到|控制在|[:：])*\s*$")


Said = tuple[int, str, Figure]  # a stretch of text, where it starts in the source, and a figure in it


@dataclass(frozen=True, slots=True)
class Valued:
    """A parameter, or a metric's target, with its values."""

    rule: Rule
    values: set[Fraction]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names that a text may mention: those with digits of their own, and those that have values."""

    with_digits: frozenset[str]
    valued: dict[str, Valued]
    longest: int  # characters of the longest of them

    def part_of_name(self, text: str, figure: Figure) -> bool:
        """Whether a figure is part of a name, such as 24小时发货率."""
        for start in range(max(figure.end - self.longest, 0), figure.start + 1):
            for end in range(figure.start + 1, min(start + self.longest, len(text)) + 1):
                if key_of(text[start:end]) in self.with_digits:
                    return True
        return False

    def of(self, said: str) -> str:
        """The name that stands at the end of a text and has values, the longest; empty when none does."""
        lengths = range(min(self.longest, len(said)), 0, -1)
        return next((said[-length:] for length in lengths if said[-length:] in self.valued), "")


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
    with_digits, valued = _names_with_digits(scene), _valued(scene)
    spoken = Spoken(with_digits, valued, max(map(len, [*with_digits, *valued]), default=0))
    parameters = {name: one.values for name, one in valued.items() if isinstance(one.rule, Parameter)}
    scene.cache.prose_depends_on((with_digits, {name: one.rule.name for name, one in valued.items()}, parameters))
    for clause in scene.clauses:
        if clause.unread:
            continue
        text = clause.source.text[clause.base + clause.part.start : clause.base + clause.part.end]
        for found in scene.cache.findings(clause.id, text, partial(_findings, clause, spoken, scene)):
            span = clause.source.span(clause.base + found.start, clause.base + found.end)
            data = dict(found.data)
            if found.code == "C504":
                if {Fraction(data.pop("value")), Fraction(data.pop("bare"))} & valued[data["called"]].values:
                    continue
                data["line"] = str(scene.name_of(valued[data["called"]].rule).line)
            yield scene.wrong(found.code, span, clause.id, **data)


def _findings(clause: Heading, spoken: Spoken, scene: Scene) -> tuple[Finding, ...]:
    """What is wrong with the figures of one clause, counted from its segment."""
    said = [(start, text, figure) for start, text in _prose(clause) for figure in _figures(text)]
    stated = {value for _, _, figure in said for value in (figure.value, figure.bare)}
    if stated.issubset(PLAIN):
        return ()
    rules = list(_rules(clause, scene))
    found: list[Finding] = []
    for start, text, figure in _not_held([one for one in said if _counts(one[2])], clause, rules, scene):
        found += _unheld(figure, start - clause.base, text, clause, spoken)
    found += _unsaid(clause, rules, stated, scene)
    return tuple(found)


def _counts(figure: Figure) -> bool:
    """Whether a figure is more than a way of speaking."""
    return figure.value not in PLAIN and figure.bare not in PLAIN


def _not_held(said: list[Said], clause: Heading, rules: list[Rule], scene: Scene) -> list[Said]:
    """The figures that stand nowhere in the clause's blocks, nor does the rest of a share; parameters are named there.

    One by one until all are found, for most clauses hold what they say; as pairs of integers, which are quickly
    compared.
    """
    waiting = [(one, {one[2].value.as_integer_ratio(), one[2].bare.as_integer_ratio()}) for one in said]
    if waiting:
        for value in chain(_held(clause), _by_reference(rules, scene)):
            ratio = above, below = value.as_integer_ratio()
            rest = (below - above, below) if 0 < above < below else ratio
            waiting = [(one, own) for one, own in waiting if ratio not in own and rest not in own]
            if not waiting:
                break
    return [one for one, _ in waiting]


def _unheld(figure: Figure, start: int, text: str, clause: Heading, spoken: Spoken) -> Iterator[Finding]:
    """A figure of the text that no rule of the clause holds: a value of something named elsewhere, or no rule's.

    Whether the value is the one that is stated there is left to the caller: it may change while this text does not.
    """
    if spoken.part_of_name(text, figure):
        return
    first, last = start + figure.start, start + figure.end
    said = text[max(figure.start - spoken.longest - MOST_BETWEEN, 0) : figure.start].rstrip()
    called = spoken.of(said[: LINK.search(said).start()])  # type: ignore[union-attr]  # it matches everywhere
    if not called and clause.drafts:
        yield Finding("C501", first, last)
    elif called:
        data = {"called": called, "name": spoken.valued[called].rule.name}
        yield Finding("C504", first, last, (*data.items(), ("value", str(figure.value)), ("bare", str(figure.bare))))


def _prose(clause: Heading) -> Iterator[tuple[int, str]]:
    """The stretches of text of a clause with their offsets in the source."""
    start = clause.base
    for first, last in clause.part.prose:
        text = clause.source.text[start + first : start + last]
        if text.strip():
            yield start + first, text


def _figures(text: str) -> tuple[Figure, ...]:
    return figures(CODE.sub(lambda match: " " * len(match.group()), text))


def _names_with_digits(scene: Scene) -> frozenset[str]:
    own = {key for key, symbol in scene.table.names.items() if symbol.role == "value"}
    named = {draft.name for draft in scene.table.drafts} | own
    return frozenset(key_of(name) for name in named if DIGIT.search(name))


def _rules(clause: Heading, scene: Scene) -> Iterator[Rule]:
    of: dict[str, Mapping[str, Rule]] = {}
    for draft in clause.drafts:
        if draft.kind not in of:
            of[draft.kind] = scene.regulation.of(draft.kind)
        rule = of[draft.kind].get(draft.name)
        if rule is not None and rule.clause == clause.id:
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
    return {name: one for name, one in found.items() if one.values}


def _held(clause: Heading) -> Iterator[Fraction]:
    """Every figure that stands anywhere in a clause's blocks, but for what it is based on."""
    texts: list[str] = []
    lengths: set[int] = set()
    for block in clause.blocks:
        _gather(block.tree, texts, lengths)
    yield from map(Fraction, lengths)
    for text in filter(MAYBE.search, sorted(texts, key=len)):  # the shortest are figures and no more
        for figure in figures(text):
            yield figure.value
            yield figure.bare


def _gather(node: Node, texts: list[str], lengths: set[int]) -> None:
    """The texts below a node, and how long its lists are."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ScalarNode):
            texts.append(one.text)
        elif isinstance(one, MappingNode):
            for key, value in one.pairs:
                texts.append(key.text)
                if key.text not in BASIS:
                    waiting.append(value)
        else:
            waiting.extend(one.items)
            lengths.add(len(one.items))


def _by_reference(rules: list[Rule], scene: Scene) -> set[Fraction]:
    """The values of parameters that a clause's formulas name."""
    parameters = scene.regulation.of(Parameter)
    named = {symbol.name for rule in rules for formula in scene.formulas(rule) for symbol in scene.symbols(formula)}
    return {value for name in named & set(parameters) for value in _values(parameters[name].values)}


def _values(values: tuple[Dated, ...]) -> set[Fraction]:
    return {dated.value for dated in values if isinstance(dated.value, Fraction)}


def _unsaid(clause: Heading, rules: list[Rule], stated: set[Fraction], scene: Scene) -> Iterator[Finding]:
    """Figures that decide something, in formulas and parameters, while the text states others and not these."""
    spans: list[Span] = []
    for rule in rules:
        spans += [
            node.span
            for formula in scene.formulas(rule)
            if DIGIT.search(formula.text)
            for node in nodes_in(formula.tree)
            if isinstance(node, Number) and node.value not in PLAIN and not {node.value, node.value * 100} & stated
        ]
        if isinstance(rule, Parameter) and _values(rule.values) and not _values(rule.values) & stated:
            spans.append(rule.place("values"))
    for span in sorted(set(spans), key=lambda one: one.start):
        yield Finding("C502", span.start - clause.base, span.end - clause.base)
