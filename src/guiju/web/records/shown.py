"""Answers as people read them: figures with their unit, people by name, files to fetch, tables as tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guiju.apps.records import forms
from guiju.apps.records.values import Answers, File
from guiju.engines import periods
from guiju.lang.kinds import Input, Metric
from guiju.lang.kinds.form.model import Field, FieldType
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.kit.formats import Amount

SHORT = 60  # characters of a long text in a register


@dataclass(frozen=True, slots=True)
class FileView:
    """A file by name, with how large it is; a picture is shown small."""

    id: int
    name: str
    url: str
    size: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: the text, or for a figure its amount, with a note; files and rows of a table beside."""

    label: str
    kind: str
    text: str = ""
    amount: Amount | None = None
    note: str = ""
    files: tuple[FileView, ...] = ()
    head: tuple[tuple[str, bool], ...] = ()  # titles, and whether figures stand under them
    rows: tuple[tuple["Shown", ...], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.text or self.amount or self.files or self.rows)


@dataclass(frozen=True, slots=True)
class Around:
    """What answers speak of: names by 工号, files by id, and the regulation that knows the units of metrics."""

    regulation: Regulation | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[int, File] = field(default_factory=dict)


def answers(fields: Iterable[Field], said: Answers, around: Around) -> tuple[Shown, ...]:
    """All answers in the order of the form; empty ones too."""
    return tuple(shown(one, said.get(one.name), around) for one in fields)


def shown(field: Field, stored: Any, around: Around) -> Shown:  # Any: JSON, a stored answer, here and below
    """One answer."""
    kind = field.type.value
    if stored in (None, "", [], {}):
        return Shown(field.name, kind)
    if field.type is FieldType.METRIC:
        return metric(field, stored, around)
    if field.type in forms.NUMBERS:
        return Shown(field.name, kind, amount=amount(field, stored))
    if field.type is FieldType.FILE:
        found = (around.files[one] for one in stored if one in around.files)
        return Shown(field.name, kind, files=tuple(file(one) for one in found))
    if field.type is FieldType.TABLE:
        rows = tuple(tuple(shown(column, row.get(column.name), around) for column in field.columns) for row in stored)
        return Shown(
            field.name, kind, head=tuple((title(one), one.type in forms.NUMBERS) for one in field.columns), rows=rows
        )
    return Shown(field.name, kind, text=_text(field, stored, around))


def short(field: Field, stored: Any, around: Around) -> Shown:
    """An answer in a register: a long text cut, files and rows counted."""
    if stored not in (None, "", [], {}):
        if field.type is FieldType.LONG:
            line = " ".join(str(stored).split())
            return Shown(field.name, "text", text=line[:SHORT] + ("…" if len(line) > SHORT else ""))
        if field.type is FieldType.FILE:
            return Shown(field.name, "text", text=_("%(n)s 个文件") % {"n": len(stored)})
        if field.type is FieldType.TABLE:
            return Shown(field.name, "text", text=_("%(n)s 行") % {"n": len(stored)})
    return shown(field, stored, around)


def metric(field: Field, stored: Mapping[str, Any], around: Around) -> Shown:
    """A metric's figure as it stood, with its period and whose it is; a missing one says so."""
    rule = None
    if around.regulation is not None:
        rule = around.regulation.named(Metric, field.metric) or around.regulation.named(Input, field.metric)
    unit = str(rule.unit) if rule else ""
    decimals = rule.decimals if isinstance(rule, Metric) else None
    whose = {"none": "", "unit": str(stored.get("key", "")), "person": pgettext("subject", "本人")}.get(
        str(stored.get("dim")), ""
    )
    note = " · ".join(filter(None, (period(str(stored.get("period", ""))), whose)))
    value = stored.get("value")
    if not value:
        return Shown(field.name, "metric", text=_("缺数"), note=note)
    return Shown(field.name, "metric", amount=formats.amount(Fraction(value), unit, decimals=decimals), note=note)


def period(code: str) -> str:
    """A period's name; what is none stays as it is."""
    try:
        found = periods.parse(code)
    except (ValueError, OverflowError):
        return code
    return found.label("en" if formats.english() else "zh")


def amount(field: Field, stored: str) -> Amount:
    """A typed figure, exactly as it is."""
    unit = "元" if field.type is FieldType.MONEY else field.unit
    found = formats.amount(Fraction(stored), unit)
    return found if field.type is FieldType.MONEY else Amount(found.exact, found.exact)


def file(one: File) -> FileView:
    """A file to fetch."""
    size = formats.size(one.size)
    return FileView(one.id, one.name, reverse("records:file", args=[one.id]), size, one.media_type in PICTURES)


PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def title(field: Field) -> str:
    """A field's name with the unit that its figures are in."""
    return _("%(name)s（%(unit)s）") % {"name": field.name, "unit": field.unit} if field.unit else field.name


def _text(field: Field, stored: Any, around: Around) -> str:
    said = _TEXTS.get(field.type)
    if said:
        return said(stored)
    if field.type is FieldType.PERSON:
        return around.names.get(stored, str(stored))
    return str(stored)


_TEXTS: dict[FieldType, Callable[[Any], str]] = {
    FieldType.DATE: lambda stored: formats.full_day(date.fromisoformat(stored)),
    FieldType.TIME: lambda stored: formats.moment(datetime.fromisoformat(stored)),
    FieldType.FLAG: lambda stored: _("是") if stored else _("否"),
    FieldType.CHOICES: formats.listed,
}
