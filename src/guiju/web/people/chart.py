"""The organisation as a tree: units under units, and in each unit its people by position."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from guiju.apps.people.values import Held
from guiju.apps.rulebook import positions
from guiju.lang.kinds import Position, Unit
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats

LISTED = 24  # members of a unit; the list of people has the others


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a position of a unit."""

    number: str
    name: str
    position: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with its people, its empty positions and the units under it; ``whole`` where the reader may see all."""

    name: str
    mandate: str
    members: tuple[Member, ...]
    more: int  # members that are not listed
    vacant: tuple[str, ...]
    under: tuple["Branch", ...]
    numbers: frozenset[str]  # of everybody in the unit and in those under it: who holds two posts is one
    whole: bool

    @property
    def count(self) -> int:
        """How many people belong to the unit and to those under it."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class _Tree:
    """What a chart is drawn from: units, their members, and the positions that somebody holds."""

    regulation: Regulation
    members: Mapping[str, Sequence[Member]]
    held: frozenset[str]
    partly: frozenset[str]  # units in which somebody is whom the reader may not see


def branches(
    regulation: Regulation, posts: Iterable[Held], people: Container[str], top: str = ""
) -> tuple[Branch, ...]:
    """The units that have none above them, or the one named ``top``, each with its whole tree.

    Who is not in ``people`` is left out, but no post of theirs is called vacant.
    """
    members: dict[str, list[Member]] = {}
    held, partly = set(), set()
    for post in posts:
        unit = positions.unit(regulation, post.unit)
        name = unit.name if unit else post.unit
        held.add(post.position)
        if post.number not in people:
            partly.add(name)
            continue
        one = Member(post.number, post.name, post.position, positions.leads(regulation, post))
        members.setdefault(name, []).append(one)
    tree = _Tree(regulation, members, frozenset(held), frozenset(partly))
    chosen = positions.unit(regulation, top) if top else None
    if chosen is not None:
        return (_branch(tree, chosen),)
    return tuple(_branch(tree, unit) for unit in regulation.of(Unit).values() if not unit.parent)


def _branch(tree: _Tree, unit: Unit) -> Branch:
    here = sorted(tree.members.get(unit.name, ()), key=lambda member: not member.leads)
    under = tuple(_branch(tree, one) for one in tree.regulation.of(Unit).values() if one.parent == unit.name)
    shown = here if len(here) <= LISTED + 1 else here[:LISTED]
    return Branch(
        name=unit.name,
        mandate=formats.listed(unit.mandate),
        members=tuple(shown),
        more=len(here) - len(shown),
        vacant=tuple(_vacant(tree.regulation, unit, tree.held)),
        under=under,
        numbers=frozenset(member.number for member in here).union(*(one.numbers for one in under)),
        whole=unit.name not in tree.partly and all(one.whole for one in under),
    )


def _vacant(regulation: Regulation, unit: Unit, held: frozenset[str]) -> Iterable[str]:
    """Positions of the unit that the regulation wants filled and nobody holds."""
    for position in regulation.of(Position).values():
        wanted = position.headcount is not None and position.headcount[0] > 0
        if position.unit == unit.name and wanted and not held & {position.name, *position.aliases}:
            yield position.name
