"""Registers: the records of a form that somebody may see, a page at a time, as a board, a month or a span of days."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from guiju.apps.audit.actor import Actor
from guiju.apps.people.models import Person
from guiju.apps.records import errors, forms, rules
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Cell, Column, Record
from guiju.apps.records.narrowing import Narrowed, is_wide
from guiju.apps.records.queries.choosing import chosen
from guiju.apps.records.queries.single import names_in
from guiju.apps.records.values import Filters, FormView, Line, Pile, Register, Who
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds.form.model import Field, FieldType

SIZE = 50
MOST = 10_000  # records that a register lists; who looks for others narrows it down
PILE = 30  # records of one column of a board
COUNTED = 1000  # of one column of a board
MONTH = 400  # records of one month, or of one timeline
NEWEST = "-number"


def register(
    actor: Actor, form: str, filters: Filters | None = None, sort: str = NEWEST, page: int = 1, *, size: int = SIZE
) -> Register:
    """A page of the records of a form that an actor may read.

    ``sort`` is ``number``, ``day`` or the name of a listed field, with a minus the other way round; empty answers come
    last. At most ``MOST`` are listed. Raises ``Refused`` when nothing of the form is open to the actor.
    """
    view, found = narrowed(actor, form, filters)
    total = found.records().order_by()[: MOST + 1].count()
    more, total = total > MOST, min(total, MOST)
    page = max(1, min(page, -(-total // size)))
    ids = _ids(found, sort, (page - 1) * size, size)
    lines, names = _lines(actor, view, ids)
    return Register(view.form, _shown(view.form.fields), lines, total, page, size, names, more)


def narrowed(actor: Actor, form: str, filters: Filters | None) -> tuple[FormView, Narrowed]:
    """The form and those of its records that an actor may read and that pass the filters."""
    view = chosen(actor, form)
    regulation = rulebook.regulation(view.edition)
    sight = rules.sight(actor, regulation, view.form)
    if sight.nothing:
        raise errors.refused(Code.NOT_ALLOWED)
    columns = {column.field: column for column in Column.objects.filter(form=view.form.name, ready=True)}
    person = 0 if sight.everything else _person(actor.number)
    wide = is_wide(view.form, sight)
    return view, Narrowed(view.form, sight, filters or Filters(), columns, person, wide)


def piles(actor: Actor, form: str, filters: Filters | None = None) -> tuple[Register, tuple[Pile, ...]]:
    """A register as a board: by its choice field a column each option, else a column each stage and one for done."""
    view, found = narrowed(actor, form, filters)
    field = forms.by(view.form)
    if field is not None and field.type is FieldType.CHOICE and (column := found.columns.get(field.name)):
        keys: tuple[str, ...] = (*field.options, "")
        of_column = found.cells(column)
        counts, ids = _piled({key: of_column.filter(text=key) for key in keys}, "record", "record")
    else:
        keys = (*(stage.name for stage in view.form.stages), "")
        counts, ids = _piled({key: _in_stage(found.records(), key) for key in keys}, "number", "pk")
    lines, names = _lines(actor, view, [one for found_ids in ids.values() for one in found_ids])
    by_id = {line.id: line for line in lines}
    total = sum(counts.values())
    listed = tuple(Pile(key, tuple(by_id[one] for one in ids[key]), counts.get(key, 0)) for key in keys)
    return Register(view.form, _shown(view.form.fields), lines, total, 1, max(total, 1), names), listed


def month(
    actor: Actor, form: str, start: date, end: date, filters: Filters | None = None
) -> tuple[Register, dict[date, tuple[Line, ...]]]:
    """A register as a calendar: what falls on each day from ``start`` to ``end``, by its field of days or its own."""
    view, found = narrowed(actor, form, filters)
    column = found.column(forms.by(view.form))
    if column is None:
        rows = found.records().filter(day__range=(start, end)).order_by("day", "number")
        placed = list(rows.values_list("pk", "day")[: MONTH + 1])
    else:
        cells = found.cells(column).filter(day__range=(start, end)).order_by("day", "record")
        placed = [(record, day) for record, day in cells.values_list("record", "day")[: MONTH + 1] if day]
    lines, names = _lines(actor, view, [record for record, _day in placed[:MONTH]])
    by_id = {line.id: line for line in lines}
    days: dict[date, tuple[Line, ...]] = {}
    for record, day in placed[:MONTH]:
        days[day] = (*days.get(day, ()), by_id[record])
    register = Register(view.form, _shown(view.form.fields), lines, len(placed), 1, MONTH, names)
    return register, days


def span(
    actor: Actor, form: str, start: date, end: date, filters: Filters | None = None
) -> tuple[Register, tuple[tuple[Line, date, date], ...]]:
    """A register as a timeline: what lasts from one day to another and touches ``start`` to ``end``, by its start."""
    view, found = narrowed(actor, form, filters)
    first, last = found.column(forms.by(view.form)), found.column(forms.end_of(view.form))
    if first is None:
        rows = found.records().filter(day__range=(start, end)).order_by("day", "number")
        bars = [(record, day, day) for record, day in rows.values_list("pk", "day")[: MONTH + 1]]
    else:
        bars = _bars(found, first, last, start, end)
    lines, names = _lines(actor, view, [record for record, _start, _end in bars[:MONTH]])
    by_id = {line.id: line for line in lines}
    shown = tuple((by_id[record], begins, ends) for record, begins, ends in bars[:MONTH])
    return Register(view.form, _shown(view.form.fields), lines, len(bars), 1, MONTH, names), shown


def _person(number: str) -> int:
    return Person.objects.filter(number=number).values_list("pk", flat=True).first() or 0


def _bars(found: Narrowed, first: Column, last: Column | None, start: date, end: date) -> list[tuple[int, date, date]]:
    begun = found.cells(first).filter(day__lte=end)
    if last is None:
        begun = begun.filter(day__gte=start)
        return [
            (record, day, day)
            for record, day in begun.order_by("day", "record").values_list("record", "day")[: MONTH + 1]
            if day
        ]
    ending = Cell.objects.filter(column=last, day__gte=start)
    touching = begun.filter(record__in=ending.values("record")) | begun.filter(day__gte=start)
    rows = list(touching.order_by("day", "record").values_list("record", "day")[: MONTH + 1])
    ends = dict(
        Cell.objects.filter(column=last, record__in=[record for record, _day in rows]).values_list("record", "day")
    )
    return [(record, day, max(day, ends.get(record) or day)) for record, day in rows if day]


def _piled(
    piles: Mapping[str, QuerySet[Any, Any]], order: str, record: str
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """How many rows each pile has, and its newest records; all piles are asked at once, each as far as it is shown."""
    counts = [
        _rows(one.order_by()[:COUNTED]).values(pile=Value(at)).annotate(rows=Count("pk")).values_list("pile", "rows")
        for at, one in enumerate(piles.values())
    ]
    newest = [
        _rows(one.order_by(f"-{order}")[:PILE]).annotate(pile=Value(at)).values_list("pile", order, record)
        for at, one in enumerate(piles.values())
    ]
    names, ids = list(piles), {name: list[int]() for name in piles}
    for at, _order, record_id in sorted(newest[0].union(*newest[1:], all=True).order_by(), reverse=True):
        ids[names[at]].append(record_id)
    return {names[at]: rows for at, rows in counts[0].union(*counts[1:], all=True).order_by()}, ids


def _rows(cut: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Rows that were cut at a length, so that they may stand beside others."""
    every: QuerySet[Any, Any] = cut.model._default_manager.all()  # noqa: SLF001 Django's own name
    return every.filter(pk__in=cut.values("pk")).order_by()


