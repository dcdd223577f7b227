"""The roster as the engine that measures knows it: shops, and whose rows are whose."""

from datetime import date

from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled, positions
from guiju.apps.rulebook.kept import per_edition
from guiju.engines import measure as engine
from guiju.engines.measure.catalogue import catalogue
from guiju.engines.measure.wanted import wanted
from guiju.lang import Regulation


def shops() -> tuple[engine.Shop, ...] | None:
    """The shops whose files are expected; ``None`` while the roster names none, which leaves it to the lake."""
    return tuple(engine.Shop(shop.name, shop.start, shop.end) for shop in people.shops()) or None


def owners(regulation: Regulation, start: date, end: date) -> engine.Owners:
    """Who owned what and belonged where from ``start`` to ``end``, units by their declared names.

    Where the regulation counts what names people themselves, such as their work, everybody owns what names them.
    """
    posts = people.posts_within(start, end)
    owned = [
        engine.Ownership(engine.PERSON, number, number, start, end)
        for number in sorted({post.number for post in posts} if _names_people(regulation) else ())
    ]
    owned += [
        engine.Ownership(owner.kind, owner.key, owner.number, owner.start, owner.end, owner.share)
        for owner in people.owners(start, end)
    ]
    held = [
        engine.Membership(post.number, unit.name if unit else post.unit, post.start, post.end)
        for post in posts
        for unit in [positions.unit(regulation, post.unit)]
    ]
    return engine.Owners(tuple(owned), tuple(held))


@per_edition
def _names_people(regulation: Regulation) -> bool:
    """Whether some formula counts rows that say themselves whose they are."""
    schemas = compiled.schemas()
    read = {path.fact.english for one in wanted(regulation, catalogue(schemas)) for path in one.paths}
    return any(engine.PERSON in schemas[fact].owners for fact in read)
