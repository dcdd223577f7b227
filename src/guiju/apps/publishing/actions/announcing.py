"""公示: an approved text is announced with the day from which it binds, or withdrawn before that day."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.publishing import demands, errands, errors, keeping, models, reading, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.publishing.values import BEFORE_NOTICE, LegState, Life, Stage, State
from guiju.apps.rulebook import actions as rulebook
from guiju.apps.rulebook import announcing as texts
from guiju.apps.rulebook import law
from guiju.apps.rulebook import queries as editions
from guiju.apps.rulebook import rules as rulebook_rules
from guiju.lang.kinds.choices import Passage


@transaction.atomic
def announce(*, actor: Actor, publication_id: int, version: int, in_force_from: date) -> int:
    """Announce an approved text as in force from a day on and ask everybody to sign it; gives the version.

    A repeal is announced in the same way; everybody hears of it and nobody signs.
    """
    if not (rules.may_run(actor) or rulebook_rules.may_adopt(actor)):
        raise errors.refused(Code.NOT_ALLOWED)
    list(models.Publication.objects.select_for_update().order_by("pk"))  # one announcement after the other
    row = keeping.locked(publication_id, version)
    life = reading.life(row)
    if row.state != State.OPEN or not all(life.leg(stage).over for stage in BEFORE_NOTICE):
        raise errors.refused(Code.OTHER_STAGE)
    _check_the_law(row, life)
    if row.repeals and not people.administrators():
        raise errors.refused(Code.NO_ADMINISTRATOR)
    _check_day(row, in_force_from, skipped=life.leg(Stage.NOTICE).state == LegState.SKIPPED)
    try:
        with transaction.atomic():
            row.state, row.in_force_from = State.ANNOUNCED, in_force_from
            row.save()
    except IntegrityError as error:
        raise errors.refused(Code.DAY_TAKEN, day=in_force_from) from error
    if row.repeals:
        row.adoption_id = texts.repeal(actor=actor, edition=row.edition_id, day=in_force_from)
    else:
        row.adoption_id = texts.announce(actor=actor, edition=row.edition_id, in_force_from=in_force_from)
    if row.draft_id:
        texts.close_draft(actor=actor, draft_id=row.draft_id)
    if life.leg(Stage.NOTICE).state != LegState.SKIPPED:
        keeping.begin(row, Stage.NOTICE, actor, due=in_force_from)
    if row.repeals:
        errands.inform(row, rules.bound(clock.today()), actor)
    else:
        ask_to_sign(row, actor)
    return keeping.store(row, actor, "announce", in_force_from=in_force_from)


@transaction.atomic
def withdraw(*, actor: Actor, publication_id: int, version: int, reason: str) -> int:
    """Take a version back that is not in force yet; gives the version. What was announced, only who may confirm."""
    row = keeping.locked(publication_id, version)
    may = rulebook_rules.may_adopt(actor) or (row.state == State.OPEN and rules.may_run(actor))
    if not may:
        raise errors.refused(Code.NOT_ALLOWED)
    if row.state in {State.IN_FORCE, State.AMENDED} or (row.in_force_from and row.in_force_from <= clock.today()):
        raise errors.refused(Code.IN_FORCE, day=row.in_force_from)
    if not reason.strip():
        raise errors.refused(Code.NEEDS_REASON)
    if row.adoption_id is not None:
        rulebook.withdraw(actor=actor, adoption_id=row.adoption_id)
    row.state, row.adoption_id = State.WITHDRAWN, None
    errands.cancel(row, actor, errands.COMMENT, errands.CLOSE, errands.APPROVE, errands.SIGN)
    return keeping.store(row, actor, "withdraw", reason=reason.strip())


def ask_to_sign(row: models.Publication, actor: Actor) -> int:
    """Everybody bound who has not signed this text has it as work; gives how many pieces are new."""
    today = clock.today()
    leg = reading.life(row).leg(Stage.SIGNATURE)
    if leg.state == LegState.SKIPPED:
        return 0
    due = today + timedelta(days=demands.of(row).sign_days)
    if not leg.state:
        keeping.begin(row, Stage.SIGNATURE, actor, due=due)
    done = set(models.Signature.objects.filter(edition=row.edition_id).values_list("person__number", flat=True))
    return errands.ask(row, errands.SIGN, [one for one in rules.bound(today) if one not in done], due)


def _check_the_law(row: models.Publication, life: Life) -> None:
    """A version that went around those whom it binds does not come into force, whatever its own rule allows."""
    floor = demands.by_law(row)
    passed = {Passage(leg.stage) for leg in life.legs if leg.stage in demands.WRITTEN and leg.state != LegState.SKIPPED}
    told = law.unpassed(floor, passed) if floor else None
    if told:
        raise errors.refused(Code.NOT_HEARD, told=told)


def _check_day(row: models.Publication, day: date, *, skipped: bool) -> None:
    today = clock.today()
    days = 0 if skipped else demands.of(row).notice_days
    first = today + timedelta(days=days)
    if day < today:
        raise errors.refused(Code.IN_THE_PAST, day=day, first=first)
    if day < first:
        raise errors.refused(Code.NOTICE_TOO_SHORT, days=days, first=first)
    others = models.Publication.objects.filter(state=State.ANNOUNCED, in_force_from=day).exclude(pk=row.pk)
    if others.exists():
        raise errors.refused(Code.DAY_TAKEN, day=day)
    then = editions.edition_at(day)
    if then != row.base:
        raise errors.refused(Code.BASE_CHANGED, base=_named(row.base), now=_named(then))


def _named(edition: str) -> str:
    found = editions.edition(edition) if edition else None
    return f"{found.title} {found.version}（{edition[:12]}）" if found else "—"
