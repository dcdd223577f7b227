"""Reads worked cases: which figures are given, and which must come out."""

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.compiler.outline import Block
from guiju.lang.compiler.table import FORMULA_KINDS, Table
from guiju.lang.formula.names import key_of, near
from guiju.lang.kinds.base import Scalar
from guiju.lang.read.literals import Wrong, literal
from guiju.lang.read.plain import KIND_NAMES
from guiju.lang.read.reading import report_unknown_field
from guiju.lang.regulation import Example, Given
from guiju.lang.report import Report

RESULTS = ("bonus", "grade")  # 奖金: 3150元 and 等级: A speak of the block's only rule of the kind
GIVEN = {"example": "销售额: 5万元", "example_en": "sales: 50000元"}


def read_examples(node: SequenceNode, block: Block, table: Table, report: Report) -> tuple[Example, ...]:
    """The cases of one block."""
    found = (_example(item, block, table, report) for item in node.items)
    return tuple(example for example in found if example is not None)


def _example(item: Node, block: Block, table: Table, report: Report) -> Example | None:
    if not isinstance(item, MappingNode):
        report.at("R119", item, block.region, block.path)
        return None
    fields: dict[str, Node] = {}
    for key, value in item.pairs:
        name = words.field_of("example", key.text)
        if name is None:
            report_unknown_field("example", key, block, report)
        else:
            fields[name] = value
    if "then" not in fields and len(fields) < len(item.pairs):
        return None  # it was misspelt
    if "then" not in fields:
        report.at("R106", item, block.region, block.path, field="则", field_en="then")
        return None
    given = _figures(fields.get("given"), block, table, report)
    then = _figures(fields["then"], block, table, report, results=True)
    if given is None or not then:
        return None
    rule = fields.get("rule")
    if rule is not None and not _names_a_rule(rule, block, table, report):
        return None
    return Example(
        clause=block.clause,
        given=given,
        then=then,
        rule=rule.text.strip() if isinstance(rule, ScalarNode) else "",
        span=block.region.span(item.start, item.end),
    )


def _figures(
    node: Node | None, block: Block, table: Table, report: Report, *, results: bool = False
) -> tuple[Given, ...] | None:
    """Names with figures; ``None`` when something among them is wrong."""
    if node is None:
        return ()
    if not isinstance(node, MappingNode):
        said = {"example": "奖金: 3300元", "example_en": "bonus: 3300元"} if results else GIVEN
        report.at("R104", node, block.region, block.path, **said)
        return None
    found = []
    for name, body in node.pairs:
        value = _scalar(body, block, report)
        known = _known(name.text, table, results=results)
        if not known and not table.is_lost(name.text):
            candidates = near(name.text, [symbol.name for symbol in table.names.values()])
            report.at("N107", name, block.region, block.path, candidates)
        if value is None or not known:
            return None
        found.append(Given(name.text.strip(), value, block.region.span(name.start, name.end)))
    return tuple(found)


def _names_a_rule(node: Node, block: Block, table: Table, report: Report) -> bool:
    """Whether 规则 names a bonus or a grade."""
    name = node.text.strip() if isinstance(node, ScalarNode) else ""
    if table.find(RESULTS, name) is None and not table.is_lost(name):
        kind, kind_en = " / ".join(KIND_NAMES[one][0] for one in RESULTS), " or ".join(RESULTS)
        near_ones = near(name, table.candidates(RESULTS))
        report.at("N103", node, block.region, block.path, near_ones, kind=kind, kind_en=kind_en)
        return False
    return True


def _known(name: str, table: Table, *, results: bool) -> bool:
    if key_of(name) in table.names or table.find(FORMULA_KINDS, name) is not None:
        return True
    return results and (words.kind_of(name) in RESULTS or table.find(RESULTS, name) is not None)


def _scalar(node: Node, block: Block, report: Report) -> Scalar | None:
    if not isinstance(node, ScalarNode) or node.empty:
        report.at("R107" if isinstance(node, ScalarNode) else "R108", node, block.region, block.path)
        return None
    found = literal(node.text, quoted=node.style != "plain")
    if isinstance(found, Wrong):
        report.at(found.code, node, block.region, block.path, found.near, **dict(found.data))
        return None
    return Scalar(node.text.strip(), found.value, found.unit, block.region.span(node.start, node.end))
