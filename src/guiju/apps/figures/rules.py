"""Who may see and state figures, and bring data."""

from guiju.apps.audit.actor import Actor
from guiju.apps.figures.concerned import concerned
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions, queries, rules
from guiju.lang import Regulation
from guiju.lang.kinds import Input, Subject
from guiju.lang.kinds.choices import Action, Range, SubjectKind, Thing


def may_view_figures(actor: Actor, *, dim: str = "none", key: str = "") -> bool:
    """See the figures of a dimension: those of the department, shops, channels and products need 全部."""
    if dim == "person" and key:
        return rules.may(actor, Action.VIEW, Thing.METRICS, number=key)
    if dim == "unit" and key:
        return rules.may(actor, Action.VIEW, Thing.METRICS, unit=key)
    return actor.reach(Action.VIEW, Thing.METRICS) == Range.ALL


def may_export_figures(actor: Actor) -> bool:
    """Take figures away as a workbook."""
    return actor.reach(Action.EXPORT, Thing.METRICS) == Range.ALL


def may_import_data(actor: Actor) -> bool:
    """Bring files of shop data."""
    return actor.reach(Action.IMPORT, Thing.SOURCES) == Range.ALL


def may_view_sources(actor: Actor) -> bool:
    """See what data there is and how imports went."""
    return actor.reach(Action.VIEW, Thing.SOURCES) is not None


def may_see_set_aside(actor: Actor, importers: frozenset[int]) -> bool:
    """See, mend or discard rows that were set aside: those who brought them, for whom the cells are no news."""
    return may_import_data(actor) and actor.user_id in importers


def may_set_target(actor: Actor, subject: Subject) -> bool:
    """State what a metric should reach for a subject."""
    return _may(actor, Action.EDIT, Thing.TARGETS, subject)


def may_view_targets(actor: Actor, subject: Subject) -> bool:
    """See the targets of a subject."""
    return _may(actor, Action.VIEW, Thing.TARGETS, subject)


def may_enter(actor: Actor, declared: Input, subject: Subject) -> bool:
    """State an input of a subject: by the position that 填报 names unless the range is 全部, else within one's range.

    A leader whom the clause names enters the figure of everybody of whom it is asked, also beyond their own group.
    """
    return _states(actor, Action.EDIT, declared.name, declared.enters, subject)


def may_confirm(actor: Actor, declared: Input, subject: Subject) -> bool:
    """Confirm an input of a subject, as ``may_enter`` but by the position that 确认 names."""
    return _states(actor, Action.CONFIRM, declared.name, declared.confirms, subject)


def may_view_inputs(actor: Actor, subject: Subject) -> bool:
    """See the inputs of a subject."""
    return _may(actor, Action.VIEW, Thing.INPUTS, subject)


def may_exchange(actor: Actor, action: Action, thing: Thing) -> bool:
    """Take targets or inputs away as a workbook, or bring one; each row is judged by itself besides."""
    return actor.reach(action, thing) is not None


def _may(actor: Actor, action: Action, thing: Thing, subject: Subject) -> bool:
    """A person or unit by the actor's range, a position by that of its unit, anything else only with 全部."""
    if subject.kind == SubjectKind.PERSON:
        return rules.may(actor, action, thing, number=subject.name)
    unit = subject.name if subject.kind == SubjectKind.UNIT else ""
    if subject.kind == SubjectKind.POSITION:
        regulation = queries.current()
        position = positions.position(regulation, subject.name) if regulation else None
        unit = position.unit if position else ""
    return rules.may(actor, action, thing, unit=unit)


def _states(actor: Actor, action: Action, name: str, position: str, subject: Subject) -> bool:
    reach = actor.reach(action, Thing.INPUTS)
    if not position or reach == Range.ALL:
        return _may(actor, action, Thing.INPUTS, subject)
    regulation = queries.current()
    if regulation is None or position not in positions.held(regulation, actor.number):
        return False
    wide = reach == Range.GROUP and positions.anchored(regulation, position) and _concerns(regulation, name, subject)
    return wide or _may(actor, action, Thing.INPUTS, subject)


def _concerns(regulation: Regulation, name: str, subject: Subject) -> bool:
    """Whether an input is asked of a subject, now or in a post that they held."""
    units = concerned(regulation).get(name)
    if units is None or subject.kind not in {SubjectKind.UNIT, SubjectKind.PERSON}:
        return True
    if subject.kind is SubjectKind.UNIT:
        return subject.name in units
    held = (positions.unit(regulation, post.unit) for post in people.posts(number=subject.name))
    return any(unit is not None and unit.name in units for unit in held)
