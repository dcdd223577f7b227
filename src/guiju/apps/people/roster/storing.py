"""Rows of the roster into their tables and out of them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import models as database

from guiju.apps.people import models, values
from guiju.apps.people.roster.changing import Change

_TABLES: dict[str, type[database.Model]] = {
    "person": models.Person,
    "post": models.Assignment,
    "pay": models.Pay,
    "shop": models.Shop,
    "owner": models.Ownership,
    "deputy": models.Deputy,
    "line": models.Line,
}


def store(changes: Sequence[Change]) -> None:
    """Removals from the leaves up, then people before what hangs on them."""
    for change in reversed(changes):
        if change.before is not None and change.after is None:
            _stored(change.before).delete()
    for kind, table in _TABLES.items():
        ids = dict(models.Person.objects.values_list("number", "id"))
        here = [change for change in changes if change.key[0] == kind and change.after is not None]
        table._default_manager.bulk_create(  # noqa: SLF001 - the manager of whichever table it is
            [table(**_columns(c.after, ids)) for c in here if c.before is None and c.after is not None]
        )
        for change in here:
            if change.before is not None and change.after is not None:
                _stored(change.before).update(**_columns(change.after, ids))


def _stored(row: values.Row) -> "database.QuerySet[Any]":
    """The stored row with this key."""
    match row:
        case values.Person():
            return models.Person.objects.filter(number=row.number)
        case values.Post():
            same = models.Assignment.objects.filter(unit=row.unit, position=row.position, start=row.start)
            return same.filter(person__number=row.number)
        case values.Pay():
            return models.Pay.objects.filter(person__number=row.number, start=row.start)
        case values.Shop():
            return models.Shop.objects.filter(name=row.name)
        case values.Owner():
            same_thing = models.Ownership.objects.filter(kind=row.kind, key=row.key, start=row.start)
            return same_thing.filter(person__number=row.number)
        case values.Deputy() | values.Line():
            return _between(row)


def _columns(row: values.Row, ids: dict[str, int]) -> dict[str, Any]:  # whatever the columns of its table hold
    """A row as its table's columns."""
    match row:
        case values.Person():
            return {"number": row.number, "name": row.name, "joined": row.joined, "left": row.left}
        case values.Post():
            held = {"unit": row.unit, "position": row.position, "leader": row.leader, "main": row.main}
            return {"person_id": ids[row.number], **held, "start": row.start, "end": row.end}
        case values.Pay():
            base = _yuan(row.base) if row.base is not None else None
            amounts = {"performance": _yuan(row.performance), "base": base}
            return {"person_id": ids[row.number], "start": row.start, **amounts}
        case values.Shop():
            named = {"name": row.name, "platform": row.platform, "aliases": list(row.aliases)}
            return {**named, "start": row.start, "end": row.end}
        case values.Owner():
            owned = {"kind": row.kind, "key": row.key, "share": str(row.share) if row.share is not None else ""}
            return {"person_id": ids[row.number], **owned, "start": row.start, "end": row.end}
        case values.Deputy() | values.Line():
            other = {"deputy_id": ids[row.deputy]} if isinstance(row, values.Deputy) else _led(row, ids)
            return {"person_id": ids[row.number], **other, "start": row.start, "end": row.end}


def _yuan(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _between(row: values.Deputy | values.Line) -> "database.QuerySet[Any]":
    same = {"person__number": row.number, "start": row.start}
    if isinstance(row, values.Deputy):
        return models.Deputy.objects.filter(deputy__number=row.deputy, **same)
    return models.Line.objects.filter(leader__number=row.leader, **same)


def _led(row: values.Line, ids: dict[str, int]) -> dict[str, Any]:  # Any: as the columns are
    return {"leader_id": ids[row.leader], "dotted": row.dotted}
