"""The schemas of duties, forms, hours, matrices and prohibitions."""

from collections.abc import Callable

from guiju.lang import words
from guiju.lang.kinds.form.model import FieldType
from guiju.lang.schema.shapes import FLAG, FORMULA, TEXT, Schema, list_of

WHO: Schema = {
    **TEXT,
    "description": "岗位、单位、单位名+负责人、各组负责人 或 全员 "
    "(a position, a unit, leader of a unit, leaders, everyone)",
}
SPAN: Schema = {**TEXT, "description": "30分钟、2小时、2小时工时、3天、3工作日 (2 hours, 2 service hours, 3 workdays)"}
NAME: Schema = {**TEXT, "description": "字段的名称 (the name of a field)"}
TYPE: Schema = {"enum": list(words.choice_candidates(FieldType))}
FIELDS: Schema = {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}, "minProperties": 1}
SPECIAL: dict[str, Schema] = {
    "who": WHO,
    "whos": list_of(WHO),
    "attending": list_of(WHO),
    "reviewer": {**TEXT, "description": "岗位的名称，或 上级 (a position, or up)"},
    "recurrence": {
        **TEXT,
        "description": "每个工作日、每周一、每月25日前、每季最后一个工作日、RRULE:FREQ=… "
        "(every workday, every Monday, monthly by the 25th, last workday of the quarter)",
    },
    "due_time": {**TEXT, "description": "12:00、上班后15分钟、下班前1小时、当日 (15 minutes after start, end of day)"},
    "allowance": SPAN,
    "allowances": list_of(SPAN),
    "escalations": list_of({"$ref": "#/$defs/escalation"}),
    "hours": {**list_of(TEXT), "description": "09:00-12:00, 13:30-18:00"},
    "weekdays": {**list_of(TEXT), "description": "周一 … 周日 (Monday … Sunday)"},
    "form_fields": FIELDS,
    "form_field": NAME,
    "form_field_or_state": {**TEXT, "description": "字段的名称，或 状态 (the name of a field, or state)"},
    "form_checks": list_of({"anyOf": [FORMULA, {"$ref": "#/$defs/check"}]}),
    "stages": list_of({"$ref": "#/$defs/stage"}),
    "raci_lines": {"type": "object", "additionalProperties": {"$ref": "#/$defs/line"}, "minProperties": 1},
    "sanctions": list_of({"anyOf": [TEXT, {"$ref": "#/$defs/sanction"}]}),
}


def parts(whole: Callable[..., Schema]) -> dict[str, Schema]:
    """What these rules are made of; ``whole`` makes a mapping with keys of either language."""
    known = words.FIELD_WORDS
    flags: dict[str, Schema] = dict.fromkeys(("required", "listed", "filtered"), FLAG)
    texts: dict[str, Schema] = dict.fromkeys(("unit", "metric", "help"), TEXT)
    field = {"type": TYPE, "options": list_of(TEXT), "columns": FIELDS, "prefill": FORMULA, **flags, **texts}
    stage = {
        "name": TEXT,
        "who": {**WHO, "description": f"{WHO['description']}，或 提交人、上级、字段 承办 (or author, up, field owner)"},
        "within": SPAN,
        "fills": list_of(NAME),
        "may_return": FLAG,
        "corrects": FLAG,
        "when": FORMULA,
    }
    step = {"after": SPAN, "to": SPECIAL["reviewer"]}
    people = dict.fromkeys(known["line"], list_of(TEXT)) | {"accountable": TEXT}
    expunged: Schema = {**TEXT, "description": "6个月、1年、不消除 (6 months, 1 year, never)"}
    return {
        "field": {"anyOf": [TYPE, {"type": "array", "items": TEXT}, whole(known["field"], field)]},
        "check": whole(known["check"], {"formula": FORMULA, "says": TEXT}, [known["check"]["formula"]]),
        "stage": whole(known["stage"], stage, [known["stage"]["name"], known["stage"]["who"]]),
        "escalation": whole(known["escalation"], step, known["escalation"].values()),
        "line": whole(known["line"], people, [known["line"]["accountable"]]),
        "sanction": whole(known["sanction"], {"name": TEXT, "expunged": expunged}, [known["sanction"]["name"]]),
    }
