"""Text of a rule block to a tree of nodes, by patterns or by YAML's events: scalars stay as written, traps are refused.

This is the only door to PyYAML in the language.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from guiju.lang.blocks import plain, syntax, traps
from guiju.lang.blocks.nodes import Finding, MappingNode, Node, ScalarNode, SequenceNode, Style
from guiju.lang.formula.names import key_of

MOST_DEPTH = 16
MOST_NODES = 50_000
MOST_CHARACTERS = 1_000_000
STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """Ends the reading of a block with a finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


@lru_cache(maxsize=20_000)
def load(text: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The tree of a block and what is wrong with it; no tree when it is empty or cannot be read.

    Equal texts are read once.
    """
    tree = plain.tree(text)
    return (tree, ()) if tree is not None else as_yaml(text)


def as_yaml(text: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The same by YAML's events, whatever the text."""
    if len(text) > MOST_CHARACTERS:
        return None, (Finding("Y113", 0, 1),)
    tab = traps.indenting_tab(text)
    if tab is not None:
        return None, (tab,)
    builder = _Builder(text)
    try:
        tree = builder.document()
    except _Refused as refused:
        return None, (*builder.findings, refused.finding)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.findings, syntax.finding(text, error))
    except yaml.reader.ReaderError as error:
        return None, (Finding("Y112", error.position, error.position + 1),)
    return tree, tuple(builder.findings)


def _end(event: Any) -> int:  # events of PyYAML are untyped
    return int(event.end_mark.index)


class _Builder:
    """Follows the events of one block, straight from libyaml."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.event: Callable[[], Any] = yaml.CSafeLoader(text).get_event  # events are untyped
        self.findings: list[Finding] = []
        self.nodes = 0

    def document(self) -> Node | None:
        """The only document of the stream."""
        self.event()  # the stream's start
        start = self.event()
        if isinstance(start, yaml.StreamEndEvent):
            return None
        if start.explicit:
            raise _Refused(Finding("Y110", start.start_mark.index, start.end_mark.index))
        tree = self.node(self.event(), 0)
        self.event()  # the document's end
        after = self.event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Refused(Finding("Y110", after.start_mark.index, after.start_mark.index + 3))
        return tree

    def node(self, event: Any, depth: int) -> Node:  # events of PyYAML are untyped
        """The node that starts with this event."""
        kind, start = type(event), event.start_mark.index
        self.nodes += 1
        if depth > MOST_DEPTH or self.nodes > MOST_NODES:
            raise _Refused(Finding("Y111", start, start + 1))
        if kind is AliasEvent:
            raise _Refused(Finding("Y108", start, _end(event)))
        if event.anchor is not None:
            raise _Refused(Finding("Y108", start, start + len(event.anchor) + 1))
        if event.tag is not None:
            raise _Refused(Finding("Y109", start, start + len(traps.word_at(self.text, start))))
        if kind is ScalarEvent:
            return traps.scalar(self.text, event.value, STYLES.get(event.style, "plain"), start, _end(event))
        if kind is SequenceStartEvent:
            return self.sequence(start, depth, flow=bool(event.flow_style))
        return self.mapping(start, depth, flow=bool(event.flow_style))

    def sequence(self, start: int, depth: int, *, flow: bool) -> SequenceNode:
        """The rest of a list."""
        items = []
        event = self.event()
        while type(event) is not SequenceEndEvent:
            items.append(self.node(event, depth + 1))
            event = self.event()
        if flow:
            items, found = traps.joined_items(self.text, items)
            self.findings += found
        return SequenceNode(tuple(items), start, _end(event), flow)

    def mapping(self, start: int, depth: int, *, flow: bool) -> MappingNode:
        """The rest of a mapping."""
        pairs: list[tuple[ScalarNode, Node]] = []
        event = self.event()
        while type(event) is not MappingEndEvent:
            key = self.node(event, depth + 1)
            if not isinstance(key, ScalarNode):
                raise _Refused(Finding("Y107", key.start, key.end))
            if key.style == "plain" and key.text == "<<":
                raise _Refused(Finding("Y108", key.start, key.end))
            colon = traps.glued(self.text, key)
            if colon is not None and traps.OPENS.match(self.text, colon.end):
                raise _Refused(colon)
            pairs.append((key, self.node(self.event(), depth + 1)))
            event = self.event()
        if flow:
            pairs, found = traps.joined_pairs(self.text, pairs)
            self.findings += found
        pairs = traps.split_pairs(self.text, pairs, self.findings, flow=flow)
        return MappingNode(tuple(self.unique(pairs)), start, _end(event), flow)

    def unique(self, pairs: list[tuple[ScalarNode, Node]]) -> list[tuple[ScalarNode, Node]]:
        """The pairs without those whose key was there before."""
        first: dict[str, tuple[ScalarNode, Node]] = {}
        if len({key_of(key.text) for key, _ in pairs}) == len(pairs):
            return pairs
        for pair in pairs:
            key = key_of(pair[0].text)
            if key in first:
                earlier = str(first[key][0].start)
                self.findings.append(Finding("Y101", pair[0].start, pair[0].end, (("at", earlier),)))
            else:
                first[key] = pair
        return list(first.values())
