"""From what somebody typed to answers as they are kept; what cannot be read is a problem at its field.

Reading what ``editable`` makes of a kept answer gives the same answer again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from guiju.apps.records import limits, typed
from guiju.apps.records.known import Known
from guiju.apps.records.values import Answers, Problem
from guiju.apps.spreadsheet import cells
from guiju.lang.kinds.form.model import Field, FieldType

FIGURES = frozenset({FieldType.NUMBER, FieldType.MONEY})
EMPTY: tuple[object, ...] = (None, "", [], {})
FEN = 100
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # what no database keeps in a text


class Unreadable(Exception):  # noqa: N818 - says what it is
    """An answer that cannot be taken; the text says why and what to write instead."""


def read(fields: Iterable[Field], answers: Answers, known: Known, clause: str) -> tuple[dict[str, Any], list[Problem]]:
    """The answers to these fields as they are kept, empty ones left out, and what could not be read."""
    kept: dict[str, Any] = {}  # Any: JSON, here and below
    problems: list[Problem] = []
    for field in fields:
        raw = answers.get(field.name)
        if field.type is FieldType.TABLE:
            value: Any = list(_rows(field, raw, known, clause, problems))
        else:
            value = _one(field, raw, known, problems, Problem(field.name, "", clause))
        if value not in EMPTY:
            kept[field.name] = value
    return kept, problems


def editable(field: Field, kept: Any) -> Any:  # Any: JSON, here and below
    """A kept answer as it stands in its field to be typed on: figures in the field's unit."""
    if kept in EMPTY:
        return None
    if field.type is FieldType.TABLE:
        return [
            {one.name: editable(one, row.get(one.name)) for one in field.columns if one.name in row} for row in kept
        ]
    return typed.written(Fraction(kept), unit_of(field)) if field.type in FIGURES else kept


def files_in(fields: Iterable[Field], answers: Answers) -> set[int]:
    """The ids of all files that answers name, typed or kept."""
    return set(_files_in(fields, answers))


def _files_in(fields: Iterable[Field], answers: Answers) -> Iterator[int]:
    for field in fields:
        said = answers.get(field.name)
        if field.type is FieldType.FILE and isinstance(said, list):
            yield from (int(one) for one in said if str(one).isdecimal() and len(str(one)) <= limits.MOST_DIGITS)
        elif field.type is FieldType.TABLE and isinstance(said, list):
            for row in said:
                yield from _files_in(field.columns, row) if isinstance(row, Mapping) else ()


def unit_of(field: Field) -> str:
    """The unit that figures are typed in; money is in yuan unless the field says otherwise."""
    return "元" if field.type is FieldType.MONEY and not field.unit else field.unit


