"""Who may mark, answer and explore; what figures somebody sees is decided by the rules of figures."""

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules
from guiju.lang.kinds.choices import Action, Range, Thing

PERSONAL = frozenset({"person", "agent"})  # dimensions that name people
OF_PEOPLE = frozenset({"person", "unit"})  # dimensions for which a range of one's own or one's unit is enough


def may_mark(actor: Actor) -> bool:
    """Mark what happened, and answer what was found: whoever sees the figures of all shops."""
    return rules.may_view_figures(actor)


def may_change_mark(actor: Actor, user_id: int | None) -> bool:
    """Change or remove a mark: its author, and who sets targets for everybody."""
    own = actor.user_id is not None and actor.user_id == user_id
    return may_mark(actor) and (own or actor.reach(Action.EDIT, Thing.TARGETS) == Range.ALL)


def may_explore(actor: Actor) -> bool:
    """Ask for any cut of figures: within one's range, which a narrower one limits to people and units."""
    return actor.reach(Action.VIEW, Thing.METRICS) is not None


def may_export(actor: Actor) -> bool:
    """Take a cut away as a file."""
    return may_explore(actor) and rules.may_export_figures(actor)


def may_see(actor: Actor, dims: dict[str, str]) -> bool:
    """See one figure by its dimensions: that of a person or unit by the actor's range, any other with 全部 alone."""
    if rules.may_view_figures(actor):
        return True
    of_people = [name for name in dims if name in OF_PEOPLE]
    return bool(of_people) and all(rules.may_view_figures(actor, dim=name, key=dims[name]) for name in of_people)
