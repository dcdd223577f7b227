"""Reading the mailboxes: what allowed senders attach is imported, each mail once.

Mails are dealt with in the order of their numbers; how far is written down in the same transaction as the import that a
mail asks for. A line that breaks in the middle leaves everything as it was before that mail, which is read anew.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions import imports
from guiju.apps.intake import acting, imap, leases, letters, limits, models, reasons
from guiju.apps.intake.imap import Address, Box, Head, TroubleError
from guiju.apps.intake.letters import Opened
from guiju.apps.notices import sealing

LEASE = "mail"
PURPOSE = b"mailboxes"
EVERY = timedelta(seconds=55)  # between two visits
BACK = timedelta(days=31)  # how old mails may be that lie there at the first visit
TOGETHER = 200  # mails of one visit
RESTS = (60, 300, 900, 1800)  # seconds after so many failures in a row

log = logging.getLogger(__name__)


def fetch(*, stop: Callable[[], bool] = lambda: False, holder: str = "") -> int:
    """Visit each mailbox whose time has come; gives how many mails were taken in."""
    with leases.held(LEASE, holder) as mine:
        taken = 0
        for row in _due() if mine else ():
            if stop():
                break
            try:
                leases.renew(LEASE, holder)
            except leases.LostError:
                break
            taken += _visit(row, stop, holder)
        return taken


def _due() -> list[models.Mailbox]:
    now = clock.now()
    rows = models.Mailbox.objects.select_related("owner").filter(on=True)
    return [
        row
        for row in rows
        if (row.rests is None or row.rests <= now) and (row.looked is None or row.looked <= now - EVERY)
    ]


def _visit(row: models.Mailbox, stop: Callable[[], bool], holder: str) -> int:
    taken = 0
    try:
        actor = acting.actor(row.owner.number if row.owner else "", f"mailbox {row.name}")
        if actor is None:
            raise TroubleError(reasons.OWNER)  # noqa: TRY301 - one way for all that is in the way
        with imap.visit(_address(row)) as box:
            _begin(row, box)
            for uid in box.after(row.uid, clock.today() - BACK)[:TOGETHER]:
                if stop():
                    break
                leases.renew(LEASE, holder)
                taken += _letter(row, box, uid, actor)
    except TroubleError as error:
        _failed(row, error.why)
        return taken
    except leases.LostError:
        return taken
    models.Mailbox.objects.filter(pk=row.pk).update(looked=clock.now(), failures=0, rests=None, trouble="")
    return taken


def _address(row: models.Mailbox) -> Address:
    try:
        password = sealing.unseal(row.secret, PURPOSE).get("password", "")
    except sealing.CannotOpenError as error:
        raise TroubleError(reasons.SECRET) from error
    return Address(row.host, row.port, row.security, row.user, password, row.box)


def _begin(row: models.Mailbox, box: Box) -> None:
    """Numbers of another validity say nothing: the mailbox is read from its start, and what came before is known."""
    if row.validity != box.validity:
        row.validity, row.uid = box.validity, 0
        row.save(update_fields=["validity", "uid"])


def _letter(row: models.Mailbox, box: Box, uid: int, actor: Actor) -> int:
    """Deal with one mail; 1 when it was taken in."""
    head = box.head(uid)
    if head is None:  # somebody deleted it
        return _write_down(row, uid, None, Opened(), "", actor)
    if not letters.lets_in(row.senders, head.sender):
        return _write_down(row, uid, head, Opened(why=reasons.SENDER), "", actor)
    if head.bytes > limits.MOST_MAIL:
        return _write_down(row, uid, head, Opened(why=reasons.TOO_LARGE), "", actor)
    content = box.mail(uid)
    if not content:
        return _write_down(row, uid, None, Opened(), "", actor)
    digest = sha256(content).hexdigest()
    again = models.Letter.objects.filter(mailbox=row, digest=digest).exists()
    opened = Opened(why=reasons.AGAIN) if again else letters.opened(content)
    return _write_down(row, uid, head, opened, digest, actor)


def _write_down(row: models.Mailbox, uid: int, head: Head | None, opened: Opened, digest: str, actor: Actor) -> int:
    """Keep what became of a mail, ask for its import, and go on behind it, all or nothing."""
    try:
        with transaction.atomic():
            if head is not None:
                letter = models.Letter.objects.create(
                    mailbox=row,
                    validity=row.validity or 0,
                    uid=uid,
                    digest=digest,
                    sender=head.sender,
                    subject=head.subject,
                    files=[file.name for file in opened.files],
                    why=opened.why,
                    at=clock.now(),
                )
                if opened.files:
                    uploads = [imports.Upload(file.name, [file.content]) for file in opened.files]
                    letter.run_id = imports.request_import(actor=actor, uploads=uploads, shop=row.shop)
                    letter.save(update_fields=["run"])
            row.uid = uid
            row.save(update_fields=["uid"])
    except IntegrityError:  # another machine was here a moment ago
        row.uid = uid
        return 0
    except OSError as error:  # no room: the mail stays where it is
        raise TroubleError(reasons.FULL) from error
    return int(bool(opened.files))


def _failed(row: models.Mailbox, why: str) -> None:
    """Let it rest, longer each time; the log says which mailbox, never who signs in."""
    row.refresh_from_db()
    row.failures = min(row.failures + 1, 1000)
    rest = RESTS[min(row.failures, len(RESTS)) - 1]
    row.trouble, row.looked, row.rests = why, clock.now(), clock.now() + timedelta(seconds=rest)
    row.save(update_fields=["failures", "trouble", "looked", "rests"])
    log.warning("a mailbox cannot be read: %s (%s)", row.name, why)