def _in_stage(rows: QuerySet[Record], key: str) -> QuerySet[Record]:
    """Those that wait in a stage; without one those that are done."""
    return rows.filter(state=Record.State.OPEN, stage=key) if key else rows.filter(state=Record.State.CLOSED)


def _ids(found: Narrowed, sort: str, offset: int, size: int) -> list[int]:
    """The records of one page in their order: those with an answer, then those without."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    sign = "-" if down else ""
    column = found.columns.get(name) if name not in {"number", "day"} else None
    if column is None:
        order = [f"{sign}day", f"{sign}number"] if name == "day" else [f"{sign}number" if name == "number" else NEWEST]
        return list(found.records().order_by(*order).values_list("pk", flat=True)[offset : offset + size])
    part = "number" if column.type in forms.NUMBERS else "day" if column.type in forms.DAYS else "text"
    cells = found.cells(column)
    there = cells.filter(text__gt="") if part == "text" else cells.filter(**{f"{part}__isnull": False})
    ids = list(
        there.order_by(f"{sign}{part}", f"{sign}record").values_list("record", flat=True)[offset : offset + size]
    )
    if len(ids) < size:
        after = max(0, offset - there.count()) if offset and not ids else 0
        empty = cells.filter(text="").order_by("-record").values_list("record", flat=True)
        ids += list(empty[after : after + size - len(ids)])
    return list(dict.fromkeys(ids))


def _shown(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The columns of a register: the listed fields, or without any the first few that are short."""
    declared = tuple(fields)
    listed = tuple(field for field in declared if field.listed)
    return listed or tuple(field for field in declared if field.type not in forms.BESIDE)[:5]


def _lines(actor: Actor, view: FormView, ids: Collection[int]) -> tuple[tuple[Line, ...], dict[str, str]]:
    """Records as lines, in the order of their ids, and the names that their answers need."""
    rows = Record.objects.select_related("author").in_bulk(list(ids))
    fields = {field.name for field in (*_shown(view.form.fields), *forms.columns(view.form))}
    staged = bool(view.form.stages)
    lines = tuple(_line(actor, rows[one], fields, staged=staged) for one in ids if one in rows)
    return lines, names_in(view.form.fields, [line.answers for line in lines])


def _line(actor: Actor, row: Record, fields: Collection[str], *, staged: bool) -> Line:
    answers: dict[str, Any] = row.answers if row.state != Record.State.DRAFT else {}  # Any: JSON
    return Line(
        id=row.pk,
        number=row.number or 0,
        title=row.title,
        state=row.state,
        stage=row.stage,
        author=Who(row.author.number, row.author.name),
        unit=row.unit,
        day=row.day,
        filed=timezone.localtime(row.filed) if row.filed else timezone.localtime(row.created),
        version=row.version,
        answers={name: kept for name, kept in answers.items() if name in fields},
        may_amend=rules.may_edit_line(actor, row, staged=staged),
    )
