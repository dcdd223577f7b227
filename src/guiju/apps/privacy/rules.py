"""Who answers for personal data."""

from guiju.apps.audit.actor import Actor
from guiju.lang.kinds.choices import Action, Range, Thing


def may_answer_people(actor: Actor) -> bool:
    """Find, export and erase what is held of people of the roster: administrators, and who keeps the whole roster."""
    return actor.reach(Action.EDIT, Thing.ROSTER) == Range.ALL


def may_export_all(actor: Actor) -> bool:
    """Take pay and scores along in what is exported of a person; without it they are left out."""
    return actor.reach(Action.VIEW, Thing.BONUSES) == Range.ALL


def may_answer_buyers(actor: Actor) -> bool:
    """Find, export and erase buyers: administrators, and who brings data."""
    return actor.reach(Action.IMPORT, Thing.SOURCES) == Range.ALL


def may_view_record(actor: Actor) -> bool:
    """Read the impact record."""
    return may_answer_people(actor) or may_answer_buyers(actor)


def may_write_record(actor: Actor) -> bool:
    """Write notes of the impact record, and say how long buyers are told apart: administrators."""
    return actor.trusted
