"""Setting up what is expected."""

from dataclasses import dataclass

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.intake import arriving, errors, models, rhythm, rules
from guiju.apps.intake.actions import owed
from guiju.apps.intake.errors import Code
from guiju.apps.people import queries as people
from guiju.apps.people.models import Person
from guiju.facts import brought

NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of an expected table; see ``models.Source``. The owner is by 工号."""

    name: str
    owner: str
    what: str = ""
    shop: str = ""
    way: str = "hand"
    duty: str = ""
    rhythm: str = ""
    due: str = ""
    clicks: str = ""
    on: bool = True


@transaction.atomic
def save(*, actor: Actor, told: Told, source_id: int | None = None, version: int = 0) -> int:
    """Expect a table, or change one that was seen in ``version``; gives its number.

    Another rhythm counts from now on. ``Refused`` with what cannot be read or is not known.
    """
    if not rules.may_manage(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = _seen(source_id, version) if source_id is not None else models.Source(since=clock.now(), version=0)
    before = plain(row) if row.pk else None
    owner = _checked(told, row)
    if (told.duty, told.rhythm, told.due, told.on) != (row.duty, row.rhythm, row.due, row.on):
        row.since = clock.now()
    if row.pk and (row.since == clock.now() or row.owner_id != owner.pk or not told.on):
        owed.drop(row, actor=actor)
    _take_over(row, told, owner)
    row.version += 1
    row.save()
    ledger.record(
        actor=actor, action="intake.save_source", kind="source", key=row.name, before=before, after=plain(row)
    )
    return row.pk


@transaction.atomic
def remove(*, actor: Actor, source_id: int, version: int) -> None:
    """Expect a table no more; what came stays."""
    if not rules.may_manage(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = _seen(source_id, version)
    owed.drop(row, actor=actor)
    before = plain(row)
    row.delete()
    ledger.record(actor=actor, action="intake.remove_source", kind="source", key=before["name"], before=before)


def plain(row: models.Source) -> dict[str, object]:
    """What the ledger keeps."""
    words = {name: getattr(row, name) for name in ("name", "what", "shop", "way", "duty", "rhythm", "due", "on")}
    return {**words, "owner": row.owner.number}


def person_here(number: str) -> Person:
    """Somebody of the roster who is still here; ``Refused`` otherwise."""
    found = Person.objects.filter(number=number).first()
    if found is None or (found.left is not None and found.left < clock.today()):
        raise errors.refused(Code.UNKNOWN_PERSON)
    return found


def checked_shop(name: str, before: str = "") -> None:
    """``Refused`` for a shop that is not in the roster; one that was there before may stay."""
    if name and name != before and name not in {shop.name for shop in people.shops()}:
        raise errors.refused(Code.UNKNOWN_SHOP, name=name)


def one_line(text: str) -> bool:
    """Whether a name will do."""
    return bool(text.strip()) and text.isprintable() and len(text) <= NAME


def _seen(source_id: int, version: int) -> models.Source:
    found = models.Source.objects.select_for_update(of=("self",)).select_related("owner")
    row = found.filter(pk=source_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row


def _checked(told: Told, row: models.Source) -> Person:
    """Who answers for it, once everything said can be read."""
    if not one_line(told.name):
        raise errors.refused(Code.NEEDS_NAME)
    if models.Source.objects.filter(name=told.name.strip()).exclude(pk=row.pk).exists():
        raise errors.refused(Code.NAME_TAKEN, name=told.name.strip())
    checked_shop(told.shop, row.shop)
    if told.what and told.what != row.what and not known(told.what):
        raise errors.refused(Code.UNKNOWN_WHAT)
    if told.way not in models.Source.Way.values:
        raise errors.refused(Code.UNKNOWN)
    if told.duty and told.duty != row.duty and told.duty not in rhythm.duties():
        raise errors.refused(Code.UNKNOWN_DUTY, name=told.duty)
    if told.rhythm and rhythm.read(told.rhythm, "") is None:
        raise errors.refused(Code.BAD_RHYTHM, text=told.rhythm)
    if told.due and rhythm.read(told.rhythm or "每日", told.due) is None:
        raise errors.refused(Code.BAD_DUE, text=told.due)
    return person_here(told.owner)


def known(what: str) -> bool:
    """Whether there is such a fact or kind of file."""
    if what.startswith(arriving.FACT):
        return what.removeprefix(arriving.FACT) in brought()
    return what.startswith(arriving.CONNECTOR) and what.removeprefix(arriving.CONNECTOR) in arriving.connectors()


def _take_over(row: models.Source, told: Told, owner: Person) -> None:
    row.name, row.what, row.shop, row.way = told.name.strip(), told.what, told.shop, told.way
    row.duty, row.clicks, row.on, row.owner = told.duty, told.clicks.strip(), told.on, owner
    row.rhythm, row.due = ("", "") if told.duty else (told.rhythm.strip(), told.due.strip())
