"""What an entry is about, as people call it: the kind of thing, and its name in the place of its key."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guiju.apps.audit.queries import Line
from guiju.apps.costs.values import Item, Kind
from guiju.apps.people import queries as people
from guiju.apps.work.queries import lists
from guiju.engines.periods import parse
from guiju.lang.kinds.choices import SubjectKind
from guiju.web.costs.words import TITLES
from guiju.web.kit import formats
from guiju.web.ledger import words

# Kinds whose keys say nothing to people.
SILENT = {
    *("tick", "plan", "clock", "edition", "draft", "cut", "view", "mark", "period", "export", "ledger"),
    *("simulation", "step", "note", "set_aside"),
}
_NAMED = {"work", "project", "view", "mark", "token", "format"}  # told by the name that stands in the entry
_COMPOSED = {"cost", "input", "target", "reckoning"}  # keys of several words, some of them words of the code
_PASSED = {*(one.value for one in SubjectKind), *(one.value for one in Item)}
_PERIOD = re.compile(r"\d{4}(-\d\d|Q\d|-W\d\d)?")


@dataclass(frozen=True, slots=True)
class Known:
    """Names of what entries tell by number: people by 工号, work by id."""

    people: Mapping[str, str]
    work: Mapping[str, str]


def known(lines: Iterable[Line]) -> Known:
    """The names that some entries need, asked for at once."""
    ids = {int(line.key) for line in lines if line.kind == "work" and line.key.isdecimal()}
    return Known(dict(people.names()), {str(one): title for one, title in lists.titles(ids).items()} if ids else {})


def about(line: Line, names: Known) -> str:
    """The kind of thing, and its name where it has one that says something."""
    kind = words.kind(line.kind)
    name = _name(line, names)
    if name:
        return name if line.kind == "work" else formats.named(kind, name)  # the deed says that it is work
    return kind if line.kind in SILENT or not line.key else f"{kind} {' '.join(_said(line, names))}"


def _name(line: Line, names: Known) -> str:
    said = line.after if isinstance(line.after, dict) else line.before if isinstance(line.before, dict) else {}
    if line.kind == "person" and line.key in names.people:
        return f"{names.people[line.key]} {line.key}"
    if line.action.startswith(("conduct.", "privacy.")) or line.kind not in _NAMED:
        return ""
    own = next((str(said[key]) for key in ("title", "name") if isinstance(said.get(key), str) and said[key]), "")
    return own or (names.work.get(line.key, "") if line.kind == "work" else "")


def _said(line: Line, names: Known) -> Iterator[str]:
    """The words of a key, those of the code as people say them."""
    parts = line.key.split() if line.kind in _COMPOSED else [line.key]
    for at, part in enumerate(parts):
        if line.kind == "cost" and at == 0 and part in set(Kind):
            yield str(TITLES[Kind(part)])
        elif line.kind in _COMPOSED and part in _PASSED:
            continue
        elif line.kind in _COMPOSED and at and parts[at - 1] == SubjectKind.PERSON:
            yield names.people.get(part, part)
        else:
            yield _period(part) if line.kind in _COMPOSED else part


def _period(text: str) -> str:
    """A period by its name; anything else as it is."""
    if not _PERIOD.fullmatch(text):
        return text
    try:
        return parse(text).label("en" if formats.english() else "zh")
    except ValueError:
        return text
