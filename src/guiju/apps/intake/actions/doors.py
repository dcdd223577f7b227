"""Setting up the ways in: folders to look into and mailboxes to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.intake import errors, models, places, rules
from guiju.apps.intake.actions.fetching import PURPOSE
from guiju.apps.intake.actions.sources import checked_shop, one_line, person_here
from guiju.apps.intake.errors import Code
from guiju.apps.notices import kinds, sealing

_DOMAIN = re.compile(r"@[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]{2,}")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FolderTold:
    """What somebody says of a folder; the owner is by 工号, empty for the machine."""

    path: str
    shop: str = ""
    owner: str = ""
    on: bool = True


@dataclass(frozen=True, slots=True)
class MailboxTold:
    """What somebody says of a mailbox; a password that is left empty stays."""

    name: str
    host: str
    port: str
    security: str
    user: str
    password: str = ""
    box: str = "INBOX"
    shop: str = ""
    senders: Sequence[str] = ()
    owner: str = ""
    on: bool = True


@transaction.atomic
def save_folder(*, actor: Actor, told: FolderTold, folder_id: int | None = None, version: int = 0) -> int:
    """Look into a folder, or change one that was seen in ``version``; gives its number."""
    _allowed(actor)
    row = _folder(folder_id, version) if folder_id is not None else models.Folder(version=0)
    before = _plain_folder(row) if row.pk else None
    path = _path(told.path, row)
    checked_shop(told.shop, row.shop)
    row.owner = person_here(told.owner) if told.owner else None
    row.path, row.shop, row.on, row.trouble = str(path), told.shop, told.on, ""
    row.version += 1
    row.save()
    after = _plain_folder(row)
    ledger.record(actor=actor, action="intake.save_folder", kind="folder", key=row.pk, before=before, after=after)
    return row.pk


@transaction.atomic
def remove_folder(*, actor: Actor, folder_id: int, version: int) -> None:
    """Look into a folder no more; what lies there stays."""
    _allowed(actor)
    row = _folder(folder_id, version)
    before, key = _plain_folder(row), row.pk
    row.delete()
    ledger.record(actor=actor, action="intake.remove_folder", kind="folder", key=key, before=before)


@transaction.atomic
def save_mailbox(*, actor: Actor, told: MailboxTold, mailbox_id: int | None = None, version: int = 0) -> int:
    """Read a mailbox, or change one that was seen in ``version``; gives its number. It is visited at once."""
    _allowed(actor)
    row = _mailbox(mailbox_id, version) if mailbox_id is not None else models.Mailbox(version=0)
    before = _plain_mailbox(row) if row.pk else None
    password = _checked(told, row)
    where = (row.host, row.port, row.user, row.box)
    row.name, row.host, row.port, row.security = told.name.strip(), told.host, int(told.port), told.security
    row.user, row.box, row.shop, row.on = told.user.strip(), told.box.strip() or "INBOX", told.shop, told.on
    row.senders = [one.strip().lower() for one in told.senders if one.strip()]
    row.owner = person_here(told.owner) if told.owner else None
    row.secret = sealing.seal({"password": password}, PURPOSE)
    if where != (row.host, row.port, row.user, row.box):
        row.validity, row.uid = None, 0
    row.failures, row.rests, row.looked, row.trouble = 0, None, None, ""
    row.version += 1
    row.save()
    after = {**_plain_mailbox(row), "sealed": bool(told.password)}
    ledger.record(actor=actor, action="intake.save_mailbox", kind="mailbox", key=row.name, before=before, after=after)
    return row.pk


@transaction.atomic
def remove_mailbox(*, actor: Actor, mailbox_id: int, version: int) -> None:
    """Read a mailbox no more, and forget its secret and what came by it; the data stays."""
    _allowed(actor)
    row = _mailbox(mailbox_id, version)
    before = _plain_mailbox(row)
    row.delete()
    ledger.record(actor=actor, action="intake.remove_mailbox", kind="mailbox", key=before["name"], before=before)


def _allowed(actor: Actor) -> None:
    if not rules.may_manage(actor):
        raise errors.refused(Code.NOT_ALLOWED)


def _folder(folder_id: int, version: int) -> models.Folder:
    row = models.Folder.objects.select_for_update(of=("self",)).filter(pk=folder_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row


def _mailbox(mailbox_id: int, version: int) -> models.Mailbox:
    row = models.Mailbox.objects.select_for_update(of=("self",)).filter(pk=mailbox_id).first()
    if row is None:
        raise errors.refused(Code.UNKNOWN)
    if row.version != version:
        raise errors.refused(Code.CHANGED_MEANWHILE)
    return row


def _path(text: str, row: models.Folder) -> Path:
    """A folder within what is allowed, that is there and lies in none that is looked into already, nor holds one."""
    text = text.strip()
    path = Path(text)
    if text == row.path:
        return path
    inside = any(path.is_relative_to(root) and path != root for root in places.roots())
    if not text.isprintable() or not path.is_absolute() or ".." in path.parts or not inside:
        raise errors.refused(Code.OUTSIDE, roots=[str(one) for one in places.roots()])
    if not places.allowed(path):
        raise errors.refused(Code.NOT_A_FOLDER, path=text)
    others = [Path(one) for one in models.Folder.objects.exclude(pk=row.pk).values_list("path", flat=True)]
    if any(path.is_relative_to(one) or one.is_relative_to(path) for one in others):
        raise errors.refused(Code.PATH_TAKEN, path=text)
    return path


def _checked(told: MailboxTold, row: models.Mailbox) -> str:
    """The password to keep, once everything said can be read.

    A password that nobody is shown is not sent to another machine either: who names one says the password again.
    """
    _check_name(told, row)
    if not kinds.host(told.host):
        raise errors.refused(Code.BAD_HOST)
    if not kinds.port(told.port):
        raise errors.refused(Code.BAD_PORT)
    if not told.user.strip() or not told.user.isprintable() or len(told.user) > LONGEST:
        raise errors.refused(Code.NEEDS_USER)
    if told.security not in models.Mailbox.Security.values or not told.box.isprintable() or len(told.box) > LONGEST:
        raise errors.refused(Code.UNKNOWN)
    _check_senders(told)
    checked_shop(told.shop, row.shop)
    moved = (told.host, told.port, told.security, told.user.strip()) != (
        row.host,
        str(row.port),
        row.security,
        row.user,
    )
    password = told.password or ("" if moved or row.pk is None else _kept(row))
    if not password or not password.isprintable():
        raise errors.refused(Code.NEEDS_PASSWORD)
    return password


def _check_name(told: MailboxTold, row: models.Mailbox) -> None:
    if not one_line(told.name):
        raise errors.refused(Code.NEEDS_NAME)
    if models.Mailbox.objects.filter(name=told.name.strip()).exclude(pk=row.pk).exists():
        raise errors.refused(Code.NAME_TAKEN, name=told.name.strip())


def _check_senders(told: MailboxTold) -> None:
    senders = [one.strip().lower() for one in told.senders if one.strip()]
    if not senders:
        raise errors.refused(Code.NO_SENDERS)
    for one in senders:
        if not _sender(one):
            raise errors.refused(Code.BAD_SENDER, text=one)


def _sender(text: str) -> bool:
    if text.startswith("@"):
        return _DOMAIN.fullmatch(text) is not None
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _kept(row: models.Mailbox) -> str:
    try:
        return sealing.unseal(row.secret, PURPOSE).get("password", "")
    except sealing.CannotOpenError:
        return ""


def _plain_folder(row: models.Folder) -> dict[str, object]:
    return {"path": row.path, "shop": row.shop, "owner": row.owner.number if row.owner else "", "on": row.on}


def _plain_mailbox(row: models.Mailbox) -> dict[str, object]:
    """What may stand in the ledger: no secret."""
    names = ("name", "host", "port", "security", "user", "box", "shop", "senders", "on")
    return {**{name: getattr(row, name) for name in names}, "owner": row.owner.number if row.owner else ""}
