"""Who may enter a place: the apps' own rules, by the names that the navigation uses."""

from guiju.apps.audit.actor import Actor
from guiju.apps.people import rules as people_rules
from guiju.lang.kinds.choices import Action, Thing


def everybody(_actor: Actor) -> bool:
    """Whoever has signed in."""
    return True


def people(actor: Actor) -> bool:
    """Who may see the roster: leaders and HR."""
    return people_rules.may_view_roster(actor)


def setup(actor: Actor) -> bool:
    """Who brings data in or keeps the roster."""
    return actor.reach(Action.IMPORT, Thing.SOURCES) is not None or people_rules.may_edit_roster(actor)
