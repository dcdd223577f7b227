"""The inputs of a form: each with its label, what stands in it, what it offers, and what was wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.figures.queries import points
from guiju.apps.people import queries as people
from guiju.apps.records import limits, queries
from guiju.apps.records.values import File, Problem
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.kinds import Unit
from guiju.lang.kinds.form.model import Field, FieldType
from guiju.lang.regulation import Regulation
from guiju.web.records import sent, shown
from guiju.web.records.shown import Around, FileView, Shown
from guiju.web.work.picking import near

FEW = 4  # options that stand side by side
PERIODS = 5  # periods that a metric offers
PRODUCTS = 300
DAY, MOMENT, MINUTE = 10, 16, "T"
_PLAIN = {
    FieldType.TEXT: "text",
    FieldType.LONG: "long",
    FieldType.NUMBER: "number",
    FieldType.MONEY: "number",
    FieldType.DATE: "date",
    FieldType.TIME: "time",
    FieldType.PERSON: "person",
    FieldType.PRODUCT: "product",
}


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Input:
    """One input. ``kind`` chooses how it is drawn; ``rows`` are those of a table, ``figure`` a metric's figure."""

    kind: str
    key: str
    id: str
    name: str
    label: str
    required: bool
    help: str
    unit: str
    value: str
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    files: tuple[FileView, ...] = ()
    rows: tuple[tuple["Input", ...], ...] = ()
    head: tuple["Input", ...] = ()
    count_key: str = ""
    upload_key: str = ""
    full: bool = False
    figure: Shown | None = None

    @property
    def told(self) -> str:
        """The ids of what is said about the input beneath it."""
        said = (("error", self.errors), ("help", self.help))
        return " ".join(f"{self.id}_{part}" for part, there in said if there)

    @property
    def unchosen(self) -> bool:
        """Whether nothing is chosen of what is offered."""
        return not any(option.chosen for option in self.options)

    @property
    def place(self) -> str:
        """Where the input stands, for a button beside it."""
        return self.key.removeprefix("a:")


