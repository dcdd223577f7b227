"""A formula set as a formula: fractions over a line, conditions as cases, and the live value above each name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from guiju.apps.rulebook.kept import per_edition
from guiju.lang.catalogue import Catalogue
from guiju.lang.formula import Formula
from guiju.lang.formula import tree as nodes
from guiju.lang.formula.functions import BY_ENGLISH
from guiju.lang.formula.names import ATTAINMENT, TARGET
from guiju.lang.formula.tree import Node
from guiju.lang.readback.formulas import formula as spoken
from guiju.lang.readback.quantities import quantity
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats

RANK = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "/": 5}
SIGNS = {"+": "+", "-": "−", "*": "×", "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
WORDS = {"and": ("且", "and"), "or": ("或", "or"), "not": ("非", "not"), "where": ("其中", "where"), "by": ("按", "by")}
TRUTHS = {True: ("真", "true"), False: ("假", "false")}
TIGHT = 6


@dataclass(frozen=True, slots=True)
class Live:
    """What stands above a name: its figure, or why there is none, and the page that explains it."""

    text: str
    missing: bool = False
    url: str = ""


def typeset(
    formula: Formula, regulation: Regulation, values: Mapping[str, Live], catalogue: Catalogue | None = None
) -> SafeString:
    """The formula as HTML; ``values`` are by the identity of a name (``key_of``). It speaks its read-back sentence.

    An English page calls things by their English 别名, where the regulation gives one.
    """
    tree = _renamed(formula.tree, _english(regulation)) if formats.english() else formula.tree
    setter = _Setter(regulation, values, catalogue)
    return format_html('<div class="fx" role="group" aria-label="{}">{}</div>', setter.said(tree), setter.set(tree))


@per_edition
def _english(regulation: Regulation) -> Mapping[str, str]:
    """The English name of each name, by its identity: the first alias that is one."""
    aliases = ((rule.name, next((alias for alias in rule.aliases if alias.isascii()), "")) for rule in regulation.rules)
    known = {name: alias for name, alias in aliases if alias and not name.isascii()}
    endings = {"value": "", "attainment": ATTAINMENT[1], "target": TARGET[1]}
    return {
        key: known[of] + endings[symbol.role]
        for key, symbol in regulation.names.items()
        if (of := symbol.of or symbol.name) in known
    }


def _renamed(node: Any, english: Mapping[str, str]) -> Any:  # Any: a node, or whatever a field of one holds
    """A tree whose names are the English ones; columns are named by the catalogue."""
    if isinstance(node, nodes.Name):
        return replace(node, text=english.get(node.key, node.text))
    if isinstance(node, tuple):
        return tuple(_renamed(one, english) for one in node)
    if isinstance(node, nodes.Path) or not is_dataclass(node):
        return node
    held = ((field.name, getattr(node, field.name)) for field in fields(node) if field.name not in {"event", "span"})
    return replace(node, **{name: _renamed(one, english) for name, one in held})  # type: ignore[type-var]  # an instance


class _Setter:
    """Walks the tree; holds the values and the language."""

    def __init__(self, regulation: Regulation, values: Mapping[str, Live], catalogue: Catalogue | None) -> None:
        self.values, self.catalogue, self.names = values, catalogue, regulation.names
        self.at = 1 if formats.english() else 0

        self.ways: dict[type[Node], Callable[..., SafeString]] = {
            nodes.Number: self.number,
            nodes.Text: lambda node: format_html('<span class="txt">“{}”</span>', node.value),
            nodes.Truth: lambda node: format_html("<span>{}</span>", TRUTHS[node.value][self.at]),
            nodes.Name: self.name,
            nodes.Path: self.path,
            nodes.Unary: self.unary,
            nodes.Call: self.call,
            nodes.Aggregate: self.aggregate,
            nodes.Per: self.per,
        }

    def set(self, node: Node, above: int = 0) -> SafeString:
        """A node as HTML; ``above`` is the rank of what it stands in."""
        return self.binary(node, above) if isinstance(node, nodes.Binary) else self.ways[type(node)](node)

    def said(self, node: Node) -> str:
        """A node in words."""
        return spoken(node, "en" if self.at else "zh", self.catalogue, self.names)

    def path(self, node: nodes.Path) -> SafeString:
        text = self.said(node) if self.at else ".".join(part.text for part in node.parts)
        return format_html('<span class="path">{}</span>', text)

    def number(self, node: nodes.Number) -> SafeString:
        text = quantity(node.value, node.unit, "en" if self.at else "zh")
        return format_html('<span class="num">{}</span>', text)

    def unary(self, node: nodes.Unary) -> SafeString:
        sign = "−" if node.operator == "-" else WORDS["not"][self.at] + " "
        return format_html('<span class="op">{}</span>{}', sign, self.set(node.operand, TIGHT))

    def per(self, node: nodes.Per) -> SafeString:
        notes = format_html_join("", " {}", ((note,) for note in self.notes(node.event, node.where)))
        inside = (self.word("per"), self.several(node.entities), notes, self.set(node.value))
        return format_html('<span class="call"><span class="fn">{}</span>({}{}: {})</span>', *inside)

    def name(self, node: nodes.Name) -> SafeString:
        live, text = self.values.get(node.key), self.said(node) if self.at else node.text
        if live is None:
            return format_html('<span class="term"><span class="nm">{}</span></span>', text)
        name = format_html('<a href="{}">{}</a>', live.url, text) if live.url else format_html("{}", text)
        tone = " none" if live.missing else ""
        return format_html(
            '<span class="term"><span class="val{}">{}</span><span class="nm">{}</span></span>', tone, live.text, name
        )

    def binary(self, node: nodes.Binary, above: int) -> SafeString:
        if node.operator == "/":
            # A fraction's line groups what is above and below it: no brackets are needed inside.
            parts = (self.set(node.left), self.set(node.right))
            return format_html('<span class="frac"><span>{}</span><span>{}</span></span>', *parts)
        rank = RANK[node.operator]
        left = self.set(node.left, rank)
        right = self.set(node.right, rank + (node.operator == "-"))
        sign = SIGNS.get(node.operator) or WORDS[node.operator][self.at]
        flat = format_html('{}<span class="op">{}</span>{}', left, sign, right)
        return flat if rank >= above else format_html('<span class="br">(</span>{}<span class="br">)</span>', flat)

    def call(self, node: nodes.Call) -> SafeString:
        if node.function == "if":
            return self.cases(node)
        inside = self.several(node.arguments)
        return format_html('<span class="call"><span class="fn">{}</span>({})</span>', self.word(node.function), inside)

    def several(self, parts: Sequence[Node]) -> SafeString:
        """Nodes with commas between them."""
        comma = mark_safe('<span class="op">,</span>')
        return format_html_join(comma, "{}", ((self.set(part),) for part in parts))

    def cases(self, node: nodes.Call) -> SafeString:
        """A chain of 若 as one brace: each value with the condition that leads to it."""
        rows, rest = [], node
        while True:
            condition, then, otherwise = rest.arguments
            when = format_html("{} {}", ("当", "when")[self.at], self.set(condition))
            rows.append((self.set(then), when))
            if not (isinstance(otherwise, nodes.Call) and otherwise.function == "if"):
                break
            rest = otherwise
        rows.append((self.set(otherwise), format_html("{}", ("其余", "otherwise")[self.at])))
        lines = format_html_join("", '<span><span>{}</span><span class="cond">{}</span></span>', rows)
        return format_html('<span class="cases">{}</span>', lines)

    def aggregate(self, node: nodes.Aggregate) -> SafeString:
        notes = self.notes(node.event, node.where)
        if node.at is not None:
            notes.insert(0, format_html('<span class="num">{}</span>', quantity(node.at, "%", "zh")))
        below = format_html_join(" ", "{}", ((note,) for note in notes))
        note = format_html('<span class="where">{}</span>', below) if notes else ""
        parts = (self.word(node.function), self.several((node.argument, *node.others)), note)
        return format_html('<span class="agg"><span><span class="fn">{}</span> {}</span>{}</span>', *parts)

    def notes(self, event: nodes.Name | None, where: Node | None) -> list[SafeString]:
        notes = []
        if event is not None:
            notes.append(format_html("{} {}", WORDS["by"][self.at], event.text))
        if where is not None:
            notes.append(format_html("{} {}", WORDS["where"][self.at], self.set(where)))
        return notes

    def word(self, function: str) -> str:
        known = BY_ENGLISH[function]
        return known.english if self.at else known.chinese
