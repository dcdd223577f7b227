"""What stands in a form before anybody types: figures, parameters, and what the person said the last time."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from guiju.apps.records import forms, models, reading, typed
from guiju.apps.records.scope import Answered, last_key, worth
from guiju.apps.records.surroundings import Surroundings
from guiju.apps.records.values import Answers
from guiju.apps.spreadsheet import cells
from guiju.lang.formula.operations import rounded
from guiju.lang.formula.tree import Name
from guiju.lang.formula.walk import walk
from guiju.lang.kinds.form.model import Field, FieldType, Form
from guiju.lang.values import Value

_WHOLE = {FieldType.TABLE, FieldType.CHOICES}  # copied as they were, for a formula cannot hold them
_DECIMALS = {FieldType.MONEY: 2, FieldType.NUMBER: 6}
_TEXTS = {FieldType.TEXT, FieldType.LONG, FieldType.PERSON, FieldType.UNIT, FieldType.SHOP, FieldType.PRODUCT}


def prefilled(form: Form, number: str, around: Surroundings, *, stage: str = "") -> dict[str, Any]:
    """What stands in the fields of a new record of somebody's, or of a stage; what has no value stays empty."""
    fields = forms.asked(form, stage)
    last = _last(form, number) if any(_speaks_of_last(form, field) for field in fields) else {}
    scope = Answered(form, {}, around, last)
    found = {field.name: reading.editable(field, _begin(field, scope)) for field in fields}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def stored(field: Field, value: Value) -> Any:  # Any: JSON, a stored answer
    """A value as an answer of this field keeps it; ``None`` when it is missing or of another type."""
    if isinstance(value, bool):
        return value if field.type is FieldType.FLAG else None
    if isinstance(value, Fraction):
        decimals = _DECIMALS.get(field.type)
        return None if decimals is None else typed.decimal(rounded(value, decimals))
    if isinstance(value, date):
        return _day(field, value)
    return _text(field, value) if isinstance(value, str) else None


def _day(field: Field, value: date) -> str | None:
    if field.type is FieldType.TIME and isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat()[:10] if field.type is FieldType.DATE else None


def _text(field: Field, value: str) -> Any:
    if field.type is FieldType.CHOICES:
        return [option for option in cells.words(value) if option in field.options]
    if field.type is FieldType.CHOICE:
        return value if value in field.options else None
    return value if field.type in _TEXTS else None


def _begin(field: Field, scope: Answered) -> Any:
    if field.type is FieldType.METRIC and field.metric:
        return scope.around.snapshot(field.metric)
    if field.prefill is None:
        return None
    tree = field.prefill.tree
    if isinstance(tree, Name) and field.type in _WHOLE:
        same = (one for one in scope.form.fields if one.type is field.type and last_key(one) == tree.key)
        source = next(same, None)
        return (scope.last or {}).get(source.name) if source else None
    return stored(field, worth(field.prefill, scope))


def _speaks_of_last(form: Form, field: Field) -> bool:
    keys = {last_key(one) for one in form.fields}
    tree = field.prefill.tree if field.prefill else None
    return tree is not None and any(isinstance(node, Name) and node.key in keys for node in walk(tree))


def _last(form: Form, number: str) -> Answers:
    """What somebody answered in their newest record of a form that still stands."""
    mine = models.Record.objects.filter(form=form.name, author__number=number, number__isnull=False)
    found: Answers | None = (
        mine.filter(state__in=("open", "closed")).order_by("-number").values_list("answers", flat=True).first()
    )
    return found or {}
