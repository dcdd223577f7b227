"""Naming people in a field: by name or 工号, offered from a list of those who are near."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.web.kit import formats

OFFERED = 200
BETWEEN = "，、；,;\n"


class PersonField(forms.CharField):
    """One person; cleans to the 工号. ``near`` is the id of the list that is offered."""

    def __init__(self, *, label: object, required: bool = True, help_text: object = "", near: str = "near") -> None:
        widget = forms.TextInput(attrs={"list": near, "autocomplete": "off"})
        super().__init__(label=label, required=required, help_text=help_text, max_length=120, widget=widget)  # type: ignore[arg-type]

    def clean(self, value: Any) -> str:  # Any: as the field it is
        """The 工号 of who is meant; says so when nobody or several are."""
        text = super().clean(value)
        return resolve(text) if text else ""


class PeopleField(forms.CharField):
    """Several people, parted by commas; cleans to their 工号."""

    def __init__(self, *, label: object, help_text: object = "", near: str = "near") -> None:
        widget = forms.TextInput(attrs={"list": near, "autocomplete": "off"})
        super().__init__(label=label, required=False, help_text=help_text, max_length=1000, widget=widget)  # type: ignore[arg-type]

    def clean(self, value: Any) -> tuple[str, ...]:  # Any: as the field it is
        """The 工号 of all who are meant, each once."""
        text = super().clean(value)
        for mark in BETWEEN:
            text = text.replace(mark, "\n")
        return tuple(dict.fromkeys(resolve(part) for part in text.split("\n") if part.strip()))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it empty; nothing when a page is only looked at."""
    return request.POST if request.method == "POST" else None


def resolve(text: str) -> str:
    """The 工号 that ``林夏``, ``T02`` or ``林夏 T02`` means among those employed today."""
    here = people.names(clock.today())
    wanted = text.split()
    found = [number for number, name in here if number == text.strip() or {number, name} == set(wanted)]
    found = found or [number for number, name in here if name == text.strip()]
    if len(found) == 1:
        return found[0]
    if found:
        told = formats.listed(f"{text.strip()} {number}" for number in found[:5])
        raise ValidationError(_("不止一个人叫这个名字，请写上工号：%(names)s") % {"names": told})
    raise ValidationError(_("名册里没有“%(name)s”。") % {"name": text.strip()[:40]})


def near(numbers: Iterable[str] = ()) -> tuple[str, ...]:
    """Whom a field offers, as ``姓名 工号``: those given, or everybody where the department is small."""
    here = people.names(clock.today())
    wanted = set(numbers)
    chosen = [f"{name} {number}" for number, name in here if number in wanted or not wanted]
    return tuple(chosen[:OFFERED])
