"""Who may teach files: who brings data; the beginning of a file is for those who brought it."""

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules


def may_teach(actor: Actor) -> bool:
    """Say what the columns of a file mean, for everybody who brings such files."""
    return rules.may_import_data(actor)


def may_view(actor: Actor) -> bool:
    """See which files are known, and how their columns are read."""
    return rules.may_view_sources(actor)


def may_teach_from(actor: Actor, user_id: int | None) -> bool:
    """Teach a file that a user brought; files that came by themselves are open to whoever may teach."""
    return may_teach(actor) and (actor.trusted or user_id in {None, actor.user_id})


def may_open(actor: Actor, user_id: int | None) -> bool:
    """Go on with a lesson: whoever began it."""
    return may_teach(actor) and user_id == actor.user_id
