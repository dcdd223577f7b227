"""What the form of a rule looks like: its fields with how each is filled in, made from the schema of rule blocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from guiju.lang import words
from guiju.lang.kinds import KINDS, written
from guiju.lang.read.rule import SHORT_FORMS, markers
from guiju.lang.schema import block_schema
from guiju.lang.schema.shapes import Schema
from guiju.lang.words import Words

How = Literal[
    "line", "area", "figure", "formula", "flag", "choice", "choices", "lines", "list", "table", "group", "pairs"
]
FORMULA_NAMES = ("formula",)
LONG = ("text", "card", "note")
NAMED = {
    "position": ("position",), "unit": ("unit",), "岗位": ("position",), "单位": ("unit",),
}  # fmt: skip
PEOPLE = ("position", "unit")


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a form.

    ``label`` and ``help`` are Chinese and English; ``options`` the words to choose from, the first of each is written.
    ``names`` are the kinds whose rules may be named here (``formula``: whatever formulas may use). A table has
    ``columns``; ``keyed`` when each row has a name of its own; ``short`` is the column that may stand alone, and
    ``listed`` the one that may stand alone as a list.
    """

    name: str
    label: Words
    how: How
    help: tuple[str, str] = ("", "")
    options: tuple[Words, ...] = ()
    names: tuple[str, ...] = ()
    columns: tuple["Slot", ...] = ()
    keyed: bool = False
    short: str = ""
    listed: str = ""
    needed: bool = False


@cache
def slots(kind: str) -> tuple[Slot, ...]:
    """The fields of a kind of rule, those it cannot do without first; of 例子 and 依据 their one."""
    if kind in words.BLOCK_WORDS:
        word = words.BLOCK_WORDS[kind]
        return (_slot(kind, word, _schema()["properties"][word[0]]),)
    whole = _schema()["$defs"][kind]
    whole = whole["anyOf"][1] if "anyOf" in whole else whole
    known = {name: (marker, needed) for name, marker, needed in markers(KINDS[kind])}
    found = [_marked(kind, name, both, whole, known) for name, both in words.FIELD_WORDS[kind].items()]
    return tuple(sorted(found, key=lambda one: (not one.needed, one.name in words.COMMON)))


def _marked(
    kind: str, name: str, both: Words, whole: Schema, known: Mapping[str, tuple[written.Written, bool]]
) -> Slot:
    slot = _slot(name, both, whole["properties"][both[0]])
    marker, needed = known.get(name, (None, False))
    needed = (needed and name not in ("subject", "sections")) or name == SHORT_FORMS.get(kind)
    names = getattr(marker, "kinds", ())
    if isinstance(marker, written.About):
        names = ("unit", "position")
    return replace(slot, needed=needed, names=names or slot.names)


@cache
def _schema() -> Schema:
    return block_schema()


def _slot(name: str, label: Words, schema: Schema, *, inside: bool = False) -> Slot:
    """How one field is filled in; ``inside`` a row of a table there is room for a line only."""
    schema = _resolved(schema)
    if "anyOf" in schema:
        return _either(name, label, schema["anyOf"], inside=inside)
    if "enum" in schema:
        options = _options(schema["enum"])
        how: How = "flag" if options is None else "choice"
        return Slot(name, label, how, options=options or (words.YES[:2], words.NO[:2]))
    if "properties" in schema:
        return Slot(name, label, "group", columns=_columns(schema, inside=inside))
    if isinstance(schema.get("additionalProperties"), dict):
        return _keyed(name, label, schema["additionalProperties"], inside=inside)
    return _lone(name, label, schema, inside=inside)


def _lone(name: str, label: Words, schema: Schema, *, inside: bool) -> Slot:
    """A field of one text."""
    if schema.get("type") == "array":
        return _either(name, label, [schema["items"], schema], inside=inside)
    spoken = _help(schema)
    if "公式" in spoken[0]:
        return Slot(name, label, "formula", names=FORMULA_NAMES)
    how: How = "figure" if isinstance(schema.get("type"), list) else "area" if name in LONG and not inside else "line"
    return Slot(name, label, how, spoken, names=_named(spoken[0]))


def _either(name: str, label: Words, ways: list[Schema], *, inside: bool) -> Slot:
    """One thing, or a list of such; a short way and a long one."""
    ways = [_resolved(way) for way in ways]
    mapping = next((way for way in ways if isinstance(way.get("additionalProperties"), dict)), None)
    if mapping is not None:
        return _keyed(name, label, mapping["additionalProperties"], inside=inside)
    listed = next((way for way in ways if way.get("type") == "array"), None)
    if listed is None:
        return _slot(name, label, ways[0], inside=inside)
    columns, short, _ = _row(listed["items"])
    if columns and not short and any("properties" not in way for way in ways if way is not listed):
        short = columns[-1].name
    if columns:
        return Slot(name, label, "pairs" if inside else "table", columns=columns, short=short)
    one = _slot(name, label, listed["items"], inside=inside)
    if one.how == "choice":
        return Slot(name, label, "choices", one.help, one.options)
    return Slot(name, label, "list" if inside else "lines", one.help, names=one.names)


def _keyed(name: str, label: Words, schema: Schema, *, inside: bool) -> Slot:
    """A mapping of names to figures or to parts; within a row of a table it is lines of a name and what it is worth."""
    if inside:
        return Slot(name, label, "pairs", keyed=True)
    columns, short, listed = _row(schema)
    columns = columns or (_slot("value", ("值", "value"), schema, inside=True),)
    return Slot(name, label, "table", columns=columns, keyed=True, short=short or columns[0].name, listed=listed)


def _row(schema: Schema) -> tuple[tuple[Slot, ...], str, str]:
    """The columns of a table of such parts, the one that may stand alone, and the one that may as a list."""
    schema = _resolved(schema)
    ways = [_resolved(way) for way in schema.get("anyOf", [schema])]
    whole = next((way for way in ways if "properties" in way), None)
    if whole is None:
        return (), "", ""
    columns = _columns(whole, inside=True)
    first = columns[0].name if len(ways) > 1 else ""
    listed = "options" if any(way.get("type") == "array" for way in ways) else ""
    return columns, first, listed


def _columns(schema: Schema, *, inside: bool) -> tuple[Slot, ...]:
    properties = schema["properties"]
    part = next(
        known for known in words.FIELD_WORDS.values() if {w for both in known.values() for w in both} == set(properties)
    )
    return tuple(_slot(name, both, properties[both[0]], inside=inside) for name, both in part.items())


def _resolved(schema: Schema) -> Schema:
    return _schema()["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _help(schema: Schema) -> tuple[str, str]:
    chinese, _, english = str(schema.get("description", "")).partition(" (")
    return chinese, english.removesuffix(")")


def _named(spoken: str) -> tuple[str, ...]:
    """The kinds that a description speaks of."""
    if "岗位" in spoken and "单位" in spoken:
        return PEOPLE
    return next((kinds for word, kinds in NAMED.items() if spoken.startswith(f"{word}的名称")), ())


def _options(known: list[object]) -> tuple[Words, ...] | None:
    """The words of each member of a closed set; ``None`` for 是 and 否."""
    for enum, spelled in words.CHOICE_WORDS.items():
        if list(words.choice_candidates(enum)) == known:
            return tuple(spelled.values())
    return None
