"""What metrics should reach: the regulation's own figures, what people stated, and stating it in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.http import QueryDict
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import targets as actions
from guiju.apps.figures.queries import stated
from guiju.apps.figures.stated import subjects
from guiju.apps.figures.values import Target as Stated
from guiju.apps.people import queries as people
from guiju.apps.refusal import Refused
from guiju.engines.periods import Period
from guiju.lang.kinds import Input, Metric, Subject, Target
from guiju.lang.kinds.choices import Action, Thing
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats, typed
from guiju.web.people.reach import reaches


@dataclass(frozen=True, slots=True)
class Row:
    """A target of one subject in one period: the regulation's figure, what was stated, and the field."""

    key: str
    metric: str
    subject: str
    unit: str
    written: str
    since: str
    by: str
    typed: str
    may_set: bool
    error: str = ""


def rows(
    actor: Actor, regulation: Regulation, period: Period, typed_in: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Row, ...]:
    """Every target that the regulation declares or somebody stated, as far as the actor may see it."""
    rights = reaches(actor, Thing.TARGETS, Action.VIEW, Action.EDIT)
    views, sets = rights[Action.VIEW], rights[Action.EDIT]
    names = {person.number: person.name for person in people.people()}
    newest = _newest(period)
    found = []
    for metric, subject, written in _declared(regulation, period, newest):
        if not (views.over(subject) or sets.over(subject)):
            continue
        unit, key, one = (
            _unit(regulation, metric),
            f"{metric}|{subject.kind.value}|{subject.name}",
            newest.get((metric, subject)),
        )
        current = one.value if one else written
        row = Row(
            key=key,
            metric=metric,
            subject=subjects.label(subject, names) or _("全部门"),
            unit=unit,
            written=formats.amount(written, unit).text if written is not None else "",
            since=one.start.label("en" if formats.english() else "zh") if one else "",
            by=one.by if one else "",
            typed=typed_in.get(f"v:{key}", typed.editable(current, unit)),
            may_set=sets.over(subject),
            error=errors.get(key, ""),
        )
        found.append(row)
    return tuple(found)


def take(actor: Actor, regulation: Regulation, period: Period, posted: QueryDict) -> tuple[int, dict[str, str]]:
    """State whatever was changed, from this period on; gives how many, and what was wrong by row."""
    errors: dict[str, str] = {}
    count = 0
    newest = _newest(period)
    for metric, subject, written in _declared(regulation, period, newest):
        key, unit = f"{metric}|{subject.kind.value}|{subject.name}", _unit(regulation, metric)
        one = newest.get((metric, subject))
        current = one.value if one else written
        text = posted.get(f"v:{key}", "").strip()
        if not text or text == typed.editable(current, unit):
            continue
        value = typed.figure(text, unit)
        if value is None:
            errors[key] = typed.amiss(text, unit)
            continue
        try:
            actions.set_target(actor=actor, metric=metric, subject=subject, start=period, value=value)
            count += 1
        except Refused as refusal:
            errors[key] = str(refusal)
    return count, errors


def _newest(period: Period) -> dict[tuple[str, Subject], Stated]:
    """The stated target of each subject that holds in a period."""
    found = {}
    for one in stated.targets():
        begun = one.start.grain == period.grain and one.start.start <= period.start
        if begun and (one.end is None or one.end.start >= period.start):
            found[one.metric, one.subject] = one
    return found


def _declared(
    regulation: Regulation, period: Period, newest: Mapping[tuple[str, Subject], object]
) -> list[tuple[str, Subject, Fraction | None]]:
    """Whom a target is declared or stated for, with the regulation's own figure."""
    found: dict[tuple[str, Subject], Fraction | None] = {}
    for rule in regulation.of(Target).values():
        if rule.period.value == period.grain.value:
            value = rule.at(period.end) if rule.values else None
            found[rule.metric, rule.subject] = value if isinstance(value, Fraction) else None
    for key in newest:
        found.setdefault(key, None)
    return [(metric, subject, value) for (metric, subject), value in found.items()]


def _unit(regulation: Regulation, name: str) -> str:
    rule = regulation.of(Metric).get(name) or regulation.of(Input).get(name)
    return rule.unit if rule else ""
