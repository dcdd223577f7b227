"""What became of a message: what the other side answered, or why it could not be asked."""

import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.notices.outward import InsideError

LONGEST = 300
SHORTEST = 4  # characters of a secret; less would hide letters of plain words


class Outcome(StrEnum):
    """What to do next."""

    SENT = "sent"
    LATER = "later"  # this message once more, later
    NEVER = "never"  # this message cannot be delivered
    DOWN = "down"  # nothing goes by this channel for now


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome and what was said.

    ``text`` is the other side's, or a word of ``TROUBLES`` after an exclamation mark with its detail. ``after`` is how
    many seconds the other side asks us to wait. ``unsure`` when it may have arrived all the same.
    """

    outcome: Outcome
    text: str = ""
    after: int = 0
    unsure: bool = False


TROUBLES: Mapping[str, str | Promise] = {
    "timeout": _("对方没有在时限内回答。"),
    "unknown": _("找不到这台主机：%(detail)s"),
    "unreachable": _("连不上：%(detail)s"),
    "inside": _("%(detail)s 是内网地址；确实要发到那里，请在 GUIJU_ALLOW_PRIVATE 里写上它。"),
    "certificate": _("对方的证书不可信：%(detail)s"),
    "sealed": _("打不开存着的密钥，请重新填写。"),
    "address": _("认不出这个地址。"),
    "broken": _("发送时出了错：%(detail)s"),
    "old": _("一天里都没有发出去，不再发了。"),
}


def trouble(word: str, detail: object = "", *, unsure: bool = False) -> Answer:
    """The channel is down, and why in our own words."""
    return Answer(Outcome.DOWN, f"!{word} {detail}".strip(), unsure=unsure)


def from_error(error: Exception) -> Answer:
    """What an error of the network means: the channel is down, and what was under way may have arrived."""
    reason = getattr(error, "reason", error)
    cause = reason if isinstance(reason, Exception) else error
    word, detail, unsure = _found(cause)
    return trouble(word, detail, unsure=unsure)


def _found(error: Exception) -> tuple[str, object, bool]:
    """The trouble, its detail, and whether something may have arrived."""
    match error:
        case InsideError():
            found = "inside", error.address, False
        case ssl.SSLCertVerificationError():
            found = "certificate", error.verify_message, False
        case TimeoutError():
            found = "timeout", "", True
        case socket.gaierror():
            found = "unknown", error.strerror or "", False
        case ConnectionRefusedError():
            found = "unreachable", error.strerror or "", False
        case OSError():
            found = "unreachable", error.strerror or str(error), True
        case _:
            found = "broken", type(error).__name__, True
    return found


def said(text: str) -> str:
    """An answer for people: our own words in their language, the other side's as they are."""
    word, _blank, detail = text[1:].partition(" ")
    if not text.startswith("!") or word not in TROUBLES:
        return text
    return str(TROUBLES[word]) % {"detail": detail}


def without(text: str, secrets: Iterable[str]) -> str:
    """An answer as it may be kept: short, on one line, without any of the secrets it may repeat."""
    line = " ".join(text.split())
    for secret in sorted(secrets, key=len, reverse=True):
        line = line.replace(secret, "***") if len(secret) >= SHORTEST else line
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
