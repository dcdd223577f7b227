"""Approved corrections as part of a state of the lake: which rows, and what becomes of them. Rows stay as imported."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What becomes of the rows."""

    EXCLUDE = "exclude"  # as if they had never been imported
    SET = "set"  # other values in some columns
    REASSIGN = "reassign"  # a person's own, whoever owns their shop or channel


@dataclass(frozen=True, slots=True)
class Correction:
    """Rows of one fact and what becomes of them; ``id`` is the number of the 更正单.

    Rows are named by ``keys`` (the values of the fact's key columns as text, ``None`` for an empty cell), by a
    ``condition`` in the formula language with its compiled form ``sql`` over the row as imported, or both; ``start``
    and ``end`` (both included) narrow them to rows whose event, as imported, lies between. ``values`` are new values as
    text by English column name, ``None`` for an empty cell. ``person`` is a 工号. ``along`` are facts of which those
    rows are excluded too whose keys lead to an excluded row. ``reach`` are the first and last day, before or after, of
    the rows that were met when it was approved.
    """

    id: str
    fact: str
    kind: Kind
    keys: tuple[tuple[str | None, ...], ...] = ()
    condition: str = ""
    sql: str = ""
    start: date | None = None
    end: date | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    person: str = ""
    reach: tuple[date, date] | None = None
    along: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts of which it meets rows."""
        return (self.fact, *self.along)

    @property
    def by_key(self) -> bool:
        """Whether its keys alone say which rows it means, whatever these hold."""
        return bool(self.keys) and not (self.sql or self.start or self.end)

    def touches(self, start: date, end: date) -> bool:
        """Whether it met rows of these days when it was approved."""
        return self.reach is None or (self.reach[0] <= end and self.reach[1] >= start)


def amended(
    layer: Iterable[Correction], *, add: Iterable[Correction] = (), remove: Iterable[str] = ()
) -> tuple[Correction, ...]:
    """The layer without some and with others, which come last; doing it twice is doing it once."""
    new = {one.id: one for one in add}
    gone = set(remove) - set(new)
    kept = [new.pop(one.id, one) for one in layer if one.id not in gone]
    return (*kept, *new.values())


def renamed(
    layer: Iterable[Correction], aliases: Mapping[str, str], key: Mapping[str, tuple[str, ...]]
) -> tuple[Correction, ...]:
    """The layer after shops were renamed: rows that it names by key are still the same rows.

    ``key`` gives the key columns of each fact.
    """
    return tuple(_renamed(one, aliases, key.get(one.fact, ())) for one in layer)


def _renamed(one: Correction, aliases: Mapping[str, str], key: tuple[str, ...]) -> Correction:
    if "shop" not in key or not one.keys:
        return one
    at = key.index("shop")
    keys = tuple(
        tuple(aliases.get(part, part) if place == at and part is not None else part for place, part in enumerate(row))
        for row in one.keys
    )
    return replace(one, keys=keys)


def plain(one: Correction) -> dict[str, Any]:
    """A correction in words of JSON."""
    raw = asdict(one)
    raw["start"], raw["end"] = _iso(one.start), _iso(one.end)
    raw["reach"] = [day.isoformat() for day in one.reach] if one.reach else None
    if not one.along:
        del raw["along"]  # so that what was said before there was any reads as it did
    return raw


def read(raw: Mapping[str, Any]) -> Correction:
    """The correction that ``plain`` wrote."""
    reach = [date.fromisoformat(day) for day in raw["reach"] or ()]
    return Correction(
        id=raw["id"],
        fact=raw["fact"],
        kind=Kind(raw["kind"]),
        keys=tuple(tuple(key) for key in raw["keys"]),
        condition=raw["condition"],
        sql=raw["sql"],
        start=_day(raw["start"]),
        end=_day(raw["end"]),
        values=raw["values"],
        person=raw["person"],
        along=tuple(raw.get("along", ())),
        reach=(reach[0], reach[1]) if reach else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
