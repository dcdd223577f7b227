"""Reads a whole rule: its fields by the markers of its model, its short form, and what follows from its name."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from guiju.lang import words
from guiju.lang.blocks import MappingNode, Node, ScalarNode, SequenceNode, places
from guiju.lang.compiler.outline import Field
from guiju.lang.compiler.table import FORMULA_KINDS, first_value
from guiju.lang.formula.names import near
from guiju.lang.kinds import KINDS, Rule, written
from guiju.lang.kinds.base import Subject
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.read import amounts, duties, forms, formulas, matrices, plain, scorecards
from guiju.lang.read.reading import Failed, Reading

Fields = Mapping[str, Field]
Reader = Callable[[Reading, Any, Node], object]  # each reader takes the marker it is registered for

READERS: dict[type[written.Written], Reader] = {
    written.Text: plain.text,
    written.Texts: plain.texts,
    written.Flag: plain.flag,
    written.Whole: plain.whole,
    written.Choice: plain.choice,
    written.Choices: plain.choices,
    written.Reference: plain.reference,
    written.References: plain.references,
    written.About: plain.about,
    written.Expression: formulas.expression,
    written.Amount: amounts.amount,
    written.DatedAmounts: amounts.dated_amounts,
}
SPECIAL: dict[str, Callable[[Reading, Node], object]] = {
    "unit_of_measure": amounts.unit_of_measure,
    "headcount": plain.headcount,
    "bands": scorecards.bands,
    "shares": scorecards.shares,
    "who": duties.who,
    "whos": duties.whos,
    "attending": duties.attending,
    "reviewer": duties.reviewer,
    "recurrence": duties.recurrence,
    "due_time": duties.due_time,
    "allowance": duties.allowance,
    "allowances": duties.allowances,
    "escalations": duties.escalations,
    "hours": duties.hours,
    "weekdays": duties.weekdays,
    "form_fields": forms.form_fields,
    "form_field": forms.form_field,
    "form_field_or_state": forms.form_field_or_state,
    "form_checks": forms.form_checks,
    "stages": forms.stages,
    "raci_lines": matrices.raci_lines,
    "sanctions": matrices.sanctions,
    "day": amounts.day,
}
SHORT_FORMS = {
    "parameter": "values",
    "principle": "text",
    "scope": "text",
    "interpretation": "text",
    "prohibition": "text",
}
SECTION_FIELDS = (*words.SECTIONS, "sections")
NAMED_FIELDS = {"metric", "subject"}  # what a rule is about: without it there is no rule
NAMED_AFTER_SUBJECT = ("scorecard", "bonus", "schedule")
DERIVE = {"duty": duties.derive, "form": forms.derive}


@cache
def markers(model: type[Rule]) -> tuple[tuple[str, written.Written, bool], ...]:
    """The fields of a model that are written in a block, with how, and whether they must be there."""
    found = []
    for name, info in model.model_fields.items():
        marker = next((one for one in info.metadata if isinstance(one, written.Written)), None)
        if marker is not None:
            found.append((name, marker, info.is_required()))
    return tuple(found)


@lru_cache(maxsize=4096)
def _to_read(model: type[Rule], there: tuple[str, ...]) -> tuple[tuple[str, Callable[[Reading, Node], object]], ...]:
    """The fields to read one by one in a rule that has these, in the order of the model, with their readers."""
    return tuple((name, _reader(how)) for name, how, _ in markers(model) if name in there and name != "sections")


def _reader(how: written.Written) -> Callable[[Reading, Node], object]:
    if isinstance(how, written.Special):
        return SPECIAL[how.how]
    read = READERS[type(how)]
    return lambda reading, node: read(reading, how, node)


@cache
def required(model: type[Rule]) -> tuple[str, ...]:
    """The fields of a model that must be written in a block."""
    return tuple(name for name, _, must in markers(model) if must)


def read_rule(reading: Reading) -> Rule | None:
    """The rule of a draft; ``None`` when something that it cannot do without is lacking or wrong."""
    draft = reading.draft
    fields = _fields(reading)
    if fields is None:
        return None
    model = KINDS[draft.kind]
    values: dict[str, Any] = {}  # what each marker's reader gives
    failed = set()
    for name, read in _to_read(model, tuple(fields)):
        key, node = fields[name]
        if isinstance(node, ScalarNode) and node.empty:
            value: object = reading.wrong("R107", key)
        else:
            reading.places[name] = node
            value = read(reading, node)
        if isinstance(value, Failed):
            failed.add(name)
        elif value is not None:
            values[name] = value
    _read_sections(reading, fields, values, failed)
    _derive(reading, values, failed)
    complete = not failed & NAMED_FIELDS
    lacking = [name for name in required(model) if name not in values]
    complete = complete and not lacking
    lacking = [name for name in lacking if name not in failed]
    if lacking and not _misspelt(reading):
        _report_lacking(reading, lacking)
    _check_exception(reading, values, fields)
    if not complete:
        return None
    return model(
        name=draft.name,
        clause=draft.block.clause,
        span=draft.span,
        places=places(draft.block.region, reading.places),
        **values,
    )


def _fields(reading: Reading) -> Fields | None:
    """The body as fields; short forms become their one field."""
    draft = reading.draft
    body = draft.body
    short = SHORT_FORMS.get(draft.kind)
    if isinstance(body, ScalarNode) and body.empty:
        return {}
    if short is not None and (
        isinstance(body, ScalarNode) or (isinstance(body, SequenceNode) and draft.kind == "parameter")
    ):
        return {short: (draft.key, body)}
    if not isinstance(body, MappingNode):
        reading.misshapen("R104", body, **_first_field(draft.kind))
        return None
    if len(draft.fields) == len(body.pairs):
        return draft.fields  # every key is one, and once
    if draft.kind == "raci":
        body = matrices.with_tasks(body)
    if len(body.pairs) > 1 and all(words.field_of(draft.kind, key.text) is None for key, _ in body.pairs):
        reading.unknown_field(draft.kind, body.pairs[0][0])  # one level is lacking, not each of the fields
        return None
    fields: dict[str, Field] = {}
    for at, (key, value) in enumerate(body.pairs):
        name = words.field_of(draft.kind, key.text)
        if name is None:
            reading.unknown_key(draft.kind, body, at)
        elif name in fields:  # in the other language
            reading.wrong("Y101", key, line=str(reading.span(fields[name][0]).line))
        else:
            fields[name] = (key, value)
    return fields


def _first_field(kind: str) -> dict[str, str]:
    """The field that a rule of a kind cannot do without, or its first, as an example."""
    known = words.FIELD_WORDS[kind]
    first = next((name for name in required(KINDS[kind]) if name in known), next(iter(known)))
    chinese, english = known[first][:2]
    return {"example": f"{chinese}: …", "example_en": f"{english}: …"}


def _misspelt(reading: Reading) -> bool:
    """Whether the body has a field that the kind has not: probably the one that is lacking; it was reported."""
    body = reading.draft.body
    kind = reading.draft.kind
    return isinstance(body, MappingNode) and any(words.field_of(kind, key.text) is None for key, _ in body.pairs)


def _read_sections(reading: Reading, fields: Fields, values: dict[str, Any], failed: set[str]) -> None:
    """The sections of a scorecard, which stand under names of their own."""
    if reading.draft.kind != "scorecard":
        return
    pairs = [fields[key] for key in fields if key in SECTION_FIELDS]
    found = scorecards.sections(reading, pairs) if pairs else None
    if isinstance(found, Failed):
        failed.add("sections")
    elif found is not None:
        values["sections"] = found


def _derive(reading: Reading, values: dict[str, Any], failed: set[str]) -> None:
    """What follows from the name or the figures: a target's metric, a scorecard's subject, a parameter's unit."""
    draft = reading.draft
    if draft.kind == "parameter" and "unit" not in values and "unit" not in failed:
        first = first_value(draft)
        values["unit"] = first.unit if first else ""
    if draft.kind in DERIVE:
        DERIVE[draft.kind](reading, values, failed)
    elif draft.kind == "target":
        _derive_target(reading, values, failed)
    elif draft.kind in NAMED_AFTER_SUBJECT and "subject" not in values and "subject" not in failed:
        subject = _subject_named(reading, _general_name(reading))
        if subject is not None:
            values["subject"] = subject
        elif reading.table.is_lost(draft.name):
            failed.add("subject")


