"""Reads duties and hours: who, when, by when, on what evidence, and who hears of it when it is late."""

import re
from collections.abc import Callable
from typing import Any

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode
from guiju.lang.formula.names import half_width, key_of, near
from guiju.lang.kinds import written
from guiju.lang.kinds.choices import Evidence
from guiju.lang.kinds.duty.model import UP, Who, WhoKind
from guiju.lang.kinds.duty.recurrence import Allowance, Escalation, longest_open, minutes
from guiju.lang.read import plain, times
from guiju.lang.read.reading import FAILED, Failed, Reading
from guiju.lang.read.recurrences import recurrence_of
from guiju.lang.read.rrules import Refused

LEADER_OF = re.compile(r"(?P<unit>.+)负责人|leader of (?:the )?(?P<unit2>.+)")
POSITION = written.Reference(("position",))
IMPLIED: tuple[tuple[str, Evidence], ...] = (
    ("form", Evidence.FORM),
    ("attend", Evidence.MINUTES),
    ("checklist", Evidence.CHECKLIST),
    ("metrics", Evidence.SNAPSHOT),
)


def who(reading: Reading, node: Node) -> Who | Failed:
    """Whom a duty binds: everyone, all leaders, the leader of a unit, or each member or holder."""
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    key = key_of(half_width(text))
    leader = LEADER_OF.fullmatch(key)
    unit = (leader["unit"] or leader["unit2"]) if leader else ""
    return _known(reading, key, unit) or _nobody(reading, node, text, unit)


def _known(reading: Reading, key: str, unit: str) -> Who | None:
    if key in words.EVERYONE:
        return Who(WhoKind.EVERYONE)
    if key in words.LEADERS:
        return Who(WhoKind.LEADERS)
    draft = reading.table.find(("unit", "position"), key)
    if draft is not None:
        return Who(WhoKind.MEMBERS if draft.kind == "unit" else WhoKind.POSITION, draft.name)
    led = reading.table.find(("unit",), unit) if unit else None
    return Who(WhoKind.LEADER, led.name) if led is not None else None


def _nobody(reading: Reading, node: Node, text: str, unit: str) -> Failed:
    table = reading.table
    if table.is_lost(text) or (unit and table.is_lost(unit)):
        return FAILED
    units = table.candidates(("unit",))
    known = (*units, *table.candidates(("position",)), *(f"{one}负责人" for one in units))
    return reading.unknown("N111", node, near(text, (*known, words.EVERYONE[0], words.LEADERS[0])))


def whos(reading: Reading, node: Node) -> object:
    """A list of those; one alone is a list of one."""
    found = [who(reading, item) for item in reading.items(node)]
    kept = tuple(dict.fromkeys(one for one in found if isinstance(one, Who)))
    return kept if kept or not found else FAILED


def attending(reading: Reading, node: Node) -> object:
    """Who comes to a meeting: those, or 本组: the unit of whoever holds it."""
    found = [_attends(reading, item) for item in reading.items(node)]
    kept = tuple(dict.fromkeys(one for one in found if isinstance(one, Who)))
    return kept if kept or not found else FAILED


def _attends(reading: Reading, node: Node) -> Who | Failed:
    if isinstance(node, ScalarNode) and key_of(node.text) in words.OWN:
        return Who(WhoKind.OWN)
    return who(reading, node)


def reviewer(reading: Reading, node: Node) -> object:
    """The position that receives what was done, or 上级: whoever the person reports to."""
    if isinstance(node, ScalarNode) and key_of(node.text) in words.UP:
        return UP
    return plain.reference(reading, POSITION, node)


def recurrence(reading: Reading, node: Node) -> object:
    """When a duty comes round."""
    return _timed(reading, node, recurrence_of, "R131")


def due_time(reading: Reading, node: Node) -> object:
    """The time of day by which it is due."""
    return _timed(reading, node, times.due_of, "R134")


def allowance(reading: Reading, node: Node) -> Any:  # an allowance, or that it failed
    """A span of time."""
    return _timed(reading, node, times.allowance_of, "R135")


