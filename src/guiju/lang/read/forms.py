"""Reads forms: their fields with types, the conditions an answer must keep, and the stages a record passes."""

import re
from dataclasses import replace
from typing import Any

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.formula.names import half_width, key_of, near
from guiju.lang.kinds import written
from guiju.lang.kinds.duty.model import Who, WhoKind
from guiju.lang.kinds.form.model import Check, Field, FieldType, Stage
from guiju.lang.read import amounts, formulas, local, plain
from guiju.lang.read.duties import allowance, parts, who
from guiju.lang.read.reading import FAILED, Failed, Reading

ONLY: dict[str, tuple[FieldType, ...]] = {
    "unit": (FieldType.NUMBER,),
    "options": (FieldType.CHOICE, FieldType.CHOICES),
    "metric": (FieldType.METRIC,),
    "columns": (FieldType.TABLE,),
}
NEVER: dict[str, tuple[FieldType, ...]] = {
    "prefill": (FieldType.METRIC, FieldType.TABLE, FieldType.FILE),
    "listed": (FieldType.TABLE,),
    "filtered": (FieldType.TABLE, FieldType.FILE, FieldType.LONG),
}
NOT_IN_COLUMNS = ("columns", "prefill", "listed", "filtered")
CHOSEN = re.compile(rf"(?:{'|'.join(words.FIELD)})\s+(?P<field>.+)")
TYPE, FLAG = written.Choice(FieldType), written.Flag()
EXAMPLE = {"example": "主题: 文字", "example_en": "subject: text"}


def form_fields(reading: Reading, node: Node) -> object:
    """The fields of a form; from here on its formulas and other fields may name them."""
    if not isinstance(node, MappingNode):
        return reading.misshapen("R104", node, **EXAMPLE)
    reading.fields = {key_of(key.text): key.text.strip() for key, _ in node.pairs}
    said = [_attributes(reading, key, body) for key, body in node.pairs]
    found = [_field(reading, key, one) for (key, _), one in zip(node.pairs, said, strict=True)]
    kept = [one for one in found if isinstance(one, Field)]
    local.declare(reading, kept)
    prefilled = [_prefilled(reading, one, attributes) for one, attributes in zip(found, said, strict=True)]
    if len(kept) < len(found) or any(isinstance(one, Failed) for one in prefilled):
        return FAILED
    return tuple(prefilled) if prefilled else reading.wrong("R107", node)


Attributes = dict[str, Node]


def _field(
    reading: Reading, key: ScalarNode, attributes: Attributes | Failed, *, column: bool = False
) -> Field | Failed:
    name = key.text.strip()
    if isinstance(attributes, Failed):
        return attributes
    type_: object = FieldType.CHOICE
    if "type" in attributes:
        type_ = plain.choice(reading, TYPE, attributes["type"])
    if not isinstance(type_, FieldType) or not _fits(reading, type_, attributes, column=column):
        return FAILED
    read: dict[str, Any] = {}
    place = f"fields.{key_of(name)}"
    for attribute, value in attributes.items():
        reading.places[f"{place}.{attribute}"] = value
        if attribute not in ("type", "prefill"):
            read[attribute] = _attribute(reading, attribute, value)
    if any(isinstance(value, Failed) for value in read.values()):
        return FAILED
    return _complete(reading, Field(name, type_, span=reading.span(key), **read), key)


def _attributes(reading: Reading, key: ScalarNode, body: Node) -> Attributes | Failed:
    """What is said of a field; its type alone, or the options of a choice alone, will do."""
    if isinstance(body, ScalarNode):
        return reading.wrong("R107", key) if body.empty else {"type": body}
    if isinstance(body, SequenceNode):
        return {"options": body}
    return parts(reading, "field", body, **EXAMPLE, needed=() if _speaks(body, "options") else ("type",))


def _speaks(body: MappingNode, attribute: str) -> bool:
    return any(words.field_of("field", key.text) == attribute for key, _ in body.pairs)


