"""The four parts of what comes by itself."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.intake import rules


@dataclass(frozen=True, slots=True)
class Tab:
    """One part."""

    title: str
    url: str
    current: bool


def tabs(actor: Actor, current: str) -> tuple[Tab, ...]:
    """The parts that somebody may enter."""
    titles = {
        "list": _("该来的表"),
        "folders": _("文件夹"),
        "mailboxes": _("邮箱"),
        "tokens": _("令牌"),
    }
    open_to = titles if rules.may_manage(actor) else {"tokens": titles["tokens"]}
    return tuple(Tab(title, reverse(f"intake:{key}"), key == current) for key, title in open_to.items())
