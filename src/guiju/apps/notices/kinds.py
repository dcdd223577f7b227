"""What each kind of channel is told: its fields, which of them are secret, and what they may hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from guiju.apps.notices.models import Channel
from guiju.apps.work.models import Notice

Kind = Channel.Kind
Level = Notice.Level
LONGEST = 500  # characters of a field
PORTS = range(1, 65536)


class Security(StrEnum):
    """How an e-mail server is spoken to."""

    TLS = "tls"  # from the first byte, usually port 465
    STARTTLS = "starttls"  # after a word in the open, usually port 587
    OPEN = "open"  # never: for a server inside the house


class Service(StrEnum):
    """Whose robot it is."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    OTHER = "other"  # an address as Apprise writes it


# What a group may hear of its work; what is said to one person alone never goes to a group.
GROUP_LEVELS = (Level.REMIND, Level.DUE, Level.LATE, Level.ESCALATED)
# Apprise's names of services that speak HTTP(S) to groups and people; what it knows besides reaches files, programs,
# desktops, modems or mail servers.
OTHERS = frozenset(
    {"bark", "barks", "chanify", "discord", "flock", "gchat", "gotify", "gotifys", "guilded", "json", "jsons"}
    | {"form", "forms", "kook", "lark", "line", "mmost", "mmosts", "nctalk", "nctalks", "ntfy", "ntfys", "onebot"}
    | {"onebots", "pushdeer", "pushdeers", "pushme", "pushplus", "qq", "rocket", "rockets", "schan", "slack"}
    | {"spugpush", "synology", "synologys", "tgram", "wxteams", "webex", "workflow", "workflows", "wpush", "wxpusher"}
    | {"zoom", "zulip", "https"}
)
# Words of such an address that would read a file, follow where it is sent, or trust anybody.
NOT_ASKED = frozenset({"template", "attach", "file_url", "verify", "redirect", "cto", "rto", "store", "emojis"})


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a channel is told; ``holds`` says whether a text will do."""

    name: str
    holds: Callable[[str], bool]
    required: bool = True
    secret: bool = False
    default: str = ""


def line(text: str) -> bool:
    """One line of no great length."""
    return text.isprintable() and len(text) <= LONGEST


def word(text: str) -> bool:
    """What messengers use as a name or a key: no blanks."""
    return line(text) and not re.search(r"\s", text)


def host(text: str) -> bool:
    """The name or address of a machine."""
    return bool(re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+", text)) and line(text)


def port(text: str) -> bool:
    """A port's number."""
    return text.isdecimal() and text.isascii() and int(text[:6]) in PORTS


def mailbox(text: str) -> bool:
    """An e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return line(text)


def web(text: str) -> bool:
    """An address of the web, without a name and password before its host."""
    try:
        found = urlsplit(text)
        _port = found.port  # raises when it is none
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.hostname) and "@" not in found.netloc and word(text)


def other(text: str) -> bool:
    """An address as Apprise writes it, of a service that only speaks to the web."""
    scheme, _mark, rest = text.partition("://")
    asked = {pair.partition("=")[0].strip("+-: ").casefold() for pair in re.split(r"[?&]", rest)[1:]}
    return scheme.casefold() in OTHERS and bool(rest) and word(text) and not asked & NOT_ASKED


def one_of(words: type[StrEnum]) -> Callable[[str], bool]:
    """One of some words."""
    known = {one.value for one in words}
    return lambda text: text in known


FIELDS: Mapping[str, tuple[Field, ...]] = {
    Kind.EMAIL: (
        Field("host", host),
        Field("port", port, default="465"),
        Field("security", one_of(Security), default=Security.TLS),
        Field("user", line, required=False),
        Field("password", line, required=False, secret=True),
        Field("sender", mailbox),
        Field("sender_name", line, required=False, default="规矩"),
    ),
    Kind.ROBOT: (
        Field("service", one_of(Service), default=Service.WECOM),
        Field("url", line, secret=True),
        Field("sign", word, required=False, secret=True),
    ),
    Kind.WECOM: (
        Field("corp", word),
        Field("agent", str.isdecimal),
        Field("secret", word, secret=True),
        Field("base", web, default="https://qyapi.weixin.qq.com"),
    ),
    Kind.DINGTALK: (
        Field("app", word),
        Field("robot", word),
        Field("secret", word, secret=True),
        Field("base", web, default="https://api.dingtalk.com"),
    ),
    Kind.FEISHU: (
        Field("app", word),
        Field("secret", word, secret=True),
        Field("base", web, default="https://open.feishu.cn"),
    ),
}
# How people are reached by each kind: an e-mail address, or what the messenger calls them.
ADDRESSES: Mapping[str, Callable[[str], bool]] = {
    Kind.EMAIL: mailbox,
    Kind.WECOM: word,
    Kind.DINGTALK: word,
    Kind.FEISHU: word,
}
MOST_ADDRESS = 200


def unreadable(kind: str, told: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[str]:
    """The names of fields that will not do; a secret that is left empty stays as it is ``kept``."""
    for field in FIELDS[kind]:
        text = told.get(field.name, "") or (kept.get(field.name, "") if field.secret else "")
        if field.required if not text else not _holds(kind, field, text, told):
            yield field.name


def _holds(kind: str, field: Field, text: str, told: Mapping[str, str]) -> bool:
    if kind == Kind.ROBOT and field.name == "url":
        return other(text) if told.get("service") == Service.OTHER else web(text)
    return field.holds(text)


def reaches(kind: str, address: str) -> bool:
    """Whether somebody can be reached at an address."""
    return kind in ADDRESSES and 0 < len(address) <= MOST_ADDRESS and ADDRESSES[kind](address)
