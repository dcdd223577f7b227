"""What an address asks of a register: filters, order and layout; and how it is said again, or without one part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from guiju.apps.records import forms, typed
from guiju.apps.records.values import Filters
from guiju.apps.spreadsheet import cells
from guiju.lang.kinds.choices import Layout
from guiju.lang.kinds.form.model import Field, FieldType, Form
from guiju.web.kit import formats
from guiju.web.records import words

PAIRS = forms.NUMBERS | forms.DAYS


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set, with the address of the register without it."""

    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a register; ``texts`` are the words as they stand in the fields of the filters."""

    filters: Filters
    sort: str
    layout: Layout
    texts: Mapping[str, str]


def read(form: Form, get: QueryDict) -> Asked:
    """What an address asks; what makes no sense is not asked."""
    texts = {name: str(value).strip() for name, value in get.items() if str(value).strip()}
    wanted = {field.name: value for field in filtered(form) if (value := _wanted(field, texts)) is not None}
    filters = Filters(
        q=texts.get("q", ""),
        state=texts.get("state", ""),
        author=texts.get("author", "").rpartition(" ")[2],
        unit=texts.get("unit", ""),
        day=(cells.day(texts.get("from")), cells.day(texts.get("to"))),
        fields=wanted,
    )
    layout = texts.get("as", "")
    chosen = Layout(layout) if layout in layouts(form) else form.layout
    return Asked(filters, texts.get("sort", "-number"), chosen, texts)


def filtered(form: Form) -> tuple[Field, ...]:
    """The fields that a register is narrowed by."""
    return tuple(field for field in form.fields if field.filtered)


def layouts(form: Form) -> tuple[Layout, ...]:
    """How a register may be shown: as its document says, and as a table."""
    return tuple(dict.fromkeys((form.layout, Layout.TABLE)))


def key(field: Field, bound: str = "") -> str:
    """What a filter is called in the address."""
    return f"{bound or 'is'}:{field.name}"


def chips(form: Form, asked: Asked, get: QueryDict, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """Every filter that is set."""
    return tuple(Chip(said, without(get, *keys)) for said, keys in _said(form, asked, names))


def without(get: QueryDict, *names: str, **others: str) -> str:
    """The address with some parts left out and others set."""
    kept = get.copy()
    for name in (*names, "page"):
        kept.pop(name, None)
    for name, value in others.items():
        kept[name] = value
    return f"?{kept.urlencode()}" if kept else "?"


def _wanted(field: Field, texts: Mapping[str, str]) -> Any:  # Any: a text, a pair of bounds, or nothing
    if field.type not in PAIRS:
        text = texts.get(key(field))
        return text.rpartition(" ")[2] if text and field.type is FieldType.PERSON else text
    bounds = tuple(_bound(field, texts.get(key(field, end), "")) for end in ("from", "to"))
    return bounds if any(bound is not None for bound in bounds) else None


def _bound(field: Field, text: str) -> Fraction | date | None:
    if field.type in forms.DAYS:
        return cells.day(text)
    return typed.number(text, "元" if field.type is FieldType.MONEY else field.unit) if text else None


def _said(form: Form, asked: Asked, names: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    filters = asked.filters
    if filters.q:
        yield f"“{filters.q}”", ("q",)
    if filters.state:
        known = filters.state in words.STATES
        yield words.state(filters.state, "", 1, staged=bool(form.stages)) if known else filters.state, ("state",)
    if filters.author:
        yield _("%(name)s提交") % {"name": names.get(filters.author, filters.author)}, ("author",)
    if filters.unit:
        yield filters.unit, ("unit",)
    if any(filters.day):
        yield _between(*(formats.short_day(day) if day else "" for day in filters.day)), ("from", "to")
    for field in filtered(form):
        if field.name in filters.fields:
            yield _one(field, asked.texts, names), (key(field), key(field, "from"), key(field, "to"))


def _one(field: Field, texts: Mapping[str, str], names: Mapping[str, str]) -> str:
    if field.type in PAIRS:
        said = _between(*(texts.get(key(field, end), "") for end in ("from", "to")))
    else:
        said = texts[key(field)]
        said = {"1": _("是"), "0": _("否")}.get(said, said) if field.type is FieldType.FLAG else names.get(said, said)
    return _("%(field)s：%(said)s") % {"field": field.name, "said": said}


def _between(first: str, last: str) -> str:
    return f"{first or '…'} – {last or '…'}"
