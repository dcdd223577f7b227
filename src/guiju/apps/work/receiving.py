"""Who is to do what somebody else has begun: the one person who answers for a stage or a review."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count

from guiju.apps.people.values import Held
from guiju.apps.records import whom
from guiju.apps.rulebook import positions
from guiju.apps.work import deputies, models
from guiju.apps.work.standing import Standing
from guiju.lang.kinds.duty.model import UP, Who, WhoKind


class Post(NamedTuple):
    """Whoever answers for it, by 工号, and the post they do it in; without anybody ``up`` hear of the vacancy."""

    number: str
    unit: str
    position: str
    up: tuple[str, ...] = ()


def post_of(here: Standing, number: str) -> Post:
    """Somebody with their first post."""
    held = here.posts.get(number, ())
    return Post(number, here.unit_name(held[0].unit), held[0].position) if held else Post(number, "", "")


def reviewer(here: Standing, position: str, number: str, unit: str) -> Post:
    """Who receives what somebody did: a holder of the position who stands above them, else any, else up the line.

    Never themselves. ``UP`` as position is whoever they report to.
    """
    if position == UP:
        return _first(here, [one for level in here.above(number) for one in level], unit, "")
    others = [one for one in here.holders(position) if one != number]
    above = [one for one in others if here.leads(one, number)]
    line = [one for level in here.line(unit, position) for one in level if one != number]
    return _first(here, above or others or line, unit, position)


def stage_holder(here: Standing, who: Who | None, author: str, *, rule: str, before: str = "", named: str = "") -> Post:
    """Who does a stage of a record; ``named`` is whom its field names, for a stage that goes by one.

    The author where nobody is named; whoever did it ``before`` when it comes back. Of several the one who is there,
    stands above the author or is of their unit, and has the least of such work; the author only when named.
    """
    if who is None:
        return post_of(here, author)
    if before and here.posts.get(before):
        return post_of(here, before)
    if who.kind is WhoKind.FIELD and named != author and here.posts.get(named):
        return post_of(here, named)
    if who.kind in {WhoKind.SUPERIOR, WhoKind.FIELD}:  # nobody was named, or who left, or the author
        return _first(here, [one for level in here.above(author) for one in level], "", "")
    meant = [post for post in _meant(here, who) if post.number != author]
    if not meant:
        unit, position = _vacant(here, who)
        up = next(here.line(unit, position), ())
        others = tuple(one for one in up if one != author)
        # the author is the only one there: nobody passes their own, the next one up the line does
        alone = any(True for _ in _meant(here, who))
        return _first(here, others, unit, position) if alone else Post("", unit, position, others)
    chosen = min(meant, key=_rank(here, meant, author, rule))
    return Post(chosen.number, here.unit_name(chosen.unit), chosen.position)


def _meant(here: Standing, who: Who) -> Iterator[Held]:
    if here.regulation is None:
        return
    for posts in here.posts.values():
        found = next((post for post in posts if whom.means(here.regulation, who, post)), None)
        if found is not None:
            yield found


def _rank(
    here: Standing, meant: Iterable[Held], author: str, rule: str
) -> Callable[[Held], tuple[bool, bool, int, str]]:
    numbers = [post.number for post in meant]
    found = models.Work.objects.filter(rule=rule, closed__isnull=True, accountable__number__in=numbers).order_by()
    load = dict(found.values_list("accountable__number").annotate(Count("id")))
    away, units = deputies.standing_in(), {here.unit_name(post.unit) for post in here.posts.get(author, ())}

    def rank(post: Held) -> tuple[bool, bool, int, str]:
        near = here.leads(post.number, author) or here.unit_name(post.unit) in units
        return (post.number in away, not near, load.get(post.number, 0), post.number)

    return rank


def _vacant(here: Standing, who: Who) -> tuple[str, str]:
    """The unit and position that nobody holds."""
    if who.kind is WhoKind.POSITION:
        found = positions.position(here.regulation, who.name) if here.regulation else None
        return (found.unit if found else "", who.name)
    return who.name, ""


def _first(here: Standing, numbers: Iterable[str], unit: str, position: str) -> Post:
    number = next(iter(numbers), "")
    return post_of(here, number) if number else Post("", unit, position)
