"""Collects what is wrong with a document, each root cause once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guiju.lang import codes
from guiju.lang.blocks import Finding, Node, Region
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.text import Source, Span


@dataclass(slots=True)
class Report:
    """The diagnostics so far."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        span: Span,
        quote: str,
        clause: tuple[str, ...],
        near: tuple[str, ...] = (),
        data: Mapping[str, str] | None = None,
    ) -> None:
        """Add a problem at a place."""
        self.found.append(Diagnostic(codes.level(code), code, span, quote, clause, near, dict(data or {})))

    def at(
        self, code: str, node: Node, region: Region, path: tuple[str, ...], near: tuple[str, ...] = (), /, **data: str
    ) -> None:
        """Add a problem at a node of a block."""
        span = region.span(node.start, node.end)
        self.add(code, span, region.source.quote(span), path, near, data)

    def place(self, findings: Iterable[Finding], region: Region, clause: tuple[str, ...]) -> None:
        """Add findings of a text that stands in ``region``; their datum ``at`` becomes a line of the source."""
        for finding in findings:
            span = region.span(finding.start, finding.end)
            data = dict(finding.data)
            if "at" in data:
                data["line"] = str(region.span(int(data["at"]), int(data["at"])).line)
            self.add(finding.code, span, region.source.quote(span), clause, finding.near, data)

    def character(self, code: str, source: Source, start: int, end: int, **data: str) -> None:
        """Add a problem that stands outside all clauses."""
        span = source.span(start, end)
        self.add(code, span, source.quote(span), (), (), data)