def _fits(reading: Reading, type_: FieldType, attributes: Attributes, *, column: bool) -> bool:
    """Whether a field of this type may have these attributes."""
    if column and type_ is FieldType.TABLE:
        reading.wrong("R142", attributes["type"])
        return False
    for attribute, value in attributes.items():
        wrong = (attribute in ONLY and type_ not in ONLY[attribute]) or type_ in NEVER.get(attribute, ())
        if wrong or (column and attribute in NOT_IN_COLUMNS):
            chinese, english = words.FIELD_WORDS["field"][attribute][:2]
            of, of_en = words.CHOICE_WORDS[FieldType][type_][:2]
            what = {"type": "表的列", "type_en": "a column of a table"} if column and not wrong else {}
            data = {"type": f"「{of}」字段", "type_en": f"a field of type {of_en}"} | what
            reading.wrong("R144", value, field=chinese, field_en=english, **data)
            return False
    return True


def _attribute(reading: Reading, attribute: str, node: Node) -> object:
    if attribute in ("required", "listed", "filtered"):
        return plain.flag(reading, FLAG, node)
    if attribute == "unit":
        return amounts.unit_of_measure(reading, node)
    if attribute == "options":
        return _options(reading, node)
    if attribute == "metric":
        return plain.reference(reading, written.Reference(("metric", "input")), node)
    if attribute == "columns":
        return _columns(reading, node)
    return reading.text(node)


def _options(reading: Reading, node: Node) -> tuple[str, ...] | Failed:
    found: list[str] = []
    for item in reading.items(node):
        text = reading.text(item)
        if isinstance(text, Failed):
            return text
        if key_of(text) in map(key_of, found):
            return reading.wrong("R143", item)
        found.append(text)
    return tuple(found) if found else reading.wrong("R107", node)


def _columns(reading: Reading, node: Node) -> tuple[Field, ...] | Failed:
    if not isinstance(node, MappingNode):
        return reading.misshapen("R104", node, **EXAMPLE)
    found = [_field(reading, key, _attributes(reading, key, body), column=True) for key, body in node.pairs]
    kept = tuple(one for one in found if isinstance(one, Field))
    if len(kept) < len(found):
        return FAILED
    return kept or reading.wrong("R107", node)


def _complete(reading: Reading, field: Field, key: ScalarNode) -> Field | Failed:
    """The field when it has what its type needs; a metric's field is called like the metric unless it says so."""
    if field.type in ONLY["options"] and not field.options:
        return reading.wrong("R141", key)
    if field.type is FieldType.TABLE and not field.columns:
        return reading.wrong("R106", key, field="列", field_en="columns")
    if field.type is FieldType.METRIC and not field.metric:
        draft = reading.table.find(("metric", "input"), field.name)
        if draft is None:
            lost = reading.table.is_lost(field.name)
            return FAILED if lost else plain.unknown(reading, key, field.name, ("metric", "input"))
        return replace(field, metric=draft.name)
    return field


def _prefilled(reading: Reading, field: Field | Failed, attributes: Attributes | Failed) -> Field | Failed:
    """The field with the formula that fills it before anybody does."""
    if isinstance(field, Failed) or isinstance(attributes, Failed) or "prefill" not in attributes:
        return field
    node = attributes["prefill"]
    if not isinstance(node, ScalarNode):
        return reading.misshapen("R122", node)
    found = local.prefill(reading, node, local.type_of(field, reading))
    return found if isinstance(found, Failed) else replace(field, prefill=found)


def form_field(reading: Reading, node: Node) -> object:
    """The name of a field of this form."""
    text = reading.text(node)
    if isinstance(text, Failed):
        return text
    if not reading.fields:
        return FAILED  # what fields there are could not be read
    return reading.fields.get(key_of(text)) or reading.unknown("N112", node, near(text, reading.fields.values()))


def form_field_or_state(reading: Reading, node: Node) -> object:
    """The name of a field of this form, or 状态."""
    if isinstance(node, ScalarNode) and key_of(node.text) in words.STATE and key_of(node.text) not in reading.fields:
        return words.STATE[0]
    return form_field(reading, node)


def form_checks(reading: Reading, node: Node) -> object:
    """What an answer must keep: conditions, each with what is said when it does not hold."""
    found = [_check(reading, item, at) for at, item in enumerate(reading.items(node))]
    kept = tuple(one for one in found if isinstance(one, Check))
    return kept if len(kept) == len(found) else FAILED


