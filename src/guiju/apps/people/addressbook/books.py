"""Address books that are being sorted: brought, matched step by step, taken over or dropped."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guiju.apps import clock, spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.people import actions, errors, models, queries, rules
from guiju.apps.people.addressbook import reading
from guiju.apps.people.addressbook.turning import Sorting, turn
from guiju.apps.people.addressbook.values import Aside, Book, Turned, entry, plain
from guiju.apps.people.errors import Code
from guiju.apps.people.roster import sheets
from guiju.apps.spreadsheet import Finding, Place


def waiting(actor: Actor) -> list[tuple[int, str, str]]:
    """Address books that are not taken over yet: number, name, who brought it; last brought first."""
    if not rules.may_edit_roster(actor):
        return []
    found = models.AddressBook.objects.filter(taken=None)
    return [(row.pk, row.name, row.by) for row in found.only("name", "by")]


def open_book(actor: Actor, book_id: int) -> Book:
    """An address book that is being sorted; ``Refused`` when there is none, or for who may not."""
    if not rules.may_edit_roster(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    row = models.AddressBook.objects.filter(pk=book_id, taken=None).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN_BOOK)
    aside = tuple(Aside(*one) for one in row.aside)
    entries = tuple(entry(one) for one in row.entries)
    at = timezone.localtime(row.at)
    return Book(row.pk, row.name, row.origin, entries, aside, row.units, row.positions, row.start, row.by, at)


@transaction.atomic
def bring(*, actor: Actor, content: bytes, name: str) -> int | Finding:
    """Keep what a roster needs of an address book, so that it can be sorted now or later; or why it cannot be read."""
    if not rules.may_edit_roster(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    found = reading.read(content, name)
    if isinstance(found, Finding):
        return _roster_itself(content) or found
    row = models.AddressBook.objects.create(
        name=name[:200],
        origin=found.origin,
        entries=[plain(one) for one in found.entries],
        aside=[[one.row, one.name, one.code, dict(one.data), one.number] for one in found.aside],
        start=clock.today().replace(day=1),
        by=actor.name,
        at=clock.now(),
    )
    what = {"file": name, "origin": found.origin, "entries": len(found.entries), "aside": len(found.aside)}
    ledger.record(actor=actor, action="people.bring_addressbook", kind="addressbook", key=row.pk, after=what)
    return row.pk


def _roster_itself(content: bytes) -> Finding | None:
    """What to say to our own roster workbook, which has no departments: it has a door of its own."""
    if not spreadsheet.read(content, sheets.SHEETS).rows:
        return None
    problem, mend = _("这是规矩自己的名册工作簿，不是通讯录。"), _("点上面的“改用名册工作簿”，在那一页导入它。")
    return Finding("a_roster", Place(""), problem, mend)


@transaction.atomic
def sort(
    *,
    actor: Actor,
    book_id: int,
    units: Mapping[str, str],
    positions: Mapping[str, str | None],
    start: date | None = None,
) -> None:
    """Keep what departments and titles mean, as far as somebody has said it, and from when the posts are.

    A title of which ``None`` is said is proposed anew.
    """
    book = open_book(actor, book_id)
    posts = {key: word for key, word in {**book.positions, **positions}.items() if word is not None}
    changed = {"units": {**book.units, **units}, "positions": posts}
    models.AddressBook.objects.filter(pk=book.id).update(**changed, start=start or book.start)


@transaction.atomic
def take(*, actor: Actor, book_id: int, sorting: Sorting) -> Turned:
    """Take an address book over: who is clear comes in, who is not stays aside and is told; once."""
    book = open_book(actor, book_id)
    models.AddressBook.objects.select_for_update().get(pk=book.id)
    turned = turn(book.entries, sorting, queries.roster())
    report = actions.change_roster(actor=actor, rows=turned.rows, void=turned.void, source=book.name)
    assert not report.findings, report.findings  # noqa: S101 - turn() has set every contradiction aside
    counts = {"new": len(turned.new), "changed": len(turned.changed), "aside": len(turned.aside) + len(book.aside)}
    ledger.record(actor=actor, action="people.take_addressbook", kind="addressbook", key=book.id, after=counts)
    # what nobody needs any more is not kept: names and departments stand in the roster now
    models.AddressBook.objects.filter(pk=book.id).update(taken=clock.now(), entries=[], aside=[])
    return turned


@transaction.atomic
def drop(*, actor: Actor, book_id: int) -> None:
    """Forget an address book that is not wanted after all."""
    book = open_book(actor, book_id)
    ledger.record(actor=actor, action="people.drop_addressbook", kind="addressbook", key=book.id)
    models.AddressBook.objects.filter(pk=book.id).delete()
