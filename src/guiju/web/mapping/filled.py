"""The form of a mapping: what a browser sent, and the rows to show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from guiju.facts import Column, ColumnType, Schema, brought
from guiju.facts.mapping.check import required, times
from guiju.facts.mapping.faults import Fault
from guiju.facts.mapping.sampled import Sample
from guiju.facts.mapping.spec import GIVEN, WAYS, Fill, Spec
from guiju.web.kit import formats
from guiju.web.mapping import words

_MOST = 300  # characters of one thing that is said
_NUMBERS = {ColumnType.MONEY, ColumnType.COUNT, ColumnType.RATIO, ColumnType.DURATION}
_TEXTS = {ColumnType.TEXT, ColumnType.KEY}
_DAYS = {ColumnType.DATE, ColumnType.TIME}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One column of the fact: how it is called, what may fill it, what fills it, and what is wrong with that.

    ``must`` says that rows cannot do without; ``more`` that something beside the one column is said. ``example`` is
    what stands in the file under the chosen column.
    """

    name: str
    label: str
    meaning: str
    must: str
    options: tuple[Option, ...]
    ways: tuple[Option, ...]
    fill: Fill
    absent: str
    hashable: bool
    private: bool
    more: bool
    example: str
    faults: tuple[str, ...]


def spec_of(sent: QueryDict, before: Spec, header: Sequence[str]) -> Spec:
    """The mapping that was sent; what is no column of the file or the fact is let fall."""
    schema = brought()[before.fact]
    there = {*header, GIVEN}
    return Spec(
        fact=before.fact,
        title=_short(sent.get("title", "")),
        title_en=_short(sent.get("title_en", "")),
        fills={
            column.english: fill
            for column in schema.columns
            if (fill := _fill(sent, column, there)) and (fill.source or fill.value)
        },
        natural=tuple(name for name in dict.fromkeys(sent.getlist("natural")) if name in header),
        skip_column=sent.get("skip_column", "")
        if sent.get("skip_column") in {c.english for c in schema.columns}
        else "",
        skip_words=_listed(sent.get("skip_words", "")),
        sheet="1" if sent.get("sheet") else "",
        allow_negative=bool(sent.get("allow_negative")),
        instead_of=sent.get("instead_of", "")[:60],
    )


def rows(said: Spec, found: Sample, faults: Iterable[Fault]) -> tuple[Row, ...]:
    """Every column of the fact: those that rows cannot do without first, then as the fact lists them."""
    schema = brought()[said.fact]
    told: dict[str, list[str]] = {}
    for fault in faults:
        told.setdefault(fault.column, []).append(words.say(fault.what))
    every = [_row(schema, column, said, found, told) for column in schema.columns]
    return (*(row for row in every if row.must), *(row for row in every if not row.must))


def _row(schema: Schema, column: Column, said: Spec, found: Sample, told: Mapping[str, Sequence[str]]) -> Row:
    fill = said.fills.get(column.english, Fill())
    given = [(GIVEN, _("文件名里的日期，或导入时说的"))] if column.type in _DAYS else []
    choices = [("", _("—— 不取 ——")), *given, *((name, name) for name in found.names)]
    ways = WAYS if column.type in _NUMBERS else (*WAYS[:1], *WAYS[3:]) if column.type in _TEXTS else ()
    return Row(
        name=column.english,
        label=words.column(column),
        meaning=words.say(column.meaning),
        must=_must(schema, column, said),
        options=tuple(Option(value, label, value == fill.source) for value, label in choices),
        ways=tuple(Option(way, str(words.WAYS[way]), way == fill.way) for way in ways),
        fill=fill,
        absent=formats.listed(fill.absent),
        hashable=column.type in _TEXTS and not column.personal,
        private=column.personal,
        more=bool(fill.way or fill.value or fill.hashed or fill.absent) or bool(told.get(column.english)),
        example=_example(found, fill.source),
        faults=tuple(told.get(column.english, ())),
    )


def _must(schema: Schema, column: Column, said: Spec) -> str:
    if column.english == "shop":
        return _("店铺：文件里没有就在导入时选，或在“更多”里固定")
    if column.english in times(schema):
        return _("日期：这几个里至少一个") if len(set(times(schema))) > 1 else _("必须有")
    if column.english in required(schema):
        key = column.type == ColumnType.KEY
        return _("必须有；文件里没有编号，就在下面选几列合起来认一行") if key and not said.natural else _("必须有")
    return ""


def _example(found: Sample, name: str) -> str:
    places = [at for at, one in enumerate(found.columns) if one.name == name]
    cells = (row[places[0]].strip() for row in found.rows) if places else iter(())
    return next((cell for cell in cells if cell), "")[:40]


def _fill(sent: QueryDict, column: Column, there: set[str]) -> Fill:
    name = column.english
    source, second = sent.get(f"from-{name}", ""), sent.get(f"with-{name}", "").strip()
    way = sent.get(f"way-{name}", "")
    return Fill(
        source=source if source in there else "",
        way=way if way in WAYS and source in there and source != GIVEN else "",
        second=second if second in there else "",
        value=_short(sent.get(f"value-{name}", "")),
        hashed=bool(sent.get(f"hash-{name}")),
        absent=_listed(sent.get(f"absent-{name}", "")),
    )


def _listed(text: str) -> tuple[str, ...]:
    for mark in ("，", ",", "、", "；", ";", "\n"):
        text = text.replace(mark, "\x1f")
    return tuple(dict.fromkeys(word for part in text.split("\x1f") if (word := _short(part))))[:20]


def _short(text: str) -> str:
    return text.strip()[:_MOST]
