"""The rooms of 事务, one word each, and whose work somebody may look at."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.apps.audit.actor import Actor

ROOMS: tuple[tuple[str, str | Promise, str], ...] = (
    ("list", _("清单"), "work:list"),
    ("calendar", _("日历"), "work:calendar"),
    ("board", _("看板"), "work:board"),
    ("projects", _("项目"), "work:projects"),
    ("reports", _("汇报"), "work:reports"),
    ("meetings", _("会议"), "work:meetings"),
    ("records", _("记录"), "records:list"),
    ("absences", _("请假"), "work:absences"),
    ("cases", pgettext_lazy("room", "举报"), "work:cases"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One room."""

    title: str | Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Tabs:
    """The rooms."""

    rooms: tuple[Tab, ...]


def tabs(_actor: Actor, current: str) -> Tabs:
    """The rooms of 事务, the one that one is in marked."""
    return Tabs(tuple(Tab(title, reverse(name), key == current) for key, title, name in ROOMS))