def _general_name(reading: Reading) -> str:
    """The name of the rule that this one is an exception to, else its own."""
    overrides = plain_text(reading, "overrides")
    general = reading.table.find((reading.draft.kind,), overrides) if overrides else None
    return general.name if general is not None else reading.draft.name


def plain_text(reading: Reading, name: str) -> str:
    """A field's text before it is read; empty when it has none."""
    body = reading.draft.body
    for key, value in body.pairs if isinstance(body, MappingNode) else ():
        if words.field_of(reading.draft.kind, key.text) == name and isinstance(value, ScalarNode):
            return value.text.strip()
    return ""


def _subject_named(reading: Reading, name: str) -> Subject | None:
    draft = reading.table.find(("unit", "position"), name)
    if draft is not None:
        return Subject(SubjectKind(draft.kind), draft.name)
    if words.choice_of(SubjectKind, name) is SubjectKind.DEPARTMENT:
        return Subject(SubjectKind.DEPARTMENT)
    return None


def _derive_target(reading: Reading, values: dict[str, Any], failed: set[str]) -> None:
    name, _, place = (part.strip() for part in reading.draft.name.partition("@"))
    found = reading.table.find(FORMULA_KINDS, name)
    if found is not None and found.kind != "parameter":
        values["metric"] = found.name
    else:
        failed.add("metric")
        if not reading.table.is_lost(name):
            plain.unknown(reading, reading.draft.key, name, ("metric", "input"))
    if place and "subject" not in values and "subject" not in failed:
        subject = _subject_named(reading, place)
        if subject is not None:
            values["subject"] = subject
            return
        failed.add("subject")
        if not reading.table.is_lost(place):
            reading.unknown("N104", reading.draft.key, near(place, reading.table.candidates(("unit", "position"))))


