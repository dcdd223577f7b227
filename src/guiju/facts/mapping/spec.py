"""A mapping as a person fills it in, and the connector that it says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from guiju.facts.mapping import check
from guiju.facts.mapping.personal import suspect
from guiju.facts.schema import ColumnType, Schema, brought

GIVEN = "@given"  # stands where a header name stands: the day of the file's name, or the one said at import
PLAIN, TIMES, PLUS, JOIN = "", "times", "plus", "join"
WAYS = (PLAIN, TIMES, PLUS, JOIN)


@dataclass(frozen=True, slots=True)
class Fill:
    """How a column is filled: from a header name as it is, or together with a second one; else by ``value``.

    ``hashed`` lets it in as a keyed hash alone; ``absent`` lists texts that mean nothing.
    """

    source: str = ""
    way: str = PLAIN
    second: str = ""
    value: str = ""
    hashed: bool = False
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """A mapping: the fact, its title, a fill for columns by English name, and what goes for the whole table.

    ``natural`` are header names that tell rows apart where the file has no number; ``skip_column`` and ``skip_words``
    name summary rows; ``sheet`` binds it to sheets of that name; ``instead_of`` a built-in connector that gives way.
    """

    fact: str
    title: str = ""
    title_en: str = ""
    fills: Mapping[str, Fill] = field(default_factory=dict)
    natural: tuple[str, ...] = ()
    skip_column: str = ""
    skip_words: tuple[str, ...] = ()
    sheet: str = ""
    allow_negative: bool = False
    instead_of: str = ""


def to_raw(
    spec: Spec, header: Sequence[str], looks: check.Looks, *, year: str, base: Mapping[str, Any] | None = None
) -> dict[str, Any]:  # Any: plain YAML
    """The connector that a mapping says for a file of that header.

    ``base`` is the version that was edited: what the form does not show of it stays. ``year`` names the header.
    """
    schema = brought()[spec.fact]
    old = base or {}
    before = from_raw(old).fills if old.get("fact") == spec.fact else {}
    columns = {
        column.english: old["columns"][column.english] if before.get(column.english) == fill else _take(fill)
        for column in schema.columns
        if (fill := spec.fills.get(column.english)) and (fill.source or fill.value)
    }
    if made := _made(spec, schema):
        columns[made] = {"natural": True}
    used = {name for value in columns.values() for name in check.sources(value)} | set(spec.natural)
    hidden = [name for name in header if name not in used and suspect(name, looks.get(name))]
    raw: dict[str, Any] = {
        "title": {"zh": spec.title, "en": spec.title_en or spec.title},
        "fact": spec.fact,
        "needs": _needs(columns, spec, header),
        "without": old.get("without"),
        "covers": _covers(schema, columns),
        "whole_months": old.get("whole_months"),
        "allow_negative": spec.allow_negative,
        "sheet": spec.sheet,
        "instead_of": spec.instead_of,
        "natural": list(spec.natural),
        "columns": columns,
        "hashed": [name for name in columns if spec.fills.get(name, Fill()).hashed],
        "absent": {name: list(fill.absent) for name, fill in spec.fills.items() if fill.absent and name in columns},
        "skip": {spec.skip_column: list(spec.skip_words)} if spec.skip_column and spec.skip_words else {},
        "personal": list(dict.fromkeys([*old.get("personal", ()), *hidden])),
        "generations": {**old.get("generations", {}), year: [name for name in header if name.strip()]},
    }
    return {key: value for key, value in raw.items() if value}


def from_raw(raw: Mapping[str, Any]) -> Spec:  # Any: plain YAML that was checked
    """The mapping that a connector says, as far as a form shows it."""
    skip = next(iter(raw.get("skip", {}).items()), ("", ()))
    hashed, absent = raw.get("hashed", ()), raw.get("absent", {})
    return Spec(
        fact=raw["fact"],
        title=raw["title"]["zh"],
        title_en=raw["title"]["en"],
        fills={
            name: _fill(value, hashed=name in hashed, absent=absent.get(name, ()))
            for name, value in raw["columns"].items()
        },
        natural=tuple(raw.get("natural", ())),
        skip_column=skip[0],
        skip_words=tuple(skip[1]),
        sheet=raw.get("sheet", ""),
        allow_negative=raw.get("allow_negative", False),
        instead_of=raw.get("instead_of", ""),
    )


def as_json(spec: Spec) -> dict[str, Any]:
    """Plain data."""
    return asdict(spec)


def from_json(body: Mapping[str, Any]) -> Spec:  # Any: plain JSON, as ``as_json`` made it
    """The mapping again."""
    fills = {name: Fill(**{**one, "absent": tuple(one["absent"])}) for name, one in body["fills"].items()}
    lists = {name: tuple(body[name]) for name in ("natural", "skip_words")}
    return Spec(**{**body, **lists, "fills": fills})


def missing(raw: Mapping[str, Any], header: Iterable[str]) -> tuple[str, ...]:  # Any: plain YAML
    """Header names that a connector needs and the file has not, under any of their names."""
    there = set(header)
    return tuple(group[0] for group in raw.get("needs", ()) if not there & set(group))


def _made(spec: Spec, schema: Schema) -> str:
    """The key column that natural columns make, where no column of the file fills it."""
    keys = [name for name in schema.key if name != "shop" and schema.column(name).type == ColumnType.KEY]
    free = [name for name in keys if not spec.fills.get(name, Fill()).source]
    return free[0] if spec.natural and free else ""


def _take(fill: Fill) -> Any:  # Any: plain YAML
    if fill.source == GIVEN:
        return {"given": True}
    if not fill.source:
        return {"value": fill.value}
    if fill.way != PLAIN:
        return {fill.way: [name for name in (fill.source, fill.second) if name]}
    return {"from": [fill.source], "else": fill.value} if fill.value else fill.source


def _fill(value: Any, *, hashed: bool, absent: Iterable[str]) -> Fill:  # Any: plain YAML
    return replace(_plainly(value), hashed=hashed, absent=tuple(absent))


def _plainly(value: Any) -> Fill:  # Any: plain YAML
    if isinstance(value, str | list):
        return Fill(value if isinstance(value, str) else value[0])
    for way in (TIMES, PLUS, JOIN):
        if names := value.get(way):
            return Fill(names[0], way, names[1] if len(names) > 1 else "")
    named = value.get("from", ())
    source = named if isinstance(named, str) else next(iter(named), "")
    if not source and value.get("given"):
        source = GIVEN
    return Fill(source, value=value.get("value", value.get("else", "")))


def _needs(columns: Mapping[str, Any], spec: Spec, header: Sequence[str]) -> list[list[str]]:  # Any: plain YAML
    """Every column that is read; where one has several names, any of them."""
    groups: list[list[str]] = []
    for value in columns.values():
        alternatives = isinstance(value, list) or (isinstance(value, dict) and "from" in value)
        names = list(check.sources(value))
        groups.extend([names] if alternatives and names else [[name] for name in names])
    groups.extend([name] for name in spec.natural)
    order = {name: at for at, name in enumerate(header)}
    unique = {tuple(group): group for group in groups}
    return sorted(unique.values(), key=lambda group: order.get(group[0], len(order)))


def _covers(schema: Schema, columns: Mapping[str, Any]) -> str:  # Any: plain YAML
    """The column whose days the file covers: the earliest known of what happened to a row."""
    said = [name for name in (*reversed(check.times(schema)),) if name in columns]
    return said[0] if said else schema.event
