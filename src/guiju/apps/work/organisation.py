"""What is amiss in the organisation on a day: empty positions, two masters, nobody above, circles, who is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count

from guiju.apps import clock
from guiju.apps.people import queries as people
from guiju.apps.people.roster.relations import circles
from guiju.apps.rulebook import positions
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import deputies, models
from guiju.apps.work.standing import Standing, standing
from guiju.lang.kinds import Position, Unit


class Sort(StrEnum):
    """What can be amiss."""

    VACANT = "vacant"  # fewer hold a position than it asks for
    CROWDED = "crowded"  # more than it allows
    HEADLESS = "headless"  # nobody leads a unit that has people
    TWO_HEADS = "two_heads"  # several lead one unit
    TWO_MASTERS = "two_masters"  # somebody reports to several
    NO_LEADER = "no_leader"  # somebody reports to nobody and leads nothing at the top
    CIRCLE = "circle"
    UNKNOWN = "unknown"  # a post that the regulation does not know
    MISPLACED = "misplaced"  # a position held in a unit that it does not belong to
    NO_POST = "no_post"
    BOTH_AWAY = "both_away"  # somebody and their deputy
    OPEN_WORK = "open_work"  # who left has work that nobody took over
    NO_OWNER = "no_owner"  # a shop that belongs to nobody


@dataclass(frozen=True, slots=True)
class Amiss:
    """One finding: the person, unit, position or shop, the ``others`` by name, and how many there are and should be."""

    sort: Sort
    number: str = ""
    name: str = ""
    unit: str = ""
    position: str = ""
    others: tuple[str, ...] = ()
    have: int = 0
    want: int = 0


def superiors(here: Standing, number: str) -> tuple[str, ...]:
    """To whom somebody reports on that day, by 工号; several where that is not settled, none at the top."""
    return next(iter(here.above(number)), ())


def amiss(day: date | None = None) -> tuple[Amiss, ...]:
    """Everything that is amiss on a day (today); who is away and what is open is only known for today."""
    here = standing(day)
    if here.regulation is None:
        return ()
    found = [*_positions(here), *_units(here), *_people(here), *_posts(here), *_shops(here)]
    return tuple(found if here.day != clock.today() else [*found, *_away(here), *_left()])


def _positions(here: Standing) -> Iterator[Amiss]:
    assert here.regulation is not None  # noqa: S101 - its callers have looked
    for one in here.regulation.of(Position).values():
        if one.headcount is None:
            continue
        least, most = one.headcount
        have = len(here.holders(one.name))
        if have < least:
            yield Amiss(Sort.VACANT, unit=one.unit, position=one.name, have=have, want=least)
        elif have > most:
            names = tuple(here.who(number).name for number in here.holders(one.name))
            yield Amiss(Sort.CROWDED, unit=one.unit, position=one.name, others=names, have=have, want=most)


def _units(here: Standing) -> Iterator[Amiss]:
    assert here.regulation is not None  # noqa: S101
    vacant = {one.position for one in _positions(here) if one.sort is Sort.VACANT and not one.have}
    peopled = {here.unit_name(post.unit) for posts in here.posts.values() for post in posts}
    for unit in here.regulation.of(Unit).values():
        leaders = here.leaders(unit.name)
        if not leaders and unit.name in peopled and unit.leader not in vacant and not here.holders(unit.leader):
            yield Amiss(Sort.HEADLESS, unit=unit.name, position=unit.leader)
        elif len(leaders) > 1:
            names = tuple(here.who(number).name for number in leaders)
            yield Amiss(Sort.TWO_HEADS, unit=unit.name, others=names, have=len(leaders))


def _people(here: Standing) -> Iterator[Amiss]:
    """Who reports to several or to nobody, and whose lines run in a circle."""
    assert here.regulation is not None  # noqa: S101
    to: dict[str, str] = {}
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, posts in here.posts.items():
        if number in here.lines or len(posts) != 1:
            above = superiors(here, number)
        else:
            at = (posts[0].unit, posts[0].position)
            if at not in lines:  # one look for all who hold the same post
                lines[at] = next((level for level in here.line(*at)), ())
            above = tuple(one for one in lines[at] if one != number) or superiors(here, number)
        post = posts[0]
        if len(above) == 1:
            to[number] = above[0]
        elif above:
            names = tuple(here.who(one).name for one in above)
            yield Amiss(Sort.TWO_MASTERS, number, post.name, post.unit, post.position, names, len(above), 1)
        elif not any(positions.leads_the_top(here.regulation, one) for one in posts):
            yield Amiss(Sort.NO_LEADER, number, post.name, post.unit, post.position)
    for circle in circles(to):
        names = tuple(here.who(number).name for number in circle)
        first = here.posts[circle[0]][0]
        yield Amiss(Sort.CIRCLE, circle[0], first.name, first.unit, first.position, names, len(circle))


def _posts(here: Standing) -> Iterator[Amiss]:
    for lost in rulebook.unknown_posts(here.day):
        yield Amiss(Sort.UNKNOWN, lost.number, lost.name, lost.unit, lost.position)
    yield from _misplaced(here)
    for number, name in people.names(here.day):
        if number not in here.posts:
            yield Amiss(Sort.NO_POST, number, name)


def _misplaced(here: Standing) -> Iterator[Amiss]:
    """Who holds a position outside the unit that the regulation gives it, and outside what is under that."""
    assert here.regulation is not None  # noqa: S101
    for number, posts in here.posts.items():
        for post in posts:
            meant, unit = positions.position(here.regulation, post.position), here.unit_name(post.unit)
            if meant and meant.unit and unit not in positions.within(here.regulation, meant.unit):
                yield Amiss(Sort.MISPLACED, number, post.name, unit, meant.name, (meant.unit,))


def _shops(here: Standing) -> Iterator[Amiss]:
    owned = {owner.key for owner in people.owners(here.day, here.day) if owner.kind == "shop"}
    for shop in people.shops(here.day):
        if shop.name not in owned:
            yield Amiss(Sort.NO_OWNER, name=shop.name)


def _away(here: Standing) -> Iterator[Amiss]:
    away = deputies.standing_in()
    for number, deputy in away.items():
        if deputy and deputy in away:
            yield Amiss(Sort.BOTH_AWAY, number, here.who(number).name, others=(here.who(deputy).name,))


def _left() -> Iterator[Amiss]:
    """Those who left with work that is still theirs."""
    gone = models.Work.objects.filter(closed__isnull=True, done__isnull=True, accountable__left__lt=clock.today())
    rows = gone.order_by().values_list("accountable__number", "accountable__name").annotate(count=Count("id"))
    for number, name, count in rows:
        yield Amiss(Sort.OPEN_WORK, number, name, have=count)
