"""What in a chosen document is for its department to say: names, head counts, figures, times, each where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from guiju.lang import Sources, kinds
from guiju.lang.kinds import Rule
from guiju.lang.regulation import Regulation
from guiju.web.rulebook.places import Place, places

KINDS = ("parameter", "target", "grade", "schedule", "duty", "scorecard")
MOST = 120  # fields of one part; who wants more edits clause by clause
_KEY = re.compile(r"""["']?\s*:[ \t]*""")
_NAMES = re.compile(r"[、,，;；]\s*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of the form: the rule it belongs to, and where its words stand.

    An ``alias`` is written into the rule: ``before`` and ``after`` are what stands around the names.
    """

    rule: str
    place: Place
    alias: bool = False
    before: str = ""
    after: str = ""

    @property
    def initial(self) -> str:
        """What the document says now."""
        return "" if self.alias else self.place.text

    def written(self, typed: str) -> str:
        """What was typed, as it stands in the document."""
        if not self.alias:
            return typed
        names = "、".join(name for name in _NAMES.split(typed) if name).replace("[", "").replace("]", "")
        return f"{self.before}别名: [{names.replace('、', ', ')}]{self.after}"

    def shown(self, text: str) -> str:
        """What a draft says, as it was typed."""
        if not self.alias:
            return text
        return text.partition("[")[2].partition("]")[0].replace(", ", "、")


def spots(regulation: Regulation, sources: Sources) -> dict[str, tuple[Spot, ...]]:
    """The fields of each part that has any."""
    texts = {path: body.decode("utf-8-sig") for path, body in sources.files.items()}
    found: dict[str, list[Spot]] = {"names": [], "people": []}
    for rule in (*regulation.of(kinds.Unit).values(), *regulation.of(kinds.Position).values()):
        found["names"] += _names(rule, texts[rule.span.path])
    for position in regulation.of(kinds.Position).values():
        found["people"] += _heads(position, texts[position.span.path])
    for kind in KINDS:
        for rule in regulation.of(kind).values():
            text = texts[rule.span.path]
            found.setdefault(kind, []).extend(
                Spot(rule.name, _keyed(place, rule)) for place in places(rule, text) if _asked(kind, place)
            )
    return {part: tuple(some[:MOST]) for part, some in found.items() if some}


def _asked(kind: str, place: Place) -> bool:
    """Whether one asks for it in the first hour: figures, and when a duty comes round; the rest is edited later."""
    if kind == "duty":
        return place.key in {"recurs", "due"}
    return place.kind != "formula" and not place.choices


def _keyed(place: Place, rule: Rule) -> Place:
    """A key that no other rule's place has."""
    return replace(place, key=f"{rule.kind}.{rule.name}.{place.key}")


def _names(rule: Rule, text: str) -> Iterator[Spot]:
    """Where other names of a unit or position can be written; nothing where it has some already."""
    if rule.aliases:
        return
    entry = text[rule.span.start : rule.span.end]
    head = entry.find(rule.name)
    key = _KEY.match(entry, head + len(rule.name)) if head >= 0 else None
    if key is None:
        return
    at = rule.span.start + key.end()
    if text[at : at + 1] == "{":
        empty = text[at + 1 :].lstrip().startswith("}")
        yield _alias(rule, at + 1, "", "" if empty else ", ")
    elif text[at : at + 1] in {"\n", "\r"}:
        line = text.find("\n", at) + 1
        indent = re.match(r"[ \t]*", text[line:])
        yield _alias(rule, line, indent[0] if indent else "", "\n")


def _alias(rule: Rule, at: int, before: str, after: str) -> Spot:
    label = _("%(name)s又名") % {"name": rule.name}
    place = Place(f"alias.{rule.kind}.{rule.name}", label, "value", rule.span.path, at, at, "")
    return Spot(_("单位") if rule.kind == "unit" else _("岗位"), place, alias=True, before=before, after=after)


def _heads(position: kinds.Position, text: str) -> Iterator[Spot]:
    span = position.places.get("headcount")
    if span is not None:
        written = text[span.start : span.end].strip()
        key = f"position.{position.name}.headcount"
        place = Place(key, position.name, "value", span.path, span.start, span.end, written)
        yield Spot(position.unit or _("岗位"), place)
