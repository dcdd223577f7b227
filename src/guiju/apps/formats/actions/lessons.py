"""Teaching a file: begun from an import, said column by column, tried, kept as a connector and brought in at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import models as figures
from guiju.apps.figures.actions import imports
from guiju.apps.figures.actions.imports import Upload
from guiju.apps.formats import errors, models, queries, rules
from guiju.apps.formats.actions import reading
from guiju.apps.formats.errors import Code
from guiju.apps.formats.values import Kept
from guiju.facts.mapping import check, spec, store
from guiju.facts.mapping.faults import Fault, StaleError, UnsoundError
from guiju.facts.mapping.looks import Look
from guiju.facts.mapping.sampled import Sample, Seen
from guiju.facts.mapping.spec import Spec

State = models.Lesson.State
LEFT = timedelta(days=7)  # a lesson that nobody goes on with
_CHUNK = 1 << 20


@transaction.atomic
def start(*, actor: Actor, run_id: int, file: str) -> int:
    """Begin to teach a file that an import did not recognise; gives the number of the lesson."""
    run = figures.ImportRun.objects.filter(pk=run_id).first()
    if run is None or queries.stored(run, file) is None:
        raise errors.refused(Code.NO_FILE if rules.may_teach(actor) else Code.NOT_ALLOWED)
    if not rules.may_teach_from(actor, run.user_id):
        raise errors.refused(Code.NOT_ALLOWED)
    models.Lesson.objects.filter(saved__lt=clock.now() - LEFT).delete()
    again = queries.unfinished(actor.user_id).filter(run=run, file=file).first()
    if again:
        return again.pk
    now = clock.now()
    row = models.Lesson.objects.create(run=run, file=file, user_id=actor.user_id, by=actor.name, created=now, saved=now)
    _look(row.pk)
    return row.pk


@transaction.atomic
def edit(*, actor: Actor, name: str) -> int:
    """Begin to change a connector of the house; gives the number of the lesson, which has a header but no rows."""
    if not rules.may_teach(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    one = queries.format_of(name)
    if one is None or not one.columns:
        raise errors.refused(Code.UNKNOWN)
    columns = tuple(Seen(header, Look.EMPTY, None) for header in one.header)
    found = Sample((one.raw.get("sheet", ""),), one.raw.get("sheet", ""), (), 0, 0, (one.header,), columns, ())
    now = clock.now()
    row = models.Lesson.objects.create(
        connector=name,
        base=0 if one.removed else one.version,
        state=State.READY,
        sample=found.as_json(),
        spec=spec.as_json(spec.from_raw(one.raw)),
        user_id=actor.user_id,
        by=actor.name,
        created=now,
        saved=now,
    )
    return row.pk


@transaction.atomic
def read_otherwise(*, actor: Actor, lesson_id: int, asked: Mapping[str, object]) -> None:
    """Read the beginning of the file in another way: ``sheet``, ``way``, ``at`` (the row of the header, from 0)."""
    row = _mine(actor, lesson_id)
    if row.run_id is None:
        raise errors.refused(Code.NO_FILE)
    row.asked, row.state, row.trouble, row.saved = dict(asked), State.READING, {}, clock.now()
    row.save()
    _look(row.pk)


@transaction.atomic
def choose_fact(*, actor: Actor, lesson_id: int, fact: str) -> None:
    """Say which fact the file holds; its columns are proposed anew."""
    row, found = _ready(actor, lesson_id)
    said = queries.told(row).spec or Spec(fact)
    try:
        fresh = reading.proposed(found, fact)
    except KeyError:
        raise errors.refused(Code.UNKNOWN) from None
    row.spec = spec.as_json(replace(fresh, title=said.title, title_en=said.title_en, sheet=said.sheet))
    _say(row)


@transaction.atomic
def say(*, actor: Actor, lesson_id: int, said: Spec) -> tuple[Fault, ...]:
    """Keep what the columns mean for now, and let the worker try it; gives what is wrong with it already."""
    row, found = _ready(actor, lesson_id)
    body = spec.as_json(said)
    if row.spec != body or (row.tried is None and row.tried_version == row.version):
        row.spec = body
        _say(row)
    return faults(said, found, row.connector)


def faults(said: Spec, found: Sample, connector: str) -> tuple[Fault, ...]:
    """Everything that keeps a mapping from being kept: what it says, and who else knows the file."""
    raw = reading.raw_of(said, found, reading.base(connector))
    return (*check.faults(raw, found.looks), *_others(said, found, connector))


@transaction.atomic
def keep(*, actor: Actor, lesson_id: int, said: Spec, note: str = "") -> Kept:
    """Make a mapping a connector for everybody, and import the file that it was taught by."""
    row, found = _ready(actor, lesson_id)
    if not said.title.strip():
        raise errors.refused(Code.NO_TITLE)
    wrong = faults(said, found, row.connector)
    if wrong:
        raise errors.unsound(UnsoundError(wrong))
    raw = reading.raw_of(said, found, reading.base(row.connector))
    name = row.connector or _fresh(said.fact)
    now = clock.now()
    try:
        done = store.save(
            settings.GUIJU_HOME, name, raw, by=actor.name, now=now.replace(tzinfo=None), base=row.base, note=note[:200]
        )
    except StaleError as error:
        raise errors.stale(error) from error
    after = {"version": done.version, "title": said.title, "fact": said.fact, "file": row.file}
    ledger.record(actor=actor, action="formats.keep", kind="format", key=name, after=after)
    row.state, row.connector, row.saved, row.sample, row.tried = State.KEPT, name, now, None, None
    row.spec = spec.as_json(said)
    row.save()
    return Kept(name, done.version, _bring(actor, row))


@transaction.atomic
def give_up(*, actor: Actor, lesson_id: int) -> None:
    """Forget a lesson; the file stays where it is."""
    _mine(actor, lesson_id).delete()


def _others(said: Spec, found: Sample, connector: str) -> tuple[Fault, ...]:
    built_in, own = queries.knows(found.names, found.sheet, but=connector)
    wrong = []
    if built_in and built_in.id != said.instead_of:
        wrong.append(Fault("built_in", data={"title": built_in.title.zh, "title_en": built_in.title.en}))
    if own:
        wrong.append(Fault("own", data={"title": own.title.zh, "title_en": own.title.en}))
    return tuple(wrong)


def _say(row: models.Lesson) -> None:
    """Keep what is said under a new version, which the worker tries."""
    from guiju.apps.formats import tasks

    row.version += 1
    row.saved = clock.now()
    row.save()
    number, version = row.pk, row.version
    if row.run_id is not None:
        transaction.on_commit(lambda: tasks.try_out.enqueue(number, version))


def _look(number: int) -> None:
    from guiju.apps.formats import tasks

    transaction.on_commit(lambda: tasks.look_at.enqueue(number))


def _bring(actor: Actor, row: models.Lesson) -> int | None:
    """Import the file by what was just taught, with what was said beside it before."""
    path = queries.stored(row.run, row.file) if row.run else None
    if row.run is None or path is None:
        return None
    said: Mapping[str, str] = row.run.options
    covers = [date.fromisoformat(day) for day in said["covers"].split("..")] if "covers" in said else None
    with path.open("rb") as file:
        return imports.request_import(
            actor=actor,
            uploads=[Upload(path.name, iter(lambda: file.read(_CHUNK), b""))],
            shop=said.get("shop", ""),
            as_of=datetime.fromisoformat(said["as_of"]) if "as_of" in said else None,
            on=date.fromisoformat(said["on"]) if "on" in said else None,
            covers=(covers[0], covers[1]) if covers else None,
        )


def _fresh(fact: str) -> str:
    """An id that nobody had."""
    taken = {one.id for one in queries.formats()}
    return next(name for at in range(1, 10_000) if (name := f"own_{fact}_{at}") not in taken)


def _ready(actor: Actor, lesson_id: int) -> tuple[models.Lesson, Sample]:
    row = _mine(actor, lesson_id)
    found = queries.told(row).sample
    if row.state != State.READY or found is None:
        raise errors.refused(Code.NOT_READ)
    return row, found


def _mine(actor: Actor, lesson_id: int) -> models.Lesson:
    row = models.Lesson.objects.select_for_update().filter(pk=lesson_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if not rules.may_open(actor, row.user_id):
        raise errors.refused(Code.NOT_ALLOWED)
    if row.state == State.KEPT:
        raise errors.refused(Code.IS_OVER)
    return row
