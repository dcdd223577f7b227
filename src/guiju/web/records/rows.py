"""A page of a register as rows with their cells, or as cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.records import forms
from guiju.apps.records.values import Line, Register
from guiju.lang.kinds.form.model import Field, FieldType
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.records import asked, shown, words
from guiju.web.records.asked import Asked
from guiju.web.records.shown import Around, Shown

BESIDE = 2  # answers on a card
DOWN = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.METRIC, FieldType.DATE, FieldType.TIME})


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its word, the address that sorts by it, how it is sorted now, and whether it holds figures."""

    word: str
    url: str
    sort: str
    figures: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One record; ``beside`` are the first answers that stand on its card."""

    id: int
    number: int
    title: str
    url: str
    cells: tuple[Shown, ...]
    beside: tuple[Shown, ...]
    author: str
    day: str
    state: str
    tone: str
    staged: bool
    version: int = 0
    may_amend: bool = False


def heads(register: Register, what: Asked, get: QueryDict) -> tuple[Head, ...]:
    """The columns, each sorted by a click: figures and days from the top first, words from the beginning."""
    listed = (_head(field, what, get) for field in register.columns)
    state = (Head(_("状态"), "", "", figures=False),) if register.form.stages else ()
    return (
        _by("number", _("编号"), what, get, first="-"),
        *listed,
        Head(_("提交人"), "", "", figures=False),
        _by("day", _("日期"), what, get, first="-"),
        *state,
    )


def rows(register: Register, lines: Iterable[Line], regulation: Regulation) -> tuple[Row, ...]:
    """Records as rows."""
    around = Around(regulation, register.names)
    return tuple(_row(line, register, around) for line in lines)


def _row(line: Line, register: Register, around: Around) -> Row:
    staged = bool(register.form.stages)
    cells = tuple(shown.short(field, line.answers.get(field.name), around) for field in register.columns)
    named = {register.form.title, register.form.by}  # they stand on the card or over it already
    beside = (cell for cell in cells if cell.label not in named and not cell.empty)
    return Row(
        id=line.id,
        number=line.number,
        title=line.title or f"#{line.number}",
        url=reverse("records:record", args=[line.id]),
        cells=cells,
        beside=tuple(beside)[:BESIDE],
        author=line.author.name,
        day=formats.day(line.day),
        state=words.state(line.state, line.stage, line.number, staged=staged),
        tone=words.tone(line.state, staged=staged),
        staged=staged,
        version=line.version,
        may_amend=line.may_amend,
    )


def _head(field: Field, what: Asked, get: QueryDict) -> Head:
    if field.type in forms.BESIDE:
        return Head(shown.title(field), "", "", figures=False)
    return _by(
        field.name,
        shown.title(field),
        what,
        get,
        first="-" if field.type in DOWN else "",
        figures=field.type in forms.NUMBERS,
    )


def _by(name: str, word: str, what: Asked, get: QueryDict, *, first: str, figures: bool = False) -> Head:
    now = {name: "ascending", f"-{name}": "descending"}.get(what.sort, "")
    wanted = f"{first}{name}" if not now else name if now == "descending" else f"-{name}"
    return Head(word, asked.without(get, sort=wanted), now, figures)
