"""What a text opens to the holders of posts, and what another opens or shuts."""

from collections.abc import Iterable
from typing import NamedTuple

from guiju.lang.kinds import Access, Position
from guiju.lang.kinds.choices import Action, Range, Thing
from guiju.lang.regulation import Regulation

WIDTH = {Range.OWN: 0, Range.GROUP: 1, Range.ALL: 2}


class Right(NamedTuple):
    """Something that somebody may do to a kind of thing, and how far."""

    may: Action
    what: Thing
    range: Range


def rights(regulation: Regulation, positions: Iterable[str]) -> frozenset[Right]:
    """What the holder of some positions may do; of each the widest reach."""
    held = {found.name for name in positions if (found := regulation.named(Position, name)) is not None}
    widest: dict[tuple[Action, Thing], Range] = {}
    for rule in regulation.of(Access).values():
        if rule.who and not held & set(rule.who):
            continue
        for key in ((may, what) for may in rule.may for what in rule.what):
            if key not in widest or WIDTH[widest[key]] < WIDTH[rule.range]:
                widest[key] = rule.range
    return frozenset(Right(may, what, reach) for (may, what), reach in widest.items())
