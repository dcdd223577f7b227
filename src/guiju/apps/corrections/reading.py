"""A draft as somebody wrote it, held against the schemas: what cannot be is refused, what can be is made canonical."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.corrections import errors
from guiju.apps.corrections.errors import Code
from guiju.apps.corrections.values import Draft, Key, Kind
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.conditions import Condition, Unread, read_condition
from guiju.facts.schema import Column, ColumnType, Schema
from guiju.lang import codes
from guiju.lang.formula.names import key_of

MOST = 500  # rows named by key on one sheet
LARGEST = 2**63  # what a count of the lake holds
_DECIMALS = {ColumnType.MONEY: 4, ColumnType.DURATION: 4, ColumnType.SCORE: 4, ColumnType.RATIO: 8}
_DIGITS = 18
_MEND: dict[ColumnType, str | Promise] = {
    ColumnType.COUNT: _("写一个整数。"),
    ColumnType.TIME: _("写成 2026-10-01 08:30。"),
    ColumnType.DATE: _("写成 2026-10-01。"),
    ColumnType.FLAG: _("写“是”或“否”。"),
}
_FLAGS = {"是": "true", "否": "false", "true": "true", "false": "false", "yes": "true", "no": "false"}


def checked(draft: Draft) -> Draft:
    """The draft with English names and canonical values; ``Refused`` tells the first thing that cannot be."""
    schema = fact_named(draft.fact)
    if not draft.reason.strip():
        raise errors.refused(Code.NEEDS_REASON)
    if draft.start and draft.end and draft.end < draft.start:
        raise errors.refused(Code.DAYS_BACKWARDS)
    kept = replace(
        draft,
        fact=schema.english,
        reason=draft.reason.strip(),
        keys=_keys(schema, draft.keys),
        condition=condition(schema, draft.condition).text if draft.condition.strip() else "",
        values=_values(schema, draft.values) if draft.kind == Kind.SET else {},
        person=_person(schema, draft.person) if draft.kind == Kind.REASSIGN else "",
        along=_along(schema, draft.along) if draft.kind == Kind.EXCLUDE else (),
    )
    if not kept.keys and not kept.condition and not (kept.start and kept.end):
        raise errors.refused(Code.NO_ROWS_NAMED)
    return kept


def fact_named(name: str) -> Schema:
    """The schema of a fact by its Chinese or English name."""
    key = key_of(name)
    found = [one for one in compiled.schemas().values() if key in {key_of(one.name), key_of(one.english)}]
    if not found:
        raise errors.refused(Code.UNKNOWN_FACT, name=name)
    return found[0]


def led_here(schema: Schema) -> dict[str, bool]:
    """The facts whose rows name a row of this one, by English name, and whether they are parts of it."""
    found: dict[str, bool] = {}
    for one in compiled.schemas().values():
        for column in one.columns:
            if column.refers == schema.english:
                found[one.english] = found.get(one.english, False) or column.part
    return found


def column_named(schema: Schema, name: str) -> Column:
    """A column of a fact by its Chinese or English name; none that is personal."""
    key = key_of(name)
    found = [one for one in schema.columns if key in {key_of(one.name), key_of(one.english)}]
    if not found:
        raise errors.refused(Code.UNKNOWN_COLUMN, fact=word(schema), column=name)
    if found[0].personal:
        raise errors.refused(Code.PERSONAL_COLUMN, column=word(found[0]))
    return found[0]


def condition(schema: Schema, text: str) -> Condition:
    """What a text says of a row of the fact."""
    known = catalogue(compiled.schemas())
    found = read_condition(text, known.facts[schema.english], known)
    if isinstance(found, Unread):
        if found.problems:
            language = "en" if english() else "zh"
            said = [codes.message(found.problems[0], language), codes.mend(found.problems[0], language)]
            raise errors.refused(Code.BAD_CONDITION, what=("; " if english() else "；").join(filter(None, said)))
        raise errors.refused(Code.STRANGE_CONDITION, text=found.strange)
    for name in found.columns:
        column_named(schema, name)
    return found


def word(thing: Schema | Column) -> str:
    """What a fact or column is called in the language of the page."""
    return thing.english.replace("_", " ") if english() else thing.name


def english() -> bool:
    """Whether the page is in English."""
    return translation.get_language() == "en"


def _keys(schema: Schema, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    if len(keys) > MOST:
        raise errors.refused(Code.TOO_MANY_KEYS, most=MOST, found=len(keys))
    columns = [schema.column(name) for name in schema.key]
    found: list[Key] = []
    for line, key in enumerate(keys, 1):
        if len(key) != len(columns):
            wanted = " ".join(word(one) for one in columns)
            raise errors.refused(Code.BAD_KEY, line=line, wanted=wanted, found=len(key))
        found.append(tuple(canonical(one, part) for one, part in zip(columns, key, strict=True)))
    return tuple(dict.fromkeys(found))


def _values(schema: Schema, values: Mapping[str, str | None]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, value in values.items():
        column = column_named(schema, name)
        if column.english in schema.key:
            raise errors.refused(Code.KEY_COLUMN, column=word(column))
        found[column.english] = canonical(column, value)
    if not found:
        raise errors.refused(Code.NO_VALUES)
    return found


def _person(schema: Schema, number: str) -> str:
    if not schema.owners:
        raise errors.refused(Code.NO_OWNERS, fact=word(schema))
    if people.person(number) is None:
        raise errors.refused(Code.UNKNOWN_PERSON, number=number)
    return number


def _along(schema: Schema, names: tuple[str, ...]) -> tuple[str, ...]:
    """The facts whose rows go along, in the order of all facts."""
    here = led_here(schema)
    wanted = [fact_named(name) for name in names]
    strange = next((one for one in wanted if one.english not in here), None)
    if strange is not None:
        raise errors.refused(Code.NOT_LED_HERE, fact=word(schema), other=word(strange))
    return tuple(name for name in here if name in {one.english for one in wanted})


def canonical(column: Column, value: str | None) -> str | None:
    """A value as the lake's SQL reads it; an empty text empties the cell."""
    text = (value or "").strip()
    if not text:
        return None
    try:
        return _read(column, text)
    except (ValueError, InvalidOperation) as error:
        mend = _MEND.get(column.type, _("写一个数，小数最多 %(places)s 位。"))
        said = str(mend) % {"places": _DECIMALS.get(column.type, 0)} if column.type in _DECIMALS else str(mend)
        raise errors.refused(Code.BAD_VALUE, column=word(column), value=text, mend=said) from error


def _read(column: Column, text: str) -> str:
    if column.type is ColumnType.COUNT:
        count = int(text.replace(",", ""))
        if abs(count) >= LARGEST:
            raise ValueError(text)
        return _sign(column, str(count))
    if column.type in _DECIMALS:
        number = Decimal(text.removeprefix("¥").replace(",", ""))
        whole = len(number.as_tuple().digits) + int(number.as_tuple().exponent)
        if -int(number.as_tuple().exponent) > _DECIMALS[column.type] or whole > _DIGITS - _DECIMALS[column.type]:
            raise ValueError(text)
        return _sign(column, f"{number:f}")
    if column.type is ColumnType.TIME:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            raise ValueError(text)
        return moment.isoformat(sep=" ")
    if column.type is ColumnType.DATE:
        return date.fromisoformat(text).isoformat()
    if column.type is ColumnType.FLAG:
        if text.lower() not in _FLAGS:
            raise ValueError(text)
        return _FLAGS[text.lower()]
    return text


def _sign(column: Column, text: str) -> str:
    if column.not_negative and text.startswith("-"):
        raise ValueError(text)
    return text
