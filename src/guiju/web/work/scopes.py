"""Whose work somebody may look at: their own, that of the groups they lead or may view, the whole department."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.rulebook import rules as rulebook
from guiju.apps.work.standing import Standing, standing
from guiju.lang.kinds import Unit
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.regulation import Regulation

MINE, GROUP, ALL = "mine", "group", "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work is looked at; ``units`` bounds it, ``None`` for one's own and for everybody's."""

    of: str
    units: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may choose from: ``units`` are those whose work is open to them."""

    units: tuple[str, ...]
    everything: bool
    own: bool

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The scopes with their words; a lone one is no choice."""
        found = [(MINE, _("我的"))] if self.own else []
        found += [(GROUP, _("本组"))] if self.units else []
        found += [(ALL, _("部门"))] if self.everything else []
        return tuple(found) if len(found) > 1 else ()

    def scope(self, of: str, unit: str) -> Scope:
        """What an address asks for, as far as it is open."""
        if unit and unit in self.units:
            return Scope(of if of in {GROUP, ALL} else GROUP, frozenset({unit}))
        if of == ALL and self.everything:
            return Scope(ALL, None)
        if of == GROUP and self.units:
            return Scope(GROUP, frozenset(self.units))
        if self.own:
            return Scope(MINE, None)
        return Scope(ALL, None) if self.everything else Scope(GROUP, frozenset(self.units))


def reach(actor: Actor, regulation: Regulation | None) -> Reach:
    """Whose work is open to somebody: who leads the top of the department, or may view all work, sees everything."""
    if regulation is None:
        return Reach((), everything=False, own=bool(actor.number))
    here = standing()
    units = regulation.of(Unit)
    everything = actor.reach(Action.VIEW, Thing.WORK) is Range.ALL or _leads_the_top(here, regulation, actor)
    seen = here.led_by(actor.number) | rulebook.units_of(actor, Action.VIEW, Thing.WORK)
    open_to = tuple(name for name in units if everything or name in seen)
    return Reach(open_to, everything=everything, own=bool(actor.number))


def _leads_the_top(here: Standing, regulation: Regulation, actor: Actor) -> bool:
    led = here.led_by(actor.number) if actor.number else frozenset()
    return bool(led) and led >= regulation.of(Unit).keys()
