"""Which needs of real regulations the rules of ours cite, and by which kinds of rule."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guiju.lang.regulation import Regulation

TEXT_KINDS = frozenset({"principle", "scope", "interpretation"})
# what text alone may meet; everything else asks for a rule that something executes
TEXT_AREAS = frozenset({"policy", "conduct"})

_NEED = re.compile(r"^\s*- id:\s*(?P<id>[A-D]\d+\.\d{3})\s*$", re.MULTILINE)
_FIELD = re.compile(r"^\s*(?P<key>area|need|clause):\s*(?P<value>.*?)\s*$", re.MULTILINE)
_TITLE = re.compile(r"^title:\s*(?P<title>.+?)\s*$", re.MULTILINE)
_CITE = re.compile(r"\b(?P<list>[A-D]\d+)\.(?P<first>\d{3})(?:\s*[-–~]\s*(?:[A-D]\d+\.)?(?P<last>\d{3}))?")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a real regulation asks for; ``list`` is the regulation it comes from, such as A3.

    ``clause`` is where it stands there, in that regulation's own words.
    """

    id: str
    area: str
    text: str
    clause: str = ""

    @property
    def list(self) -> str:
        """The part of the id before the stop."""
        return self.id.partition(".")[0]


def read_needs(folder: Path) -> dict[str, Need]:
    """All needs under ``folder`` by id, in order; the files are lists with an id, an area and a text each."""
    needs: dict[str, Need] = {}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem[0], int(path.stem[1:]))):
        text = path.read_text("utf-8")
        heads = list(_NEED.finditer(text))
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            body = text[head.end() : following.start() if following else len(text)]
            fields = {found["key"]: found["value"].strip("\"'") for found in _FIELD.finditer(body)}
            needs[head["id"]] = Need(
                head["id"], fields.get("area", ""), fields.get("need", ""), fields.get("clause", "")
            )
    return needs


def titles(folder: Path) -> dict[str, str]:
    """What each real regulation is called, by its list."""
    found = {}
    for path in folder.glob("*.yaml"):
        title = _TITLE.search(path.read_text("utf-8"))
        found[path.stem] = title["title"].strip("\"'") if title else path.stem
    return found


def cited(basis: Iterable[str]) -> Iterator[str]:
    """The ids that basis entries name; ``A3.050-053`` names four."""
    for entry in basis:
        for found in _CITE.finditer(entry):
            last = int(found["last"] or found["first"])
            yield from (f"{found['list']}.{number:03d}" for number in range(int(found["first"]), last + 1))


def kinds_by_need(regulations: Iterable[Regulation]) -> dict[str, set[str]]:
    """Every cited id with the kinds of the rules that cite it."""
    found: dict[str, set[str]] = {}
    for regulation in regulations:
        for rule in regulation.rules:
            for need in cited(rule.basis):
                found.setdefault(need, set()).add(rule.kind)
    return found


def met_by_text_alone(needs: Mapping[str, Need], kinds: Mapping[str, set[str]]) -> list[str]:
    """Cited needs that ask for more than text but rest on text kinds only."""
    return [
        need.id
        for need in needs.values()
        if need.id in kinds and kinds[need.id] <= TEXT_KINDS and need.area not in TEXT_AREAS
    ]
