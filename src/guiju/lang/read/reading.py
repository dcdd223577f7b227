"""What reading one rule needs: its draft, the names there are, and where to report."""

from collections import ChainMap
from dataclasses import dataclass, field

from guiju.lang import words
from guiju.lang.blocks import Finding, MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.blocks.traps import glued, wide_comma
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.outline import Block, Draft
from guiju.lang.compiler.table import Table
from guiju.lang.formula.names import Names, Symbol, near
from guiju.lang.report import Report
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands for a value that could not be read; it was reported."""


FAILED = Failed()


@dataclass(slots=True)
class Reading:
    """The reading of one rule; ``places`` collects the node of each field.

    ``fields`` are those of a form by their keys, ``own`` what its formulas may name beside what the table holds,
    ``torn`` where full-width commas were reported.
    """

    draft: Draft
    table: Table
    catalogue: Catalogue
    report: Report
    places: dict[str, Node] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    own: dict[str, Symbol] = field(default_factory=dict)
    torn: set[int] = field(default_factory=set)

    @property
    def names(self) -> Names:
        """What the formulas of the rule may name."""
        return ChainMap(self.own, self.table.names) if self.own else self.table.names

    def span(self, node: Node) -> Span:
        """Where a node stands in the source."""
        return self.draft.block.region.span(node.start, node.end)

    def wrong(self, code: str, node: Node, near: tuple[str, ...] = (), /, **data: str) -> Failed:
        """Report a problem at a node."""
        self.report.at(code, node, self.draft.block.region, self.draft.block.path, near, **data)
        return FAILED

    def unknown(self, code: str, node: Node, near: tuple[str, ...] = (), /, **data: str) -> Failed:
        """Report a name that nothing has, or the full-width comma in braces that is the cause."""
        if not self._torn(node):
            return self.wrong(code, node, near, **data)
        return FAILED

    def swallowed(self, body: Node, attributes: list[str]) -> bool:
        """Whether a value in braces swallowed one of these fields, behind a full-width comma, which is reported."""
        kind, found = self.draft.kind, False
        for _key, value in body.pairs if isinstance(body, MappingNode) else ():
            for part in value.text.split("，")[1:] if isinstance(value, ScalarNode) else ():
                word = part.replace("：", ":").partition(":")[0].strip() if part else ""
                found = (words.field_of(kind, word) in attributes and self._torn(value)) or found
        return found

    def _torn(self, node: Node) -> bool:
        region = self.draft.block.region
        comma = wide_comma(region.text, node)
        if comma is not None and comma.start not in self.torn:
            self.torn.add(comma.start)
            self.report.place([comma], region, self.draft.block.path)
        return comma is not None

    def unknown_field(self, kind: str, key: ScalarNode) -> Failed:
        """Report a key that a kind of rule, or of part, does not have."""
        report_unknown_field(kind, key, self.draft.block, self.report)
        return FAILED

    def unknown_key(self, kind: str, body: MappingNode, at: int) -> Failed:
        """Report a key that is no field, or the comma in braces that tore it off the value before it."""
        first = at
        while first >= 0 and _alone(body, first) and words.field_of(kind, body.pairs[first][0].text) is None:
            first -= 1
        torn = body.pairs[first][1] if body.flow and 0 <= first < at else None
        if not isinstance(torn, ScalarNode) or torn.style != "plain" or torn.empty:
            return self.unknown_field(kind, body.pairs[at][0])
        if first == at - 1:  # else it was told with the first piece
            region = self.draft.block.region
            comma = region.text.index(",", torn.end)
            whole = region.text[torn.start : body.pairs[at][0].end]
            self.report.place([Finding("Y105", comma, comma + 1, (("whole", whole),))], region, self.draft.block.path)
        return FAILED

    def misshapen(self, code: str, node: Node, **data: str) -> Failed:
        """Report that a node has not the shape that its place wants, or the full-width colon that is the cause."""
        region = self.draft.block.region
        wide = glued(region.text, node)
        if wide is None:
            return self.wrong(code, node, **data)
        self.report.place([wide], region, self.draft.block.path)
        return FAILED

    def text(self, node: Node) -> str | Failed:
        """A text that is not empty."""
        if not isinstance(node, ScalarNode):
            return self.wrong("R108", node)
        text = node.text.strip()
        if node.comment >= 0:
            self.cut(node, "Y121")
        return text or self.wrong("R107", node)

    def cut(self, node: ScalarNode, code: str) -> None:
        """Report the comment that cuts a value."""
        region = self.draft.block.region
        line_end = region.text.find("\n", node.comment)
        end = len(region.text) if line_end < 0 else line_end
        comment = ScalarNode("", "plain", node.comment, end)
        self.wrong(code, comment, whole=region.text[node.start : end].strip())

    def items(self, node: Node) -> tuple[Node, ...]:
        """The items of a list; anything else is a list of one."""
        return node.items if isinstance(node, SequenceNode) else (node,)


def _alone(body: MappingNode, at: int) -> bool:
    """Whether a key has no value."""
    value = body.pairs[at][1]
    return isinstance(value, ScalarNode) and value.empty


PARTS = {
    "section": ("计分卡的一组", "a section"),
    "item": ("计分卡的一项", "an item of a scorecard"),
    "dated": ("分期的值", "a dated value"),
    "example": ("例子", "an example"),
    "escalation": ("升级的一步", "a step up the line"),
    "field": ("字段", "a field"),
    "check": ("校验", "a check"),
    "stage": ("流转的一步", "a stage"),
    "line": ("责任矩阵的一行", "a line of the matrix"),
    "sanction": ("处理", "a sanction"),
}


def report_unknown_field(kind: str, key: ScalarNode, block: Block, report: Report) -> None:
    """Report a key that a kind of rule, or of part, does not have, with those it has."""
    chinese, english = PARTS.get(kind) or words.KIND_WORDS[kind][:2]
    known = words.FIELD_WORDS[kind].values()
    data = {
        "kind": chinese,
        "kind_en": english,
        "fields": "、".join(one[0] for one in known),
        "fields_en": ", ".join(one[1] for one in known),
    }
    report.at("R105", key, block.region, block.path, near(key.text, words.field_candidates(kind)), **data)
