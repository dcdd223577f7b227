"""What every change of a record shares: its lock, its version, its entry, its files and its title."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.people import models as people_models
from guiju.apps.people import queries as people
from guiju.apps.records import errors, limits, reading
from guiju.apps.records.errors import Code
from guiju.apps.records.models import Attachment, Record, Version
from guiju.apps.records.values import Answers
from guiju.apps.rulebook import positions
from guiju.lang import Regulation
from guiju.lang.kinds.form.model import Field, FieldType, Form

WORDS: dict[str, Promise] = {
    Version.Did.FILED: pgettext_lazy("entry", "提交"),
    Version.Did.AMENDED: pgettext_lazy("entry", "修改"),
    Version.Did.PASSED: pgettext_lazy("entry", "办完一步"),
    Version.Did.RETURNED: pgettext_lazy("entry", "退回"),
    Version.Did.WITHDRAWN: pgettext_lazy("entry", "撤回"),
}
_WIDTH = 200
_PLAIN = {FieldType.TEXT, FieldType.LONG, FieldType.CHOICE, FieldType.UNIT, FieldType.SHOP, FieldType.PRODUCT}


def locked(record_id: int) -> Record:
    """A record that nobody else changes until the transaction is through; ``Refused`` when there is none."""
    row = Record.objects.select_for_update(of=("self",)).select_related("author").filter(pk=record_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_RECORD)
    return row


def same(record: Record, version: int | None, pen: str = "") -> None:
    """Refuse who has seen an older version, saying who changed what; a page never collides with itself."""
    if version is None or version == record.version or (pen and pen == record.pen):
        return
    last = Version.objects.filter(record=record).order_by("-version").first()
    if record.state == Record.State.DRAFT or last is None:
        who, at, did = record.author.name, record.changed, WORDS[Version.Did.AMENDED]
    else:
        who, at, did = last.who, last.at, WORDS[last.did]
    moment = f"{timezone.localtime(at):%m-%d %H:%M}"
    raise errors.refused(Code.CHANGED_MEANWHILE, who=who, at=moment, did=did, version=record.version)


def enter(
    record: Record, actor: Actor, did: Version.Did, *, stage: str = "", before: Answers | None = None, said: str = ""
) -> int:
    """Write the next entry of a record's life and save the record; gives its new version."""
    record.version += 1
    record.changed = clock.now()
    record.pen = ""
    record.save()
    Version.objects.create(
        record=record,
        version=record.version,
        at=record.changed,
        who=actor.name,
        number=actor.number,
        did=did,
        stage=stage,
        answers=before,
        said=reading.clean(said).strip(),
    )
    return record.version


def person(actor: Actor) -> people_models.Person:
    """Whoever acts, in the roster and employed today; ``Refused`` for anybody else."""
    row = people_models.Person.objects.filter(number=actor.number).first() if actor.number else None
    today = clock.today()
    if row is None or row.joined > today or (row.left is not None and row.left < today):
        raise errors.refused(Code.NOT_IN_ROSTER)
    return row


def unit_of(regulation: Regulation, number: str) -> str:
    """The declared name of the unit that somebody belongs to today; empty when there is none."""
    held = people.posts(on=clock.today(), number=number)
    post = next((one for one in held if one.main), held[0] if held else None)
    found = positions.unit(regulation, post.unit) if post else None
    return found.name if found else post.unit if post else ""


def bearable(answers: Answers) -> dict[str, Any]:  # Any: JSON
    """What was typed, cleaned; ``Refused`` when it is more than a record holds."""
    cleaned: dict[str, Any] = reading.clean(answers)
    if len(json.dumps(cleaned, ensure_ascii=False)) > limits.MOST_ANSWERS:
        raise errors.refused(Code.TOO_LONG)
    return cleaned


def title(form: Form, answers: Answers) -> str:
    """What a record is called: what its title field says, shortened."""
    field = next((one for one in form.fields if one.name == form.title), None)
    said = answers.get(field.name) if field else None
    if field is None or said in reading.EMPTY:
        return ""
    if field.type is FieldType.PERSON:
        known = people.person(str(said))
        return known.name if known else str(said)
    text = str(said) if isinstance(said, str) and field.type in _PLAIN else str(reading.editable(field, said))
    return " ".join(text.split())[:_WIDTH]


def join_files(record: Record, fields: Iterable[Field], answers: Answers, actor: Actor) -> None:
    """Let a record hold the files that its answers name: its own, and those its actor has just brought.

    Nobody can reach another's file by naming it. What a draft that was never filed names no more is let go.
    """
    ids = reading.files_in(fields, answers)
    mine = {one.pk for one in Attachment.objects.filter(pk__in=ids, record=record)}
    fresh = Attachment.objects.filter(pk__in=ids - mine, record__isnull=True, held="", by__number=actor.number)
    if fresh.update(record=record) != len(ids - mine):
        raise errors.refused(Code.UNKNOWN_FILE)
    if record.number is None:
        Attachment.objects.filter(record=record).exclude(pk__in=ids).update(record=None, at=clock.now())
