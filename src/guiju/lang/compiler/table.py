"""The names of a regulation: which rule each means, and what it is to formulas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.compiler.outline import Draft, Outline
from guiju.lang.formula import types
from guiju.lang.formula.names import ATTAINMENT, TARGET, Symbol, derived_names, key_of, near, value_symbol
from guiju.lang.formula.types import Type
from guiju.lang.formula.units import Unit, unit_of
from guiju.lang.read.literals import Literal, literal
from guiju.lang.report import Report

FORMULA_KINDS = ("parameter", "metric", "input")
PAY = {
    "基础绩效工资": Symbol("基础绩效工资", types.MONEY),
    "performance_pay": Symbol("基础绩效工资", types.MONEY),
    "基本工资": Symbol("基本工资", types.MONEY),
    "base_pay": Symbol("基本工资", types.MONEY),
}
SCORES = {
    "综合得分": Symbol("综合得分", types.RATIO),
    "total_score": Symbol("综合得分", types.RATIO),
    "绩效分": Symbol("绩效分", types.SCORE),
    "score_points": Symbol("绩效分", types.SCORE),
}
SCORE_SUFFIX = ("得分", "_score")
DERIVED = (*ATTAINMENT, *TARGET, *SCORE_SUFFIX)


@dataclass(slots=True)
class Table:
    """All names.

    ``rules[kind]`` leads from a key (of a name or alias) to the draft. ``names`` is what formulas may name;
    ``score_names`` are those that scorecards give. ``units`` holds the declared unit of each parameter, metric and
    input. ``lost`` are the names that something broken declared, by their keys: nobody is told that they are unknown.
    """

    rules: dict[str, dict[str, Draft]] = field(default_factory=dict)
    names: dict[str, Symbol] = field(default_factory=dict)
    score_names: set[str] = field(default_factory=set)
    units: dict[str, Unit] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)
    clauses: dict[str, set[str]] = field(default_factory=dict)  # id: kinds of the rules in it

    def clause_has(self, clause: str, kind: str) -> bool:
        """Whether the clause with this id holds rules of a kind."""
        return kind in self.clauses.get(clause, ())

    def find(self, kinds: Iterable[str], name: str) -> Draft | None:
        """The draft that a name or alias means among some kinds."""
        key = key_of(name)
        return next((found for kind in kinds if (found := self.rules.get(kind, {}).get(key))), None)

    def is_lost(self, name: str) -> bool:
        """Whether something broken may have declared this name, or the metric that it derives from."""
        if not self.lost:
            return False
        key = key_of(name)
        return key in self.lost or any(key.removesuffix(end) in self.lost for end in DERIVED if key.endswith(end))

    def nearest_lost(self, name: str) -> tuple[str, ...]:
        """What something broken declared, or what would derive from it, that is most like an unknown name."""
        key = key_of(name)
        ending = next((end for end in DERIVED if key.endswith(end)), "")
        return near(name, [word + ending for word in self.lost.values()])

    def candidates(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """The declared names of some kinds."""
        return tuple(draft.name for kind in kinds for draft in self.rules.get(kind, {}).values())


def tabulate(outline: Outline, report: Report) -> Table:
    """Register all rules; a name that is taken is reported and its rule left out."""
    table = Table(lost=outline.lost)
    for clause in outline.clauses:
        if clause.drafts:
            table.clauses[clause.id] = {draft.kind for draft in clause.drafts}
    owners: dict[str, Draft] = {}
    kept: list[tuple[Draft, tuple[ScalarNode, ...]]] = []
    for draft in outline.drafts:
        if _register(draft, draft.key, draft.name, table, owners, report):
            table.drafts.append(draft)
            kept.append((draft, _alias_nodes(draft)))
    aliases = {
        id(draft): [n.text for n in nodes if _register(draft, n, n.text, table, owners, report)]
        for draft, nodes in kept
        if nodes
    }
    _declare_names(table, aliases, owners, report)
    return table


def peek(draft: Draft, attribute: str) -> Node | None:
    """A field of a draft before it is read."""
    found = draft.fields.get(attribute)
    return None if found is None else found[1]


def _alias_nodes(draft: Draft) -> tuple[ScalarNode, ...]:
    node = peek(draft, "aliases")
    if node is None:
        return ()
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item for item in items if isinstance(item, ScalarNode) and item.text.strip())


def _register(
    draft: Draft, node: ScalarNode, name: str, table: Table, owners: dict[str, Draft], report: Report
) -> bool:
    key = key_of(name)
    block = draft.block
    if draft.kind in FORMULA_KINDS and (key in PAY or key in SCORES):
        report.at("N108", node, block.region, block.path)
        return False
    mine = table.rules.setdefault(draft.kind, {})
    earlier = mine.get(key) or (owners.get(key) if draft.kind in FORMULA_KINDS else None)
    if earlier is draft:
        return True
    if earlier is not None:
        code = "N101" if earlier.kind == draft.kind else "N102"
        kind, kind_en = words.KIND_WORDS[earlier.kind][:2]
        line = str(earlier.span.line)
        clause = " › ".join(earlier.block.path)
        report.at(code, node, block.region, block.path, kind=kind, kind_en=kind_en, line=line, where=clause)
        return False
    mine[key] = draft
    if draft.kind in FORMULA_KINDS:
        owners[key] = draft
    return True


def _declare_names(table: Table, aliases: Mapping[int, list[str]], owners: Mapping[str, Draft], report: Report) -> None:
    """What each name is to formulas: first those declared, then those that metrics give rise to."""
    table.names.update(PAY)
    derived: dict[str, Symbol] = {}
    for draft in table.drafts:
        if draft.kind not in FORMULA_KINDS:
            continue
        type_ = _declared_type(draft, table)
        others = aliases.get(id(draft), [])
        own = value_symbol(draft.name, type_)
        for word in (draft.name, *others):
            table.names[key_of(word)] = own
        if has_attainment(draft):
            derived.update(derived_names(draft.name, type_, others))
    _declare_derived(table, derived, owners, report)
    scores = dict(SCORES)
    for draft in table.drafts:
        if draft.kind == "scorecard":
            scores |= {key: Symbol(name, types.RATIO) for key, name in _section_names(draft)}
    for key, symbol in scores.items():
        table.names.setdefault(key, symbol)
    table.score_names |= {symbol.name for symbol in scores.values()}


def _declare_derived(table: Table, derived: Mapping[str, Symbol], owners: Mapping[str, Draft], report: Report) -> None:
    """What is declared is meant before what derives; where a declared name is one of these, that is reported."""
    if not owners.keys().isdisjoint(derived):
        for key, symbol in derived.items():
            owner = owners.get(key)
            if owner is not None:
                report.at("N109", owner.key, owner.block.region, owner.block.path, metric=symbol.of)
    table.names |= {**derived, **table.names}


def has_attainment(draft: Draft) -> bool:
    """Whether a rule has a target and an attainment: a metric, or an input that says which way is good."""
    return draft.kind == "metric" or (draft.kind == "input" and peek(draft, "direction") is not None)


def _section_names(draft: Draft) -> Iterable[tuple[str, str]]:
    if not isinstance(draft.body, MappingNode):
        return
    for key, value in draft.body.pairs:
        attribute = words.field_of("scorecard", key.text)
        if attribute in words.SECTIONS:
            chinese, english = words.FIELD_WORDS["scorecard"][attribute][:2]
            yield key_of(chinese + SCORE_SUFFIX[0]), chinese + SCORE_SUFFIX[0]
            yield key_of(english + SCORE_SUFFIX[1]), chinese + SCORE_SUFFIX[0]
        elif attribute == "sections" and isinstance(value, MappingNode):
            for name, _ in value.pairs:
                for suffix in SCORE_SUFFIX:
                    yield key_of(name.text + suffix), name.text.strip() + SCORE_SUFFIX[0]


def _declared_type(draft: Draft, table: Table) -> Type:
    """The type that the declared unit gives, or a parameter's first value; anything when neither says."""
    node = peek(draft, "unit")
    unit = unit_of(node.text) if isinstance(node, ScalarNode) and node.text.strip() else None
    if unit is not None:
        table.units[draft.name] = unit
        return types.plain(unit.type)
    if draft.kind == "input":
        return types.RATIO if node is None else types.ANY
    if draft.kind == "parameter":
        found = first_value(draft)
        return types.plain(found.type) if found is not None else types.ANY
    return types.ANY


def first_value(draft: Draft) -> Literal | None:
    """The first figure of a parameter, as written; ``None`` when it is none."""
    node: Node | None = draft.body if not isinstance(draft.body, MappingNode) else peek(draft, "values")
    if isinstance(node, SequenceNode) and node.items:
        node = node.items[0]
        if isinstance(node, MappingNode):
            fields = {words.field_of("dated", key.text): value for key, value in node.pairs}
            node = fields.get("value")
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    found = literal(node.text, quoted=node.style != "plain")
    return found if isinstance(found, Literal) else None
