"""Who may do what on the way of a version into force, by the regulation in force."""

from datetime import date

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import demands, models
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.apps.work.standing import standing
from guiju.lang.kinds import Access
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
    """Approve or send back: a holder of a position that the rule names, and never who wrote it."""
    if is_own(actor, row):
        return False
    return actor.trusted or (bool(actor.number) and actor.number in approvers(row))


def is_own(actor: Actor, row: models.Publication) -> bool:
    """Whether somebody is the author, by account or by 工号; what the operator began is the operator's."""
    if row.number or row.user_id:
        by_account = actor.user_id is not None and actor.user_id == row.user_id
        return by_account or (bool(actor.number) and actor.number == row.number)
    return not actor.number and actor.user_id is None and actor.name == row.by


def may_make_evidence(actor: Actor, number: str) -> bool:
    """Take the papers about somebody: one's own, and who may take everybody's appraisal away."""
    own = bool(actor.number) and actor.number == number
    return own or actor.reach(Action.EXPORT, Thing.APPRAISAL) == Range.ALL


def approvers(row: models.Publication) -> list[str]:
    """The 工号 of everybody who may approve, without the author."""
    rule = demands.of(row)
    if rule.approves:
        here = standing()
        found = [number for position in rule.approves for number in here.holders(position)]
    else:
        found = _confirming(clock.today())
    return [number for number in dict.fromkeys(found) if number != row.number]


def _confirming(day: date) -> list[str]:
    """Whoever the regulation in force lets confirm it."""
    regulation = rulebook.regulation_at(day)
    if regulation is None:
        return []
    confirming = [
        rule
        for rule in regulation.of(Access).values()
        if Action.CONFIRM in rule.may and Thing.REGULATION in rule.what and rule.range is Range.ALL
    ]
    everyone = any(not rule.who for rule in confirming)
    allowed = {position for rule in confirming for position in rule.who}
    found = []
    for post in people.held(day):
        meant = positions.position(regulation, post.position)
        if everyone or (meant is not None and meant.name in allowed):
            found.append(post.number)
    return found


def bound(day: date) -> tuple[str, ...]:
    """The 工号 of everybody whom the regulation binds on a day: who is there and holds a post."""
    return tuple(standing(day).posts)
