"""Where the holders of posts would stand in a text that does not know their units and positions: a proposal."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from guiju.lang.kinds import Position, Unit
from guiju.lang.regulation import Regulation

Post = tuple[str, str]  # a unit and a position
LIKE = 0.34  # names less alike than this have nothing to do with each other


def proposed(before: Regulation, after: Regulation, held: Iterable[Post]) -> dict[Post, Post]:
    """For each post that ``after`` does not know, the most likely one: leaders lead, and names are alike.

    ``before`` is the text that the roster was written for. A post for which none is likely is left out.
    """
    found = {}
    for post in dict.fromkeys(held):
        unit, position = after.named(Unit, post[0]), after.named(Position, post[1])
        if unit is None or position is None:
            likely = _likely(before, after, post, position)
            if likely is not None:
                found[post] = likely
    return found


def _likely(before: Regulation, after: Regulation, post: Post, same: Position | None) -> Post | None:
    units, positions = after.of(Unit), after.of(Position)
    if same is not None:
        return _where(after, same.name, post[0]), same.name
    rank = _rank(before, *post)
    leads = {one.leader: 2 if one.parent else 3 for one in reversed(list(units.values())) if one.leader}
    # who leads the whole, leads the whole; below, names decide among those who lead, or among those who do not
    of_rank = [name for name in positions if leads.get(name, 1) == rank] or list(positions)
    if not of_rank:
        return None
    best = max(of_rank, key=lambda name: _alike(post, (positions[name].unit, name)))
    if rank == 1 and _alike(post, (positions[best].unit, best)) < LIKE:
        return None
    return _where(after, best, post[0]), best


def _rank(regulation: Regulation, unit: str, position: str) -> int:
    """3 for who leads the whole, 2 for who leads a unit below, 1 for all others."""
    found, named = regulation.named(Position, position), regulation.named(Unit, unit)
    name = found.name if found else position
    led = [one for one in regulation.of(Unit).values() if one.leader == name]
    if any(not one.parent for one in led):
        return 3
    return 2 if led and named is not None else 1


def _where(after: Regulation, position: str, unit: str) -> str:
    """The unit of a position in the text; the old one where the text knows it, or says none."""
    known = after.named(Unit, unit)
    declared = after.of(Position)[position].unit
    led = next((one.name for one in after.of(Unit).values() if one.leader == position), "")
    return known.name if known else declared or led or next(iter(after.of(Unit)), unit)


def _alike(one: Post, other: Post) -> float:
    position = SequenceMatcher(None, one[1], other[1]).ratio()
    unit = SequenceMatcher(None, one[0], other[0]).ratio() if one[0] and other[0] else 0.0
    return 0.7 * position + 0.3 * unit
