"""Who may do what by the regulation in force. What no 权限 rule opens stays shut."""

from datetime import date

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions, queries
from guiju.apps.rulebook.values import Draft
from guiju.lang import Regulation
from guiju.lang.kinds.choices import Action, Range, Thing


def may(
    actor: Actor, action: Action, thing: Thing, *, number: str = "", unit: str = "", day: date | None = None
) -> bool:
    """Whether an actor may do something to what belongs to a person or a unit; to all there is when neither is given.

    本人 reaches what is one's own, 本组 also what belongs to the units in which one holds a post and to those under
    them, and to the people who hold posts there on ``day`` (today).
    """
    reach = actor.reach(action, thing)
    if reach is None or reach == Range.ALL:
        return reach is not None
    if number:
        people_within = numbers_within(actor, action, thing, day=day)
        return people_within is None or number in people_within
    return bool(unit) and reach == Range.GROUP and unit in units_of(actor, day or clock.today())


def numbers_within(actor: Actor, action: Action, thing: Thing, *, day: date | None = None) -> frozenset[str] | None:
    """The 工号 of everybody whose things an actor may do this to; ``None`` means everybody without exception."""
    reach = actor.reach(action, thing)
    if reach == Range.ALL:
        return None
    own = frozenset({actor.number} if actor.number and reach else ())
    if reach != Range.GROUP:
        return own
    day = day or clock.today()
    regulation, units = queries.regulation_at(day), units_of(actor, day)
    return own | {number for number, unit, _ in people.held(day) if _declared(regulation, unit) in units}


def units_of(actor: Actor, day: date) -> frozenset[str]:
    """The units in which an actor holds a post on a day, with all units under them, by their declared names."""
    regulation = queries.regulation_at(day)
    if regulation is None or not actor.number:
        return frozenset()
    held = people.posts(on=day, number=actor.number)
    return frozenset(name for post in held for name in positions.within(regulation, post.unit))


def may_view_regulation(actor: Actor) -> bool:
    """Read the rules: whoever the regulation opens them to, and everybody in the roster, for they are bound by them."""
    return bool(actor.number) or actor.reach(Action.VIEW, Thing.REGULATION) is not None


def may_draft(actor: Actor) -> bool:
    """Write a draft of an amendment."""
    return actor.reach(Action.EDIT, Thing.REGULATION) == Range.ALL


def may_change_draft(actor: Actor, draft: Draft) -> bool:
    """Go on with a draft: its author alone."""
    return may_draft(actor) and draft.author_id == actor.user_id


def may_adopt(actor: Actor) -> bool:
    """Put a regulation into force."""
    return actor.reach(Action.CONFIRM, Thing.REGULATION) == Range.ALL


def _declared(regulation: Regulation | None, unit: str) -> str:
    found = positions.unit(regulation, unit) if regulation else None
    return found.name if found else unit
