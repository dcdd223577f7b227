"""Rows of the roster as the ledger keeps them, and back: complete, so that what was overwritten can still be told."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from fractions import Fraction
from typing import Any

from guiju.apps.people import values
from guiju.apps.people.roster.changing import Change

_SORTS = {
    frozenset(field.name for field in fields(sort)) - {"place"}: sort
    for sort in (values.Person, values.Post, values.Pay, values.Shop, values.Owner, values.Deputy, values.Line)
}
_DATES = {"joined", "left", "start", "end"}
_NUMBERS = {"performance", "base", "share"}


def said(rows: Iterable[values.Row | None]) -> list[dict[str, object]]:
    """What rows say, without their places in a workbook."""
    return [{name: held for name, held in asdict(row).items() if name != "place"} for row in rows if row is not None]


def changes(before: object, after: object) -> list[Change]:
    """The changes behind an entry of an import of the roster; rows of another shape than today's are left out."""
    old, new = ({values.key(row): row for row in _rows(side)} for side in (before, after))
    return [Change(key, old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]


def _rows(side: object) -> list[values.Row]:
    plain = side if isinstance(side, list) else []
    return [_row(one) for one in plain if isinstance(one, dict) and frozenset(one) in _SORTS]


def _row(plain: Mapping[str, Any]) -> values.Row:  # Any: JSON
    return _SORTS[frozenset(plain)](**{name: _held(name, held) for name, held in plain.items()})


def _held(name: str, held: Any) -> Any:  # Any: JSON, and what a field holds
    if held is None:
        return None
    if name in _DATES:
        return date.fromisoformat(held)
    if name in _NUMBERS:
        return Fraction(held)
    return tuple(held) if isinstance(held, list) else held
