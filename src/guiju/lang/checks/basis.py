"""Checks that the needs which rules are based on exist."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.needs import cited

NEED = re.compile(r"^\s*- id:\s*(\S+)\s*$", re.MULTILINE)


def needs_beside(document: Path) -> frozenset[str] | None:
    """The ids of the needs in the folder ``needs`` beside a document; ``None`` without such a folder."""
    try:
        with os.scandir(document.parent / "needs") as found:
            files = sorted((one.path, one.stat().st_mtime_ns) for one in found if one.name.endswith(".yaml"))
    except OSError:
        return None
    return _needs(tuple(files)) if files else None


@lru_cache(maxsize=8)
def _needs(files: tuple[tuple[str, int], ...]) -> frozenset[str]:
    texts = (Path(path).read_bytes().decode("utf-8", "replace") for path, _ in files)
    return frozenset(found for text in texts for found in NEED.findall(text))


def needs_exist(scene: Scene) -> Iterator[Diagnostic]:
    """Each need that a rule or clause cites is known."""
    if scene.needs is None:
        return
    for rule in scene.regulation.rules:
        for need in cited(rule.basis):
            if need not in scene.needs:
                yield scene.wrong("N110", rule.place("basis"), rule.clause, quote=need)
    for clause in scene.regulation.clauses:
        for need in cited(clause.basis):
            if need not in scene.needs:
                yield scene.wrong("N110", clause.span, clause.id, quote=need)
