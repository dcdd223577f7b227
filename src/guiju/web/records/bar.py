"""The filters above a register: what each offers and what is set."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.records import forms
from guiju.lang.kinds import Unit
from guiju.lang.kinds.form.model import Field, FieldType, Form
from guiju.lang.regulation import Regulation
from guiju.web.records import asked, words
from guiju.web.records.asked import Asked
from guiju.web.records.asking import Option
from guiju.web.work.picking import near


@dataclass(frozen=True, slots=True)
class Narrow:
    """One filter: a choice, a word, or two bounds. ``kind`` is select, text, person, number or date."""

    kind: str
    id: str
    label: str
    key: str
    value: str
    last_key: str = ""
    last: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """All filters; ``open`` when one of the further ones is set."""

    q: str
    states: tuple[Option, ...]
    further: tuple[Narrow, ...]
    near: tuple[str, ...]
    open: bool
    sort: str
    layout: str
    month: str


def bar(form: Form, what: Asked, regulation: Regulation) -> Bar:
    """The filters of a register."""
    texts = what.texts
    own = tuple(_narrow(field, f"n{at}", what, regulation) for at, field in enumerate(asked.filtered(form)))
    units = tuple(Option(name, name, texts.get("unit") == name) for name in regulation.of(Unit))
    further = (
        *own,
        Narrow("person", "author", _("提交人"), "author", texts.get("author", "")),
        Narrow("select", "unit", _("小组"), "unit", texts.get("unit", ""), options=units),
        Narrow("date", "day", _("日期"), "from", texts.get("from", ""), "to", texts.get("to", "")),
    )
    return Bar(
        q=texts.get("q", ""),
        states=_states(form, what),
        further=further,
        near=near(),
        open=any(one.value or one.last for one in further),
        sort=texts.get("sort", ""),
        layout=texts.get("as", ""),
        month=texts.get("month", ""),
    )


def _narrow(field: Field, id_: str, what: Asked, regulation: Regulation) -> Narrow:
    texts = what.texts
    if field.type in asked.PAIRS:
        first, last = asked.key(field, "from"), asked.key(field, "to")
        kind = "date" if field.type in forms.DAYS else "number"
        return Narrow(kind, id_, field.name, first, texts.get(first, ""), last, texts.get(last, ""))
    key = asked.key(field)
    value = texts.get(key, "")
    if field.type is FieldType.PERSON:
        return Narrow("person", id_, field.name, key, value)
    offered = _offered(field, regulation)
    if offered:
        return Narrow(
            "select",
            id_,
            field.name,
            key,
            value,
            options=tuple(Option(one, word, one == value) for one, word in offered),
        )
    return Narrow("text", id_, field.name, key, value)


def _offered(field: Field, regulation: Regulation) -> list[tuple[str, str]]:
    if field.type is FieldType.FLAG:
        return [("1", _("是")), ("0", _("否"))]
    if field.type is FieldType.UNIT:
        return [(name, name) for name in regulation.of(Unit)]
    if field.type is FieldType.SHOP:
        return [(shop.name, shop.name) for shop in people.shops(clock.today())]
    return [(option, option) for option in field.options]


def _states(form: Form, what: Asked) -> tuple[Option, ...]:
    """The states and stages that a record of the form may be in."""
    stages = [(stage.name, stage.name) for stage in form.stages]
    keys = ("open", "closed", "withdrawn") if stages else ("closed", "withdrawn")
    states = [(key, words.state(key, "", 1, staged=bool(stages))) for key in keys]
    return tuple(Option(key, word, what.texts.get("state") == key) for key, word in (*stages, *states))
