"""The form of a rule: inputs made from its schema, in an order that reads well."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from guiju.lang import words
from guiju.lang.words import Words
from guiju.lang.writing.forms import KEY
from guiju.lang.writing.shape import Slot, slots
from guiju.web.kit import formats
from guiju.web.writing.typed import PREFIX

SPARE = 1  # empty rows at the end of a table
SHOWN = 5  # fields that show though they are empty
Inputs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One input; ``label`` stands over it, or names it for who cannot see the head of its table."""

    bound: BoundField
    help: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A field of the form: a single ``cell``, a table of ``rows`` under ``heads``, or a group of further ``items``."""

    name: str
    label: str
    cell: Cell | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    items: tuple["Item", ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The fields that show and those that are folded away."""

    name: Cell | None
    items: tuple[Item, ...]
    more: tuple[Item, ...]


def said(both: Words | tuple[str, str]) -> str:
    """The one of two wordings that the page is in."""
    return both[1] if formats.english() else both[0]


def rule_form(kind: str, name: str, inputs: Inputs, spare: str = "") -> RuleForm:
    """The form that shows these inputs; ``spare`` names the table that somebody wants more rows in."""
    form = forms.Form(auto_id="f_%s", label_suffix="")
    found = [_item(form, slot, slot.name, inputs, spare) for slot in slots(kind)]
    pairs = list(zip(slots(kind), found, strict=True))
    shown = {slot.name for slot, _item in pairs if slot.needed or _filled(slot.name, inputs)}
    optional = [slot.name for slot, _item in pairs if slot.name not in shown and slot.name not in words.COMMON]
    shown |= set(optional[: max(SHOWN - len(shown), 0)])
    naming = None
    if kind not in words.BLOCK_WORDS:
        naming = _cell(form, Slot("_name", ("名称", "name"), "line", needed=True), "_name", {"_name": [name]})
    return RuleForm(
        naming,
        tuple(item for slot, item in pairs if slot.name in shown),
        tuple(item for slot, item in pairs if slot.name not in shown),
    )


def _filled(name: str, inputs: Inputs) -> bool:
    return any(key == name or key.startswith(f"{name}.") for key, values in inputs.items() if any(values))


def _item(form: forms.Form, slot: Slot, at: str, inputs: Inputs, spare: str) -> Item:
    label = said(slot.label)
    if slot.how == "group":
        items = tuple(_item(form, one, f"{at}.{one.name}", inputs, spare) for one in slot.columns)
        return Item(at, label, items=items)
    if slot.how != "table":
        return Item(at, label, _cell(form, slot, at, inputs))
    used = [column for column in slot.columns if column.how != "group"]
    keyed = (Slot(KEY, ("名称", "name"), "line", names=_row_names(slot)),) if slot.keyed else ()
    columns = (*keyed, *used)
    count = 1 + max((int(part) for key in inputs if (part := _row_of(key, at))), default=-1)
    empty = SPARE + (3 if spare == at else 0)
    rows = tuple(
        tuple(_cell(form, column, f"{at}.{number}.{column.name}", inputs, inside=True) for column in columns)
        for number in range(count + empty)
    )
    return Item(at, label, heads=tuple(said(column.label) for column in columns), rows=rows)


def _row_of(key: str, at: str) -> str:
    found = re.match(rf"{re.escape(at)}\.(\d+)\.", key)
    return found[1] if found else ""


def _row_names(slot: Slot) -> tuple[str, ...]:
    """A weighted item is a metric or an input."""
    return ("metric", "input") if slot.name == "items" and slot.columns else ()


def _cell(form: forms.Form, slot: Slot, at: str, inputs: Inputs, *, inside: bool = False) -> Cell:
    name = PREFIX + at
    values = list(inputs.get(at, ()))
    attrs = {"aria-label": said(slot.label)} if inside else {}
    form.fields[name] = _field(slot, values, attrs, inside=inside)
    help_text = said(slot.help) if any(slot.help) else (_("一行一项。") if slot.how == "lines" else "")
    return Cell(form[name], "" if inside else help_text, at)


def _field(slot: Slot, values: list[str], attrs: dict[str, str], *, inside: bool) -> forms.Field:
    label, first = said(slot.label), values[0] if values else ""
    if slot.how == "choices":
        options = [(known[0], said(known)) for known in slot.options]
        return forms.MultipleChoiceField(
            label=label, choices=options, initial=values, required=slot.needed, widget=forms.CheckboxSelectMultiple
        )
    if slot.how in ("choice", "flag"):
        choices = [("", "—"), *((known[0], said(known)) for known in slot.options)]
        if first and first not in dict(choices):
            choices.append((first, first))
        return forms.ChoiceField(
            label=label, choices=choices, initial=first, required=slot.needed, widget=forms.Select(attrs=attrs)
        )
    return forms.CharField(
        label=label, initial=first, required=slot.needed, widget=_widget(slot, first, attrs, inside=inside)
    )


def _widget(slot: Slot, text: str, attrs: dict[str, str], *, inside: bool) -> forms.Widget:
    rows = text.count("\n") + 1
    if slot.how == "formula":
        more = {"rows": str(max(rows, 1 if inside else 2)), "class": "mono", "spellcheck": "false"}
        return forms.Textarea(attrs={**attrs, **more, "data-complete": "formula", "autocomplete": "off"})
    if slot.how in ("area", "lines", "list", "pairs"):
        least = 1 if inside else 3 if slot.how == "area" else 2
        complete = {"data-complete": " ".join(slot.names)} if slot.names else {}
        return forms.Textarea(attrs={**attrs, **complete, "rows": str(max(rows, least))})
    listed = {"list": f"names-{'-'.join(slot.names)}"} if slot.names else {}
    return forms.TextInput(attrs={**attrs, **listed, "autocomplete": "off"})


def lists(kind: str) -> Iterator[tuple[str, ...]]:
    """The sorts of names that fields of a kind complete from a list."""
    seen = set()
    for slot in _all(slots(kind)):
        names = slot.names if slot.how != "formula" else ()
        names = names or _row_names(slot)
        if names and names not in seen:
            seen.add(names)
            yield names


def _all(found: Sequence[Slot]) -> Iterator[Slot]:
    for slot in found:
        yield slot
        yield from _all(slot.columns)
