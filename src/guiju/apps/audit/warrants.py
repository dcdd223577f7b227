"""By which right an action is done, so that the ledger names the clause that gives it."""

from guiju.apps.audit.actor import Actor
from guiju.lang.kinds.choices import Action, Thing

Right = tuple[Action, Thing]

# The longest beginning that fits an action counts. What everybody may do by being here (signing in) has no clause.
_RIGHTS: dict[str, tuple[Right, ...]] = {
    "people.": ((Action.EDIT, Thing.ROSTER), (Action.IMPORT, Thing.ROSTER)),
    "people.export_roster": ((Action.EXPORT, Thing.ROSTER),),
    "people.change_own_password": (),
    "rulebook.": ((Action.EDIT, Thing.REGULATION),),
    "figures.": ((Action.IMPORT, Thing.SOURCES),),
    "figures.enter": ((Action.EDIT, Thing.INPUTS),),
    "figures.withdraw": ((Action.EDIT, Thing.INPUTS),),
    "figures.confirm": ((Action.CONFIRM, Thing.INPUTS),),
    "figures.import_inputs": ((Action.EDIT, Thing.INPUTS),),
    "figures.set_target": ((Action.EDIT, Thing.TARGETS),),
    "figures.remove_target": ((Action.EDIT, Thing.TARGETS),),
    "figures.import_targets": ((Action.EDIT, Thing.TARGETS),),
    "costs.": ((Action.EDIT, Thing.COSTS),),
    "costs.export": ((Action.EXPORT, Thing.COSTS),),
    "corrections.": ((Action.EDIT, Thing.SOURCES), (Action.IMPORT, Thing.SOURCES)),
    "corrections.approved": ((Action.CONFIRM, Thing.SOURCES),),
    "formats.": ((Action.IMPORT, Thing.SOURCES),),
    "intake.": ((Action.EDIT, Thing.SOURCES), (Action.IMPORT, Thing.SOURCES)),
    "insight.": ((Action.VIEW, Thing.METRICS),),
    "insight.export": ((Action.EXPORT, Thing.METRICS),),
    "records.export": ((Action.EXPORT, Thing.RECORDS),),
    "login.make_link": ((Action.EDIT, Thing.ROSTER),),
    "login.save_provider": ((Action.EDIT, Thing.ROSTER),),
    "login.remove_provider": ((Action.EDIT, Thing.ROSTER),),
    "login.reset_factor": ((Action.EDIT, Thing.ROSTER),),
    "privacy.": ((Action.EDIT, Thing.ROSTER),),
}


def clause(actor: Actor, action: str) -> str:
    """The clause that lets the actor do this; empty for who needs none (an administrator) or has none."""
    fitting = [beginning for beginning in _RIGHTS if action.startswith(beginning)]
    rights = _RIGHTS[max(fitting, key=len)] if fitting else ()
    return next((found for may, what in rights if (found := actor.clause(may, what))), "")
