"""Reads the front matter: what the document is called, from when it is in force, and which chapters it includes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from guiju.lang import document, words
from guiju.lang.blocks import MappingNode, Node, Region, ScalarNode, SequenceNode, load, whole
from guiju.lang.formula.names import near
from guiju.lang.report import Report
from guiju.lang.text import Source

REQUIRED = ("regulation", "title", "version", "effective")
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
Fields = Mapping[str, tuple[ScalarNode, Node]]


@dataclass(frozen=True, slots=True)
class Include:
    """A chapter to include, with the parameters it is given."""

    file: ScalarNode
    settings: tuple[tuple[ScalarNode, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter; what is lacking has a plain default."""

    id: str
    title: str
    version: str
    effective: date | None
    calendar: str
    includes: tuple[Include, ...]
    region: Region


def day_of(text: str) -> date | None:
    """The day that a text such as 2026-01-31 writes; ``None`` when it writes none."""
    match = DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def read_front(source: Source, report: Report, *, chapter: bool) -> tuple[Front, int]:
    """The front matter and where the document goes on after it; a chapter may do without."""
    found = document.front_matter(source.text)
    start, end, body = found or (0, 0, 0)
    region = whole(source, start, end)
    stem = PurePath(source.path).stem
    if found is None:
        if not chapter and not source.unread:
            report.character("D101", source, 0, len(source.line(1)))
        return Front(stem, stem, "", None, "CN", (), region), body
    tree, findings = load(region.text)
    report.place(findings, region, ())
    if not isinstance(tree, MappingNode):
        if not findings:
            report.character("D101", source, 0, 3)
        return Front(stem, stem, "", None, "CN", (), region), body
    fields = _fields(tree, region, report)
    if not chapter and "chapter" not in fields:
        for name in REQUIRED:
            if name not in fields:
                report.character("D102", source, 0, 3, field=words.FIELD_WORDS["front"][name][1])
    return _front(fields, region, stem, report), body


def _fields(tree: MappingNode, region: Region, report: Report) -> Fields:
    fields = {}
    for key, value in tree.pairs:
        name = words.field_of("front", key.text)
        if name is None:
            report.at("D104", key, region, (), near(key.text, words.field_candidates("front")))
        else:
            fields[name] = (key, value)
    return fields


def _front(fields: Fields, region: Region, stem: str, report: Report) -> Front:
    def text(name: str, default: str) -> str:
        node = fields[name][1] if name in fields else None
        if node is None:
            return default
        if isinstance(node, ScalarNode) and not node.empty:
            return node.text.strip()
        report.at("D103", node, region, (), field=words.FIELD_WORDS["front"][name][1])
        return default

    effective = None
    if "effective" in fields:
        written = text("effective", "")
        effective = day_of(written)
        if written and effective is None:
            report.at("R117", fields["effective"][1], region, ())
    name = text("regulation", text("chapter", stem))
    return Front(
        id=name,
        title=text("title", name),
        version=text("version", ""),
        effective=effective,
        calendar=text("calendar", "CN"),
        includes=_includes(fields["includes"][1], region, report) if "includes" in fields else (),
        region=region,
    )


def _includes(node: Node, region: Region, report: Report) -> tuple[Include, ...]:
    if not isinstance(node, SequenceNode):
        report.at("D119", node, region, ())
        return ()
    found = []
    for item in node.items:
        include = _include(item)
        if include is None:
            report.at("D119", item, region, ())
        else:
            found.append(include)
    return tuple(found)


def _include(item: Node) -> Include | None:
    """A path, or a mapping of 文件 and 参数; ``None`` when it is neither."""
    if isinstance(item, ScalarNode):
        return Include(item) if item.text.strip() else None
    if isinstance(item, SequenceNode):
        return None
    fields = {words.field_of("include", key.text): value for key, value in item.pairs}
    file, settings = fields.get("file"), fields.get("parameters")
    if not isinstance(file, ScalarNode) or None in fields or not isinstance(settings, MappingNode | None):
        return None
    return Include(file, settings.pairs if settings else ())
