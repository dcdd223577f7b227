"""Whether a connector that somebody made may be kept: what it says of a fact, and that it eats no personal column."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guiju.facts.mapping.faults import Fault
from guiju.facts.mapping.personal import Kind, Suspect, suspect
from guiju.facts.mapping.store import FORMAT
from guiju.facts.schema import Column, ColumnType, Schema, brought

ENTRIES = {
    *("format", "title", "fact", "needs", "without", "columns", "covers", "whole_months", "allow_negative", "absent"),
    *("skip", "natural", "personal", "generations", "sheet", "hashed", "instead_of", "saved"),
}
_TAKES = {"from", "value", "else", "given", "join", "times", "plus", "natural"}
_NUMBERS = {ColumnType.MONEY, ColumnType.COUNT, ColumnType.RATIO, ColumnType.DURATION}
_HASHED = {ColumnType.TEXT, ColumnType.KEY}
_PAIR = 2

Looks = Mapping[str, Kind]


def faults(raw: Mapping[str, Any], looks: Looks | None = None) -> tuple[Fault, ...]:  # Any: plain YAML
    """Everything that is wrong; ``looks`` is what the cells of header names look like, where a file is at hand."""
    shape = tuple(_shape(raw))
    if shape:
        return shape
    schema = brought().get(raw["fact"])
    if schema is None:
        return (Fault("unknown_fact", data={"fact": str(raw["fact"])}),)
    return tuple(_said(raw, schema, looks or {}))


def sources(value: Any) -> tuple[str, ...]:  # Any: plain YAML
    """The header names that a column is filled from."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(value)
    return tuple(name for key in ("from", "join", "times", "plus") for name in _listed(value.get(key, ())))


def times(schema: Schema) -> tuple[str, ...]:
    """The columns that may give a row its day, the one that decides its period first."""
    return (schema.event, *schema.fallbacks)


def required(schema: Schema) -> tuple[str, ...]:
    """The columns that must be filled from the file or by hand; the shop may be said at import."""
    needed = (schema.event,) if schema.ordinal else schema.key
    return tuple(name for name in needed if name != "shop")


def _shape(raw: Mapping[str, Any]) -> Iterator[Fault]:  # Any: plain YAML
    newer = raw.get("format", FORMAT)
    if newer != FORMAT:
        yield Fault("newer", data={"format": str(newer)[:20]})
        return
    for key in raw.keys() - ENTRIES:
        yield Fault("unknown_entry", data={"key": str(key)[:60]})
    title = raw.get("title")
    bad = {
        "title": not (isinstance(title, dict) and set(title) == {"zh", "en"} and _texts(title.values())),
        "fact": not isinstance(raw.get("fact"), str),
        "needs": not _groups(raw.get("needs")),
        "columns": not _columns(raw.get("columns")),
        "generations": not _map_of_lists(raw.get("generations", {})),
        "absent": not _map_of_lists(raw.get("absent", {})),
        "skip": not _map_of_lists(raw.get("skip", {})),
        **{key: not _texts_in_list(raw.get(key, [])) for key in ("without", "natural", "personal", "hashed")},
        **{key: not isinstance(raw.get(key, ""), str) for key in ("sheet", "instead_of", "covers")},
        **{key: not isinstance(raw.get(key, False), bool) for key in ("whole_months", "allow_negative")},
    }
    if raw.get("columns") == {}:  # a form in which nothing is chosen yet
        yield Fault("nothing")
        bad |= {"columns": False, "needs": False}
    yield from (Fault("shape", data={"key": key}) for key, wrong in bad.items() if wrong)


def _said(raw: Mapping[str, Any], schema: Schema, looks: Looks) -> Iterator[Fault]:  # Any: plain YAML
    columns: Mapping[str, Any] = raw["columns"]
    known = {column.english for column in schema.columns}
    named = {*columns, *raw.get("hashed", ()), *raw.get("absent", {}), *raw.get("skip", {})}
    for name in sorted(named - known):
        yield Fault("unknown_column", data={"fact": schema.name, "fact_en": schema.english, "column": name})
    covers = raw.get("covers", "day")
    if covers not in {one.english for one in schema.columns if one.type in {ColumnType.DATE, ColumnType.TIME}}:
        yield Fault("shape", data={"key": "covers"})
    if not any(sources(value) for value in columns.values()):
        yield Fault("nothing")
    for name in required(schema):
        if name not in columns and name not in times(schema):
            yield Fault("no_key", name, _called(schema.column(name)))
    if not any(name in columns for name in times(schema)):
        yield Fault("no_event", schema.event, _called(schema.column(schema.event)))
    for column in schema.columns:
        if column.english in columns:
            yield from _column(raw, schema, column, looks)


def _column(raw: Mapping[str, Any], schema: Schema, column: Column, looks: Looks) -> Iterator[Fault]:  # Any: YAML
    value = raw["columns"][column.english]
    pair = _listed(value.get("times", ())) or _listed(value.get("plus", ())) if isinstance(value, dict) else ()
    if pair and (len(pair) != _PAIR or column.type not in _NUMBERS):
        yield Fault("two_numbers", column.english, _called(column))
    if isinstance(value, dict) and value.get("natural") and not raw.get("natural"):
        yield Fault("no_key", column.english, _called(column))
    hashed = column.english in raw.get("hashed", ())
    plainly = isinstance(value, str | list) or bool(value.get("from"))
    if hashed and (column.type not in _HASHED or not plainly):
        yield Fault("hash_text", column.english, _called(column))
    if column.personal or hashed:
        return
    made_of = (*sources(value), *(raw.get("natural", ()) if isinstance(value, dict) and value.get("natural") else ()))
    for one in suspects(made_of, looks):
        if not _of_staff(schema, column, one):
            words = one.kind.words
            data = {**_called(column), "name": one.header, "kind": words.zh, "kind_en": words.en}
            yield Fault("personal_name" if one.named else "personal_look", column.english, data)


def suspects(headers: Iterable[str], looks: Looks) -> list[Suspect]:
    """The header names that seem to hold people, by name or by what stands under them."""
    return [found for header in headers if (found := suspect(header, looks.get(header)))]


def _of_staff(schema: Schema, column: Column, one: Suspect) -> bool:
    """Whether the column names those who work here: their accounts and names are what figures are told by."""
    return column.english in {*schema.owners, "agent", "person"} - {"shop"} and one.kind in {Kind.NAME, Kind.ACCOUNT}


def _called(column: Column) -> dict[str, str]:
    return {"column": column.name, "column_en": column.english}


def _listed(value: Any) -> tuple[str, ...]:  # Any: plain YAML
    return (value,) if isinstance(value, str) else tuple(value)


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def _texts_in_list(value: object) -> bool:
    return isinstance(value, list | tuple) and _texts(value)


def _groups(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(one and _texts_in_list(one) for one in value)


def _map_of_lists(value: object) -> bool:
    return isinstance(value, dict) and all(_texts_in_list(one) for one in value.values())


def _columns(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(_take(one) for one in value.values())


def _take(value: object) -> bool:
    if isinstance(value, dict):
        flags = all(isinstance(value.get(key, False), bool) for key in ("given", "natural"))
        texts = all(isinstance(value.get(key, ""), str) for key in ("value", "else"))
        lists = all(
            isinstance(value.get(key, []), str) or _texts_in_list(value.get(key, []))
            for key in ("from", "join", "times", "plus")
        )
        return bool(value) and set(value) <= _TAKES and flags and texts and lists
    return (isinstance(value, str) and bool(value.strip())) or (bool(value) and _texts_in_list(value))
