"""The JSON Schema of rule blocks, made from the models, with every keyword in both languages."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from guiju.lang import words
from guiju.lang.kinds import KINDS, Rule, choices, written
from guiju.lang.read.rule import SHORT_FORMS, markers
from guiju.lang.schema import work
from guiju.lang.schema.shapes import FLAG, FORMULA, TEXT, Schema, list_of

FIGURE: Schema = {
    "type": ["string", "number"],
    "description": "数，可带单位，如 30秒、50%、40元/人 (a figure, with a unit)",
}
SHARE: Schema = {"type": ["string", "number"], "description": "份额，如 50% (a share)"}


def block_schema() -> Schema:
    """The schema of a whole block."""
    properties: Schema = {}
    for kind, known in words.KIND_WORDS.items():
        model = KINDS[kind]
        entry = {
            "type": "object",
            "description": _description(model, known),
            "additionalProperties": {"$ref": f"#/$defs/{kind}"},
        }
        for word in known:
            properties[word] = entry
    for word in words.BLOCK_WORDS["basis"]:
        properties[word] = list_of(TEXT)
    for word in words.BLOCK_WORDS["examples"]:
        properties[word] = {"type": "array", "items": {"$ref": "#/$defs/example"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "规矩 (rule block)",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "$defs": {**{kind: _rule(kind, model) for kind, model in KINDS.items()}, **_parts()},
    }


def _description(model: type[Rule], known: words.Words) -> str:
    return f"{known[0]} ({known[1]}): {(model.__doc__ or '').strip().splitlines()[0]}"


def _rule(kind: str, model: type[Rule]) -> Schema:
    """One kind of rule; its short form too, where it has one."""
    fields: Schema = {}
    required = []
    for name, marker, needed in markers(model):
        if isinstance(marker, written.Special) and marker.how == "sections":
            for section in words.SECTIONS:
                fields[section] = {"$ref": "#/$defs/section"}
            fields["sections"] = {"type": "object", "additionalProperties": {"$ref": "#/$defs/section"}}
        else:
            fields[name] = _field(marker)
            if needed and name != "subject":
                required.append(words.FIELD_WORDS[kind][name])
    whole = _object(words.FIELD_WORDS[kind], fields, required if kind != "raci" else ())
    if kind == "raci":
        whole["additionalProperties"] = {"$ref": "#/$defs/line"}  # its tasks stand where fields do
    short = SHORT_FORMS.get(kind)
    return whole if short is None else {"anyOf": [fields[short], whole]}


def _object(
    known: Mapping[str, words.Words], fields: Mapping[str, Schema], required: Iterable[words.Words] = ()
) -> Schema:
    """A mapping whose keys may be of either language; each required key in one of them."""
    properties = {
        word: {**fields[name], "title": f"{both[0]} ({both[1]})"} if "$ref" not in fields[name] else fields[name]
        for name, both in known.items()
        for word in both
    }
    whole: Schema = {"type": ["object", "null"], "additionalProperties": False, "properties": properties}
    needed = [{"anyOf": [{"required": [word]} for word in both]} for both in required]
    return {**whole, "type": "object", "allOf": needed} if needed else whole


def _field(marker: written.Written) -> Schema:  # noqa: C901, PLR0911 - one line for each marker
    match marker:
        case written.Text():
            return TEXT
        case written.Texts():
            return list_of(TEXT)
        case written.Flag():
            return FLAG
        case written.Whole():
            return {
                "type": ["integer", "string"],
                "minimum": marker.least,
                "maximum": marker.most,
                "pattern": "^[0-9]+$",
            }
        case written.Choice():
            return {"enum": _words(marker.of)}
        case written.Choices():
            return list_of({"enum": _words(marker.of)})
        case written.Reference():
            return {**TEXT, "description": f"{_kinds(marker.kinds)}的名称 (the name of a declared rule)"}
        case written.References():
            everyone = "，或 全员" if marker.everyone else ""
            return list_of({**TEXT, "description": f"{_kinds(marker.kinds)}的名称{everyone} (names)"})
        case written.About():
            generic = words.CHOICE_WORDS[choices.SubjectKind]
            known = "、".join(generic[choices.SubjectKind(word)][0] for word in marker.generic)
            return {**TEXT, "description": f"单位或岗位的名称，或 {known} (a unit or position, or each of a sort)"}
        case written.Expression():
            return FORMULA
        case written.Amount():
            return FIGURE
        case written.DatedAmounts():
            return {"anyOf": [FIGURE, {"type": "array", "items": {"$ref": "#/$defs/dated"}, "minItems": 1}]}
    return SPECIAL[marker.how]


SPECIAL: dict[str, Schema] = {
    "unit_of_measure": {**TEXT, "description": "计量单位，如 元、%、单、元/人 (a unit of measure)"},
    "day": {**TEXT, "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "日期，如 2026-01-31 (a day)"},
    "headcount": {"type": ["string", "integer"], "description": "1 或 1-3 (1 or 1-3)"},
    "bands": {"type": "object", "additionalProperties": FIGURE, "minProperties": 1},
    "shares": {"type": "object", "additionalProperties": SHARE},
    **work.SPECIAL,
}


def _words(enum: type[StrEnum]) -> list[str]:
    return list(words.choice_candidates(enum))


def _kinds(kinds: Iterable[str]) -> str:
    return "或".join(words.KIND_WORDS[kind][0] for kind in kinds)


def _parts() -> dict[str, Schema]:
    """What rules are made of."""
    known = words.FIELD_WORDS
    limits: dict[str, Schema] = {"cap": FORMULA, "floor": FORMULA}
    item = _object(known["item"], {"weight": SHARE, "scope": {"enum": _words(choices.ItemScope)}, **limits})
    items = {"anyOf": [list_of(TEXT), {"type": "object", "additionalProperties": {"anyOf": [SHARE, item]}}]}
    figures = {"type": "object", "additionalProperties": FIGURE}
    examples: dict[str, Schema] = {"given": figures, "then": {**figures, "minProperties": 1}, "rule": TEXT}
    day = {**TEXT, "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    return {
        "section": _object(known["section"], {"weight": SHARE, "items": items}, [known["section"]["items"]]),
        "dated": _object(known["dated"], {"from": day, "value": FIGURE}, [known["dated"]["value"]]),
        "example": _object(known["example"], examples, [known["example"]["then"]]),
        **work.parts(_object),
    }
