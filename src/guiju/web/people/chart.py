"""The organisation as a tree: units under units, and in each unit its people by position."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guiju.apps.people.values import Person, Post
from guiju.apps.rulebook import positions
from guiju.lang.kinds import Position, Unit
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a position of a unit."""

    number: str
    name: str
    position: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with its people, its empty positions and the units under it."""

    name: str
    mandate: str
    members: tuple[Member, ...]
    vacant: tuple[str, ...]
    under: tuple["Branch", ...]

    @property
    def count(self) -> int:
        """How many people belong to the unit and to those under it."""
        return len(self.members) + sum(branch.count for branch in self.under)


def branches(regulation: Regulation, posts: Sequence[Post], people: Mapping[str, Person]) -> tuple[Branch, ...]:
    """The units that have none above them, each with its whole tree; who is not in ``people`` is left out."""
    members: dict[str, list[Member]] = {}
    for post in posts:
        if post.number in people:
            unit = positions.unit(regulation, post.unit)
            leads = positions.leads(regulation, post)
            one = Member(post.number, people[post.number].name, post.position, leads)
            members.setdefault(unit.name if unit else post.unit, []).append(one)
    units = list(regulation.of(Unit).values())
    return tuple(_branch(regulation, unit, units, members) for unit in units if not unit.parent)


def _branch(
    regulation: Regulation, unit: Unit, units: Sequence[Unit], members: Mapping[str, Sequence[Member]]
) -> Branch:
    here = sorted(members.get(unit.name, ()), key=lambda member: not member.leads)
    under = (_branch(regulation, one, units, members) for one in units if one.parent == unit.name)
    return Branch(
        unit.name, "、".join(unit.mandate), tuple(here), tuple(_vacant(regulation, unit, members)), tuple(under)
    )


def _vacant(regulation: Regulation, unit: Unit, members: Mapping[str, Sequence[Member]]) -> Iterable[str]:
    """Positions of the unit that the regulation wants filled and nobody holds."""
    held = {member.position for group in members.values() for member in group}
    for position in regulation.of(Position).values():
        wanted = position.headcount is not None and position.headcount[0] > 0
        if position.unit == unit.name and wanted and not held & {position.name, *position.aliases}:
            yield position.name