def _report_lacking(reading: Reading, names: list[str]) -> None:
    draft = reading.draft
    if "subject" in names:
        known = reading.table.candidates(("unit", "position"))
        reading.unknown("N104", draft.key, near(draft.name, known))
    if "sections" in names:
        reading.wrong("R130", draft.key)
    fields = [words.FIELD_WORDS[draft.kind][name] for name in names if name not in ("subject", "sections")]
    if fields and not reading.swallowed(draft.body, names):
        chinese, english = "、".join(one[0] for one in fields), ", ".join(one[1] for one in fields)
        reading.wrong("R106", draft.key, field=chinese, field_en=english)


def _check_exception(reading: Reading, values: dict[str, Any], fields: Fields) -> None:
    """例外于 and 当 go together, and the rule or clause that is overridden must be there."""
    draft = reading.draft
    if "when" in fields and "overrides" not in fields and draft.kind != "alert":
        reading.wrong("R128", fields["when"][0])
    if "overrides" not in values:
        return
    if "when" not in fields:
        reading.wrong("R129", fields["overrides"][0])
    name = str(values["overrides"])
    general = reading.table.find((draft.kind,), name)
    if general is not None and general is not draft:
        values["overrides"] = general.name
    elif not (reading.table.clause_has(name, draft.kind) or reading.table.is_lost(name)):
        known = (*reading.table.candidates((draft.kind,)), *reading.table.clauses)
        reading.unknown("N106", fields["overrides"][1], near(name, known))
        values.pop("overrides")
        values.pop("when", None)
