"""Who may do what with the roster."""

from guiju.apps.audit.actor import Actor
from guiju.lang.kinds.choices import Action, Range, Thing


def may_edit_roster(actor: Actor) -> bool:
    """Change people, posts, pay, shops and ownerships: only who may edit or import the whole roster."""
    reaches = (actor.reach(may, Thing.ROSTER) for may in (Action.EDIT, Action.IMPORT))
    return Range.ALL in reaches


def may_export_roster(actor: Actor) -> bool:
    """Take the roster away as a workbook."""
    return actor.reach(Action.EXPORT, Thing.ROSTER) == Range.ALL


def may_export_pay(actor: Actor) -> bool:
    """Have everybody's pay in that workbook: who may take everybody's bonuses away."""
    return actor.reach(Action.EXPORT, Thing.BONUSES) == Range.ALL


def may_view_roster(actor: Actor) -> bool:
    """See who holds what, without pay."""
    return actor.reach(Action.VIEW, Thing.ROSTER) is not None


def may_manage_accounts(actor: Actor) -> bool:
    """Open, close and reset sign-in accounts: administrators and who may edit the whole roster."""
    return actor.reach(Action.EDIT, Thing.ROSTER) == Range.ALL
