"""One piece of work with everything on it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, changing, ending, errors, models, proving, rules, views
from guiju.apps.work.errors import Code
from guiju.apps.work.queries import boards, gatherings, ties
from guiju.apps.work.values import Beside, Item, Part, Piece, Tick, Verb, Who

Source, State = models.Work.Source, models.Work.State
BY_HAND = (Source.TASK, Source.ACTION)


def item(actor: Actor, work_id: int) -> Piece:
    """The piece of work; ``Refused`` (UNKNOWN_WORK) when there is none that the actor may see."""
    found = models.Work.objects.select_related("accountable", "done_by", "made_by", "excused_by", "project__lead")
    found = found.select_related("record__author", "parent__done_by")
    row = found.filter(pk=work_id).first()
    beside = tuple(_beside(row)) if row else ()
    tie = rules.part(actor, row, [one.part for one in beside if one.who.number == actor.number]) if row else Part.NONE
    if row is None or not rules.may_see(actor, row, tie):
        raise errors.refused(Code.UNKNOWN_WORK)
    moment = clock.now()
    own = bool(actor.number) and asked.judged(row) == actor.number  # theirs is judged, and never by themselves
    leads = tie is not Part.ACCOUNTABLE and rules.may_lead(actor, row)
    part = tie if tie is not Part.NONE or not leads else Part.LEADS
    tied = ties.ties(actor, row, moment)
    steps = tuple(step for _, step in views.steps(row.steps.order_by("id")))
    line = views.item(
        row,
        moment,
        part=part,
        deputy_for=changing.who(row.accountable) if part is Part.DEPUTY else Who(),
        waits=tied.waits if row.source in BY_HAND else 0,
        last=steps[-1] if steps else None,
        received=_received(row, beside),
        regulation=rulebook.current(),
    )
    readings = proving.kept_readings(row) if row.done else proving.readings(row, asked.metrics(row))
    return Piece(
        item=replace(line, verb=None if own else line.verb, awaited=bool(views.awaited([row]))),
        detail=row.detail,
        made_by=changing.who(row.made_by),
        beside=beside,
        reviewer=_reviewer(tied.review, beside),
        steps=steps,
        checklist=tuple(_checklist(row)),
        minutes=str(row.evidence.get("minutes", "")),
        readings=readings,
        files=proving.attached(row),
        excuse=row.excuse,
        excused_by=changing.who(row.excused_by),
        needs=tied.needs,
        needed_by=tied.needed_by,
        parent=tied.parent,
        unseen=tied.unseen,
        children=tied.children,
        project=boards.bare(row.project) if row.project else None,
        agenda=gatherings.of(row, line, beside, readings) if gatherings.is_meeting(row) else None,
        may=frozenset(_may(actor, row, line, tied.review, leads=leads, own=own)),
    )


def _may(
    actor: Actor, row: models.Work, line: Item, review: models.Work | None, *, leads: bool, own: bool
) -> Iterator[Verb]:
    """What the actor may do to it now."""
    yield Verb.REMARK
    does = not own and rules.may_do(actor, row, line.part)
    by_hand = row.source in BY_HAND
    late = row.state == State.MISSED or (row.state == State.DONE and bool(row.seconds_late) and not row.excuse)
    lets_go = late or (row.closed is None and row.source not in rules.ENDED_ELSEWHERE)
    if leads and lets_go and not (row.done_by and row.done_by.number == actor.number):
        yield Verb.EXCUSE
    if row.closed is not None:
        own = row.done_by is not None and row.done_by.number == actor.number
        if own and ending.just_done(row, clock.now()):
            yield Verb.TAKE_BACK
        return
    if row.state == State.REVIEW:
        if does:
            yield Verb.TAKE_BACK
        if review is not None and rules.may_receive(actor, review, row):
            yield from (Verb.ACCEPT, Verb.GIVE_BACK)
        return
    yield from _open_verbs(row, line, does=does, leads=leads, by_hand=by_hand)


def _open_verbs(row: models.Work, line: Item, *, does: bool, leads: bool, by_hand: bool) -> Iterator[Verb]:
    if does and row.opens <= clock.now():
        forward = line.verb or views.verb(row, Part.ACCOUNTABLE)
        if forward is not None:
            yield forward
        if row.state == State.TODO:
            yield Verb.START
        if row.source == Source.REVIEW or (row.source == Source.STAGE and _may_return(row)):
            yield Verb.GIVE_BACK
    if by_hand and (does or leads):
        yield from (Verb.EDIT, Verb.MOVE)
    if leads:
        yield Verb.REASSIGN
        if by_hand:
            yield Verb.CANCEL


def _may_return(row: models.Work) -> bool:
    found = asked.stage(row)
    return found is not None and found[0].stages[found[1]].may_return


def _beside(row: models.Work) -> Iterator[Beside]:
    for one in row.participants.select_related("person").order_by("id"):
        yield Beside(changing.who(one.person), Part(one.part), one.present)


def _received(row: models.Work, beside: Sequence[Beside]) -> bool:
    """Whether somebody receives what is done: the duty's reviewer, or a task's."""
    if row.source in BY_HAND and any(one.part is Part.REVIEWER for one in beside):
        return True
    found = asked.duty(row)
    return found is not None and bool(found.reviewer)


def _reviewer(review: models.Work | None, beside: Sequence[Beside]) -> Who:
    if review is not None:
        return changing.who(review.accountable)
    return next((one.who for one in beside if one.part is Part.REVIEWER), Who())


def _checklist(row: models.Work) -> Iterator[Tick]:
    ticks = row.evidence.get("ticks", {})
    for place, text in enumerate(asked.checklist(row)):
        found = ticks.get(str(place))
        yield (
            Tick(text, done=True, by=found["by"], at=datetime.fromisoformat(found["at"]))
            if found
            else Tick(text, done=False)
        )
