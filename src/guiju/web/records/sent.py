"""What a form posted: the answers as they were typed, the files that came with them, and which button was pressed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from guiju.apps.audit.actor import Actor
from guiju.apps.records import actions, limits
from guiju.apps.records.values import Problem
from guiju.apps.refusal import Refused
from guiju.lang.kinds.form.model import Field, FieldType
from guiju.web.kit import address

Typed = dict[str, Any]  # Any: JSON, what was typed


@dataclass(frozen=True, slots=True)
class Sent:
    """Typed answers, what was wrong with files, and whether rows or files were only added or taken away."""

    answers: Typed
    problems: tuple[Problem, ...]
    reshaped: bool


def key(field: Field, table: Field | None = None, row: int = 0) -> str:
    """What an input is called in the form."""
    return f"a:{table.name}:{row}:{field.name}" if table else f"a:{field.name}"


def count_key(table: Field) -> str:
    """What the number of a table's rows is called."""
    return f"n:{table.name}"


def upload_key(name: str) -> str:
    """What files are called that are being brought, by the name of their input."""
    return f"u:{name.removeprefix('a:')}"


def read(request: HttpRequest, actor: Actor, fields: Iterable[Field], clause: str) -> Sent:
    """What was posted; files are taken at once, so that nothing has to be chosen again."""
    declared = tuple(fields)
    typed = answers(declared, request.POST)
    problems = tuple(
        problem for place in _places(declared, typed) for problem in _taken(actor, place, request.FILES, clause)
    )
    return Sent(typed, problems, _reshaped(declared, request.POST, typed) or "bring" in request.POST)


def answers(fields: Iterable[Field], post: QueryDict) -> Typed:
    """The answers as they were typed."""
    return {field.name: _typed(field, post) for field in fields}


def filled(typed: Mapping[str, Any], fields: Iterable[Field]) -> Typed:
    """The answers without rows that say nothing, so that a problem tells the row that people see."""
    found = dict(typed)
    for field in fields:
        if field.type is FieldType.TABLE:
            found[field.name] = [row for row in typed.get(field.name) or () if any(map(_says, row.values()))]
    return found


def _says(cell: Any) -> bool:  # Any: JSON
    return bool(cell.strip()) if isinstance(cell, str) else cell not in (None, [], {})


def _typed(field: Field, post: QueryDict) -> Any:  # Any: JSON
    if field.type is not FieldType.TABLE:
        return _one(field, post, key(field))
    rows = min(address.number(str(post.get(count_key(field), ""))) or 0, limits.most_rows(field))
    return [{one.name: _one(one, post, key(one, field, row)) for one in field.columns} for row in range(rows)]


def _one(field: Field, post: QueryDict, name: str) -> Any:  # Any: JSON
    if field.type is FieldType.METRIC:
        return {"period": post[name]} if post.get(name) else ""
    if field.type is FieldType.FILE:
        return [int(one) for one in map(str, post.getlist(name)) if address.number(one) is not None]
    return post.getlist(name) if field.type is FieldType.CHOICES else post.get(name, "")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where files may lie: an answer, or a cell of a table."""

    name: str
    field: Field
    holds: list[int]
    table: str = ""
    row: int = 0


def _places(fields: Iterable[Field], typed: Typed) -> Iterator[_Place]:
    for field in fields:
        if field.type is FieldType.FILE:
            yield _Place(field.name, field, typed[field.name])
        for row, cells in enumerate(typed[field.name]) if field.type is FieldType.TABLE else ():
            for one in field.columns:
                if one.type is FieldType.FILE:
                    yield _Place(f"{field.name}:{row}:{one.name}", one, cells[one.name], field.name, row + 1)


def _taken(
    actor: Actor, place: _Place, files: MultiValueDict[str, UploadedFile[Any]], clause: str
) -> Iterator[Problem]:
    """Take the files that came for a place; what cannot be taken is a problem there."""
    for one in files.getlist(f"u:{place.name}"):
        try:
            place.holds.append(actions.attach(actor=actor, name=one.name or "", stream=one.chunks()))
        except Refused as refusal:
            column = place.field.name if place.table else ""
            yield Problem(place.table or place.field.name, str(refusal), clause, place.row, column)


def _reshaped(fields: tuple[Field, ...], post: QueryDict, typed: Typed) -> bool:
    """Add a row, take one away, or let go of a file, as the button says; whether it was such a button."""
    tables = {field.name: field for field in fields if field.type is FieldType.TABLE}
    add, drop, unfile = (str(post.get(button, "")) for button in ("add", "drop", "unfile"))
    if add in tables and len(typed[add]) < limits.most_rows(tables[add]):
        typed[add].append({})
    name, _colon, at = drop.rpartition(":")
    if name in tables:
        typed[name] = [row for number, row in enumerate(typed[name]) if str(number) != at]
    name, _colon, id_ = unfile.rpartition(":")
    for place in _places(fields, typed):
        if place.name == name:
            place.holds[:] = [one for one in place.holds if str(one) != id_]
    return bool(add or drop or unfile)
