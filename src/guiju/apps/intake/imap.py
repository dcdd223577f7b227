"""Reading a mailbox over IMAP: over TLS only, never changing it, and believing nothing that the server says."""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import default as plainly
from email.utils import parseaddr
from threading import Timer

from guiju.apps.intake import limits, reasons
from guiju.apps.notices import outward
from guiju.apps.notices.outward import InsideError

TIMEOUT = 20.0  # seconds to connect, and again between two pieces of an answer
LONGEST = 300.0  # seconds for one visit, after which the line is cut
MOST_WAITING = 100_000  # numbers of mails in an answer
HEADERS = 64 * 1024  # bytes
SLACK = 64 * 1024
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class TroubleError(Exception):
    """A mailbox cannot be read; ``why`` is one of ``reasons``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Address:
    """Where a mailbox is, and how one signs in."""

    host: str
    port: int
    security: str  # tls starttls
    user: str
    password: str
    box: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a mail says on its outside."""

    sender: str
    subject: str
    bytes: int


class _Tls(imaplib.IMAP4_SSL):
    """Takes no more than a mail may weigh, whatever length the server announces."""

    def read(self, size: int) -> bytes:
        """So many bytes."""
        return super().read(_bearable(size))


class _StartTls(imaplib.IMAP4):
    """As above, for servers that are greeted in the open first."""

    def read(self, size: int) -> bytes:
        """So many bytes."""
        return super().read(_bearable(size))


class Box:
    """An open mailbox; every method may raise what ``visit`` makes a ``TroubleError`` of."""

    def __init__(self, line: imaplib.IMAP4, validity: int) -> None:
        self._line = line
        self.validity = validity  # under another one the numbers of mails mean nothing any more

    def after(self, uid: int, since: date) -> list[int]:
        """The numbers of the mails after ``uid``; of those since a day when nothing was read before."""
        asked = f"UID {uid + 1}:*" if uid else f"SINCE {since.day:02}-{_MONTHS[since.month - 1]}-{since.year}"
        said = b" ".join(part for part in _told(self._line.uid("SEARCH", asked)) if isinstance(part, bytes))
        numbers = said.split()
        if len(numbers) > MOST_WAITING or not all(number.isdigit() for number in numbers):
            raise imaplib.IMAP4.abort("numbers that are none")
        return sorted({int(number) for number in numbers if int(number) > uid})

    def head(self, uid: int) -> Head | None:
        """What a mail says on its outside; ``None`` when it is gone."""
        head, content = self._fetch(uid, f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)]<0.{HEADERS}>)")
        size = re.search(rb"RFC822\.SIZE (\d+)", head)
        if size is None:
            return None
        mail = message_from_bytes(content, policy=plainly)
        return Head(
            parseaddr(_plain(mail.get("from")))[1].lower()[:200], _plain(mail.get("subject"))[:200], int(size[1])
        )

    def mail(self, uid: int) -> bytes:
        """All of a mail, empty when it is gone."""
        return self._fetch(uid, "(UID BODY.PEEK[])")[1]

    def _fetch(self, uid: int, what: str) -> tuple[bytes, bytes]:
        """What the server says of one mail, and the one text that it sends along."""
        said, content = b"", b""
        for part in _told(self._line.uid("FETCH", str(uid), what)):
            first = part[0] if isinstance(part, tuple) else part
            if not isinstance(first, bytes):
                continue
            said += first + b" "
            if isinstance(part, tuple) and b"BODY[" in first and isinstance(part[1], bytes):
                content = part[1]
        numbers = re.findall(rb"UID (\d+)", said)
        if numbers and str(uid).encode() not in numbers:
            raise imaplib.IMAP4.abort("another mail than was asked for")
        return said, content


@contextmanager
def visit(address: Address) -> Iterator[Box]:
    """A mailbox, opened to be read only; raises ``TroubleError`` for all that can go wrong outside of our doing."""
    try:
        with outward.watched() as refused:
            try:
                with _signed_in(address) as line:
                    yield Box(line, _opened(line, address.box))
            except OSError:
                if refused:
                    raise InsideError(refused[0]) from None
                raise
    except InsideError as error:
        raise TroubleError(reasons.INSIDE) from error
    except ssl.SSLCertVerificationError as error:
        raise TroubleError(reasons.TRUST) from error
    except (imaplib.IMAP4.error, ValueError, ssl.SSLError) as error:
        raise TroubleError(reasons.RUBBISH) from error
    except OSError as error:
        raise TroubleError(reasons.CLOSED) from error


@contextmanager
def _signed_in(address: Address) -> Iterator[imaplib.IMAP4]:
    trusted = ssl.create_default_context()
    if address.security == "tls":
        line: imaplib.IMAP4 = _Tls(address.host, address.port, ssl_context=trusted, timeout=TIMEOUT)
    else:
        line = _StartTls(address.host, address.port, timeout=TIMEOUT)
    cut = Timer(LONGEST, line.shutdown)
    cut.daemon = True
    cut.start()
    try:
        if address.security != "tls":
            line.starttls(trusted)
        try:
            line.login(_quoted(address.user), address.password)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeError) as error:
            raise TroubleError(reasons.SIGN_IN) from error
        if "ID" in line.capabilities:  # some servers let nobody read who does not say what they are
            line.xatom("ID", '("name" "Guiju")')
        yield line
    finally:
        cut.cancel()
        with suppress(Exception):
            line.logout()


def _opened(line: imaplib.IMAP4, box: str) -> int:
    """Open a folder to be read only; gives its validity."""
    state, _said = line.select(_quoted(_utf7(box)), readonly=True)
    if state != "OK":
        raise TroubleError(reasons.NO_BOX)
    _name, told = line.response("UIDVALIDITY")
    if not told or not isinstance(told[0], bytes) or not told[0].isdigit():
        raise imaplib.IMAP4.abort("no validity")
    return int(told[0])


def _told(answer: tuple[str, list[object]]) -> list[object]:
    state, said = answer
    if state != "OK":
        raise imaplib.IMAP4.abort(state)
    return said


def _bearable(size: int) -> int:
    if size > limits.MOST_MAIL + SLACK:
        raise imaplib.IMAP4.abort("more than a mail may weigh")
    return size


def _plain(text: object) -> str:
    """A header as one printable line."""
    return "".join(character for character in str(text or "") if character.isprintable())


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(text: str) -> str:
    """A folder's name as IMAP writes what is not ASCII (RFC 3501, 5.1.3)."""

    def coded(found: re.Match[str]) -> str:
        letters = b64encode(found[0].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
        return f"&{letters.decode()}-"

    return re.sub(r"[^\x20-\x7e]+", coded, text.replace("&", "&-"))
