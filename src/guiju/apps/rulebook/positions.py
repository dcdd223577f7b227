"""Where people of the roster stand in the units and positions that a regulation declares."""

from collections.abc import Iterator
from datetime import date

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.people.values import Held, Post
from guiju.lang import Regulation
from guiju.lang.kinds import Position, Unit


def unit(regulation: Regulation, name: str) -> Unit | None:
    """The unit that is meant by a name or alias."""
    return regulation.named(Unit, name)


def position(regulation: Regulation, name: str) -> Position | None:
    """The position that is meant by a name or alias."""
    return regulation.named(Position, name)


def anchored(regulation: Regulation, name: str) -> bool:
    """Whether a position belongs to one unit; one that every unit has means, where it is named, each in its own."""
    found = regulation.of(Position).get(name)
    return found is not None and bool(found.unit)


def leads(regulation: Regulation, post: Post | Held) -> bool:
    """Whether a post leads its unit: marked so in the roster, or held in the position that the unit names."""
    if post.leader:
        return True
    its_unit, its_position = unit(regulation, post.unit), position(regulation, post.position)
    return its_unit is not None and its_position is not None and its_unit.leader == its_position.name


def leads_the_top(regulation: Regulation, post: Post | Held) -> bool:
    """Whether a post leads a unit that has no unit above it."""
    its_unit = unit(regulation, post.unit)
    return its_unit is not None and not its_unit.parent and leads(regulation, post)


def within(regulation: Regulation, name: str) -> frozenset[str]:
    """A unit and everything under it, by declared names; the bare name when the regulation does not know it."""
    top = unit(regulation, name)
    return frozenset(_under(regulation, top.name)) if top else frozenset({name})


def _under(regulation: Regulation, name: str) -> Iterator[str]:
    yield name
    for child in regulation.of(Unit).values():
        if child.parent == name and child.name != name:
            yield from _under(regulation, child.name)


def held(regulation: Regulation, number: str, day: date | None = None) -> frozenset[str]:
    """The declared names of the positions that somebody holds on a day (today)."""
    posts = people.posts(on=day or clock.today(), number=number)
    return frozenset(found.name for post in posts if (found := position(regulation, post.position)))