def hours(reading: Reading, node: Node) -> object:
    """The hours of a working day: a text with commas, or a list."""
    items = [reading.text(item) for item in reading.items(node)]
    if any(isinstance(item, Failed) for item in items):
        return FAILED
    found = times.hours_of(",".join(str(item) for item in items))
    return found if found is not None else reading.wrong("R136", node)


def weekdays(reading: Reading, node: Node) -> object:
    """Days of the week."""
    items = [reading.text(item) for item in reading.items(node)]
    if any(isinstance(item, Failed) for item in items):
        return FAILED
    found = times.weekdays_of(str(item) for item in items)
    return found if found is not None else reading.wrong("R137", node)


def _timed(reading: Reading, node: Node, read: Callable[[str], object], code: str) -> object:
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    found = read(text)
    if isinstance(found, Refused):
        return reading.wrong(found.code, node, part=found.part)
    return found if found is not None else reading.wrong(code, node)


def allowances(reading: Reading, node: Node) -> object:
    """A list of spans; one alone is a list of one."""
    found = [allowance(reading, item) for item in reading.items(node)]
    kept = tuple(one for one in found if isinstance(one, Allowance))
    return kept if len(kept) == len(found) else FAILED


def escalations(reading: Reading, node: Node) -> object:
    """Steps up the line: how long past due, and who then hears of it."""
    found = [_escalation(reading, item, at) for at, item in enumerate(reading.items(node))]
    kept = tuple(one for one in found if isinstance(one, Escalation))
    return kept if len(kept) == len(found) else FAILED


def _escalation(reading: Reading, node: Node, at: int) -> Escalation | Failed:
    fields = parts(reading, "escalation", node, "过: 2小时, 给: 上级", "after: 2 hours, to: up", ("after", "to"))
    if isinstance(fields, Failed):
        return fields
    after = allowance(reading, fields["after"])
    to: object = ""
    if not (isinstance(fields["to"], ScalarNode) and key_of(fields["to"].text) in words.UP):
        to = plain.reference(reading, POSITION, fields["to"])
    reading.places[f"escalate.{at}.after"] = fields["after"]
    return Escalation(after, to) if isinstance(after, Allowance) and isinstance(to, str) else FAILED


def parts(
    reading: Reading, kind: str, node: Node, example: str, example_en: str, needed: tuple[str, ...]
) -> dict[str, Node] | Failed:
    """The fields of a part of a rule; what is ``needed`` and lacks is reported."""
    if not isinstance(node, MappingNode):
        return reading.misshapen("R104", node, example=example, example_en=example_en)
    fields: dict[str, Node] = {}
    misspelt = False
    for at, (key, value) in enumerate(node.pairs):
        attribute = words.field_of(kind, key.text)
        if attribute is None:
            misspelt = True
            reading.unknown_key(kind, node, at)
        elif isinstance(value, ScalarNode) and value.empty:
            misspelt = True
            reading.wrong("R107", key)
        else:
            fields[attribute] = value
    for name in needed:
        if name in fields:
            continue
        if not misspelt:
            chinese, english = words.FIELD_WORDS[kind][name][:2]
            reading.wrong("R106", node, field=chinese, field_en=english)
        return FAILED
    return fields


def derive(reading: Reading, values: dict[str, Any], failed: set[str]) -> None:
    """What a duty is called, from when it shows, and the evidence that follows from what it has, unless written."""
    values.setdefault("does", reading.draft.name)
    if {"recurs", "due", "remind"} <= values.keys() and not {"ahead"} & (values.keys() | failed):
        first = max(values["remind"], key=minutes)
        if minutes(first) > longest_open(values["recurs"], values["due"], None):
            values["ahead"] = first  # what somebody is reminded of lies open
    if "evidence" in values or "evidence" in failed:
        return
    implied = next((evidence for name, evidence in IMPLIED if name in values or name in failed), None)
    if implied is not None:
        values["evidence"] = implied
    else:
        reading.wrong("R138", reading.draft.key)
