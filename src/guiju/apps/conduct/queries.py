"""Reading cases: each shows no more than the asker may see, and none that has been expunged."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.conduct import errors, models, rules, steps
from guiju.apps.conduct.errors import Code
from guiju.apps.conduct.values import CaseLine, CaseView, May, Sanction, Tie
from guiju.apps.people.models import Person
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.values import Who
from guiju.lang.kinds import Prohibition

Stage = models.Case.Stage
NOBODY = Who()
_INSIDE = frozenset({Tie.HEARER, Tie.DECIDER, Tie.JUDGE, Tie.CONCERNED})


def case(actor: Actor, case_id: int) -> CaseView:
    """One case; ``Refused`` (UNKNOWN_CASE) when there is none that the actor has to do with."""
    row = _rows().filter(pk=case_id).first()
    mine = rules.ties(actor, row) if row else frozenset()
    foremost = rules.tie(actor, row) if row else None
    if row is None or foremost is None:
        raise errors.refused(Code.UNKNOWN_CASE)
    inside = bool(mine & _INSIDE)
    heard = row.stage != Stage.REPORTED or Tie.HEARER in mine
    may = frozenset(rules.may(actor, row))
    current = steps.current(row)
    own = next((one for one in current if one.accountable and one.accountable.number == actor.number), None)
    return CaseView(
        id=row.pk,
        version=row.version,
        tie=foremost,
        rule=row.rule,
        clause=row.clause,
        edition=row.edition,
        stage=row.stage,
        about=_who(row.about),
        reporter=_who(row.reporter) if rules.sees_reporter(mine, row) else NOBODY,
        anonymous=row.anonymous,
        happened=row.happened,
        reported=timezone.localtime(row.reported),
        report=row.report,
        answer=row.answer if inside else "",
        hearer=_who(row.hearer) if inside else NOBODY,
        hearing=row.hearing if inside and heard else "",
        decider=_who(row.decider) if inside else NOBODY,
        decision=row.decision if inside else "",
        sanction=row.sanction if inside else "",
        decided=_local(row.decided),
        appealable=_local(row.appealable) if inside else None,
        appeal=row.appeal if inside else "",
        judge=_who(row.judge) if inside else NOBODY,
        outcome=row.outcome if inside else "",
        expunges=row.expunges if inside else None,
        due=_local(next((one.due for one in current), None)),
        work=own.pk if own else None,
        sanctions=_sanctions(row) if may & {May.DECIDE, May.SETTLE} else (),
        may=may,
    )


def cases(actor: Actor) -> list[CaseLine]:
    """The cases that the actor has to do with, the newest first."""
    if not actor.number:
        return []
    parts = ("about", "reporter", "hearer", "decider", "judge")
    mine = Q(*((f"{part}__number", actor.number) for part in parts), _connector=Q.OR)
    found = _rows().filter(mine).exclude(expunges__lt=clock.today()).order_by("-id")
    lines = []
    for row in found:
        tie = rules.tie(actor, row)
        if tie is not None:
            lines.append(
                CaseLine(row.pk, tie, row.rule, row.stage, _who(row.about), timezone.localtime(row.reported), None)
            )
    return lines


def of_work(key: str) -> int | None:
    """The case that a piece of work is a step of, by the key of the work."""
    kind, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "case" and number.isdecimal() else None


def prohibited() -> list[Prohibition]:
    """What the regulation in force prohibits, in the order of the document."""
    regulation = rulebook.current()
    return list(regulation.of(Prohibition).values()) if regulation else []


def _rows() -> QuerySet[models.Case]:
    return models.Case.objects.select_related("about", "reporter", "hearer", "decider", "judge")


def _sanctions(row: models.Case) -> tuple[Sanction, ...]:
    """What may be decided: on appeal nothing harsher than what was."""
    listed = steps.prohibition(row).sanctions
    names = [one.name for one in listed]
    last = names.index(row.sanction) if row.stage == Stage.APPEALED else len(names) - 1
    return tuple(Sanction(one.name, one.expunged_months) for one in listed[: last + 1])


def _who(person: Person | None) -> Who:
    return Who(person.number, person.name) if person else NOBODY


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
