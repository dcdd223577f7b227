"""Answering people who ask: requests of buyers, persons erased, how long buyers are told apart, notes."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people.models import Person
from guiju.apps.privacy import errors, held, models, queries, rules
from guiju.apps.privacy.errors import Code
from guiju.apps.privacy.holdings import Fate
from guiju.facts.secret import box_for

Kind = models.Request.Kind
MOST_MONTHS = 600
PURPOSE = b"privacy"


@transaction.atomic
def request_buyer(*, actor: Actor, kind: str, original: str, reason: str = "") -> int:
    """Let the worker find, export or erase a buyer by what the platform calls them; gives the request's number."""
    from guiju.apps.privacy import tasks

    number = _asked(actor, kind, original, reason)
    transaction.on_commit(lambda: tasks.answer.enqueue(number))
    return number


def ask_now(*, actor: Actor, kind: str, original: str, reason: str = "") -> int:
    """The same without the worker, for the command line: it is answered when this returns."""
    from guiju.apps.privacy import buyers

    with transaction.atomic():
        number = _asked(actor, kind, original, reason)
    buyers.perform(number)
    return number


@transaction.atomic
def note_export(*, actor: Actor, number: str) -> None:
    """Write down that everything held of a person was taken away."""
    if not rules.may_answer_people(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    ledger.record(actor=actor, action="privacy.export_person", kind="person", key=number)


@transaction.atomic
def erase_person(*, actor: Actor, number: str, reason: str) -> dict[str, int]:
    """Forget somebody who left: what is theirs alone is deleted, their name goes from the rest; gives rows by table.

    What must stay (work, scores, the ledger) stays under the 工号 alone.
    """
    if not rules.may_answer_people(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    person = Person.objects.select_for_update().filter(number=number).first()
    if person is None:
        raise errors.refused(Code.UNKNOWN, number=number)
    if person.left is None or person.left >= clock.today():
        raise errors.refused(Code.STILL_HERE, name=person.name)
    if not reason.strip():
        raise errors.refused(Code.NO_REASON)
    changed: dict[str, int] = {}
    for one in held.every():
        found = held.rows(one, person)
        if one.fate == Fate.DELETE:
            changed[one.model] = found.count()
            found.delete()
        elif one.fate == Fate.NAMELESS:
            changed[one.model] = found.update(**dict.fromkeys(one.names, queries.NAMELESS))
    if person.user_id is not None:
        account = User.objects.get(pk=person.user_id)
        account.is_active, account.last_name, account.email = False, "", ""
        account.set_unusable_password()
        account.save()
    counts = {name: count for name, count in changed.items() if count}
    after = {"reason": reason.strip()[:200], "rows": counts}
    ledger.record(actor=actor, action="privacy.erase_person", kind="person", key=number, after=after)
    return counts


@transaction.atomic
def keep_buyers(*, actor: Actor, months: int | None) -> None:
    """Say for how many months after its own a row tells its buyer from others; none for ever."""
    if not rules.may_write_record(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise errors.refused(Code.MONTHS)
    before = queries.months()
    values = {"months": months, "by": actor.name, "at": clock.now()}
    models.Period.objects.update_or_create(key="buyers", defaults=values)
    ledger.record(
        actor=actor, action="privacy.keep_buyers", kind="period", key="buyers", before=before, after={"months": months}
    )


@transaction.atomic
def write_note(*, actor: Actor, key: str, text: str, version: int) -> None:
    """Say something beside a line of the impact record, which was seen at ``version`` (0 for none yet)."""
    if not rules.may_write_record(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = models.Note.objects.select_for_update().filter(key=key).first()
    if (row.version if row else 0) != version:
        raise errors.refused(Code.STALE, by=row.by if row else "—")
    before = row.text if row else ""
    values = {"text": text.strip()[:4000], "by": actor.name, "at": clock.now(), "version": version + 1}
    models.Note.objects.update_or_create(key=key[:60], defaults=values)
    after = {"text": values["text"]}
    ledger.record(actor=actor, action="privacy.note", kind="note", key=key, before={"text": before}, after=after)


def _asked(actor: Actor, kind: str, original: str, reason: str) -> int:
    """Write a request down: who is asked for sealed, and in the ledger not at all."""
    if not rules.may_answer_buyers(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not original.strip():
        raise errors.refused(Code.NOBODY)
    if kind == Kind.ERASE and not reason.strip():
        raise errors.refused(Code.NO_REASON)
    row = models.Request.objects.create(
        kind=Kind(kind),
        secret=box_for(settings.GUIJU_HOME, PURPOSE).encrypt(original.strip()[:500].encode()),
        reason=reason.strip()[:200],
        user_id=actor.user_id,
        by=actor.name,
        created=clock.now(),
    )
    after = {"reason": row.reason} if row.reason else None
    ledger.record(actor=actor, action=f"privacy.{kind}_buyer", kind="buyer", key=row.pk, after=after)
    return row.pk
