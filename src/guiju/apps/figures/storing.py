"""Many figures into their table at once: a row is a plain tuple and no object, because there are tens of thousands."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import BooleanField, CharField, Field, FloatField, TextField

from guiju.apps.figures.models import Figure

COLUMNS = (
    "metric",
    "grain",
    "start",
    "dim",
    "key",
    "value",
    "exact",
    "provisional",
    "through",
    "reasons",
    "cells",
    "manifest",
    "edition",
)
ROWS = 1000  # rows handed to the driver at once
AS_THEY_ARE = (BooleanField, CharField, FloatField, TextField)  # what a driver takes without help

Adapt = Callable[[Any], object]  # Any: whatever a field holds


def store(rows: Iterable[Sequence[object]]) -> None:
    """Insert figures, each with its values in the order of ``COLUMNS``; whoever calls holds the transaction."""
    meta = Figure._meta  # noqa: SLF001 - Django documents it
    known = {field.name: field for field in meta.concrete_fields}
    fields = [known[name] for name in COLUMNS]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    adapting = [(at, _adapting(field)) for at, field in enumerate(fields) if not isinstance(field, AS_THEY_ARE)]
    with connection.cursor() as cursor:
        for batch in batched(rows, ROWS):
            cursor.executemany(insert, [_adapted(row, adapting) for row in batch])


def _adapted(row: Sequence[object], adapting: Sequence[tuple[int, Adapt]]) -> list[Any]:
    values = list(row)
    for at, adapt in adapting:
        values[at] = adapt(values[at])
    return values


def _adapting(field: Field[Any, Any]) -> Adapt:
    """A field's values as the database takes them; a day or an empty list is worked out once."""

    @cache
    def kept(value: object) -> object:
        return field.get_db_prep_save(value, connection)

    empty: object = field.get_db_prep_save([], connection) if field.get_internal_type() == "JSONField" else None

    def adapt(value: object) -> object:
        if isinstance(value, list):
            return field.get_db_prep_save(value, connection) if value else empty
        return kept(value)

    return adapt
