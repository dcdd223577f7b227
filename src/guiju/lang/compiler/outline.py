"""First pass: documents to clauses, blocks and drafts of rules. Nothing is looked up yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from guiju.lang import document, words
from guiju.lang.blocks import MappingNode, Node, Region, ScalarNode, SequenceNode, load
from guiju.lang.blocks.traps import glued, names_in, names_in_text
from guiju.lang.compiler.sources import Chapter
from guiju.lang.document import Fence, Part
from guiju.lang.formula.names import key_of, near
from guiju.lang.headings import proposed_id
from guiju.lang.report import Report
from guiju.lang.text import Source, Span

Path = tuple[str, ...]
Field = tuple[ScalarNode, Node]  # its key and its value


class Block(NamedTuple):
    """A rule block of a clause; ``settings`` are parameters that an including document sets."""

    region: Region
    tree: MappingNode
    clause: str
    path: Path
    chapter: int


class Draft(NamedTuple):
    """A rule as written: its kind, its name, its body, and the fields that the body names with their keys."""

    kind: str
    name: str
    key: ScalarNode
    body: Node
    block: Block
    fields: Mapping[str, Field]

    @property
    def span(self) -> Span:
        """From the name to the end of the body."""
        return self.block.region.span(self.key.start, max(self.body.end, self.key.end))


@dataclass(slots=True)
class Heading:
    """A clause as it grows: what the heading and its part say, and what its blocks declare."""

    id: str
    number: str
    title: str
    level: int
    parent: str | None
    path: Path
    span: Span
    source: Source
    base: int
    part: Part
    chapter: int
    drafts: list[Draft] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    unread: bool = False


@dataclass(slots=True)
class Outline:
    """All clauses in order; ``examples`` are lists of worked cases; ``lost`` are names that broken blocks declared."""

    clauses: list[Heading] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    examples: list[tuple[SequenceNode, Block]] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """The ids of clauses so far."""

    spans: dict[str, Span] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def free(self, name: str) -> str:
        """The name itself, or with the first number that makes it new."""
        free = name
        while free in self.spans:
            self.numbers[name] = self.numbers.get(name, 1) + 1
            free = f"{name}-{self.numbers[name]}"
        return free


def outline(chapters: list[Chapter], report: Report) -> Outline:
    """The clauses of the document and of its chapters."""
    result = Outline()
    taken = Taken()
    for number, chapter in enumerate(chapters):
        stack: list[Heading] = []
        for segment in document.segments(chapter.source.text, chapter.body):
            for part in segment.parts:
                clause = _clause(chapter.source, segment.start, part, stack, taken, number, report)
                if clause is not None:
                    result.clauses.append(clause)
                    _read_blocks(clause, result, report)
    return result


def _clause(
    source: Source, base: int, part: Part, stack: list[Heading], taken: Taken, chapter: int, report: Report
) -> Heading | None:
    """The clause of a part; a part without a heading only counts when it holds rules."""
    heading = part.heading
    if heading is None:
        if not part.fences:
            return None
        span = source.span(base + part.fences[0].start, base + part.fences[0].start)
        return Heading("", "", "", 0, None, (), span, source, base, part, chapter)
    while stack and stack[-1].level >= heading.level:
        stack.pop()
    path = (*(above.title for above in stack), heading.title)
    span = source.span(base + heading.start, base + heading.end)
    if heading.broken is not None:
        where = source.span(base + heading.broken[0], base + heading.broken[1])
        report.add("D107", where, source.quote(where), path, (), {"id": proposed_id(heading.title)})
    name = heading.id or taken.free(proposed_id(heading.title))
    if not heading.id and heading.broken is None:
        report.add("D105", span, source.quote(span), path, (), {"id": name})
    if name in taken.spans:
        where = source.span(base + heading.id_start, base + heading.id_start + len(name))
        report.add("D106", where, name, path, (), {"line": str(taken.spans[name].line)})
        name = taken.free(name)
    taken.spans[name] = span
    parent = stack[-1].id if stack else None
    clause = Heading(
        name, heading.number, heading.title, heading.level, parent, path, span, source, base, part, chapter
    )
    stack.append(clause)
    return clause


def _read_blocks(clause: Heading, result: Outline, report: Report) -> None:
    for fence in clause.part.fences:
        region = Region(fence.text, clause.source, tuple((here, clause.base + there) for here, there in fence.lines))
        if not fence.marked:
            _suggest_mark(fence, clause, report)
            continue
        _report_fence(fence, clause, report)
        tree, findings = load(fence.text)
        report.place(findings, region, clause.path)
        if tree is None and not findings:
            _at_fence("D118", fence, clause, report)
        elif isinstance(tree, MappingNode):
            block = Block(region, tree, clause.id, clause.path, clause.chapter)
            clause.blocks.append(block)
            clause.drafts += _drafts(block, clause, result, report)
        else:
            clause.unread = True
            result.lost |= {key_of(name): name for name in names_in_text(fence.text)}
            if tree is not None:
                _not_a_mapping("R102", tree, region, clause.path, report)
    result.drafts += clause.drafts


def _at_fence(code: str, fence: Fence, clause: Heading, report: Report) -> None:
    """Report something at the line that opens a fence."""
    line = clause.source.span(clause.base + fence.start, clause.base + fence.start)
    quote = clause.source.line(line.line)
    report.add(code, clause.source.span(line.start, line.start + len(quote)), quote, clause.path)


def _report_fence(fence: Fence, clause: Heading, report: Report) -> None:
    if fence.info.split() not in document.RULE_INFOS:
        _at_fence("D108", fence, clause, report)
    if not fence.closed:
        _at_fence("D110", fence, clause, report)
    if not clause.id:
        _at_fence("D111", fence, clause, report)


def _suggest_mark(fence: Fence, clause: Heading, report: Report) -> None:
    """A plain YAML block that starts with a kind was probably meant as rules."""
    first = fence.text.partition(":")[0].strip()
    if words.kind_of(first) is not None:
        _at_fence("D109", fence, clause, report)


def _not_a_mapping(code: str, node: Node, region: Region, path: Path, report: Report) -> None:
    """A text or list stands where fields should: a full-width colon, or the wrong shape."""
    wide = glued(region.text, node)
    if wide is not None:
        report.place([wide], region, path)
    else:
        report.at(code, node, region, path)


def _drafts(block: Block, clause: Heading, result: Outline, report: Report) -> Iterator[Draft]:
    for key, body in block.tree.pairs:
        kind = words.kind_of(key.text)
        if kind is not None:
            yield from _rules(kind, key, body, block, result, report)
            continue
        other = words.block_key(key.text)
        if other == "basis":
            clause.basis += _basis(body, block, report)
        elif other == "examples" and isinstance(body, SequenceNode):
            result.examples.append((body, block))
        elif other == "examples":
            _not_a_mapping("R119", body, block.region, block.path, report)
        else:
            clause.unread = True
            result.lost |= {key_of(name): name for name in names_in(body)}
            report.at("R101", key, block.region, block.path, near(key.text, words.kind_candidates()))


def _rules(kind: str, key: ScalarNode, body: Node, block: Block, result: Outline, report: Report) -> Iterator[Draft]:
    """The rules under one kind."""
    if not isinstance(body, MappingNode):
        where = key if isinstance(body, ScalarNode) and body.empty else body
        _not_a_mapping("R103", where, block.region, block.path, report)
        return
    for rule in _sketched(block.region.text)[key.start]:
        text = rule.name
        if not text or len(text) > MOST_IN_NAME or "「" in text or "」" in text:
            result.lost[key_of(text)] = text
            report.at("R125", rule.key, block.region, block.path)
        else:
            yield Draft(kind, text, rule.key, rule.body, block, rule.fields)


class _Sketch(NamedTuple):
    """A rule of a block, wherever the block stands."""

    name: str
    key: ScalarNode
    body: Node
    fields: Mapping[str, Field]


@lru_cache(maxsize=20_000)
def _sketched(text: str) -> dict[int, tuple[_Sketch, ...]]:
    """The rules of a block's text by where their kind stands. Equal texts are looked through once."""
    tree, _ = load(text)
    found: dict[int, tuple[_Sketch, ...]] = {}
    for key, rules in tree.pairs if isinstance(tree, MappingNode) else ():
        kind = words.kind_of(key.text)
        if kind is not None and isinstance(rules, MappingNode):
            found[key.start] = tuple(
                _Sketch(" ".join(name.text.split()), name, body, fields_of(kind, body)) for name, body in rules.pairs
            )
    return found


def fields_of(kind: str, body: Node) -> dict[str, Field]:
    """The fields that a rule's body names, as first written."""
    found: dict[str, Field] = {}
    for pair in body.pairs if isinstance(body, MappingNode) else ():
        name = words.field_of(kind, pair[0].text)
        if name is not None:
            found.setdefault(name, pair)
    return found


MOST_IN_NAME = 100


def _basis(body: Node, block: Block, report: Report) -> list[str]:
    items = body.items if isinstance(body, SequenceNode) else (body,)
    found = []
    for item in items:
        if isinstance(item, ScalarNode) and not item.empty:
            found.append(item.text.strip())
        else:
            report.at("R108", item, block.region, block.path)
    return found
