"""The rooms of 数据, one word each: those whose pages exist and that the person may enter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guiju.apps.audit.actor import Actor
from guiju.apps.costs.rules import may_view_costs
from guiju.apps.figures import rules
from guiju.apps.insight import rules as insight


@dataclass(frozen=True, slots=True)
class Room:
    """One word of the strip: the page behind it and who may enter."""

    key: str
    title: str | Promise
    page: str
    may: Callable[[Actor], bool]


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


ROOMS = (
    Room("board", _("看板"), "numbers:list", rules.may_view_figures),
    Room("explore", _("探索"), "explore:page", insight.may_explore),
    Room("cards", _("指标目录"), "numbers:cards", rules.may_view_figures),
    Room("corrections", _("更正"), "corrections:list", rules.may_view_figures),
    Room("costs", _("成本"), "costs:list", may_view_costs),
    Room("sources", _("数据源"), "sources:list", rules.may_view_sources),
)


def tabs(actor: Actor, current: str) -> Tabs:
    """The rooms that this person may enter, the one that one is in marked."""
    found = [(room, url) for room in ROOMS if (url := _address(room.page)) and room.may(actor)]
    return Tabs(tuple(Tab(room.title, url, room.key == current) for room, url in found))


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
