"""Who may see outcomes, their money, work them out, and close a period."""

from datetime import date

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import access, queries, rules
from guiju.lang.kinds.choices import Action, Range, Thing


def may_view_outcome(actor: Actor, number: str, *, day: date | None = None) -> bool:
    """See somebody's points and grade."""
    return rules.may(actor, Action.VIEW, Thing.APPRAISAL, number=number, day=day)


def may_view_bonus(actor: Actor, number: str, *, day: date | None = None) -> bool:
    """See somebody's money, and how it came about."""
    return rules.may(actor, Action.VIEW, Thing.BONUSES, number=number, day=day)


def may_export_outcomes(actor: Actor) -> bool:
    """Take everybody's points and grades away as a workbook."""
    return actor.reach(Action.EXPORT, Thing.APPRAISAL) == Range.ALL


def may_export_bonuses(actor: Actor) -> bool:
    """Take everybody's money away as a workbook."""
    return actor.reach(Action.EXPORT, Thing.BONUSES) == Range.ALL


def may_view_closing(actor: Actor) -> bool:
    """See how a period was closed and what changed since: who sees everybody's scores and money."""
    return all(actor.reach(Action.VIEW, thing) == Range.ALL for thing in (Thing.APPRAISAL, Thing.BONUSES))


def may_close(actor: Actor) -> bool:
    """Close a period: who may confirm everybody's scores, and may see the money that this makes final."""
    confirms = actor.reach(Action.CONFIRM, Thing.APPRAISAL) == Range.ALL
    return confirms and actor.reach(Action.VIEW, Thing.BONUSES) == Range.ALL


def closers(day: date) -> list[str]:
    """The 工号 of everybody in the roster who may close periods on a day."""
    regulation = queries.regulation_at(day)
    if regulation is None:
        return []
    seeing = set(access.holders(regulation, day, Action.VIEW, Thing.BONUSES))
    confirming = access.holders(regulation, day, Action.CONFIRM, Thing.APPRAISAL)
    return [number for number in confirming if number in seeing]


def may_reckon(actor: Actor) -> bool:
    """Work a period out again."""
    return any(actor.reach(may, Thing.APPRAISAL) == Range.ALL for may in (Action.EDIT, Action.CONFIRM))
