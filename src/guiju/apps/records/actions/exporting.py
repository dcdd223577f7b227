"""A register to take away as a workbook: with who took it, and no more of it than they may."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guiju.apps import clock, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.records import errors, reading, rules
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Attachment, Record
from guiju.apps.records.narrowing import Narrowed
from guiju.apps.records.queries.listing import NEWEST, narrowed
from guiju.apps.records.queries.single import names_in
from guiju.apps.records.values import Answers, Filters
from guiju.apps.rulebook import rules as access
from guiju.apps.spreadsheet import Column, Kind, Sheet
from guiju.lang.formula.units import unit_of
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.kinds.form.model import Field, FieldType, Form

MOST = 20_000  # records in one workbook
HANDFUL = 200  # what anybody may take of what they see
WIDTH = 31  # characters of a sheet's name
STATES: dict[str, Promise] = {
    Record.State.DRAFT: gettext_lazy("退回修改"),
    Record.State.OPEN: gettext_lazy("办理中"),
    Record.State.CLOSED: gettext_lazy("已完成"),
    Record.State.WITHDRAWN: gettext_lazy("已撤回"),
}
_NUMBER = Column("_number", "编号", "No.", Kind.NUMBER)
_HEAD = (
    _NUMBER,
    Column("_day", "日期", "Day", Kind.DATE),
    Column("_author", "提交人", "Author"),
    Column("_who", "工号", "Number"),
    Column("_unit", "单位", "Unit"),
    Column("_state", "状态", "State"),
    Column("_filed", "提交时间", "Filed"),
)
_KINDS = {FieldType.NUMBER: Kind.NUMBER, FieldType.MONEY: Kind.NUMBER, FieldType.METRIC: Kind.FIGURE}
_KINDS |= {FieldType.DATE: Kind.DATE, FieldType.FLAG: Kind.FLAG}


@transaction.atomic
def export(*, actor: Actor, form: str, filters: Filters | None = None) -> bytes:
    """The records of a register that pass the filters, newest first, as a workbook; that it was taken is recorded.

    Whoever has no right to export takes at most ``HANDFUL`` of what they see, and nobody more than ``MOST`` at once.
    A last sheet says who took it, when, and what was asked for.
    """
    view, found = narrowed(actor, form, filters)
    count = found.records().order_by()[: MOST + 1].count()
    if count > HANDFUL and not _may_take(actor, found):
        raise errors.refused(Code.EXPORT_NOT_ALLOWED, most=HANDFUL)
    if count > MOST:
        raise errors.refused(Code.TOO_MANY_ROWS, most=MOST)
    rows = list(found.records().select_related("author").order_by(NEWEST))
    what = {"form": view.form.name, "rows": len(rows), "filters": _asked(found.filters)}
    ledger.record(actor=actor, action="records.export", kind="form", key=view.form.name, after=what)
    return spreadsheet.write([*_tables(view.form, rows), _slip(actor, view.form, len(rows), found.filters)])


def _may_take(actor: Actor, found: Narrowed) -> bool:
    """Whether all of it lies within the actor's right to export."""
    reach = rules.export_reach(actor)
    if reach is None or reach is Range.ALL:
        return reach is not None
    within = Q(author__number=actor.number)
    if reach is Range.GROUP:
        within |= Q(unit__in=access.units_of(actor, Action.EXPORT, Thing.RECORDS))
    return not found.records().exclude(within).exists()


Table = tuple[Sheet, Iterable[Mapping[str, object]]]


def _tables(form: Form, rows: Sequence[Record]) -> Iterator[Table]:
    """The sheet of the records, and one for each table field, whose rows say the number of their record."""
    answers = [(row, row.answers if row.state != Record.State.DRAFT else {}) for row in rows]
    names = names_in(form.fields, [said for _row, said in answers])
    files = dict(Attachment.objects.filter(record__in=rows).values_list("pk", "name"))
    plain = [field for field in form.fields if field.type is not FieldType.TABLE]
    taken = {"导出说明", "about"}
    title = _sheet_name(form.name, taken)
    yield (
        Sheet(title, title, (*_HEAD, *map(_column, plain))),
        [_head(row) | _cells(plain, said, names, files) for row, said in answers],
    )
    for table in form.fields:
        if table.type is FieldType.TABLE:
            inner = [
                {"_number": row.number} | _cells(table.columns, line, names, files)
                for row, said in answers
                for line in said.get(table.name) or ()
            ]
            title = _sheet_name(table.name, taken)
            yield Sheet(title, title, (_NUMBER, *map(_column, table.columns))), inner