def _check(reading: Reading, node: Node, at: int) -> Check | Failed:
    if isinstance(node, ScalarNode):
        fields: dict[str, Node] | Failed = {"formula": node}
    else:
        example = {"example": "须: 预算 <= 5万元, 否则: 先立项", "example_en": "must: budget <= 5万元, says: …"}
        fields = parts(reading, "check", node, **example, needed=("formula",))
    if isinstance(fields, Failed):
        return fields
    says = reading.text(fields["says"]) if "says" in fields else ""
    found = formulas.condition(reading, fields["formula"])
    if isinstance(found, Failed) or isinstance(says, Failed):
        return FAILED
    for name, value in fields.items():
        reading.places[f"checks.{at}.{name}"] = value
    return Check(found, says or " ".join(found.text.split()), reading.span(fields["formula"]))


def stages(reading: Reading, node: Node) -> object:
    """The steps that a record passes, in order."""
    found = [_stage(reading, item, at) for at, item in enumerate(reading.items(node))]
    kept = tuple(one for one in found if isinstance(one, Stage))
    seen: set[str] = set()
    for stage in kept:
        if key_of(stage.name) in seen:
            reading.report.add("R143", stage.span, stage.name, reading.draft.block.path)
        seen.add(key_of(stage.name))
    return kept if len(kept) == len(found) else FAILED


def _stage(reading: Reading, node: Node, at: int) -> Stage | Failed:
    example = {"example": "步骤: 受理, 谁: 组长, 限: 4小时", "example_en": "name: accept, who: leader, within: 4 hours"}
    fields = parts(reading, "stage", node, **example, needed=("name", "who"))
    if isinstance(fields, Failed):
        return fields
    name, actor = reading.text(fields["name"]), _actor(reading, fields["who"])
    within = allowance(reading, fields["within"]) if "within" in fields else None
    returns = plain.flag(reading, FLAG, fields["may_return"]) if "may_return" in fields else False
    corrects = plain.flag(reading, FLAG, fields["corrects"]) if "corrects" in fields else False
    fills = _fills(reading, fields["fills"]) if "fills" in fields else ()
    when = formulas.condition(reading, fields["when"]) if "when" in fields else None
    read = (name, actor, within, returns, fills, when, corrects)
    if any(isinstance(one, Failed) for one in read):
        return FAILED
    for field, value in fields.items():
        reading.places[f"stages.{at}.{field}"] = value
    span = reading.span(fields["name"])
    return Stage(str(name), actor, within, fills, returns is True, when, span, corrects is True)  # type: ignore[arg-type]  # none failed


def _actor(reading: Reading, node: Node) -> Who | Failed | None:
    """Who does a step; ``None`` is whoever filed the record."""
    key = key_of(half_width(node.text)) if isinstance(node, ScalarNode) else ""
    if key in words.AUTHOR:
        return None
    if found := CHOSEN.fullmatch(key):
        return _chosen(reading, node, found["field"])
    return Who(WhoKind.SUPERIOR) if key in words.UP else who(reading, node)


def _chosen(reading: Reading, node: Node, key: str) -> Who | Failed:
    """Whom a field names."""
    if not reading.fields:
        return FAILED  # what fields there are could not be read
    name = reading.fields.get(key)
    if name is None:
        return reading.unknown("N112", node, near(key, reading.fields.values()))
    return Who(WhoKind.FIELD, name)


def _fills(reading: Reading, node: Node) -> tuple[str, ...] | Failed:
    found = [form_field(reading, item) for item in reading.items(node)]
    kept = tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
    return kept if len(kept) == len(found) else FAILED


def derive(_: Reading, values: dict[str, Any], failed: set[str]) -> None:
    """By what a board, calendar or timeline stands, unless the form says so: its state, or its only date."""
    layout = values.get("layout")
    if layout is None or layout.value == "table" or "by" in values or "by" in failed:
        return
    if layout.value == "board":
        values["by"] = words.STATE[0]
        return
    dates = [field.name for field in values.get("fields", ()) if field.type in (FieldType.DATE, FieldType.TIME)]
    if len(dates) == 1:
        values["by"] = dates[0]
