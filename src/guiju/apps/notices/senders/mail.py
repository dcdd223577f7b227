"""A person's mailbox: one mail for everything that waits, plain and as HTML, over one connection."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as LINES
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.notices.answers import Answer, Outcome, from_error
from guiju.apps.notices.kinds import Security, mailbox
from guiju.apps.notices.outward import TIMEOUT, watched
from guiju.apps.notices.senders import texts
from guiju.apps.notices.values import Message, Way

FOR_GOOD = range(500, 600)
SUBJECT = 180  # characters


@contextmanager
def opened(way: Way) -> Iterator[Callable[[str, Message], Answer]]:
    """A way to send mails that connects with the first one and leaves with the last."""
    found: list[SMTP] = []

    def send(to: str, message: Message) -> Answer:
        if not mailbox(to):
            return Answer(Outcome.NEVER, "!address")
        with watched():
            try:
                if not found:
                    found.append(_connected(way))
                found[0].send_message(mail(way, to, message))
            except (OSError, SMTPException) as error:
                return _told(error)
        return Answer(Outcome.SENT)

    try:
        yield send
    finally:
        for server in found:
            with suppress(OSError, SMTPException):
                server.quit()


def mail(way: Way, to: str, message: Message) -> EmailMessage:
    """The mail itself. Nothing that a person wrote can add a header or a receiver."""
    sender, wishes = way.settings["sender"], texts.one_line(message.wishes)
    found = EmailMessage(policy=LINES)
    found["From"] = Address(texts.one_line(way.settings.get("sender_name", "")), addr_spec=sender)
    found["To"] = Address(addr_spec=to)
    found["Subject"] = texts.one_line(message.title)[:SUBJECT]
    found["Date"] = timezone.localtime(clock.now())
    found["Message-ID"] = f"<{message.mark}@{sender.rpartition('@')[2]}>"
    found["Auto-Submitted"] = "auto-generated"
    found["List-Unsubscribe"] = f"<{wishes}>"
    found.set_content(plain(message), cte="base64")
    found.add_alternative(render_to_string("notices/mail.html", {"message": message}), subtype="html", cte="base64")
    return found


def plain(message: Message) -> str:
    """The mail for those who read text."""
    lines = [f"· {texts.one_line(line.text)}" + (f"\n  {line.url}" if line.url else "") for line in message.lines]
    foot = [f"{_('打开规矩')}  {message.url}", f"{_('这些通知怎样到您这里，在这里改')}  {message.wishes}"]
    return "\n\n".join([texts.one_line(message.title), "\n".join(lines), "\n".join(foot)]) + "\n"


def _connected(way: Way) -> SMTP:
    host, port = way.settings["host"], int(way.settings["port"])
    security, name = way.settings["security"], socket.gethostname()
    trusted = ssl.create_default_context()
    server: SMTP
    if security == Security.TLS:
        server = SMTP_SSL(host, port, local_hostname=name, timeout=TIMEOUT, context=trusted)
    else:
        server = SMTP(host, port, local_hostname=name, timeout=TIMEOUT)
    try:
        if security == Security.STARTTLS:
            server.starttls(context=trusted)  # refused by the server: no mail, never in the open
        if way.settings.get("user"):
            server.login(way.settings["user"], way.secret.get("password", ""))
    except BaseException:
        server.close()
        raise
    return server


def _told(error: Exception) -> Answer:
    """What a refusal of the server means: for this receiver, for this mail, or for all of them."""
    match error:
        case SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return Answer(Outcome.NEVER if code in FOR_GOOD else Outcome.LATER, _words(code, words))
        case SMTPDataError():
            outcome = Outcome.NEVER if error.smtp_code in FOR_GOOD else Outcome.LATER
            return Answer(outcome, _words(error.smtp_code, error.smtp_error))
        case SMTPAuthenticationError() | SMTPSenderRefused() | SMTPResponseException():
            return Answer(Outcome.DOWN, _words(error.smtp_code, error.smtp_error))
        case _:
            return from_error(error)


def _words(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
