"""Who is judged: the roster as scoring knows it, units and positions by their declared names."""

from guiju.apps.people import queries as people
from guiju.apps.people.values import Post
from guiju.apps.rulebook import positions
from guiju.engines.score.person import Person, Stay
from guiju.lang import Regulation


def everybody(regulation: Regulation) -> list[Person]:
    """All people of the roster with all the places they held, by 工号.

    Who holds several posts at a time is judged in the main one; the others count for those who have no main post.
    """
    return [
        Person(person.number, person.name, _stays(regulation, posts), person.joined, person.left)
        for person, posts in people.entire()
    ]


def _stays(regulation: Regulation, posts: list[Post]) -> tuple[Stay, ...]:
    main = [post for post in posts if post.main]
    return tuple(_stay(regulation, post) for post in main or posts)


def _stay(regulation: Regulation, post: Post) -> Stay:
    unit, position = positions.unit(regulation, post.unit), positions.position(regulation, post.position)
    return Stay(
        unit=unit.name if unit else post.unit,
        position=position.name if position else post.position,
        start=post.start,
        end=post.end,
    )
