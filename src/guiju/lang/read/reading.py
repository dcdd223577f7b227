"""What reading one rule needs: its draft, the names there are, and where to report."""

from dataclasses import dataclass, field

from guiju.lang.blocks import Node, ScalarNode, SequenceNode
from guiju.lang.blocks.traps import wide_colon
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.outline import Draft
from guiju.lang.compiler.table import Table
from guiju.lang.report import Report
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands for a value that could not be read; it was reported."""


FAILED = Failed()


@dataclass(slots=True)
class Reading:
    """The reading of one rule; ``places`` collects where each field is written."""

    draft: Draft
    table: Table
    catalogue: Catalogue
    report: Report
    places: dict[str, Span] = field(default_factory=dict)

    def span(self, node: Node) -> Span:
        """Where a node stands in the source."""
        return self.draft.block.region.span(node.start, node.end)

    def wrong(self, code: str, node: Node, near: tuple[str, ...] = (), /, **data: str) -> Failed:
        """Report a problem at a node."""
        self.report.at(code, node, self.draft.block.region, self.draft.block.path, near, **data)
        return FAILED

    def misshapen(self, code: str, node: Node, **data: str) -> Failed:
        """Report that a node has not the shape that its place wants, or the full-width colon that is the cause."""
        region = self.draft.block.region
        wide = wide_colon(region.text, node)
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
