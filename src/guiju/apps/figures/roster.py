"""The roster as the engine that measures knows it: shops, and whose rows are whose."""

from datetime import date

from guiju.apps.people import queries as people
from guiju.apps.rulebook import positions
from guiju.engines import measure as engine
from guiju.lang import Regulation


def shops() -> tuple[engine.Shop, ...] | None:
    """The shops whose files are expected; ``None`` while the roster names none, which leaves it to the lake."""
    return tuple(engine.Shop(shop.name, shop.start, shop.end) for shop in people.shops()) or None


def owners(regulation: Regulation, start: date, end: date) -> engine.Owners:
    """Who owned what and belonged where from ``start`` to ``end``, units by their declared names."""
    owned = [
        engine.Ownership(owner.kind, owner.key, owner.number, owner.start, owner.end, owner.share)
        for owner in people.owners(start, end)
    ]
    held = [
        engine.Membership(post.number, unit.name if unit else post.unit, post.start, post.end)
        for post in people.posts_within(start, end)
        for unit in [positions.unit(regulation, post.unit)]
    ]
    return engine.Owners(tuple(owned), tuple(held))
