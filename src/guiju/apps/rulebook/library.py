"""The regulations that come with Guiju, to choose from: what each is called without compiling it, and compiled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from guiju import lang
from guiju.apps.rulebook import compiled
from guiju.lang.regulation import Regulation

FOLDER = Path(__file__).resolve().parents[4] / "regulations"
_FRONT = re.compile(r"^---\n(.*?)\n---", re.DOTALL)
_LINE = re.compile(r"^([^:#\s]+):\s*(.+?)\s*$", re.MULTILINE)
_TITLE, _KEY = ("title", "标题", "名称"), ("regulation", "制度")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library: ``name`` is its file's, without the ending."""

    name: str
    title: str
    version: str


@cache
def documents() -> tuple[Document, ...]:
    """All regulations of the library by name; chapters and parts of other documents are left out."""
    return tuple(_documents())


def document(name: str) -> Document | None:
    """One by its name."""
    return next((one for one in documents() if one.name == name), None)


@lru_cache(maxsize=4)
def compiled_document(name: str) -> Regulation | None:
    """One compiled, which takes a second: for the worker. ``None`` when there is none of that name."""
    if document(name) is None:
        return None
    path = FOLDER / f"{name}.md"
    return lang.compile(path, compiled.check_catalogue()).regulation


def _documents() -> Iterator[Document]:
    for path in sorted(FOLDER.glob("*.md")):
        front = _FRONT.match(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
        said: dict[str, str] = dict(_LINE.findall(front[1])) if front else {}
        if any(key in said for key in _KEY):
            title = next((said[key] for key in _TITLE if key in said), path.stem)
            version = said.get("version") or said.get("版本") or ""
            yield Document(path.stem, title, version)
