"""Reads the sections of scorecards and the bands of grades."""

from fractions import Fraction
from typing import Literal

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode
from guiju.lang.compiler.table import FORMULA_KINDS
from guiju.lang.formula import Formula, types
from guiju.lang.formula.names import key_of
from guiju.lang.formula.units import unit_of
from guiju.lang.kinds import written
from guiju.lang.kinds.choices import ItemScope
from guiju.lang.kinds.grade.model import Band
from guiju.lang.kinds.scorecard.model import Item, Section
from guiju.lang.read import formulas, literals, plain
from guiju.lang.read.literals import Wrong
from guiju.lang.read.reading import FAILED, Failed, Reading

WHOLE = Fraction(1)
POINTS = unit_of("分")


def sections(reading: Reading, pairs: list[tuple[ScalarNode, Node]]) -> object:
    """The sections of a scorecard, from its keys 核心 … and those under 分组."""
    named: list[tuple[str, str, ScalarNode, Node]] = []
    for key, value in pairs:
        attribute = words.field_of("scorecard", key.text) or ""
        if attribute in words.SECTIONS:
            named.append((attribute, words.FIELD_WORDS["scorecard"][attribute][0], key, value))
        elif isinstance(value, MappingNode):
            named += [(key_of(name.text), name.text.strip(), name, body) for name, body in value.pairs]
        else:
            return reading.misshapen("R104", value, example="核心: …", example_en="core: …")
    found = [_section(reading, *one, alone=len(named) == 1) for one in named]
    kept = tuple(one for one in found if not isinstance(one, Failed))
    return FAILED if len(kept) < len(found) else kept


def _section(reading: Reading, key: str, name: str, node: ScalarNode, body: Node, *, alone: bool) -> Section | Failed:
    if not isinstance(body, MappingNode):
        return reading.misshapen("R104", body, example="指标: [总ROI]", example_en="metrics: [roi]")
    fields = part(reading, "section", body)
    if "items" not in fields and len(fields) < len(body.pairs):
        return FAILED  # it was misspelt
    if "items" not in fields:
        return reading.wrong("R106", node, field="指标", field_en="metrics")
    weight: object = WHOLE
    if "weight" in fields:
        weight = share(reading, fields["weight"])
    elif not alone:
        return reading.wrong("R106", node, field="权重", field_en="weight")
    items = _items(reading, fields["items"])
    if not isinstance(weight, Fraction) or isinstance(items, Failed):
        return FAILED
    reading.places[f"sections.{key}"] = node
    if "weight" in fields:
        reading.places[f"sections.{key}.weight"] = fields["weight"]
    return Section(key, name, weight, items, reading.span(node))


def part(reading: Reading, kind: str, body: MappingNode) -> dict[str, Node]:
    """The fields of a part of a rule, such as a section."""
    fields = {}
    for key, value in body.pairs:
        attribute = words.field_of(kind, key.text)
        if attribute is None:
            reading.unknown_field(kind, key)
        else:
            fields[attribute] = value
    return fields


def share(reading: Reading, node: Node) -> Fraction | Failed:
    """A share such as 50 %, from 0 to 1."""
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    found = literals.literal(text)
    if isinstance(found, Wrong):
        return reading.wrong(found.code, node, found.near, **dict(found.data))
    value = found.value
    ratio = found.type.kind is types.Kind.NUMBER and types.fits(found.type, types.RATIO)
    if not ratio or not isinstance(value, Fraction) or not 0 <= value <= 1:
        return reading.wrong("R123", node)
    return value


def _items(reading: Reading, node: Node) -> tuple[Item, ...] | Failed:
    """The items of a section; where none has a weight, all weigh the same."""
    if isinstance(node, MappingNode):
        entries: list[tuple[Node, Node | None]] = [*node.pairs]
    else:
        entries = [(item, None) for item in reading.items(node)]
    if not entries:
        return reading.wrong("R107", node)
    found = [_item(reading, name, body, Fraction(1, len(entries))) for name, body in entries]
    kept = [one for one in found if not isinstance(one, Failed)]
    if len(kept) < len(found):
        return FAILED
    weighted = [given for _, given in kept]
    if any(weighted) and not all(weighted):
        return reading.wrong("R124", entries[weighted.index(False)][0])
    return tuple(item for item, _ in kept)


def _item(reading: Reading, name: Node, body: Node | None, equal: Fraction) -> tuple[Item, bool] | Failed:
    """An item, and whether it has a weight of its own."""
    text = reading.text(name)
    if isinstance(text, Failed):
        return text
    draft = reading.table.find(FORMULA_KINDS, text)
    if draft is None or draft.kind == "parameter":
        if draft is None and reading.table.is_lost(text):
            return FAILED
        return plain.unknown(reading, name, text, ("metric", "input"))
    fields: dict[str, Node] = {}
    if isinstance(body, MappingNode):
        fields = part(reading, "item", body)
    elif body is not None and not (isinstance(body, ScalarNode) and body.empty):
        fields = {"weight": body}
    weight = share(reading, fields["weight"]) if "weight" in fields else equal
    scope: object = ItemScope.DEPARTMENT  # shops serve the whole department unless a clause says whose rows count
    if "scope" in fields:
        scope = plain.choice(reading, written.Choice(ItemScope), fields["scope"])
    cap, floor = (_limit(reading, fields.get(limit)) for limit in ("cap", "floor"))
    if isinstance(weight, Failed) or isinstance(cap, Failed) or isinstance(floor, Failed):
        return FAILED
    if not isinstance(scope, ItemScope):
        return FAILED
    kind: Literal["metric", "input"] = "metric" if draft.kind == "metric" else "input"
    return Item(draft.name, kind, weight, scope, cap, floor, reading.span(name)), "weight" in fields


def _limit(reading: Reading, node: Node | None) -> Formula | Failed | None:
    if node is None:
        return None
    found = formulas.expression(reading, written.Expression("ratio"), node)
    return found if isinstance(found, Formula) else FAILED


def bands(reading: Reading, node: Node) -> object:
    """The grades with the points from which each is given."""
    if not isinstance(node, MappingNode):
        return reading.misshapen("R104", node, example="A: 90, B: 80", example_en="A: 90, B: 80")
    found = []
    for name, body in node.pairs:
        lower = _points(reading, body)
        if isinstance(lower, Failed):
            return lower
        found.append(Band(name.text.strip(), lower, reading.span(name)))
    return tuple(found) if found else reading.wrong("R107", node)


def _points(reading: Reading, node: Node) -> Fraction | Failed:
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    assert POINTS is not None  # noqa: S101 - 分 is a unit
    found = literals.literal(text)
    if not isinstance(found, Wrong):
        found = literals.in_unit(found, POINTS)
    if isinstance(found, Wrong):
        return reading.wrong(found.code, node, found.near, **dict(found.data))
    assert isinstance(found.value, Fraction)  # noqa: S101 - points are numbers
    return found.value


def shares(reading: Reading, node: Node) -> object:
    """How many people may have each grade."""
    if not isinstance(node, MappingNode):
        return reading.misshapen("R104", node, example="A: 20%, B: 30%", example_en="A: 20%, B: 30%")
    found = {}
    for name, body in node.pairs:
        value = share(reading, body)
        if isinstance(value, Failed):
            return value
        found[name.text.strip()] = value
    return found
