"""Parameters of a chapter that the including document sets."""

from guiju.lang.blocks import MappingNode
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.outline import Block, Draft, fields_of
from guiju.lang.compiler.sources import Chapter
from guiju.lang.compiler.table import Table
from guiju.lang.formula.names import near
from guiju.lang.kinds import Parameter, Rule
from guiju.lang.kinds.written import DatedAmounts
from guiju.lang.read.amounts import dated_amounts
from guiju.lang.read.reading import Reading
from guiju.lang.report import Report


def apply_settings(
    rules: dict[int, Rule], chapters: list[Chapter], table: Table, catalogue: Catalogue, report: Report
) -> dict[int, Rule]:
    """The rules, with the values of parameters replaced that ``includes`` sets; each must be one of its chapter."""
    changed = dict(rules)
    for number, chapter in enumerate(chapters):
        mine = [draft for draft in table.drafts if draft.kind == "parameter" and draft.block.chapter == number]
        for key, value in chapter.settings:
            assert chapter.region is not None  # noqa: S101 - settings stand in some front matter
            draft = next((one for one in mine if table.find(("parameter",), key.text) is one), None)
            if draft is None:
                known = near(key.text, [one.name for one in mine])
                report.at("D117", key, chapter.region, (), known, chapter=chapter.source.path)
                continue
            block = Block(chapter.region, MappingNode((), 0, 0, flow=True), "", (), number)
            given = Draft("parameter", draft.name, key, value, block, fields_of("parameter", value))
            reading = Reading(given, table, catalogue, report)
            values = dated_amounts(reading, DatedAmounts(), value)
            rule = rules.get(id(draft))
            if isinstance(rule, Parameter) and isinstance(values, tuple):
                places = {**rule.places, "values": reading.span(value)}
                changed[id(draft)] = rule.model_copy(update={"values": values, "places": places})
    return changed
