"""Forms of regulations: which one counts on a day, and which of its fields are asked for when."""

from collections.abc import Iterator
from datetime import date

from guiju.apps import clock
from guiju.apps.records import errors
from guiju.apps.records.errors import Code
from guiju.apps.rulebook import queries as rulebook
from guiju.lang import Regulation
from guiju.lang.kinds.form.model import Field, FieldType, Form

BY_STATE = ("状态", "state")  # 按 of a board that shows the stages
NUMBERS = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.METRIC})
DAYS = frozenset({FieldType.DATE, FieldType.TIME})
BESIDE = frozenset({FieldType.LONG, FieldType.FILE, FieldType.TABLE})  # too long for a cell


def of(regulation: Regulation, name: str) -> Form | None:
    """The form that a regulation declares under a name or alias."""
    return regulation.named(Form, name)


def on(name: str, day: date) -> tuple[Regulation, Form]:
    """The form that a record about a day is judged by, and its regulation.

    That is the one in force on the day, of a day to come the one in force today; a form that is newer than the day
    counts as it is today. Raises ``Refused`` when there is none.
    """
    today = clock.today()
    regulations = [rulebook.regulation_at(one) for one in dict.fromkeys((min(day, today), today))]
    for regulation in regulations:
        form = of(regulation, name) if regulation else None
        if regulation and form:
            return regulation, form
    if not any(regulations):
        raise errors.refused(Code.NO_REGULATION, day=day)
    raise errors.refused(Code.UNKNOWN_FORM, name=name)


def in_edition(edition: str, name: str) -> tuple[Regulation, Form]:
    """The form as an edition declares it."""
    regulation = rulebook.regulation(edition)
    form = of(regulation, name)
    if form is None:
        raise errors.refused(Code.UNKNOWN_FORM, name=name)
    return regulation, form


def asked(form: Form, stage: str = "") -> tuple[Field, ...]:
    """The fields that are filled in at a stage, or by the author when there is none."""
    later = {name for one in form.stages for name in one.fills}
    if not stage:
        return tuple(field for field in form.fields if field.name not in later)
    mine = {name for one in form.stages if one.name == stage for name in one.fills}
    return tuple(field for field in form.fields if field.name in mine)


def field(form: Form, name: str) -> Field | None:
    """A field by its name."""
    return next((one for one in form.fields if one.name == name), None)


def columns(form: Form) -> tuple[Field, ...]:
    """The fields that stand in cells: listed and filtered ones, and those that the register is laid out by."""
    return tuple(_columns(form))


def by(form: Form) -> Field | None:
    """The field that the register is laid out by; ``None`` when it is a table, or a board of the stages."""
    return field(form, form.by) if form.by else None


def end_of(form: Form) -> Field | None:
    """Where a bar of a timeline ends: the next field of days after the one that it is laid out by."""
    names = [one.name for one in form.fields]
    after = names.index(form.by) + 1 if form.by in names else len(names)
    return next((one for one in form.fields[after:] if one.type in DAYS), None)


def _columns(form: Form) -> Iterator[Field]:
    placed = {one.name for one in (by(form), end_of(form)) if one}
    for one in form.fields:
        if (one.listed or one.filtered or one.name in placed) and one.type not in BESIDE:
            yield one
