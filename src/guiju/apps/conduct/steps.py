"""The steps of a case as work: whose they are, until when, and how they end."""

from collections.abc import Collection
from hashlib import sha256
from json import dumps

from django.forms.models import model_to_dict

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.conduct import errors, models
from guiju.apps.conduct.errors import Code
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, changing, ending, notify
from guiju.apps.work import models as work
from guiju.apps.work.actions import making
from guiju.apps.work.receiving import Post, post_of
from guiju.apps.work.standing import standing
from guiju.apps.work.steps import Did
from guiju.lang.kinds import Prohibition
from guiju.lang.kinds.duty.recurrence import Allowance

HEAR, DECIDE, JUDGE = "hear", "decide", "judge"
_TITLES = {HEAR: "听取一件举报", DECIDE: "决定一件举报", JUDGE: "复核一件申诉"}


def locked(case_id: int, version: int) -> models.Case:
    """A case as somebody saw it, that nobody else changes until we are through."""
    found = models.Case.objects.select_for_update(of=("self",))
    case = found.select_related("about", "reporter", "hearer", "decider", "judge").filter(pk=case_id).first()
    if case is None:
        raise errors.refused(Code.UNKNOWN_CASE)
    if case.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return case


def prohibition(case: models.Case) -> Prohibition:
    """The rule as it stood on the day it happened."""
    return rulebook.regulation(case.edition).of(Prohibition)[case.rule]


def whose(case: models.Case, position: str, *, without: Collection[str] = ()) -> Post:
    """Who has a step: the holder of the position, else the line up from there.

    Never the person concerned, nor whoever reported.
    """
    here = standing()
    barred = {case.about.number, case.reporter.number if case.reporter else "", *without}
    declared = positions.position(here.regulation, position) if here.regulation else None
    line = (number for level in here.line(declared.unit if declared else "", position) for number in level)
    found = next((one for one in (*here.holders(position), *line) if one not in barred), "")
    if not found:
        raise errors.refused(Code.NOBODY_HEARS, position=position)
    return post_of(here, found)


def begin(case: models.Case, step: str, post: Post, within: Allowance | None) -> None:
    """Make the work of a step and let whose it is hear of it; neither says what the case is nor who brought it."""
    now, regulation = clock.now(), rulebook.regulation(case.edition)
    due = asked.within(now, within, regulation, post.unit, post.position) if within else None
    piece = making.Piece(
        source=work.Work.Source.CASE,
        key=f"case:{case.pk}:{step}:{case.version}",
        title=_TITLES[step],
        accountable=post.number,
        day=now.date(),
        opens=now,
        due=due,
        unit=post.unit,
        position=post.position,
    )
    made = making.make(actor=worker(), piece=piece)
    level = work.Notice.Level.ASKED
    notify.tell(numbers=[post.number], level=level, work=made, key=f"{made.pk}:made", moment=now)


def end(case: models.Case, actor: Actor) -> None:
    """The open step is done."""
    for row in current(case):
        ending.done(changing.locked(row.pk), actor=actor, moment=clock.now())


def current(case: models.Case) -> list[work.Work]:
    """The open work of a case."""
    found = work.Work.objects.filter(source=work.Work.Source.CASE, closed__isnull=True)
    return list(found.filter(key__startswith=f"case:{case.pk}:").select_related("accountable"))


def cancel(case: models.Case) -> None:
    """Nobody has to do anything about it any more."""
    for row in current(case):
        row.state = work.Work.State.CANCELLED
        ending.closed(row, actor=worker(), did=Did.CANCELLED, moment=clock.now())


def tell(case: models.Case, number: str, occasion: str) -> None:
    """Let somebody hear that there is something about a case to see, without saying what."""
    about = {"source": work.Work.Source.CASE.value, "case": case.pk, "occasion": occasion}
    key, level = f"case:{case.pk}:{occasion}:{case.version}", work.Notice.Level.INFORMED
    notify.tell(numbers=[number], level=level, work=None, key=key, moment=clock.now(), about=about)


def store(case: models.Case, actor: Actor, action: str) -> int:
    """Save a case, and write in the ledger who did what; of its contents the hash alone. Gives the new version."""
    case.version += 1
    case.save()
    note(case, actor, action)
    return case.version


def note(case: models.Case, actor: Actor, action: str) -> None:
    """An entry of the ledger. Who reported anonymously is not named there either."""
    after = {"stage": case.stage, "version": case.version, "contents": digest(case)}
    ledger.record(actor=actor, action=f"conduct.{action}", kind="case", key=case.pk, after=after)


def digest(case: models.Case) -> str:
    """The SHA-256 of everything in a case: whoever kept a copy can prove what it said."""
    contents = {name: str(value) for name, value in model_to_dict(case).items()}
    return sha256(dumps(contents, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
