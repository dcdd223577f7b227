"""Who may see and set up what comes in."""

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.intake.values import Scope
from guiju.lang.kinds.choices import Action, Range, Thing


def may_view(actor: Actor) -> bool:
    """See what is expected and how it stands."""
    return figures.may_view_sources(actor)


def may_manage(actor: Actor) -> bool:
    """Set up what is expected, folders and mailboxes: who may edit data sources."""
    return actor.reach(Action.EDIT, Thing.SOURCES) == Range.ALL


def may_see_tokens(actor: Actor) -> bool:
    """See the tokens of everybody, and end them."""
    return actor.trusted or may_manage(actor)


def may_give(actor: Actor, scope: Scope) -> bool:
    """Give a token a scope: what one may do oneself, if only in part."""
    if actor.user_id is None:
        return False
    if scope is Scope.UPLOAD:
        return figures.may_import_data(actor)
    return actor.reach(Action.VIEW, Thing.METRICS) is not None or figures.may_view_sources(actor)
