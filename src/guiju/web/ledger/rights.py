"""Who may read the ledger, and whose values before and after stand open in it."""

from guiju.apps.audit.actor import Actor
from guiju.apps.audit.queries import Line
from guiju.apps.people import rules
from guiju.lang.kinds.choices import Action, Range, Thing

# Values of what stands nowhere here are for administrators: what was reported of somebody, what was erased, secrets'
# places.
_OPENED_BY: dict[str, tuple[Thing, ...]] = {
    "rulebook.": (Thing.REGULATION,),
    "people.": (Thing.ROSTER,),
    "figures.": (Thing.INPUTS, Thing.TARGETS, Thing.SOURCES),
    "appraisal.": (Thing.APPRAISAL, Thing.BONUSES),
    "costs.": (Thing.COSTS,),
    "corrections.": (Thing.SOURCES,),
    "formats.": (Thing.SOURCES,),
    "intake.": (Thing.SOURCES,),
    "insight.": (Thing.METRICS,),
    "exports.": (Thing.ROSTER,),
    "login.": (Thing.ROSTER,),
}
_WHOLE_ROSTER = (
    "people.import_roster",
    "people.change_roster",
)  # hold pay: told by words of its own, which know who may see it


def may_read(actor: Actor) -> bool:
    """See who did what."""
    return actor.trusted or rules.may_edit_roster(actor)


def may_take_all(actor: Actor) -> bool:
    """Take the whole ledger away with everything in it."""
    return actor.trusted


def may_see_values(actor: Actor, line: Line) -> bool:
    """See what was before and after: who may see all of such things."""
    if actor.trusted:
        return True
    if line.action in _WHOLE_ROSTER:
        return False
    area = f"{line.action.partition('.')[0]}."
    things = _OPENED_BY.get(area, ())
    return bool(things) and all(actor.reach(Action.VIEW, thing) == Range.ALL for thing in things)
