"""The seven places of the house, in order; each person sees those that exist and that they may enter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.apps.audit.actor import Actor
from guiju.web.layout import entrance


@dataclass(frozen=True, slots=True)
class Place:
    """One word of the navigation."""

    key: str
    title: str | Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Door:
    """Where a place stands, who may enter, and which other pages belong to it."""

    key: str
    title: str | Promise
    page: str
    may: Callable[[Actor], bool]
    rooms: tuple[str, ...] = ()


DOORS = (
    Door("today", _("今日"), "home:today", entrance.everybody),
    Door("work", _("事务"), "work:list", entrance.everybody),
    Door("numbers", _("数据"), "numbers:list", entrance.everybody),
    Door("score", _("绩效"), "score:mine", entrance.everybody),
    Door("rulebook", pgettext_lazy("place", "规矩"), "rulebook:book", entrance.everybody),
    Door("people", _("组织"), "people:list", entrance.people),
    Door("setup", _("设置"), "setup:index", entrance.setup, ("sources:list",)),
)


def places(actor: Actor, path: str) -> tuple[Place, ...]:
    """The places that this person may enter; the one that ``path`` lies in is current."""
    found = [(door, url) for door in DOORS if (url := _address(door.page)) and door.may(actor)]
    return tuple(Place(door.key, door.title, url, _inside(door, url, path)) for door, url in found)


def _inside(door: Door, url: str, path: str) -> bool:
    if url == "/":
        return path == url
    return any(path.startswith(room) for room in (url, *filter(None, map(_address, door.rooms))))


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
