"""One record with everything on it, and the files that hang on records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.records import errors, forms, models, rules
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Record, Version
from guiju.apps.records.values import Answers, Change, Entry, File, RecordView, Who
from guiju.apps.refusal import Refused
from guiju.lang import Regulation
from guiju.lang.kinds.form.model import Field, FieldType, Form


def record(actor: Actor, record_id: int) -> RecordView:
    """One record; ``Refused`` (UNKNOWN_RECORD) when there is none that the actor may read.

    Its author sees of a draft what was typed; to others a record that came back stands as it was filed.
    """
    row = Record.objects.select_related("author").filter(pk=record_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_RECORD)
    regulation, form = _form(row)
    if not rules.may_read(actor, regulation, form, row):
        raise errors.refused(Code.UNKNOWN_RECORD)
    entries = list(row.versions.order_by("version"))
    mine = row.author.number == actor.number
    typed = row.state == Record.State.DRAFT and mine
    contents = list(_contents(entries, row.answers))
    answers = row.answers if typed or not contents else contents[-1]
    files = {one.pk: _file(one) for one in row.attachments.select_related("by").order_by("pk")}
    return RecordView(
        id=row.pk,
        form=form,
        edition=regulation.hash,
        clause=regulation.clause(form.clause),
        number=row.number,
        title=row.title,
        state=row.state,
        stage=row.stage,
        author=Who(row.author.number, row.author.name),
        unit=row.unit,
        day=row.day,
        answers=answers,
        typed=typed,
        version=row.version,
        created=timezone.localtime(row.created),
        filed=timezone.localtime(row.filed) if row.filed else None,
        changed=timezone.localtime(row.changed),
        history=tuple(_entries(form, entries, contents)),
        files=files,
        names=names_in(form.fields, [answers, *contents]),
        may_amend=rules.amendable(actor, form, row, entries),
        may_withdraw=rules.may_withdraw(actor, form, row, entries),
    )


def attachment(actor: Actor, file_id: int) -> File:
    """A file that the actor may fetch: of a record that they may read, or one that they brought themselves.

    ``Refused`` (UNKNOWN_FILE) for any other.
    """
    row = models.Attachment.objects.select_related("by", "record__author").filter(pk=file_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_FILE)
    may = rules.may_read_file(actor, row)
    if row.record is not None and not may:
        may = rules.may_read(actor, *_form(row.record), row.record)
    if not may:
        raise errors.refused(Code.UNKNOWN_FILE)
    return _file(row)


def brought(actor: Actor, ids: Iterable[int]) -> dict[int, File]:
    """Those of some files that the actor has brought and that nothing holds yet."""
    mine = models.Attachment.objects.filter(pk__in=set(ids), record__isnull=True, held="", by__number=actor.number)
    return {row.pk: _file(row) for row in mine.select_related("by")} if ids else {}


def held_by(file_id: int) -> str:
    """What outside of records holds a file (``work:12``), which then says who may fetch it; empty when nothing does."""
    return models.Attachment.objects.filter(pk=file_id).values_list("held", flat=True).first() or ""


def held(file_id: int, holder: str) -> File:
    """A file for the app that holds it, which has seen to it that the asker may have it."""
    row = models.Attachment.objects.select_related("by").filter(pk=file_id, held=holder).exclude(held="").first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_FILE)
    return _file(row)


def names_in(fields: Iterable[Field], answers: Iterable[Answers]) -> dict[str, str]:
    """The names of everybody whom answers to these fields name by 工号."""
    declared = tuple(fields)
    numbers = {number for one in answers for number in _numbers(declared, one)}
    return {person.number: person.name for person in people.people(numbers=numbers)} if numbers else {}


def _form(row: Record) -> tuple[Regulation, Form]:
    """The form that a record is read by: a draft's as it counts now, any other's as it was filed."""
    if row.state == Record.State.DRAFT:
        try:
            return forms.on(row.form, row.day)
        except Refused:
            pass
    return forms.in_edition(row.edition, row.form)


def _contents(entries: Sequence[Version], current: Answers) -> Iterator[Answers]:
    """What the record held after each entry: what a later one found, and what it holds now after the last."""
    for at, entry in enumerate(entries):
        if entry.did == Version.Did.RETURNED and entry.answers is not None:
            yield entry.answers  # with its author, who types on what was filed
        else:
            yield next((one.answers for one in entries[at + 1 :] if one.answers is not None), current)


def _entries(form: Form, entries: Sequence[Version], contents: Sequence[Answers]) -> Iterator[Entry]:
    for at, entry in enumerate(entries):
        changes = tuple(_changes(form, contents[at - 1], contents[at])) if at else ()
        who = Who(entry.number, entry.who)
        yield Entry(entry.version, timezone.localtime(entry.at), who, entry.did, entry.stage, entry.said, changes)


def _changes(form: Form, before: Answers, after: Answers) -> Iterator[Change]:
    names = dict.fromkeys((*(field.name for field in form.fields), *before, *after))
    for name in names:
        if before.get(name) != after.get(name):
            yield Change(name, before.get(name), after.get(name))


def _numbers(fields: Iterable[Field], answers: Mapping[str, Any]) -> Iterator[str]:  # Any: JSON
    for field in fields:
        said = answers.get(field.name)
        if field.type is FieldType.PERSON and isinstance(said, str):
            yield said
        elif field.type is FieldType.TABLE and isinstance(said, list):
            for row in said:
                yield from _numbers(field.columns, row) if isinstance(row, Mapping) else ()


def _file(row: models.Attachment) -> File:
    by = Who(row.by.number, row.by.name)
    return File(row.pk, row.name, row.media_type, row.size, by, timezone.localtime(row.at), row.sha256)
