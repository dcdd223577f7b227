"""How people are reached: said by each for themselves, or for everybody by a workbook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guiju.apps import spreadsheet
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.notices import errors, kinds, models, rules
from guiju.apps.notices.errors import Code
from guiju.apps.notices.kinds import Kind
from guiju.apps.people import models as people
from guiju.apps.spreadsheet import Column, Finding, Sheet

SHEET = Sheet(
    "通知地址",
    "addresses",
    (
        Column("number", "工号", "number", required=True),
        Column("name", "姓名", "name"),
        Column(Kind.EMAIL, "邮箱", "e-mail"),
        Column(Kind.WECOM, "企业微信", "WeCom"),
        Column(Kind.DINGTALK, "钉钉", "DingTalk"),
        Column(Kind.FEISHU, "飞书", "Feishu"),
    ),
)
HEADERS = {Kind.EMAIL: "邮箱", Kind.WECOM: "企业微信", Kind.DINGTALK: "钉钉", Kind.FEISHU: "飞书"}


@dataclass(frozen=True, slots=True)
class ContactsReport:
    """What came of a workbook of addresses: with findings nothing was changed; ``changed`` counts addresses."""

    findings: tuple[Finding, ...]
    changed: int


@transaction.atomic
def save_contacts(*, actor: Actor, number: str, addresses: Mapping[str, str], on: Collection[str]) -> None:
    """Say how somebody is reached: an address for each kind, empty for none, and by which they want to be.

    Messages come in the language that this is said in. ``Refused``: UNREADABLE (``names`` holds the kinds).
    """
    if not rules.may_keep_contacts(actor, number):
        raise errors.refused(Code.NOT_ALLOWED if actor.number else Code.NOT_IN_ROSTER)
    person = people.Person.objects.select_for_update().filter(number=number).first()
    if person is None:
        raise errors.refused(Code.UNKNOWN_PERSON, number=number)
    given = {kind: addresses[kind].strip() for kind in kinds.ADDRESSES if kind in addresses}
    bad = [kind for kind, address in given.items() if address and not kinds.reaches(kind, address)]
    if bad:
        raise errors.refused(Code.UNREADABLE, fields=", ".join(bad), names=tuple(bad))
    before = _of(person)
    for kind, address in given.items():
        _keep(person, kind, address, on=kind in on, language=get_language() or settings.LANGUAGE_CODE)
    after = _of(person)
    if before != after:
        ledger.record(
            actor=actor, action="notices.save_contacts", kind="person", key=number, before=before, after=after
        )


@transaction.atomic
def import_contacts(*, actor: Actor, content: bytes, name: str) -> ContactsReport:
    """Take over a workbook of addresses, whole or not at all; an empty cell changes nothing."""
    if not rules.may_manage_channels(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    book = spreadsheet.read(content, (SHEET,))
    known = {person.number: person for person in people.Person.objects.all()}
    findings = list(book.findings)
    wanted: list[tuple[people.Person, str, str]] = []
    for row in book.rows.get(SHEET.title, ()):
        person = known.get(row.values["number"])
        if person is None:
            mend = _("先在名册里登记这个人，或删去这一行。")
            findings.append(Finding("unknown_person", row.at("工号"), _("名册里没有这个工号。"), mend))
            continue
        for kind, header in HEADERS.items():
            address = row.values[kind] or ""
            if address and not kinds.reaches(kind, address):
                mend = _("照它在邮箱或通讯软件里的样子写，中间没有空格。")
                findings.append(Finding("bad_address", row.at(header), _("这不是一个地址。"), mend))
            elif address:
                wanted.append((person, kind, address))
    if findings:
        return ContactsReport(tuple(findings), 0)
    changed = sum(_keep(person, kind, address) for person, kind, address in wanted)
    if changed:
        after = {"file": name, "changes": changed}
        ledger.record(actor=actor, action="notices.import_contacts", kind="contacts", key="", after=after)
    return ContactsReport((), changed)


def export_contacts(*, actor: Actor) -> bytes:
    """Everybody in the roster with their addresses, as a workbook that ``import_contacts`` takes back."""
    if not rules.may_manage_channels(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    kept: dict[int, dict[str, str]] = {}
    for contact in models.Contact.objects.all():
        kept.setdefault(contact.person_id, {})[contact.kind] = contact.address
    rows = [
        {"number": person.number, "name": person.name, **kept.get(person.pk, {})}
        for person in people.Person.objects.order_by("number")
    ]
    ledger.record(actor=actor, action="notices.export_contacts", kind="contacts", key="", after={"rows": len(rows)})
    return spreadsheet.write([(SHEET, rows)])


def _keep(person: people.Person, kind: str, address: str, *, on: bool | None = None, language: str = "") -> bool:
    """Let somebody's address of a kind be this one; tells whether anything is new."""
    contact = models.Contact.objects.filter(person=person, kind=kind).first()
    if not address:
        if contact is not None:
            contact.delete()
        return contact is not None
    old = (contact.address, contact.on, contact.language) if contact else None
    contact = contact or models.Contact(person=person, kind=kind)
    contact.address = address
    contact.on = contact.on if on is None else on
    contact.language = language or contact.language
    contact.save()
    return old != (contact.address, contact.on, contact.language)


def _of(person: people.Person) -> dict[str, list[object]]:
    kept = models.Contact.objects.filter(person=person).order_by("kind")
    return {contact.kind: [contact.address, contact.on] for contact in kept}
