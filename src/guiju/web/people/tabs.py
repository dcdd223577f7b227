"""The rooms of 组织, one word each: those that the person may enter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guiju.apps.audit.actor import Actor
from guiju.apps.figures import rules as figures
from guiju.apps.people import rules
from guiju.apps.rulebook import rules as rulebook
from guiju.lang.kinds.choices import Action, Thing


@dataclass(frozen=True, slots=True)
class Tab:
    """One word of the strip."""

    title: str | Promise
    url: str
    current: bool


def _states(thing: Thing) -> Callable[[Actor], bool]:
    """Whether somebody may see or enter such figures of anybody."""
    return lambda actor: any(figures.may_exchange(actor, action, thing) for action in (Action.VIEW, Action.EDIT))


ROOMS: tuple[tuple[str, str | Promise, Callable[[Actor], bool]], ...] = (
    ("list", _("组织"), rules.may_view_roster),
    ("jobs", _("岗位说明书"), rulebook.may_view_regulation),
    ("findings", _("组织体检"), rules.may_edit_roster),
    ("targets", pgettext_lazy("several", "目标"), _states(Thing.TARGETS)),
    ("inputs", _("填报"), _states(Thing.INPUTS)),
)


def tabs(actor: Actor, here: str) -> tuple[Tab, ...]:
    """The rooms that this person may enter, the one they are in marked."""
    found = (room for room in ROOMS if room[0] == here or room[2](actor))
    return tuple(Tab(title, reverse(f"people:{key}"), key == here) for key, title, _may in found)
