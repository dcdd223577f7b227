"""Who may propose and approve corrections, by the regulation in force."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.corrections.models import Correction
from guiju.apps.figures import rules as figures
from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds import Access
from guiju.lang.kinds.choices import Action, Range, Thing

Stage = Correction.Stage
ANYBODY = ""
OPEN = (Stage.DRAFT, Stage.PROPOSED)


def may_view(actor: Actor) -> bool:
    """See what was corrected and why: whoever may see the figures that it changed, and who works on the data."""
    return figures.may_view_figures(actor) or figures.may_view_sources(actor)


def may_export(actor: Actor) -> bool:
    """Take the list away as a workbook: who may take the figures."""
    return figures.may_export_figures(actor)


def may_propose(actor: Actor) -> bool:
    """Draft and propose: who may import or edit data."""
    return any(actor.reach(may, Thing.SOURCES) == Range.ALL for may in (Action.IMPORT, Action.EDIT))


def may_approve(actor: Actor, row: Correction) -> bool:
    """Approve or refuse: who may confirm data, and never their own."""
    return actor.reach(Action.CONFIRM, Thing.SOURCES) == Range.ALL and not is_own(actor, row)


def may_change(actor: Actor, row: Correction) -> bool:
    """Propose a draft, or withdraw it: who made it."""
    return may_propose(actor) and is_own(actor, row)


def is_own(actor: Actor, row: Correction) -> bool:
    """Whether somebody made it, by account or by 工号; the operator's are those of nobody."""
    if row.number or row.user_id:
        by_account = actor.user_id is not None and actor.user_id == row.user_id
        return by_account or (bool(actor.number) and actor.number == row.number)
    return not actor.number and actor.user_id is None


def approvers(day: date, without: str) -> list[str]:
    """The 工号 of everybody in the roster, but one, who may approve on a day."""
    regulation = rulebook.regulation_at(day)
    if regulation is None:
        return []
    allowed = {
        position for rule in regulation.of(Access).values() if _confirms(rule) for position in rule.who or (ANYBODY,)
    }
    found: list[str] = []
    for post in people.held(day):
        position = positions.position(regulation, post.position)
        name = position.name if position else post.position
        if post.number != without and post.number not in found and {name, ANYBODY} & allowed:
            found.append(post.number)
    return found


def _confirms(rule: Access) -> bool:
    return Action.CONFIRM in rule.may and Thing.SOURCES in rule.what and rule.range is Range.ALL
