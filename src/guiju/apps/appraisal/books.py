"""A regulation prepared for evaluation, once for each of the last editions."""

from guiju.apps.rulebook.kept import per_edition
from guiju.engines.score.book import Book
from guiju.lang.regulation import Regulation


@per_edition
def book_of(regulation: Regulation) -> Book:
    """The names of a regulation and what they mean; nobody may change it."""
    return Book(regulation)