def _column(field: Field) -> Column:
    title = f"{field.name}（{field.unit}）" if field.unit else field.name
    return Column(f"f:{field.name}", title, title, _KINDS.get(field.type, Kind.TEXT))


def _head(row: Record) -> dict[str, object]:
    return {
        "_number": row.number,
        "_day": row.day,
        "_author": row.author.name,
        "_who": row.author.number,
        "_unit": row.unit,
        "_state": row.stage or str(STATES[row.state]),
        "_filed": f"{timezone.localtime(row.filed):%Y-%m-%d %H:%M}" if row.filed else "",
    }


def _cells(
    fields: Iterable[Field], answers: Answers, names: Mapping[str, str], files: Mapping[int, str]
) -> dict[str, object]:
    return {f"f:{field.name}": _cell(field, answers.get(field.name), names, files) for field in fields}


def _cell(field: Field, stored: Any, names: Mapping[str, str], files: Mapping[int, str]) -> object:  # Any: JSON
    """A stored answer in a cell: figures in the field's unit, people by name and 工号."""
    if stored in (None, "", [], {}):
        return None
    if field.type is FieldType.PERSON:
        return f"{names.get(stored, '')} {stored}".strip()
    if field.type is FieldType.FILE:
        return tuple(files.get(one, str(one)) for one in stored)
    if field.type is FieldType.CHOICES:
        return tuple(stored)
    if field.type in reading.FIGURES:
        unit = unit_of(field.unit) if field.unit else None
        return Fraction(stored) / (unit.scale if unit else 1)
    return _PLAIN[field.type](stored) if field.type in _PLAIN else stored


_PLAIN: dict[FieldType, Callable[[Any], object]] = {
    FieldType.METRIC: lambda kept: Fraction(kept["value"]) if kept["value"] else None,
    FieldType.DATE: date.fromisoformat,
    FieldType.TIME: lambda kept: kept.replace("T", " "),
}


def _slip(actor: Actor, form: Form, count: int, filters: Filters) -> Table:
    """Who took what, as a sheet of its own."""
    columns = (Column("what", "导出说明", "About this workbook"), Column("said", "内容", "Details"))
    lines = [
        (_("导出人"), f"{actor.name} {actor.number}".strip()),
        (_("导出时间"), f"{clock.now():%Y-%m-%d %H:%M}"),
        (_("表单"), form.name),
        (_("份数"), str(count)),
        (_("条件"), _asked(filters) or _("没有条件")),
    ]
    return Sheet("导出说明", "About", columns), [{"what": what, "said": said} for what, said in lines]


def _asked(filters: Filters) -> str:
    """The filters in short, as they were asked for."""
    days = "–".join(day.isoformat() if day else "" for day in filters.day) if any(filters.day) else ""
    said = [filters.q, filters.state, filters.author, filters.unit, days]
    said += [f"{name}: {_wanted(wanted)}" for name, wanted in filters.fields.items()]
    return "；".join(one for one in said if one)


def _wanted(wanted: Any) -> str:  # Any: a text, or a pair of bounds
    return wanted if isinstance(wanted, str) else "–".join("" if bound is None else str(bound) for bound in wanted)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook allows, and that none of its sheets has yet."""
    plain = "".join(" " if one in "[]:*?/\\'" else one for one in name).strip() or "1"
    names = (plain[:WIDTH], *(f"{plain[: WIDTH - len(str(MOST))]} {at}" for at in range(2, MOST)))
    found = next(one for one in names if one.casefold() not in taken)
    taken.add(found.casefold())
    return found
