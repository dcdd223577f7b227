"""Reads figures in a rule's own unit: single ones, and values with dates."""

from datetime import date

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.compiler.front import day_of
from guiju.lang.compiler.table import FORMULA_KINDS, peek
from guiju.lang.formula import types
from guiju.lang.formula.names import half_width, key_of, near
from guiju.lang.formula.types import Type
from guiju.lang.formula.units import Unit, unit_of, unit_words
from guiju.lang.kinds import written
from guiju.lang.kinds.base import Dated
from guiju.lang.kinds.choices import Bound
from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.read.literals import Literal, Wrong, in_unit, literal
from guiju.lang.read.reading import FAILED, Failed, Reading
from guiju.lang.values import Value

FAR_PAST = date.min


def unit_of_measure(reading: Reading, node: Node) -> object:
    """A unit, as written."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    unit = unit_of(found)
    if unit is None or unit.type.literal:
        return reading.wrong("R113", node, near(found, unit_words()), unit=found)
    return found


def amount(reading: Reading, _: written.Amount, node: Node) -> object:
    """One figure in the rule's unit."""
    return _value(reading, node, *_unit(reading))


def dated_amounts(reading: Reading, _: written.DatedAmounts, node: Node) -> object:
    """One figure, or figures with the dates from which they hold, in order."""
    unit, type_ = _unit(reading)
    if not isinstance(node, SequenceNode):
        value = _value(reading, node, unit, type_)
        return value if isinstance(value, Failed) else (Dated(None, value),)
    found = [_dated(reading, item, unit, type_) for item in node.items]
    kept = [item for item in found if not isinstance(item, Failed)]
    if len(kept) < len(found):
        return FAILED
    for node_after, before, after in zip(node.items[1:], kept, kept[1:], strict=False):
        if (before.start or FAR_PAST) >= (after.start or FAR_PAST):
            return reading.wrong("R126", node_after)
    return tuple(kept) if kept else reading.wrong("R107", node)


def _unit(reading: Reading) -> tuple[Unit | None, Type | None]:
    """The unit in which a rule's figures stand, and their type where there is no unit."""
    name = reading.draft.name
    if reading.draft.kind == "floor":
        return _unit_of_bound(reading), None
    if reading.draft.kind == "target":
        draft = reading.table.find(FORMULA_KINDS, name.partition("@")[0])
        name = draft.name if draft else name
    unit = reading.table.units.get(name)
    symbol = reading.table.names.get(key_of(name))
    if unit is not None or symbol is None or peek(reading.draft, "unit") is not None:
        return unit, None
    return None, symbol.type


def _unit_of_bound(reading: Reading) -> Unit | None:
    """The unit of what a floor bounds; what is bounded by words has none."""
    node = peek(reading.draft, "bounds")
    bound = words.choice_of(Bound, node.text) if isinstance(node, ScalarNode) else None
    return unit_of(UNITS[bound]) if bound is not None and bound in UNITS else None


def day(reading: Reading, node: Node) -> date | Failed:
    """A day, such as 2026-01-31."""
    found = reading.text(node)
    if isinstance(found, Failed):
        return found
    return day_of(half_width(found)) or reading.wrong("R117", node)


def _dated(reading: Reading, item: Node, unit: Unit | None, type_: Type | None) -> Dated | Failed:
    """One pair of 自 and 值; without 自 the value always was."""
    if not isinstance(item, MappingNode):
        return reading.misshapen("R120", item)
    fields = {}
    for key, body in item.pairs:
        attribute = words.field_of("dated", key.text)
        if attribute is None:
            return reading.unknown_field("dated", key)
        fields[attribute] = body
    if "value" not in fields:
        return reading.wrong("R120", item)
    start = day(reading, fields["from"]) if "from" in fields else None
    if isinstance(start, Failed):
        return start
    value = _value(reading, fields["value"], unit, type_)
    return value if isinstance(value, Failed) else Dated(start, value)


def _value(reading: Reading, node: Node, unit: Unit | None, type_: Type | None) -> Value | Failed:
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    found = literal(text, quoted=isinstance(node, ScalarNode) and node.style != "plain")
    if isinstance(found, Literal) and unit is not None:
        found = in_unit(found, unit)
    elif isinstance(found, Literal) and type_ is not None and not types.fits(found.type, type_):
        found = Wrong("R121", (("wanted", type_.words()), ("wanted_en", type_.words("en"))))
    if isinstance(found, Wrong):
        return reading.wrong(found.code, node, found.near, **dict(found.data))
    return found.value
