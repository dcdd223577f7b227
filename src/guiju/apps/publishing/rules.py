"""Who may do what on the way of a version into force, by the regulation in force."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import approving, hands, models
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.work.standing import standing
from guiju.lang.kinds.choices import Action, Range, Thing


def may_view(actor: Actor) -> bool:
    """Read versions and how they came about: whoever may read the regulation."""
    return rulebook_rules.may_view_regulation(actor)


def may_run(actor: Actor) -> bool:
    """Begin a publication and take it through its stages: who may draft."""
    return rulebook_rules.may_draft(actor)


def may_see_signers(actor: Actor) -> bool:
    """See who has and who has not signed: who runs publications, confirms the regulation, or sees the whole roster."""
    return may_run(actor) or rulebook_rules.may_adopt(actor) or actor.reach(Action.VIEW, Thing.ROSTER) == Range.ALL


def may_approve(actor: Actor, row: models.Publication) -> bool:
    """Approve or send back: whom the rule names, and never who wrote on the text or handed it in."""
    if is_own(actor, row):
        return False
    return actor.trusted or (bool(actor.number) and actor.number in approvers(row))


def is_own(actor: Actor, row: models.Publication) -> bool:
    """Whether somebody wrote any of the text or handed it in, by account or by 工号."""
    return any(one.is_of(actor) for one in hands.of(row))


def may_make_evidence(actor: Actor, number: str) -> bool:
    """Take the papers about somebody: one's own, and who may take everybody's appraisal away."""
    own = bool(actor.number) and actor.number == number
    return own or actor.reach(Action.EXPORT, Thing.APPRAISAL) == Range.ALL


def approvers(row: models.Publication) -> tuple[str, ...]:
    """The 工号 of everybody who may approve: nobody who had a hand in the text."""
    return approving.of(row).may


def bound(day: date) -> tuple[str, ...]:
    """The 工号 of everybody whom the regulation binds on a day: who is there and holds a post."""
    return tuple(standing(day).posts)
