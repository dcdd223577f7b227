"""Which figures, weights and formulas of a rule may be changed in a form, and where each is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from guiju.lang import kinds, words
from guiju.lang.kinds import Rule
from guiju.lang.kinds.written import Amount, Choice, DatedAmounts, Expression, Flag, Special, Whole
from guiju.lang.readback.words import section
from guiju.lang.regulation import Clause, Regulation
from guiju.lang.text import Span
from guiju.web.kit import formats

EDITABLE = (
    "parameter", "metric", "input", "target", "scorecard", "grade", "bonus", "alert",
    "duty", "form", "schedule", "raci", "prohibition", "publication",
)  # fmt: skip
SCALARS = (Expression, Amount, DatedAmounts, Whole, Flag, Choice)
TIMES = ("recurrence", "due_time", "allowance", "allowances", "hours", "weekdays")  # written in ways of their own
PARTS = re.compile(
    r"(?P<list>escalate|stages|checks|sanctions)\.(?P<at>\d+)\.(?P<field>after|within|when|formula|says|expunged)"
)
PART_OF = {"escalate": "escalation", "stages": "stage", "checks": "check", "sanctions": "sanction"}
QUOTED = re.compile(r"""'[^'\\]*'|"[^"\\]*\"""")
AFTER_KEY = re.compile(r"""["']?\s*:\s*(?P<value>[^\s,{}\[\]#][^,{}\[\]#\n]*)""")
FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
LISTED = re.compile(r"[\[{]|- ")
OWN_WEIGHT = re.compile(r"""["']?\s*:\s*\{\s*(?:权重|weight)\s*:\s*(?P<value>[^\s,{}#][^,{}#\n]*)""")


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a rule: what it is called, what it says now, and the characters that say so.

    ``kind`` is ``formula``, ``weight`` or ``value``; ``key`` names the form field; ``choices`` are the words that may
    stand there, none when any text may.
    """

    key: str
    label: str
    kind: str
    path: str
    start: int
    end: int
    text: str
    choices: tuple[str, ...] = ()


def places(rule: Rule, text: str) -> tuple[Place, ...]:
    """The editable values of a rule, in the order of its fields; ``text`` is the file that the rule stands in."""
    found = [*_fields(rule, text), *_weights(rule, text), *_bands(rule, text), *_parts(rule, text)]
    return tuple(sorted(found, key=lambda place: place.start))


def whole(rule: Rule, text: str) -> Place:
    """The rule as it is written, name and all."""
    return _place("whole", rule.name, "source", rule.span, text)


def prose(clause: Clause, regulation: Regulation, text: str) -> Place:
    """The words of a clause: what stands under its heading before the first rule block or the next heading."""
    same = [one.span.start for one in regulation.clauses if one.span.path == clause.span.path]
    end = min((start for start in same if start > clause.span.start), default=len(text))
    fence = FENCE.search(text, clause.span.end, end)
    stop = fence.start() if fence else end
    inside = text[clause.span.end : stop]
    start = clause.span.end + len(inside) - len(inside.lstrip())
    words = inside.strip()
    return Place("prose", clause.title, "prose", clause.span.path, start, start + len(words), words)


def field_word(kind: str, field: str) -> str:
    """What a field is called in blocks."""
    known = words.FIELD_WORDS[kind].get(field)
    return field if known is None else known[1 if formats.english() else 0]


def _fields(rule: Rule, text: str) -> Iterator[Place]:
    for name, info in type(rule).model_fields.items():
        span = rule.places.get(name)
        marker = next((one for one in info.metadata if isinstance(one, SCALARS) or _is_time(one)), None)
        if span is None or marker is None or LISTED.match(text, span.start):
            continue
        kind = "formula" if isinstance(marker, Expression) else "value"
        place = _place(name, field_word(rule.kind, name), kind, span, text)
        yield replace(place, choices=_choices(marker, place.text))


def _is_time(marker: object) -> bool:
    return isinstance(marker, Special) and marker.how in TIMES


def _parts(rule: Rule, text: str) -> Iterator[Place]:
    """The times and conditions within steps, stages, checks and sanctions."""
    for path, span in rule.places.items():
        match = PARTS.fullmatch(path)
        if match is None or LISTED.match(text, span.start):
            continue
        name = _part_name(getattr(rule, match["list"])[int(match["at"])], int(match["at"]) + 1)
        section = f"{field_word(rule.kind, match['list'])} {name}"
        label = _("%(section)s · %(item)s") % {
            "section": section,
            "item": field_word(PART_OF[match["list"]], match["field"]),
        }
        kind = "formula" if match["field"] in ("formula", "when") else "value"
        yield _place(path, label, kind, span, text)


def _part_name(part: object, number: int) -> str:
    """What a part is called, else which it is."""
    return str(getattr(part, "name", number))


def _choices(marker: object, text: str) -> tuple[str, ...]:
    """The words of a closed set; what is written now stands first when it is another spelling of one."""
    known: tuple[str, ...] = ()
    if isinstance(marker, Flag):
        known = (words.YES[0], words.NO[0])
    elif isinstance(marker, Choice):
        known = tuple(spelled[0] for spelled in words.CHOICE_WORDS[marker.of].values())
    return known if not known or text in known else (text, *known)


def _weights(rule: Rule, text: str) -> Iterator[Place]:
    if not isinstance(rule, kinds.Scorecard):
        return
    for part in rule.sections:
        name = section(part.key, part.name, "en" if formats.english() else "zh")
        span = rule.places.get(f"sections.{part.key}.weight")
        if span is not None:
            yield _place(f"sections.{part.key}.weight", name, "weight", span, text)
        for at, item in enumerate(part.items):
            value = _following(item.span, text)
            if value is not None:
                label = _("%(section)s · %(item)s") % {"section": name, "item": item.name}
                yield _place(f"sections.{part.key}.{at}", label, "weight", value, text)


def _bands(rule: Rule, text: str) -> Iterator[Place]:
    if not isinstance(rule, kinds.Grade):
        return
    for band in rule.bands:
        value = _following(band.span, text)
        if value is not None:
            label = _("%(band)s 级起点") % {"band": band.name}
            yield _place(f"bands.{band.name}", label, "value", value, text)
    shares = rule.places.get("shares")
    if shares is not None:
        yield _place("shares", field_word("grade", "shares"), "value", shares, text)


def _following(key: Span, text: str) -> Span | None:
    """Where the figure after a key of a mapping stands; ``None`` for an item of a list, which has none of its own."""
    found = OWN_WEIGHT.match(text, key.end) or AFTER_KEY.match(text, key.end)
    if found is None:
        return None
    start = found.start("value")
    end = start + len(found["value"].rstrip())
    return Span(key.path, start, end, key.line, key.column)


def _place(key: str, label: str, kind: str, span: Span, text: str) -> Place:
    """A place; of a text in plain quotes what stands between them."""
    written = text[span.start : span.end]
    inside = int(kind == "value" and QUOTED.fullmatch(written) is not None)
    start, end = span.start + inside, span.end - inside
    return Place(key, label, kind, span.path, start, end, text[start:end])
