"""Names that only the formulas of one form know: its fields, the rows of its tables, and 上次.<field>."""

import re
from collections import ChainMap
from collections.abc import Iterable
from dataclasses import replace

from guiju.lang.blocks import ScalarNode
from guiju.lang.catalogue import Catalogue, Column, ColumnType, Fact
from guiju.lang.formula import Formula, types
from guiju.lang.formula.names import Symbol, half_width, key_of, near
from guiju.lang.formula.types import Kind, Type
from guiju.lang.formula.units import unit_of
from guiju.lang.kinds.form.model import Field, FieldType
from guiju.lang.read import formulas
from guiju.lang.read.reading import FAILED, Failed, Reading
from guiju.lang.text import Located

LAST = ("上次", "last")  # 上次.预算: the field of the person's last record of the form
TYPES = {
    FieldType.MONEY: types.MONEY,
    FieldType.DATE: types.DATE,
    FieldType.TIME: types.TIME,
    FieldType.FLAG: types.TRUTH,
}
COLUMNS = {Kind.TEXT: ColumnType.TEXT, Kind.DATE: ColumnType.DATE, Kind.TIME: ColumnType.TIME}
COLUMNS |= {Kind.TRUTH: ColumnType.FLAG, Kind.ANY: ColumnType.TEXT}
MEASURES = {
    types.MONEY.dimensions: ColumnType.MONEY,
    types.COUNT.dimensions: ColumnType.COUNT,
    types.DURATION.dimensions: ColumnType.DURATION,
}
PARTS = re.compile(
    r'"[^"]*"|[“”][^“”]*[“”]|(?<!\w)(?P<last>上次|last)\s*\.\s*(?:「(?P<quoted>[^」]*)」|(?P<plain>\w+))|「[^」]*」',
    re.IGNORECASE,
)


def type_of(field: Field, reading: Reading) -> Type:
    """What a field is worth in formulas."""
    if field.type is FieldType.NUMBER:
        unit = unit_of(field.unit) if field.unit else None
        return Type(Kind.NUMBER, unit.type.dimensions) if unit else types.RATIO
    if field.type is FieldType.METRIC:
        symbol = reading.table.names.get(key_of(field.metric))
        return symbol.type if symbol else types.ANY
    return TYPES.get(field.type, types.TEXT)


def declare(reading: Reading, fields: Iterable[Field]) -> None:
    """Let the form's formulas name its fields, and add up the rows of its tables; those unread are worth anything."""
    known = {key_of(field.name): field for field in fields}
    rows: dict[str, Fact] = {}
    names: dict[str, Symbol] = {}
    for key, name in reading.fields.items():
        field = known.get(key)
        if field is None:
            names[key] = Symbol(name)
        elif field.type is FieldType.TABLE:
            columns = tuple(Column(one.name, one.name, _column(one, reading)) for one in field.columns)
            rows[field.name] = Fact(field.name, field.name, "", columns)
        else:
            names[key] = Symbol(name, type_of(field, reading))
    reading.own = names
    if rows:
        reading.catalogue = Catalogue({**rows, **reading.catalogue.facts})


def _column(field: Field, reading: Reading) -> ColumnType:
    type_ = type_of(field, reading)
    return MEASURES.get(type_.dimensions, ColumnType.RATIO) if type_.kind is Kind.NUMBER else COLUMNS[type_.kind]


def prefill(reading: Reading, node: ScalarNode, wanted: Type) -> Formula | Failed:
    """A formula over metrics, parameters and 上次.<field>, which becomes one name."""
    located = _quoted(reading, node)
    if isinstance(located, Failed):
        return located
    last = {key_of(f"上次.{one.name}"): Symbol(f"上次.{one.name}", one.type) for one in reading.own.values()}
    found = formulas.read_located(reading, located, wanted, ChainMap(last, reading.table.names))
    return found if isinstance(found, Failed) else replace(found, text=node.text)


def _quoted(reading: Reading, node: ScalarNode) -> Located | Failed:
    """The text with each 上次.<field> as a name in 「」; every character still knows where it stood."""
    whole = reading.draft.block.region.located(node)
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in PARTS.finditer(half_width(whole.text)):
        if not match["last"]:
            continue
        written = match["quoted"] or match["plain"]
        field = reading.own.get(key_of(written))
        if field is None:
            return _unknown(reading, whole, match, written)
        name = f"「上次.{field.name}」"
        pieces += [whole.text[done : match.start()], name]
        places += whole.offsets[done : match.start()]
        places += [whole.offsets[min(match.start() + at, match.end() - 1)] for at in range(len(name) - 1)]
        places.append(whole.offsets[match.end() - 1])
        done = match.end()
    return Located("".join([*pieces, whole.text[done:]]), whole.source, [*places, *whole.offsets[done:]])


def _unknown(reading: Reading, whole: Located, match: re.Match[str], written: str) -> Failed:
    span = whole.span(match.start(), match.end())
    candidates = near(written, (one.name for one in reading.own.values()))
    reading.report.add("N112", span, written, reading.draft.block.path, candidates)
    return FAILED
