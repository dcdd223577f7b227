"""Every row of the database as lines of JSON, the same from SQLite and from PostgreSQL, and back into either."""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

BATCH = 500
# Sessions are secrets of browsers and end with the old house; where they were opened names them by their keys.
LEFT_OUT = frozenset({"django_session", "login_opened"})


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all tables as they were at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # a reader: it sees what was there and holds no writer up
            try:
                cursor.execute("SELECT count(*) FROM django_migrations")
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def of(apps: Apps) -> list[type[models.Model]]:
    """The models that have a table, many-to-many tables among them, by the table's name."""
    found = {
        model._meta.db_table: model  # noqa: SLF001 - how Django tells about a model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT  # noqa: SLF001
    }
    return [found[name] for name in sorted(found)]


def lines(model: type[models.Model]) -> Iterator[str]:
    """A line for each row: the values of its columns, in the order that ``columns`` gives."""
    fields = list(model._meta.concrete_fields)  # noqa: SLF001
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))  # noqa: SLF001
    for row in rows.iterator(chunk_size=BATCH):
        yield json.dumps([_plain(field, value) for field, value in zip(fields, row, strict=True)], ensure_ascii=False)


def columns(model: type[models.Model]) -> list[str]:
    """The names of a model's columns."""
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001


def put(model: type[models.Model], named: list[str], rows: Iterable[str]) -> int:
    """Write rows as they were, keys and all; gives how many."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    fields = [by_name[name] for name in named]
    count, batch = 0, []
    for line in rows:
        values = json.loads(line)
        said = {field.attname: _typed(field, value) for field, value in zip(fields, values, strict=True)}
        batch.append(model(**said))
        count += 1
        if len(batch) >= BATCH:
            _insert(model, fields, batch)
            batch = []
    if batch:
        _insert(model, fields, batch)
    return count


def empty(model: type[models.Model]) -> None:
    """Take out what migrations have put in."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608, SLF001 - a table of ours


def number_on(found: Iterable[type[models.Model]]) -> None:
    """Let new rows take numbers after those that were written."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(found))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def applied() -> list[tuple[str, str]]:
    """The migrations that the database has been through."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def _insert(model: type[models.Model], fields: list[Any], batch: list[models.Model]) -> None:
    """Raw: no field fills in what it would fill in for a new row."""
    model._base_manager._insert(batch, fields=fields, using="default", raw=True)  # type: ignore[attr-defined]  # noqa: SLF001


def _plain(field: models.Field[Any, Any], value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(value, bool | int | str | float) or isinstance(field, models.JSONField):
        return value
    return (
        field.value_to_string(_Holder(field.attname, value)) if isinstance(field, models.DurationField) else str(value)  # type: ignore[arg-type]  # it asks for one attribute
    )


class _Holder:
    """Gives one value by its name, as ``value_to_string`` asks for it."""

    def __init__(self, name: str, value: object) -> None:
        setattr(self, name, value)


def _typed(field: models.Field[Any, Any], value: object) -> object:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(str(value))
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
