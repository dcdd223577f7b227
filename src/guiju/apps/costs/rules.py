"""Who may see and state costs: what the regulation opens as 成本, for the whole department."""

from guiju.apps.audit.actor import Actor
from guiju.lang.kinds.choices import Action, Range, Thing


def may_view_costs(actor: Actor) -> bool:
    """See what things cost."""
    return actor.reach(Action.VIEW, Thing.COSTS) == Range.ALL


def may_edit_costs(actor: Actor) -> bool:
    """State costs and take them back."""
    return actor.reach(Action.EDIT, Thing.COSTS) == Range.ALL


def may_import_costs(actor: Actor) -> bool:
    """State costs by a workbook."""
    return actor.reach(Action.IMPORT, Thing.COSTS) == Range.ALL


def may_export_costs(actor: Actor) -> bool:
    """Take costs away as a workbook."""
    return actor.reach(Action.EXPORT, Thing.COSTS) == Range.ALL
