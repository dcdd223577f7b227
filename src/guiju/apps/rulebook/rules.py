"""Who may do what by the regulation in force. What no 权限 rule opens stays shut."""

from datetime import date

from guiju.apps import clock, remember
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions, queries
from guiju.apps.rulebook.values import Draft
from guiju.lang import Regulation
from guiju.lang.kinds import Floor, Publication
from guiju.lang.kinds.choices import Action, Bound, Range, Thing


def may(
    actor: Actor, action: Action, thing: Thing, *, number: str = "", unit: str = "", day: date | None = None
) -> bool:
    """Whether an actor may do something to what belongs to a person or a unit; to all there is when neither is given.

    本人 reaches what is one's own, 本组 also what belongs to ``units_of`` and to the people who hold posts there on
    ``day`` (today).
    """
    reach = actor.reach(action, thing)
    if reach is None or reach == Range.ALL:
        return reach is not None
    if number:
        people_within = numbers_within(actor, action, thing, day=day)
        return people_within is None or number in people_within
    return bool(unit) and reach == Range.GROUP and unit in units_of(actor, action, thing)


def numbers_within(actor: Actor, action: Action, thing: Thing, *, day: date | None = None) -> frozenset[str] | None:
    """The 工号 of everybody whose things an actor may do this to; ``None`` means everybody without exception."""
    reach = actor.reach(action, thing)
    if reach == Range.ALL:
        return None
    own = frozenset({actor.number} if actor.number and reach else ())
    if reach != Range.GROUP:
        return own
    today = day or clock.today()
    return own | remember.once(
        ("rules.within", actor, action, thing, today), lambda: _posted(actor, action, thing, today)
    )


def _posted(actor: Actor, action: Action, thing: Thing, day: date) -> frozenset[str]:
    """The 工号 of those who hold posts within an actor's group."""
    regulation, units = queries.current(), units_of(actor, action, thing)
    return frozenset(post.number for post in people.held(day) if _declared(regulation, post.unit) in units)


def units_of(actor: Actor, action: Action, thing: Thing) -> frozenset[str]:
    """The units that 本组 means for an actor, with all units under them, by their declared names.

    They are those of the posts that open this today: a unit one was in before, or is in without leading it, stays shut.
    """
    regulation = queries.current()
    if regulation is None or not actor.number:
        return frozenset()
    asked = (action, thing, Range.GROUP)
    opened = {grant.unit for grant in actor.grants if (grant.may, grant.what, grant.range) == asked}
    held = {post.unit for post in people.posts(on=clock.today(), number=actor.number)} if "" in opened else set()
    return frozenset(name for unit in held | opened - {""} for name in positions.within(regulation, unit))


def may_view_regulation(actor: Actor) -> bool:
    """Read the rules: whoever the regulation opens them to, and everybody in the roster, for they are bound by them."""
    return bool(actor.number) or actor.reach(Action.VIEW, Thing.REGULATION) is not None


def may_draft(actor: Actor) -> bool:
    """Write a draft of an amendment."""
    return actor.reach(Action.EDIT, Thing.REGULATION) == Range.ALL


def may_change_draft(actor: Actor, draft: Draft) -> bool:
    """Go on with a draft: its author, and whom the author lets write on it too."""
    writers = {draft.author_id, *(user for user, _ in draft.shared)}
    return may_draft(actor) and actor.user_id in writers


def may_share_draft(actor: Actor, draft: Draft) -> bool:
    """Let others write on a draft, and give it up: its author alone."""
    return may_draft(actor) and draft.author_id == actor.user_id


def may_adopt(actor: Actor) -> bool:
    """Put a regulation into force."""
    return actor.reach(Action.CONFIRM, Thing.REGULATION) == Range.ALL


def may_adopt_at_once(actor: Actor) -> bool:
    """Put a draft into force without publishing it: only where the regulation in force asks for no stages.

    One that states how the law wants rules made asks for them too.
    """
    current = queries.current()
    asks = current is not None and (bool(current.of(Publication)) or _states_procedure(current))
    return may_adopt(actor) and (actor.trusted or not asks)


def _states_procedure(regulation: Regulation) -> bool:
    return any(floor.bounds is Bound.PROCEDURE for floor in regulation.of(Floor).values())


def _declared(regulation: Regulation | None, unit: str) -> str:
    found = positions.unit(regulation, unit) if regulation else None
    return found.name if found else unit
