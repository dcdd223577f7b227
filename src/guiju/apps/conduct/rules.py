"""Who may see and do what with a case: whom it concerns and whose step it is, and nobody else, whatever their rank."""

from collections.abc import Iterator

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.conduct import models
from guiju.apps.conduct.values import May, Tie

Stage = models.Case.Stage
PENDING = (Stage.REPORTED, Stage.HEARD)
_FOREMOST = (Tie.CONCERNED, Tie.JUDGE, Tie.DECIDER, Tie.HEARER, Tie.REPORTER)


def tie(actor: Actor, case: models.Case) -> Tie | None:
    """What an actor has to do with a case; ``None`` when it is none of their business."""
    mine = ties(actor, case)
    return next((one for one in _FOREMOST if one in mine), None)


def ties(actor: Actor, case: models.Case) -> frozenset[Tie]:
    """All of them: who hears may also decide, when the clause says so."""
    if not actor.number or gone(case):
        return frozenset()
    parts = {
        Tie.CONCERNED: case.about,
        Tie.JUDGE: case.judge,
        Tie.DECIDER: case.decider,
        Tie.HEARER: case.hearer,
        Tie.REPORTER: case.reporter,
    }
    return frozenset(mine for mine, person in parts.items() if person and person.number == actor.number)


def gone(case: models.Case) -> bool:
    """Whether its day has passed: nobody finds it any more, though the next tick has yet to take it away."""
    return case.expunges is not None and case.expunges < clock.today()


def may(actor: Actor, case: models.Case) -> Iterator[May]:
    """What an actor may do to a case now."""
    mine, now = ties(actor, case), clock.now()
    if Tie.CONCERNED in mine and case.stage in PENDING:
        yield May.ANSWER
    if Tie.HEARER in mine and case.stage == Stage.REPORTED:
        yield May.HEAR
    if Tie.DECIDER in mine and case.stage == Stage.HEARD:
        yield May.DECIDE
    if Tie.CONCERNED in mine and case.stage == Stage.DECIDED and case.appealable and now <= case.appealable:
        yield May.APPEAL
    if Tie.JUDGE in mine and case.stage == Stage.APPEALED:
        yield May.SETTLE


def sees_reporter(mine: frozenset[Tie], case: models.Case) -> bool:
    """Whether they learn who reported: who hears it, who reported, and those who decide unless it was anonymous."""
    if mine & {Tie.HEARER, Tie.REPORTER}:
        return True
    return bool(mine & {Tie.DECIDER, Tie.JUDGE}) and not case.anonymous
