"""Rows of work as the lines that pages show; the same number of queries for one row and for a thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from guiju.apps.records.models import Record
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import asked, ending, models
from guiju.apps.work.changing import who
from guiju.apps.work.standing import left
from guiju.apps.work.values import Item, Part, Step, Verb, Who
from guiju.lang import Regulation
from guiju.lang.kinds.choices import Evidence as Kind

Source, State = models.Work.Source, models.Work.State
_DOERS = {Part.ACCOUNTABLE, Part.RESPONSIBLE, Part.DEPUTY}
_NOBODY = Who()
_BY_SOURCE: dict[str, Verb] = {
    Source.REVIEW: Verb.ACCEPT,
    Source.APPROVAL: Verb.ACCEPT,
    Source.CASE: Verb.DECIDE,
    Source.PUBLICATION: Verb.DECIDE,
    Source.STAGE: Verb.ADVANCE,
}
_BY_EVIDENCE: dict[str, Verb] = {Kind.MINUTES: Verb.HOLD, Kind.FORM: Verb.FILE}


def rows() -> QuerySet[models.Work]:
    """Work with the people that each line names."""
    return models.Work.objects.select_related("accountable", "done_by").defer("detail", "excuse")


def together(found: Iterable[QuerySet[models.Work]]) -> QuerySet[models.Work]:
    """The rows of several questions, each in its own order and cut at its own length, read as one in no order."""
    first, *others = (models.Work.objects.filter(pk__in=one.values("pk")).order_by().values("pk") for one in found)
    return rows().filter(pk__in=first.union(*others)).order_by()


def items(
    found: Sequence[models.Work],
    moment: datetime,
    *,
    parts: Mapping[int, Part] | None = None,
    deputy_for: Mapping[int, Who] | None = None,
    every: Part = Part.NONE,
) -> tuple[Item, ...]:
    """Lines of work, in the order of the rows; ``parts`` say why the asker sees each, ``every`` for the others."""
    ids, why = [row.pk for row in found], parts or {}
    turns = [row for row in found if why.get(row.pk, every) in _DOERS]  # to all others no verb is offered
    waits, last, received = _waits(found), _last(ids), _received(turns)
    regulation = rulebook.current() if found else None
    lines = tuple(
        item(
            row,
            moment,
            part=why.get(row.pk, every),
            deputy_for=(deputy_for or {}).get(row.pk, _NOBODY),
            waits=waits.get(row.pk, 0),
            last=last.get(row.pk),
            received=row.pk in received,
            regulation=regulation,
        )
        for row in found
    )
    again = awaited(found)
    return tuple(replace(one, awaited=one.id in again) for one in lines) if again else lines


def brief(found: Sequence[models.Work], moment: datetime) -> tuple[Item, ...]:
    """Lines that only name the work, its state and when it is due: nobody does it from there, and nothing is asked."""
    regulation = rulebook.current() if found else None
    return tuple(item(row, moment, regulation=regulation) for row in found)


def item(
    row: models.Work,
    moment: datetime,
    *,
    part: Part = Part.NONE,
    deputy_for: Who = _NOBODY,
    waits: int = 0,
    last: Step | None = None,
    received: bool = False,
    regulation: Regulation | None = None,
) -> Item:
    """One line; ``regulation`` is the one in force, by which working days are counted."""
    is_open = row.closed is None and row.done is None
    remaining = left(moment, row.due, row.unit, row.position, regulation) if is_open and row.due is not None else None
    listed = asked.checklist(row)
    staged = asked.stage(row)
    stage = staged[0].stages[staged[1]] if staged else None
    return Item(
        id=row.pk,
        version=row.version,
        key=row.key,
        title=row.title,
        source=row.source,
        state=row.state,
        rule=row.rule,
        clause=row.clause,
        edition=row.edition,
        day=row.day,
        opens=timezone.localtime(row.opens),
        due=timezone.localtime(row.due) if row.due else None,
        done=timezone.localtime(row.done) if row.done else None,
        late=asked.lateness(row, moment) if is_open else row.seconds_late or 0,
        left=remaining.seconds if remaining else None,
        workdays=max(0, remaining.workdays) if remaining else None,
        provisional=row.provisional,
        accountable=who(row.accountable),
        done_by=who(row.done_by),
        position=row.position,
        unit=row.unit,
        evidence=Kind(row.wants),
        form=row.form,
        record=row.record_id,
        project=row.project_id,
        parent=row.parent_id,
        rank=row.rank,
        part=part,
        deputy_for=deputy_for,
        verb=verb(row, part, received=received, moment=moment),
        waits=waits,
        ticks=len(listed),
        ticked=len(row.evidence.get("ticks", {})) if listed else 0,
        fills=bool(stage and (stage.fills or stage.corrects)),
        returns=bool(stage and stage.may_return),
        returned=bool(row.evidence.get("returned")),
        last=last,
    )


def verb(row: models.Work, part: Part, *, received: bool = False, moment: datetime | None = None) -> Verb | None:
    """What somebody with this part does next; ``None`` when it is not their turn.

    With a ``moment``, what was handed in or done just now may be taken back.
    """
    if moment is not None and part in _DOERS and (row.state == State.REVIEW or ending.just_done(row, moment)):
        return Verb.TAKE_BACK
    if row.closed is not None or part not in _DOERS or row.state == State.REVIEW:
        return None
    by_kind = _BY_EVIDENCE.get(row.wants) or _BY_SOURCE.get(row.source)
    return by_kind or (Verb.HAND_IN if received else Verb.COMPLETE)


def _waits(found: Sequence[models.Work]) -> dict[int, int]:
    """How much unfinished work each piece waits for; nothing but what was made by hand does."""
    ids = [row.pk for row in found if row.source in {Source.TASK, Source.ACTION}]
    needed = models.Dependency.objects.filter(work__in=ids, needs__closed__isnull=True)
    return dict(needed.values_list("work").annotate(Count("id")).order_by())


def awaited(found: Sequence[models.Work]) -> frozenset[int]:
    """What of this was sent back and has not come again: the work is open, or the record with its author."""
    returned = [row for row in found if row.evidence.get("returned")]
    if not returned:
        return frozenset()
    parents = {row.parent_id for row in returned if row.parent_id}
    records = {row.record_id for row in returned if row.record_id and not row.parent_id}
    again = models.Work.objects.filter(pk__in=parents, state__in=(State.TODO, State.DOING)).values_list("pk", flat=True)
    drafts = Record.objects.filter(pk__in=records, state=Record.State.DRAFT).values_list("pk", flat=True)
    open_, typed = frozenset(again), frozenset(drafts)
    return frozenset(row.pk for row in returned if row.parent_id in open_ or row.record_id in typed)


def _last(ids: Sequence[int]) -> dict[int, Step]:
    newest = models.Step.objects.filter(work__in=ids).order_by().values("work").annotate(last=Max("id")).values("last")
    return dict(steps(models.Step.objects.filter(pk__in=newest)))


def steps(found: QuerySet[models.Step]) -> Iterable[tuple[int, Step]]:
    """Steps as values, each with the work it belongs to."""
    for work, at, name, number, did, said in found.values_list("work_id", "at", "who", "person__number", "did", "said"):
        yield work, Step(timezone.localtime(at), name, number or "", did, said)


def _received(found: Sequence[models.Work]) -> frozenset[int]:
    """Of which of these somebody receives what was done."""
    made = [row.pk for row in found if row.source in {Source.TASK, Source.ACTION}]
    by_hand = models.Participant.objects.filter(work__in=made, part=models.Participant.Part.REVIEWER)
    duties = {row.pk for row in found if (duty := asked.duty(row)) is not None and duty.reviewer}
    return frozenset(by_hand.values_list("work_id", flat=True)) | duties
