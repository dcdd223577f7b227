"""Reads matrices of responsibility, and what may follow a breach."""

import re

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode
from guiju.lang.formula.names import half_width, key_of
from guiju.lang.kinds import written
from guiju.lang.kinds.prohibition.model import Sanction
from guiju.lang.kinds.raci.model import Line
from guiju.lang.read import plain
from guiju.lang.read.duties import parts
from guiju.lang.read.numerals import NUMERAL, whole
from guiju.lang.read.reading import FAILED, Failed, Reading

PEOPLE = written.References(("position", "unit"))
MONTHS = re.compile(rf"(?P<figure>{NUMERAL})\s*(?:(?P<month>个?月|months?)|(?P<year>年|years?))")
MOST_MONTHS = 1200


def raci_lines(reading: Reading, node: Node) -> object:
    """The tasks of a matrix, each with who answers for it, does it, is asked and hears of it."""
    if not isinstance(node, MappingNode):
        return reading.misshapen(
            "R104", node, example="选品: {A: 组长, R: [组员]}", example_en="choosing: {A: leader, R: [member]}"
        )
    found = [_line(reading, task, body, at) for at, (task, body) in enumerate(node.pairs)]
    kept = tuple(one for one in found if isinstance(one, Line))
    return kept if len(kept) == len(found) and kept else FAILED


def _line(reading: Reading, task: ScalarNode, body: Node, at: int) -> Line | Failed:
    fields = parts(reading, "line", body, "A: 组长, R: [组员]", "A: leader, R: [member]", ())
    if isinstance(fields, Failed):
        return fields
    if "accountable" not in fields:
        misspelt = isinstance(body, MappingNode) and len(fields) < len(body.pairs)
        return FAILED if misspelt else reading.wrong("R139", task, count="0")
    many = reading.items(fields["accountable"])
    if len(many) != 1:
        return reading.wrong("R139", task, count=str(len(many)))
    found: dict[str, tuple[str, ...]] = {}
    for name, value in fields.items():
        reading.places[f"lines.{at}.{name}"] = value
        people = plain.references(reading, PEOPLE, value)
        if not isinstance(people, tuple):
            return FAILED
        found[name] = people
    responsible, consulted, informed = (found.get(name, ()) for name in ("responsible", "consulted", "informed"))
    accountable = found["accountable"][0]
    return Line(task.text.strip(), accountable, responsible, consulted, informed, reading.span(task))


def sanctions(reading: Reading, node: Node) -> object:
    """What may follow: names, or names with when they are expunged."""
    found = [_sanction(reading, item, at) for at, item in enumerate(reading.items(node))]
    kept = tuple(one for one in found if isinstance(one, Sanction))
    return kept if len(kept) == len(found) else FAILED


def _sanction(reading: Reading, node: Node, at: int) -> Sanction | Failed:
    if isinstance(node, ScalarNode):
        alone = reading.text(node)
        return alone if isinstance(alone, Failed) else Sanction(alone, 0, reading.span(node))
    fields = parts(reading, "sanction", node, "名: 警告, 消除: 6个月", "name: warning, expunged: 6 months", ("name",))
    if isinstance(fields, Failed):
        return fields
    name = reading.text(fields["name"])
    months: int | Failed = 0
    if "expunged" in fields:
        months = _months(reading, fields["expunged"])
        reading.places[f"sanctions.{at}.expunged"] = fields["expunged"]
    if isinstance(name, Failed) or isinstance(months, Failed):
        return FAILED
    return Sanction(name, months, reading.span(fields["name"]))


def _months(reading: Reading, node: Node) -> int | Failed:
    """After how many months something is expunged; 0 for never."""
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    if key_of(text) in words.NEVER:
        return 0
    match = MONTHS.fullmatch(half_width(key_of(text)))
    months = whole(match["figure"]) * (12 if match["year"] else 1) if match else 0
    return months if 0 < months <= MOST_MONTHS else reading.wrong("R140", node)


def with_tasks(body: MappingNode) -> MappingNode:
    """A matrix whose tasks stand where fields do, with the tasks under the field they are."""
    tasks = tuple(pair for pair in body.pairs if words.field_of("raci", pair[0].text) is None)
    if not tasks:
        return body
    named = ScalarNode(words.FIELD_WORDS["raci"]["lines"][0], "plain", tasks[0][0].start, tasks[0][0].end)
    below = MappingNode(tasks, tasks[0][0].start, tasks[-1][1].end, body.flow)
    others = tuple(pair for pair in body.pairs if words.field_of("raci", pair[0].text) is not None)
    return MappingNode(((named, below), *others), body.start, body.end, body.flow)