def clean(raw: Any) -> Any:  # Any: JSON
    """What was typed, without characters that no database keeps, its lines ended alike."""
    if isinstance(raw, str):
        return _UNKEEPABLE.sub("", raw).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(raw, Mapping):
        return {clean(str(key)): clean(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [clean(value) for value in raw]
    return raw if raw is None or isinstance(raw, bool | int) else clean(str(raw))


def _one(field: Field, raw: Any, known: Known, problems: list[Problem], place: Problem) -> Any:
    """One answer, or ``None`` and a problem at its place."""
    raw = clean(raw)
    if isinstance(raw, str):
        raw = raw.strip()
    if raw in EMPTY and field.type is not FieldType.METRIC:
        return None
    try:
        return _READERS[field.type](field, raw, known)
    except Unreadable as wrong:
        problems.append(Problem(place.field, str(wrong), place.clause, place.row, place.column))
        return None


def _rows(table: Field, raw: Any, known: Known, clause: str, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """The rows that say anything; a problem tells the row by where it stood."""
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list | tuple) else []
    most = limits.most_rows(table)
    if len(rows) > most:
        problems.append(Problem(table.name, _("一张表最多 %(most)s 行。") % {"most": most}, clause))
    for number, row in enumerate(rows[:most], 1):
        if not any(_filled(row.get(column.name)) for column in table.columns):
            continue
        found = {
            column.name: _one(
                column, row.get(column.name), known, problems, Problem(table.name, "", clause, number, column.name)
            )
            for column in table.columns
        }
        yield {name: value for name, value in found.items() if value not in EMPTY}


def _filled(raw: Any) -> bool:
    return raw not in EMPTY and not (isinstance(raw, str) and not raw.strip())


def _word(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    raise Unreadable(_("这一项只能填一个。"))


def _text(field: Field, raw: Any, _known: Known) -> str:
    most = limits.MOST_LONG if field.type is FieldType.LONG else limits.MOST_TEXT
    if len(_word(raw)) > most:
        raise Unreadable(_("最多 %(most)s 个字，现在有 %(count)s 个。") % {"most": most, "count": len(raw)})
    return str(raw) if field.type is FieldType.LONG else " ".join(raw.split())


def _number(field: Field, raw: Any, _known: Known) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    unit = unit_of(field)
    value = typed.number(_word(raw), unit)
    said = {"text": raw, "unit": unit or _("数字")}
    if value is None:
        raise Unreadable(_("“%(text)s”不是以%(unit)s计的数。") % said)
    if abs(value) >= limits.MOST_NUMBER:
        raise Unreadable(_("“%(text)s”太大了。") % said)
    if field.type is FieldType.MONEY and (value * FEN).denominator != 1:
        raise Unreadable(_("“%(text)s”不到一分：金额最多两位小数。") % said)
    return typed.decimal(value) or ""


def _day(_field: Field, raw: Any, _known: Known) -> str:
    day = cells.day(_word(raw))
    if day is None:
        raise Unreadable(_("“%(text)s”不是日期，写成 2026-01-31。") % {"text": raw})
    return day.isoformat()


def _moment(_field: Field, raw: Any, _known: Known) -> str:
    try:
        moment = datetime.fromisoformat(_word(raw))
    except ValueError:
        raise Unreadable(_("“%(text)s”不是日期和时间，写成 2026-01-31 09:30。") % {"text": raw}) from None
    return moment.replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes")


def _choice(field: Field, raw: Any, _known: Known) -> str:
    if _word(raw) not in field.options:
        raise Unreadable(_("“%(text)s”不在可选的里面：%(options)s。") % _offered(field, raw))
    return str(raw)


def _choices(field: Field, raw: Any, _known: Known) -> list[str]:
    chosen = list(cells.words(raw)) if isinstance(raw, str) else [str(one) for one in raw] if _many(raw) else [""]
    for one in chosen:
        if one not in field.options:
            raise Unreadable(_("“%(text)s”不在可选的里面：%(options)s。") % _offered(field, one))
    return [option for option in field.options if option in chosen]


def _offered(field: Field, text: object) -> dict[str, object]:
    return {"text": text, "options": "、".join(field.options)}


def _flag(_field: Field, raw: Any, _known: Known) -> bool:
    flag = raw if isinstance(raw, bool) else cells.flag(raw)
    if flag is None:
        raise Unreadable(_("填“是”或“否”。"))
    return flag


def _person(_field: Field, raw: Any, known: Known) -> str:
    number = known.person(_word(raw))
    if number is None:
        raise Unreadable(_("名册里找不到“%(text)s”，写工号，或写没有重名的姓名。") % {"text": raw})
    return number


def _unit(_field: Field, raw: Any, known: Known) -> str:
    unit = known.unit(_word(raw))
    if unit is None:
        raise Unreadable(_("制度里没有“%(text)s”这个单位。") % {"text": raw})
    return unit


def _shop(_field: Field, raw: Any, known: Known) -> str:
    shop = known.shop(_word(raw))
    if shop is None:
        raise Unreadable(_("名册里没有“%(text)s”这家店铺。") % {"text": raw})
    return shop


def _metric(field: Field, raw: Any, known: Known) -> dict[str, Any]:
    """The figure of the period that was chosen, or of the usual one; it is always looked up, for nobody types it."""
    return known.metric(field.metric, str(raw.get("period") or "") if isinstance(raw, Mapping) else "")


def _files(_field: Field, raw: Any, _known: Known) -> list[int]:
    """The ids of attachments, each once; whose they are is seen to when they are joined to the record."""
    found = raw if _many(raw) else [raw]
    words = [str(one) for one in found if isinstance(one, int | str)]
    ids = [int(word) for word in words if word.isdecimal() and len(word) <= limits.MOST_DIGITS]
    if len(set(ids)) > limits.MOST_FILES:
        raise Unreadable(_("一处最多放 %(most)s 个文件。") % {"most": limits.MOST_FILES})
    return list(dict.fromkeys(ids))


def _many(raw: Any) -> bool:
    return isinstance(raw, list | tuple)


_READERS: dict[FieldType, Callable[[Field, Any, Known], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG: _text,
    FieldType.PRODUCT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.DATE: _day,
    FieldType.TIME: _moment,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.FLAG: _flag,
    FieldType.PERSON: _person,
    FieldType.UNIT: _unit,
    FieldType.SHOP: _shop,
    FieldType.METRIC: _metric,
    FieldType.FILE: _files,
}
