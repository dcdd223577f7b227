"""How much may go without approval, and who approves the rest."""

from django.conf import settings

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.exports.models import Request
from guiju.apps.rulebook import access
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.standing import standing
from guiju.lang.kinds.choices import Action, Thing


def most(actor: Actor, thing: Thing) -> int:
    """How many rows of a thing somebody may take away without approval."""
    said = access.rows_without_approval(actor, thing)
    return int(settings.GUIJU_EXPORT_ROWS) if said is None else said


def approver(number: str, thing: Thing) -> str:
    """Who is asked: the nearest up the line of those who may export all of it, else the first of them.

    Where nobody else may, whoever leads; empty when there is nobody but the one who asks.
    """
    regulation = rulebook.current()
    line = [one for level in standing().above(number) for one in level if one != number] if number else []
    may = access.holders(regulation, clock.today(), Action.EXPORT, thing) if regulation else []
    others = [one for one in may if one != number]
    return next((one for one in line if one in others), "") or next(iter(others), "") or next(iter(line), "")


def may_decide(actor: Actor, row: Request) -> bool:
    """Approve or refuse: who was asked, whoever may export all of it too, and administrators; never one's own."""
    if is_own(actor, row):
        return False
    return actor.trusted or actor.number == row.approver or actor.reach(Action.EXPORT, Thing(row.thing)) == "all"


def may_see(actor: Actor, row: Request) -> bool:
    """Open a request: whose it is, and who may decide it."""
    return is_own(actor, row) or may_decide(actor, row)


def is_own(actor: Actor, row: Request) -> bool:
    """Whether somebody asked for it."""
    return actor.user_id == row.user_id or (bool(actor.number) and actor.number == row.number)
