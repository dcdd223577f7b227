"""Regulation documents as the verbs of the command line read them."""

import codecs
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from guiju.cli.language import Language
from guiju.lang.regulation import Regulation

_CHAPTER = re.compile("^(?:chapter|章节):".encode(), re.MULTILINE)


def found(paths: Iterable[str]) -> list[Path]:
    """The documents at ``paths``; a folder stands for the regulations in it: chapters are read where included."""
    documents: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        documents += [each for each in inside if not path.is_dir() or _is_regulation(each)]
    return documents


def _is_regulation(path: Path) -> bool:
    """Whether a Markdown file has the front matter of a regulation; its encoding is the compiler's affair."""
    if not path.is_file():  # a folder, or a link that leads nowhere
        return False
    front = path.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n---", 1)[0]
    return front.startswith(b"---") and not _CHAPTER.search(front)


def load(path: str | Path, spoken: Language) -> Regulation | None:
    """The regulation at ``path``; when it has errors they are printed and ``None`` is returned."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import compile as compile_regulation
    from guiju.lang.codes import render

    if not Path(path).is_file():
        print(f"没有这个文件：{path}" if spoken == "zh" else f"no such file: {path}", file=sys.stderr)
        return None
    compiled = compile_regulation(Path(path), catalogue(load_schemas()))
    errors = [each for each in compiled.diagnostics if each.level == "error"]
    sources = {source.path: source for source in compiled.sources}
    for each in errors:
        source = sources.get(each.span.path)
        print(render(each, spoken, source.line(each.span.line) if source else ""), file=sys.stderr)
    return None if errors else compiled.regulation
