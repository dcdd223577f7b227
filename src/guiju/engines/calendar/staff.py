"""Who holds what in the units and positions of a regulation, and whom a duty means on a day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from guiju.engines.calendar.hours import Shift, shift_of
from guiju.engines.score.applies import unit_path
from guiju.lang.kinds import Position, Unit
from guiju.lang.kinds.duty.model import Who, WhoKind
from guiju.lang.regulation import Regulation

_DAY = timedelta(days=1)


class Holder(NamedTuple):
    """A post that somebody holds from ``since`` to ``until``, both included, by the names that the roster gives.

    ``leader`` when the roster marks the post as leading its unit. Of several posts of one person the first counts
    where one is enough.
    """

    number: str
    unit: str
    position: str
    leader: bool = False
    since: date = date.min
    until: date | None = None


class Bound(NamedTuple):
    """Somebody whom a duty means, by declared names; without a number nobody holds the post."""

    number: str
    unit: str
    position: str
    since: date = date.min


Holders = Sequence[Holder] | Callable[[date], Sequence[Holder]]


class Organisation:
    """The units and positions of a regulation; made once for many days."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation
        self.units = regulation.of(Unit)
        self._paths: dict[str, tuple[str, ...]] = {}
        self._shifts: dict[tuple[str, str], Shift] = {}

    def path(self, unit: str) -> tuple[str, ...]:
        """A unit and those above it, the nearest first."""
        if unit not in self._paths:
            self._paths[unit] = unit_path(self.regulation, unit)
        return self._paths[unit]

    def shift(self, unit: str, position: str) -> Shift:
        """The hours of a post."""
        if (unit, position) not in self._shifts:
            self._shifts[unit, position] = shift_of(self.regulation, self.path(unit), position)
        return self._shifts[unit, position]

    def unit(self, name: str) -> str:
        """The declared name of a unit; the name itself when the regulation does not know it."""
        found = self.regulation.named(Unit, name)
        return found.name if found else name

    def position(self, name: str) -> str:
        """The declared name of a position; the name itself when the regulation does not know it."""
        found = self.regulation.named(Position, name)
        return found.name if found else name

    def leading(self, unit: str) -> str:
        """The position that leads a unit, by its declared name; empty when none does."""
        found = self.units.get(unit)
        return self.position(found.leader) if found and found.leader else ""

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The units under another with a leader of their own, in the order of the document.

        A unit that the leader of one above leads as well is no group beside the others.
        """
        under = (name for name, unit in self.units.items() if unit.parent)
        return tuple(name for name in under if not self._led_from_above(name))

    def _led_from_above(self, unit: str) -> bool:
        position = self.leading(unit)
        return bool(position) and position in {self.leading(above) for above in self.path(unit)[1:]}

    def declared(self, holder: Holder) -> Holder:
        """A post by declared names, marked as leading when its position leads its unit."""
        unit, position = self.unit(holder.unit), self.position(holder.position)
        return holder._replace(unit=unit, position=position, leader=holder.leader or position == self.leading(unit))


@dataclass(slots=True)
class Staff:
    """Everybody from one day to another, between which nothing changes."""

    start: date
    end: date
    organisation: Organisation
    holders: tuple[Holder, ...]  # by declared names
    _meant: dict[tuple[Who, str], tuple[Bound, ...]] = field(default_factory=dict)

    def meant(self, who: Who, own: str = "") -> tuple[Bound, ...]:
        """Whom a duty means, each once; a post that nobody holds is there without a number.

        A leader of several units is there for each of them. ``own`` is the unit that 本组 stands for.
        """
        if (who, own) not in self._meant:
            found: dict[tuple[str, str], Bound] = {}
            for one in self._find(who, own):
                apart = who.kind is WhoKind.LEADERS or not one.number
                found.setdefault((one.number, one.unit if apart else ""), one)
            self._meant[who, own] = tuple(found.values())
        return self._meant[who, own]

    def first(self, bound: Sequence[Bound]) -> Bound:
        """Who answers for shared work: the highest leader among them, else the holder of the longest standing."""
        leading = {(one.number, one.unit) for one in self.holders if one.leader}

        def rank(one: Bound) -> tuple[object, ...]:
            leads = (one.number, one.unit) in leading
            return (not leads, len(self.organisation.path(one.unit)) if leads else 0, one.since, one.number)

        return min(bound, key=rank)

    def _find(self, who: Who, own: str) -> Iterator[Bound]:
        name = self.organisation.unit(who.name)
        match who.kind:
            case WhoKind.EVERYONE:
                yield from map(_bound, self.holders)
            case WhoKind.MEMBERS:
                yield from self._members(name)
            case WhoKind.OWN:
                yield from (one for one in self._members(own) if one.number)
            case WhoKind.LEADER:
                yield from self._leaders(name)
            case WhoKind.LEADERS:
                for unit in self.organisation.groups:
                    yield from self._leaders(unit)
            case WhoKind.POSITION:
                yield from self._position(self.organisation.position(who.name))
            case _:  # 上级: only the stages of a form have one
                return

    def _members(self, unit: str) -> Iterator[Bound]:
        found = [one for one in self.holders if unit in self.organisation.path(one.unit)]
        yield from map(_bound, found) if found else (Bound("", unit, ""),)

    def _leaders(self, unit: str) -> Iterator[Bound]:
        found = [_bound(one) for one in self.holders if one.leader and one.unit == unit]
        position = self.organisation.leading(unit)
        # A unit may be led by a post of another: 综合支持组 by the director.
        found = found or [_bound(one)._replace(unit=unit) for one in self.holders if one.position == position]
        yield from found or (Bound("", unit, position),)

    def _position(self, position: str) -> Iterator[Bound]:
        found = [one for one in self.holders if one.position == position]
        rule = self.organisation.regulation.named(Position, position)
        vacant = Bound("", self.organisation.unit(rule.unit) if rule and rule.unit else "", position)
        yield from map(_bound, found) if found else (vacant,)


def staffs(organisation: Organisation, holders: Holders, start: date, end: date) -> Iterator[Staff]:
    """Everybody from ``start`` to ``end``, cut where somebody comes, moves or goes."""
    if callable(holders):
        days = [start + at * _DAY for at in range((end - start).days + 1)]
        for found, same in groupby(((day, tuple(holders(day))) for day in days), key=itemgetter(1)):
            run = [day for day, _ in same]
            yield Staff(run[0], run[-1], organisation, tuple(map(organisation.declared, found)))
        return
    known = [organisation.declared(one) for one in holders]
    for first, beyond in pairwise(sorted({start, end + _DAY, *_changes(known, start, end)})):
        there = tuple(one for one in known if one.since <= first and (one.until is None or first <= one.until))
        yield Staff(first, beyond - _DAY, organisation, there)


def _changes(holders: Iterable[Holder], start: date, end: date) -> Iterator[date]:
    for one in holders:
        if start < one.since <= end:
            yield one.since
        if one.until is not None and start <= one.until < end:
            yield one.until + _DAY


def _bound(one: Holder) -> Bound:
    return Bound(one.number, one.unit, one.position, one.since)
