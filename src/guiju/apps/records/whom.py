"""Whom a regulation means by 谁, 填写 and 查看, among the posts that people hold."""

from collections.abc import Iterable

from guiju.apps.people.values import Held, Post
from guiju.apps.rulebook import positions
from guiju.lang import Regulation
from guiju.lang.kinds.duty.model import Who, WhoKind


def means(regulation: Regulation, who: Who, post: Post | Held) -> bool:
    """Whether a post is meant; a unit means every member of it and of the units under it."""
    match who.kind:
        case WhoKind.EVERYONE:
            return True
        case WhoKind.LEADERS:
            return positions.leads(regulation, post) and not positions.leads_the_top(regulation, post)
        case WhoKind.MEMBERS:
            unit = positions.unit(regulation, post.unit)
            return unit is not None and unit.name in positions.within(regulation, who.name)
        case WhoKind.LEADER:
            unit, meant = positions.unit(regulation, post.unit), positions.unit(regulation, who.name)
            return unit is not None and unit == meant and positions.leads(regulation, post)
        case WhoKind.POSITION:
            held = positions.position(regulation, post.position)
            return held is not None and held == positions.position(regulation, who.name)
    return False


def any_means(regulation: Regulation, whos: Iterable[Who], posts: Iterable[Post | Held]) -> bool:
    """Whether one of several means one of somebody's posts."""
    held = tuple(posts)
    return any(means(regulation, who, post) for who in whos for post in held)


def led(regulation: Regulation, posts: Iterable[Post | Held]) -> frozenset[str]:
    """The declared names of the units that these posts lead, with all units under them."""
    return frozenset(
        name for post in posts if positions.leads(regulation, post) for name in positions.within(regulation, post.unit)
    )
