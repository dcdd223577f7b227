"""Where everybody stands on a day: who holds what, who leads whom, and the line up from somebody."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from guiju.apps import clock, remember
from guiju.apps.audit.actor import Actor
from guiju.apps.people import queries as people
from guiju.apps.people.values import Held
from guiju.apps.records import whom
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.kept import per_edition
from guiju.apps.work.values import Who
from guiju.engines.calendar import days, hours
from guiju.lang import Regulation
from guiju.lang.kinds import Unit


@dataclass(frozen=True)
class Standing:
    """Everybody's posts on a day by 工号, the regulation in force then, and whose leader the roster names itself."""

    day: date
    regulation: Regulation | None
    posts: Mapping[str, tuple[Held, ...]]
    lines: Mapping[str, str] = field(default_factory=dict)
    _by_position: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _by_unit: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def who(self, number: str) -> Who:
        """Somebody with their name; the bare 工号 for who holds nothing."""
        held = self.posts.get(number)
        return Who(number, held[0].name if held else number) if number else Who()

    def holders(self, position: str) -> tuple[str, ...]:
        """The 工号 of everybody who holds a position."""
        if self.regulation is None:
            return ()
        if position not in self._by_position:
            meant = positions.position(self.regulation, position)
            self._by_position[position] = tuple(
                number
                for number, posts in self.posts.items()
                if meant and any(positions.position(self.regulation, post.position) == meant for post in posts)
            )
        return self._by_position[position]

    def leaders(self, unit: str) -> tuple[str, ...]:
        """The 工号 of everybody who leads a unit itself."""
        if self.regulation is None:
            return ()
        if unit not in self._by_unit:
            meant = positions.unit(self.regulation, unit)
            self._by_unit[unit] = tuple(
                number
                for number, posts in self.posts.items()
                if meant and any(self._leads(post, meant) for post in posts)
            )
        return self._by_unit[unit]

    def led_by(self, number: str) -> frozenset[str]:
        """The declared names of the units that somebody leads, with all units under them."""
        return whom.led(self.regulation, self.posts.get(number, ())) if self.regulation else frozenset()

    def members(self, units: Collection[str]) -> Iterator[Held]:
        """The posts held in units, given by their declared names."""
        for posts in self.posts.values():
            yield from (post for post in posts if self.unit_name(post.unit) in units)

    def unit_name(self, unit: str) -> str:
        """The declared name of a unit; the bare name when the regulation does not know it."""
        found = positions.unit(self.regulation, unit) if self.regulation else None
        return found.name if found else unit

    def line(self, unit: str, position: str) -> Iterator[tuple[str, ...]]:
        """The people up the line from a post, level by level, the nearest first; vacant levels are passed over.

        The line goes by 上级 of the positions, then by the leaders of the unit and of the units above it.
        """
        seen: set[str] = set()
        for level in (*self._bosses(position), *(self.leaders(name) for name in self._upwards(unit))):
            fresh = tuple(number for number in level if number not in seen)
            seen.update(fresh)
            if fresh:
                yield fresh

    def above(self, number: str) -> list[tuple[str, ...]]:
        """The people up the line from somebody, level by level, without themselves.

        Where the roster says to whom they report, that person comes first, and the line goes on from there.
        """
        passed = [number]
        while (leader := self.lines.get(passed[-1])) and leader not in passed:
            passed.append(leader)
        direct: list[tuple[str, ...]] = [(one,) for one in passed[1:]]
        return [*direct, *self._by_posts(passed[-1], known=passed)]

    def _by_posts(self, number: str, known: Collection[str]) -> list[tuple[str, ...]]:
        levels: list[tuple[str, ...]] = []
        before = frozenset(known)
        for post in self.posts.get(number, ()):
            seen = {one for level in levels for one in level} | before
            for at, level in enumerate(self.line(post.unit, post.position)):
                fresh = tuple(one for one in level if one not in seen)
                if at < len(levels):
                    levels[at] += fresh
                else:
                    levels.append(fresh)
        return [level for level in levels if level]

    def leads(self, leader: str, number: str) -> bool:
        """Whether somebody stands above somebody else."""
        return leader != number and any(leader in level for level in self.above(number))

    def _bosses(self, position: str) -> Iterator[tuple[str, ...]]:
        found = positions.position(self.regulation, position) if self.regulation else None
        passed: set[str] = set()
        while found is not None and found.reports_to and found.name not in passed:
            passed.add(found.name)
            yield self.holders(found.reports_to)
            found = positions.position(self.regulation, found.reports_to) if self.regulation else None

    def _upwards(self, unit: str) -> tuple[str, ...]:
        return upwards(self.regulation, unit) if self.regulation else ()

    def _leads(self, post: Held, unit: Unit) -> bool:
        return (
            self.regulation is not None
            and positions.unit(self.regulation, post.unit) == unit
            and positions.leads(self.regulation, post)
        )


def standing(day: date | None = None) -> Standing:
    """Where everybody stands on a day (today)."""
    asked = day or clock.today()
    return remember.once(("work.standing", asked), lambda: _standing(asked))


def _standing(day: date) -> Standing:
    posts: dict[str, tuple[Held, ...]] = {}
    for held in people.held(day, employed=True):
        posts[held.number] = (*posts.get(held.number, ()), held)
    lines = {line.number: line.leader for line in people.lines(day) if not line.dotted}
    if not posts.keys() >= set(lines.values()):  # somebody may lead without a post, but not after they left
        there = {number for number, _ in people.names(day)}
        lines = {number: leader for number, leader in lines.items() if leader in there}
    return Standing(day, rulebook.regulation_at(day), posts, lines)


@per_edition
def upwards(regulation: Regulation, unit: str) -> tuple[str, ...]:
    """A unit and the units above it by declared names, the nearest first."""
    found: list[str] = []
    at = positions.unit(regulation, unit)
    while at is not None and at.name not in found:
        found.append(at.name)
        at = positions.unit(regulation, at.parent) if at.parent else None
    return tuple(found)


@per_edition
def shift(regulation: Regulation, unit: str, position: str) -> hours.Shift:
    """The hours that whoever holds a post works by."""
    found = positions.position(regulation, position)
    return hours.shift_of(regulation, upwards(regulation, unit), found.name if found else position)


def left(moment: datetime, due: datetime, unit: str, position: str, regulation: Regulation | None) -> hours.Left:
    """How long there is until ``due`` by the hours of a post."""
    by = shift(regulation, unit, position) if regulation else hours.STANDARD
    return hours.left(naive(moment), naive(due), by, days.public())


def naive(moment: datetime) -> datetime:
    """A moment as the clock on the wall says it, which the calendar reckons in."""
    return timezone.localtime(moment).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """The moment that the clock on the wall means."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def is_leader(actor: Actor, number: str) -> bool:
    """Whether an actor stands above somebody today."""
    return bool(actor.number) and standing().leads(actor.number, number)