@dataclass(frozen=True, slots=True)
class Offered:
    """What pickers offer, looked up only where a form has such a picker."""

    people: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asking:
    """A form while it is filled in: the regulation, whose figures, the day, and what the answers name."""

    regulation: Regulation
    form: str
    number: str
    day: date
    names: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[int, File] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    def inputs(self, fields: Iterable[Field], typed: Mapping[str, Any]) -> tuple[Input, ...]:  # Any: JSON
        """The inputs of some fields with what was typed."""
        declared = tuple(fields)
        figures = self._figures(declared, typed)
        return tuple(
            self._table(one, typed.get(one.name), f"f{at}")
            if one.type is FieldType.TABLE
            else self._input(one, typed.get(one.name), sent.key(one), f"f{at}", figures.get(one.name))
            for at, one in enumerate(declared)
        )

    def offered(self, fields: Iterable[Field]) -> Offered:
        """The lists that the pickers of some fields share."""
        types = {one.type for one in _every(fields)}
        start = self.day - timedelta(days=62)
        found = points.keys("product", Grain.MONTH, start, self.day) if FieldType.PRODUCT in types else []
        return Offered(near() if FieldType.PERSON in types else (), tuple(filter(None, found))[:PRODUCTS])

    def _input(
        self,
        field: Field,
        typed: Any,
        key: str,
        id_: str,
        figure: Mapping[str, Any] | None = None,
        row: int = 0,
        table: str = "",
    ) -> Input:
        kind, options = self._kind(field, typed)
        files = tuple(shown.file(self.files[one]) for one in _ids(field, typed) if one in self.files)
        around = Around(self.regulation, self.names, self.files)
        return Input(
            kind=kind,
            key=key,
            id=f"{id_}-{len(files)}" if field.type is FieldType.FILE else id_,  # once taken, the button is another
            name=field.name,
            label=field.name,
            required=field.required,
            help=field.help,
            unit=_("元") if field.type is FieldType.MONEY and not field.unit else field.unit,
            value=self._value(field, typed),
            options=self._periods(figure) if figure else options,
            errors=self._errors(table or field.name, row, field.name if table else ""),
            files=files,
            upload_key=sent.upload_key(key),
            full=len(_ids(field, typed)) >= limits.MOST_FILES,
            figure=shown.metric(field, figure, around) if figure else None,
        )

    def _table(self, table: Field, typed: Any, id_: str) -> Input:
        rows = [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list) else []
        shown_rows = rows or [{}]
        return Input(
            kind="table",
            key=sent.key(table),
            id=id_,
            name=table.name,
            label=table.name,
            required=table.required,
            help=table.help,
            unit="",
            value=str(len(shown_rows)),
            errors=self._errors(table.name, 0, ""),
            rows=tuple(
                tuple(
                    self._input(
                        one,
                        row.get(one.name),
                        sent.key(one, table, at),
                        f"{id_}-{at}-{place}",
                        row=at + 1,
                        table=table.name,
                    )
                    for place, one in enumerate(table.columns)
                )
                for at, row in enumerate(shown_rows)
            ),
            head=tuple(self._input(one, None, "", "") for one in table.columns),
            count_key=sent.count_key(table),
            full=len(shown_rows) >= limits.most_rows(table),
        )

    def _kind(self, field: Field, typed: Any) -> tuple[str, tuple[Option, ...]]:
        if field.type in _PLAIN:
            return _PLAIN[field.type], ()
        offered = self._offers(field)
        chosen = (
            {str(one) for one in typed}
            if isinstance(typed, list)
            else {_flag(typed) if field.type is FieldType.FLAG else str(typed or "")}
        )
        options = tuple(Option(value, word, value in chosen) for value, word in offered)
        if field.type in {FieldType.CHOICES, FieldType.FILE, FieldType.METRIC}:
            return field.type.value, options
        return "radios" if field.type is FieldType.FLAG or len(options) <= FEW else "select", options

    def _offers(self, field: Field) -> list[tuple[str, str]]:
        if field.type is FieldType.FLAG:
            return [("1", _("是")), ("0", _("否"))]
        if field.type is FieldType.UNIT:
            return [(name, name) for name in self.regulation.of(Unit)]
        if field.type is FieldType.SHOP:
            return [(shop.name, shop.name) for shop in people.shops(clock.today())]
        return [(option, option) for option in field.options]

    def _value(self, field: Field, typed: Any) -> str:
        text = "" if typed is None or isinstance(typed, list | dict | bool) else str(typed)
        if field.type is FieldType.PERSON and text in self.names:
            return f"{self.names[text]} {text}"
        return text[:MOMENT].replace(" ", MINUTE) if field.type is FieldType.TIME else text

    def _errors(self, name: str, row: int, column: str) -> tuple[str, ...]:
        return tuple(one.says for one in self.problems if (one.field, one.row, one.column) == (name, row, column))

    def _figures(self, fields: Iterable[Field], typed: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
        wanted = {one.name: _period(typed.get(one.name)) for one in fields if one.type is FieldType.METRIC}
        return queries.figures(self.form, self.number, self.day, wanted) if wanted else {}

    def _periods(self, figure: Mapping[str, Any]) -> tuple[Option, ...]:
        """The period whose figure stands there, and those before and after that may have been meant."""
        here = periods.parse(str(figure["period"]))
        usual = periods.containing(self.day, here.grain)
        offered = sorted({here, *(usual.previous(back) for back in range(PERIODS))}, reverse=True)
        return tuple(Option(str(one), shown.period(str(one)), one == here) for one in offered)


def _every(fields: Iterable[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from one.columns


def _ids(field: Field, typed: Any) -> list[int]:  # Any: JSON
    return (
        [one for one in typed if isinstance(one, int)]
        if field.type is FieldType.FILE and isinstance(typed, list)
        else []
    )


def _period(typed: Any) -> str:  # Any: JSON
    return str(typed.get("period") or "") if isinstance(typed, Mapping) else ""


def _flag(typed: Any) -> str:  # Any: JSON
    if isinstance(typed, bool):
        return "1" if typed else "0"
    return str(typed or "")
