"""What people do about a report of something prohibited; each step is work of the one whose it is."""

from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.conduct import errors, models, rules, steps
from guiju.apps.conduct.errors import Code
from guiju.apps.conduct.values import May, Tie
from guiju.apps.people import queries as people
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked
from guiju.apps.work.receiving import post_of
from guiju.apps.work.standing import standing
from guiju.engines.calendar.spans import months_after
from guiju.lang.kinds import Prohibition

Stage = models.Case.Stage


@transaction.atomic
def report(*, actor: Actor, rule: str, about: str, happened: date, said: str, anonymous: bool = False) -> int:
    """Report that somebody did what a rule prohibits; gives the number of the case.

    Whoever is employed may, about anybody else. Who hears it learns who reported; of an ``anonymous`` report nobody
    else ever does. The person concerned sees the report at once and may answer.
    """
    today = clock.today()
    known = {person.number: person for person in people.people(today)}
    if actor.number not in known:
        raise errors.refused(Code.NOT_IN_ROSTER)
    if about not in known:
        raise errors.refused(Code.UNKNOWN_PERSON, number=about)
    if about == actor.number:
        raise errors.refused(Code.ONESELF)
    if happened > today:
        raise errors.refused(Code.NOT_HAPPENED)
    regulation = rulebook.regulation_at(happened)
    found = regulation.named(Prohibition, rule) if regulation else None
    if regulation is None or found is None:
        raise errors.refused(Code.UNKNOWN_RULE, name=rule, day=happened)
    rows = people.ids([actor.number, about])
    case = models.Case.objects.create(
        rule=found.name,
        clause=found.clause,
        edition=regulation.hash,
        about_id=rows[about],
        reporter_id=rows[actor.number],
        anonymous=anonymous,
        happened=happened,
        report=_text(said),
        reported=clock.now(),
    )
    post = steps.whose(case, found.hears)
    case.hearer_id = people.ids([post.number])[post.number]
    case.save(update_fields=["hearer"])
    steps.begin(case, steps.HEAR, post, found.hearing)
    steps.tell(case, about, "reported")
    steps.note(case, Actor(name="", where="") if anonymous else actor, "report")
    return case.pk


@transaction.atomic
def answer(*, actor: Actor, case_id: int, version: int, said: str) -> int:
    """The person concerned says what they have to say, as often as they like until it is decided.

    Gives the version.
    """
    case = _mine(actor, case_id, version, May.ANSWER)
    case.answer = _text(said)
    if case.hearer is not None:
        steps.tell(case, case.hearer.number, "answered")
    return steps.store(case, actor, "answer")


@transaction.atomic
def hear(*, actor: Actor, case_id: int, version: int, said: str) -> int:
    """The person was heard, or given the time to be, and what came of it; then somebody decides. Gives the version."""
    case = _mine(actor, case_id, version, May.HEAR)
    rule = steps.prohibition(case)
    case.hearing, case.stage = _text(said), Stage.HEARD
    steps.end(case, actor)
    post = steps.whose(case, rule.decides)
    case.decider_id = people.ids([post.number])[post.number]
    new = steps.store(case, actor, "hear")
    steps.begin(case, steps.DECIDE, post, rule.decision)
    steps.tell(case, case.about.number, "heard")
    return new


@transaction.atomic
def decide(*, actor: Actor, case_id: int, version: int, said: str, sanction: str = "") -> int:
    """Decide what follows, one of what the rule allows or nothing, and why. Gives the version.

    When nothing follows the case is dismissed, and nobody finds it from the next day on.
    """
    case = _mine(actor, case_id, version, May.DECIDE)
    rule, now = steps.prohibition(case), clock.now()
    case.decision, case.sanction, case.decided = _text(said), _sanction(rule, sanction), now
    steps.end(case, actor)
    if not sanction:
        _close(case, Stage.DISMISSED)
    else:
        case.stage = Stage.DECIDED
        case.expunges = _expunged(rule, sanction, now.date())
        post = post_of(standing(), case.about.number)
        regulation = rulebook.regulation(case.edition)
        if rule.appeal is not None and rule.appeals_to:
            case.appealable = asked.within(now, rule.appeal, regulation, post.unit, post.position)
        else:
            _close(case, Stage.CLOSED)
    new = steps.store(case, actor, "decide")
    _tell_everybody(case, "decided")
    return new


