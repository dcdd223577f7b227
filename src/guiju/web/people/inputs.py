"""Figures that no export holds: who still owes which, entering them in place, and confirming what others entered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.http import QueryDict
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import inputs as actions
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import subjects
from guiju.apps.figures.values import Entry
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.engines.periods import Period
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import Action, Thing
from guiju.web.kit import typed
from guiju.web.people.due import due
from guiju.web.people.reach import reaches


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one subject; ``error`` is what was wrong with what was typed."""

    key: str
    subject: str
    typed: str
    evidence: str
    state: str
    tone: str
    who: str
    entry_id: int
    may_enter: bool
    may_confirm: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One input with everybody of whom it is asked; ``optional`` ones count a default when nothing is entered."""

    name: str
    unit: str
    note: str
    clause: str
    optional: bool
    rows: tuple[Row, ...]


Found = tuple[Input, Subject, Entry | None]


def asked(actor: Actor, period: Period, typed_in: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Asked, ...]:
    """Everything of a period that the actor may see, enter or confirm, by input in the order of the regulation."""
    rights = reaches(actor, Thing.INPUTS, Action.VIEW, Action.EDIT, Action.CONFIRM)
    names = {person.number: person.name for person in people.people()}
    groups: dict[str, list[Row]] = {}
    rules: dict[str, Input] = {}
    for rule, subject, entry in needed(period):
        enters = rights[Action.EDIT].states(rule.enters, subject)
        confirms = rights[Action.CONFIRM].states(rule.confirms, subject)
        if not (enters or confirms or rights[Action.VIEW].over(subject)):
            continue
        theirs = entry is not None and not entry.confirmed_by and entry.number != actor.number
        row = _row(rule, subject, entry, names, typed_in, errors)
        rules[rule.name] = rule
        groups.setdefault(rule.name, []).append(replace(row, may_enter=enters, may_confirm=confirms and theirs))
    return tuple(_asked(rules[name], tuple(rows)) for name, rows in groups.items())


def needed(period: Period) -> list[Found]:
    """What a period asks for, of those alone whom it concerns; what was entered for others stays in sight."""
    lacking = {one.rule.name: one.lacking for one in due(period)}
    return [found for found in stated.asked(period) if found[2] is not None or found[1].name in lacking[found[0].name]]


def _asked(rule: Input, rows: tuple[Row, ...]) -> Asked:
    low, high = (typed.editable(bound, rule.unit) for bound in (_number(rule.min), _number(rule.max)))
    notes = [rule.evidence]
    notes += [typed.bounds(low, high)] if low or high else []
    default = _number(rule.default)
    notes += [_("不填按 %(value)s 计") % {"value": typed.editable(default, rule.unit)}] if default is not None else []
    return Asked(rule.name, rule.unit, " · ".join(filter(None, notes)), rule.clause, default is not None, rows)


def _number(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _row(
    rule: Input,
    subject: Subject,
    entry: Entry | None,
    names: dict[str, str],
    typed_in: Mapping[str, str],
    errors: Mapping[str, str],
) -> Row:
    key = key_of(rule.name, subject)
    state, tone = (_("未填"), "wait") if entry is None else (_("待确认"), "next")
    if entry is not None and entry.confirmed_by:
        state, tone = _("已确认"), "kept"
    if entry is None and rule.default is not None:
        state, tone = _("按默认"), ""
    who = "" if entry is None else " → ".join(filter(None, (entry.by, entry.confirmed_by)))
    return Row(
        key=key,
        subject=subjects.label(subject, names) or _("全部门"),
        typed=typed_in.get(f"v:{key}", typed.editable(entry.value if entry else None, rule.unit)),
        evidence=typed_in.get(f"e:{key}", entry.evidence if entry else ""),
        state=state,
        tone=tone,
        who=who,
        entry_id=entry.id if entry else 0,
        may_enter=False,
        may_confirm=False,
        error=errors.get(key, ""),
    )


def key_of(name: str, subject: Subject) -> str:
    """What a row is called in a form."""
    return f"{name}|{subject.kind.value}|{subject.name}"


def take(actor: Actor, period: Period, posted: QueryDict) -> tuple[list[str], dict[str, str]]:
    """Enter whatever was changed; gives the inputs of what was, and what was wrong by row."""
    errors: dict[str, str] = {}
    changed: list[str] = []
    for rule, subject, entry in needed(period):
        key = key_of(rule.name, subject)
        text = posted.get(f"v:{key}", "").strip()
        evidence = posted.get(f"e:{key}", "").strip()
        if not text or _same(rule, entry, text, evidence):
            continue
        value = typed.figure(text, rule.unit)
        if value is None:
            errors[key] = typed.amiss(text, rule.unit)
            continue
        try:
            actions.enter(actor=actor, name=rule.name, subject=subject, period=period, value=value, evidence=evidence)
            changed.append(rule.name)
        except Refused as refusal:
            errors[key] = str(refusal)
    return changed, errors


def _same(rule: Input, entry: Entry | None, text: str, evidence: str) -> bool:
    return entry is not None and text == typed.editable(entry.value, rule.unit) and evidence == entry.evidence
