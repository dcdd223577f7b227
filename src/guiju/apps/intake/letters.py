"""What a mail holds: the tables that are attached to it, or why there are none to take."""

from dataclasses import dataclass
from email import message_from_bytes
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    StartBoundaryNotFoundDefect,
)
from email.message import EmailMessage
from email.policy import default as plainly

from guiju.apps.intake import limits, reasons

CUT = (
    CloseBoundaryNotFoundDefect,
    StartBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What is attached, or why nothing is taken; never both."""

    files: tuple[Attached, ...] = ()
    why: str = ""


def opened(content: bytes) -> Opened:
    """The tables attached to a mail, in their order; a mail that breaks off gives none at all."""
    try:
        mail = message_from_bytes(content, policy=plainly)
        parts = [part for part in mail.walk() if isinstance(part, EmailMessage)]
        files = [file for part in parts if (file := _file(part)) is not None]
    except Exception:  # noqa: BLE001 - whatever the standard library says of a mail that was made to confuse it
        return Opened(why=reasons.UNREADABLE)
    if any(isinstance(defect, CUT) for part in parts for defect in part.defects):
        return Opened(why=reasons.CUT)
    if not files:
        return Opened(why=reasons.NO_FILES)
    if len(files) > limits.MOST_FILES:
        return Opened(why=reasons.TOO_LARGE)
    return Opened(tuple(files))


def lets_in(senders: list[str], sender: str) -> bool:
    """Whether an address is one of those let in, or of a domain that is."""
    _name, at, domain = sender.lower().rpartition("@")
    known = {one.lower() for one in senders}
    return bool(at) and (sender.lower() in known or f"@{domain}" in known)


def _file(part: EmailMessage) -> Attached | None:
    name = part.get_filename("")
    if part.is_multipart() or not name.lower().endswith(limits.KINDS):
        return None
    content = part.get_payload(decode=True)
    return Attached(limits.shortened(name), content) if isinstance(content, bytes) else None