@transaction.atomic
def appeal(*, actor: Actor, case_id: int, version: int, said: str) -> int:
    """The person concerned does not agree, and why; somebody else decides again. Gives the version."""
    case = _mine(actor, case_id, version, May.APPEAL)
    rule = steps.prohibition(case)
    case.appeal, case.stage = _text(said), Stage.APPEALED
    decider = case.decider.number if case.decider else ""
    post = steps.whose(case, rule.appeals_to, without=(decider,))
    case.judge_id = people.ids([post.number])[post.number]
    new = steps.store(case, actor, "appeal")
    steps.begin(case, steps.JUDGE, post, rule.decision)
    return new


@transaction.atomic
def settle(*, actor: Actor, case_id: int, version: int, said: str, sanction: str = "") -> int:
    """Decide an appeal for good: the same sanction stands, a lighter one (listed before it) or none, and why.

    Gives the version.
    """
    case = _mine(actor, case_id, version, May.SETTLE)
    rule, now = steps.prohibition(case), clock.now()
    names = [one.name for one in rule.sanctions]
    chosen = _sanction(rule, sanction)
    if chosen and names.index(chosen) > names.index(case.sanction):
        raise errors.refused(Code.HARSHER)
    case.outcome, case.sanction = _text(said), chosen
    steps.end(case, actor)
    if chosen:
        case.expunges = _expunged(rule, chosen, (case.decided or now).date())
    _close(case, Stage.CLOSED if chosen else Stage.DISMISSED)
    new = steps.store(case, actor, "settle")
    _tell_everybody(case, "settled")
    return new


def _mine(actor: Actor, case_id: int, version: int, verb: May) -> models.Case:
    """A case to which the actor may do this now, locked; a stranger is told that there is none."""
    case = steps.locked(case_id, version)
    if rules.tie(actor, case) is None:
        raise errors.refused(Code.UNKNOWN_CASE)
    if verb not in set(rules.may(actor, case)):
        if verb is May.APPEAL and case.stage == Stage.DECIDED and case.appealable and clock.now() > case.appealable:
            raise errors.refused(Code.TOO_LATE, at=f"{case.appealable:%m-%d %H:%M}")
        raise errors.refused(Code.OTHER_STAGE if verb in _once(actor, case) else Code.NOT_ALLOWED)
    return case


def _once(actor: Actor, case: models.Case) -> set[May]:
    """What an actor could do at some stage of the case."""
    by_tie = {
        Tie.CONCERNED: {May.ANSWER, May.APPEAL},
        Tie.HEARER: {May.HEAR},
        Tie.DECIDER: {May.DECIDE},
        Tie.JUDGE: {May.SETTLE},
    }
    return {verb for one in rules.ties(actor, case) for verb in by_tie.get(one, ())}


def _text(said: str) -> str:
    if not said.strip():
        raise errors.refused(Code.NEEDS_TEXT)
    return said.strip()


def _sanction(rule: Prohibition, name: str) -> str:
    if name and name not in {one.name for one in rule.sanctions}:
        raise errors.refused(Code.UNKNOWN_SANCTION, name=name)
    return name


def _expunged(rule: Prohibition, name: str, day: date) -> date | None:
    months = next(one.expunged_months for one in rule.sanctions if one.name == name)
    return months_after(day, months) if months else None


def _close(case: models.Case, stage: Stage) -> None:
    case.stage, case.closed = stage, clock.now()
    if stage == Stage.DISMISSED:
        case.sanction, case.expunges = "", clock.today()


def _tell_everybody(case: models.Case, occasion: str) -> None:
    steps.tell(case, case.about.number, occasion)
    if case.reporter is not None:
        steps.tell(case, case.reporter.number, occasion)
