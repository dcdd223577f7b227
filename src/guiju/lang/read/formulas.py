"""Reads formulas: their names are looked up and their types checked against what the field wants."""

from dataclasses import replace

from guiju.lang import formula
from guiju.lang.blocks import Node, ScalarNode
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import Formula, types
from guiju.lang.formula.names import Names
from guiju.lang.formula.problems import problem
from guiju.lang.formula.types import Kind, Type
from guiju.lang.kinds import written
from guiju.lang.kinds.written import Expects
from guiju.lang.read.reading import FAILED, Failed, Reading
from guiju.lang.text import Located

UNKNOWN_NAME = ("F201", "F202")
WANTED: dict[Expects, Type] = {
    "condition": types.TRUTH,
    "money": types.MONEY,
    "ratio": types.RATIO,
    "score": types.SCORE,
}


def expression(reading: Reading, marker: written.Expression, node: Node) -> object:
    """A formula that must be worth what the field wants."""
    if not isinstance(node, ScalarNode):
        return reading.misshapen("R122", node)
    if node.comment >= 0:
        reading.cut(node, "Y120")
        return FAILED
    wanted = _wanted(reading, marker.expects)
    return read(reading, node, wanted, number=marker.expects in ("metric", "number", "share"))


def condition(reading: Reading, node: Node) -> Formula | Failed:
    """A formula that holds or does not, over what the rule's formulas may name."""
    if not isinstance(node, ScalarNode):
        return reading.misshapen("R122", node)
    if node.comment >= 0:
        reading.cut(node, "Y120")
        return FAILED
    return read(reading, node, types.TRUTH)


def read(reading: Reading, node: ScalarNode, wanted: Type | None, *, number: bool = False) -> Formula | Failed:
    """A formula; with ``number`` any number will do when ``wanted`` says nothing."""
    return read_located(reading, reading.draft.block.region.located(node), wanted, reading.names, number=number)


def read_located(
    reading: Reading, located: Located, wanted: Type | None, names: Names, *, number: bool = False
) -> Formula | Failed:
    """A formula whose text was lifted out of its block, over these names."""
    table = reading.table
    found, problems = formula.read(located, names, reading.catalogue, wanted=wanted)
    for one in problems:
        if not (one.code in UNKNOWN_NAME and table.is_lost(one.quote)):
            likely = one.near or (table.nearest_lost(one.quote) if one.code in UNKNOWN_NAME else ())
            reading.report.found.append(replace(one, clause=reading.draft.block.path, near=likely))
    if found is None:
        return FAILED
    if number and wanted is None and not problems and found.type.kind not in (Kind.NUMBER, Kind.ANY):
        reading.report.found.append(_no_number(found, reading))
    return found


def _no_number(found: Formula, reading: Reading) -> Diagnostic:
    data = {"found": found.type.words(), "found_en": found.type.words("en")}
    source = reading.draft.block.region.source
    return replace(problem("F307", source, found.span, data), clause=reading.draft.block.path)


def _wanted(reading: Reading, expects: Expects) -> Type | None:
    """The type a field wants; a metric and its baseline want the type of the metric's unit."""
    if expects in ("metric", "number"):
        unit = reading.table.units.get(reading.draft.name)
        return types.plain(unit.type) if unit else None
    return WANTED.get(expects)
