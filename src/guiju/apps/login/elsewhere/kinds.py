"""What each other house is told and asked: its fields, and its two halves of signing in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guiju.apps.login.elsewhere import dingtalk, feishu, oidc, wecom
from guiju.apps.login.elsewhere.values import Attempt, Way, Who
from guiju.apps.login.models import Provider
from guiju.apps.notices.kinds import Field, web, word

Kind = Provider.Kind
SECRET = Field("secret", word, secret=True)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    Kind.WECOM: (
        Field("corp", word),
        Field("agent", str.isdecimal),
        SECRET,
        Field("base", web, default="https://qyapi.weixin.qq.com"),
        Field("door", web, default="https://login.work.weixin.qq.com"),
        Field("inside", web, default="https://open.weixin.qq.com"),
    ),
    Kind.DINGTALK: (
        Field("app", word),
        SECRET,
        Field("base", web, default="https://api.dingtalk.com"),
        Field("old", web, default="https://oapi.dingtalk.com"),
        Field("door", web, default="https://login.dingtalk.com"),
    ),
    Kind.FEISHU: (
        Field("app", word),
        SECRET,
        Field("base", web, default="https://open.feishu.cn"),
        Field("door", web, default="https://accounts.feishu.cn"),
    ),
    Kind.OIDC: (
        Field("issuer", web),
        Field("app", word),
        Field("secret", word, required=False, secret=True),
        Field("claim", word, required=False),
    ),
}
# Whose word it is who somebody is: another of these is another house, whose names mean nothing here yet.
IDENTIFYING = frozenset({"corp", "app", "issuer", "base", "old", "door", "inside", "claim"})


@dataclass(frozen=True, slots=True)
class Halves:
    """Where somebody is sent, and who came back with a code."""

    address: Callable[..., str]
    who: Callable[[Way, Attempt, str], Who]


HALVES: Mapping[str, Halves] = {
    Kind.WECOM: Halves(wecom.address, wecom.who),
    Kind.DINGTALK: Halves(dingtalk.address, dingtalk.who),
    Kind.FEISHU: Halves(feishu.address, feishu.who),
    Kind.OIDC: Halves(oidc.address, oidc.who),
}


def unreadable(kind: str, told: Mapping[str, str], *, kept: bool) -> Iterator[str]:
    """The names of fields that will not do; a secret that is left empty stays as it is ``kept``."""
    for field in FIELDS[kind]:
        text = told.get(field.name, "")
        if not text and field.secret and kept:
            continue
        if field.required if not text else not field.holds(text):
            yield field.name
