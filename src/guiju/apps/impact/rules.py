"""Who may have texts tried on past months, and whose outcomes somebody sees of that."""

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import rules
from guiju.lang.kinds.choices import Action, Range, Thing


def may_simulate(actor: Actor) -> bool:
    """Whoever may write amendments."""
    return rules.may_draft(actor)


def may_see_cost(actor: Actor) -> bool:
    """See what it all costs: whoever may see everybody's money."""
    return actor.reach(Action.VIEW, Thing.BONUSES) == Range.ALL


def may_export(actor: Actor) -> bool:
    """Take everybody's outcomes away as a workbook."""
    return may_simulate(actor) and actor.reach(Action.EXPORT, Thing.APPRAISAL) == Range.ALL
