"""Working a simulation out, month by month, and what it came to in words of JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from guiju.apps.figures.queries import coverage
from guiju.apps.impact import sides
from guiju.apps.impact.sides import World
from guiju.apps.impact.texts import Post
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.apps.work.queries.finished import finished
from guiju.engines.calendar import days
from guiju.engines.impact.loads import Load, loads, shifted
from guiju.engines.impact.months import Got, months
from guiju.engines.impact.rights import Right, rights
from guiju.engines.impact.told import Course, Told, Way
from guiju.engines.measure.wanted import facts_read
from guiju.engines.periods import Grain, Period, between
from guiju.lang import Regulation

Plain = dict[str, Any]  # JSON
Goes_on = Callable[[int], bool]  # told how many months are done, says whether to go on


@dataclass(frozen=True, slots=True)
class Asked:
    """Texts with where each places the posts of the roster, and the months from one day to another."""

    texts: tuple[Regulation, ...]
    posts: tuple[Mapping[Post, Post], ...]
    spans: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What it all came to: totals, everybody in a row, and the state of the data."""

    totals: Plain
    people: tuple[Plain, ...]
    manifest: str


def spans(first: Period, last: Period) -> tuple[Period, ...]:
    """The months from one to another."""
    return between(first.start, last.end, Grain.MONTH)


def work_out(asked: Asked, goes_on: Goes_on) -> Answer | None:
    """Judge every month by every text; ``None`` when ``goes_on`` said no in between."""
    world = World()
    moved = [world.posts(text, stated) for text, stated in zip(asked.texts, asked.posts, strict=True)]
    told = Told(len(asked.texts))
    judged = [world.side(text, posts) for text, posts in zip(asked.texts, moved, strict=True)]
    for at, month in enumerate(months(judged, asked.spans), 1):
        told.take(month)
        if not goes_on(at):
            return None
    last = asked.spans[-1]
    done = finished(last.start, last.end)
    window = (last.start, last.end)
    work = [
        loads(text, sides.holders(posts), window, days.public(), done)
        for text, posts in zip(asked.texts, moved, strict=True)
    ]
    rows = tuple(_people(asked, world, moved, told, work))
    return Answer(_totals(asked, moved, told, work), rows, coverage.view().manifest_id)


def _people(
    asked: Asked,
    world: World,
    moved: Sequence[Mapping[Post, Post]],
    told: Told,
    work: Sequence[Mapping[str, Load]],
) -> Iterator[Plain]:
    names = dict(people.names())
    opened = _opened(asked.texts, world, moved)
    nobody = Course("", tuple([] for _ in asked.texts))
    for number in sorted(told.people.keys() | {one for side in work for one in side if one} | opened.keys()):
        course = told.people.get(number, nobody)
        mine = [side.get(number, Load()) for side in work]
        yield _person(number, names.get(number, number), course, mine, opened.get(number, [frozenset()] * told.sides))


def _opened(
    texts: Sequence[Regulation], world: World, moved: Sequence[Mapping[Post, Post]]
) -> dict[str, list[frozenset[Right]]]:
    """What each text opens to everybody who holds a post today."""
    known: dict[tuple[int, tuple[Post, ...]], frozenset[Right]] = {}
    found: dict[str, list[frozenset[Right]]] = {}
    for number, posts in world.today.items():
        mine = []
        for at, text in enumerate(texts):
            key = at, tuple(posts)
            if key not in known:
                known[key] = rights(text, [moved[at].get(post, post)[1] for post in posts])
            mine.append(known[key])
        found[number] = mine
    return found


def _person(number: str, name: str, course: Course, work: Sequence[Load], opened: Sequence[frozenset[Right]]) -> Plain:
    latest = next((got for side in course.sides for got in reversed(side)), None)
    moves = [[one.duty, one.before, one.after, one.due_before, one.due_after] for one in shifted(work[0], work[1])]
    gained, lost = sorted(opened[1] - opened[0]), sorted(opened[0] - opened[1])
    change = course.bonus(1) - course.bonus(0)
    return {
        "number": number,
        "name": name,
        "unit": latest.unit if latest else "",
        "position": latest.position if latest else "",
        "way": course.way().value,
        "cents": int(change * 100),
        "differs": course.differs() or bool(moves or gained or lost),
        "content": {
            "points": [_text(course.points(at)) for at in range(len(course.sides))],
            "grades": [next((got.grade for got in reversed(side) if got.grade), "") for side in course.sides],
            "bonus": [str(course.bonus(at)) for at in range(len(course.sides))],
            "pending": [course.pending(at) for at in range(len(course.sides))],
            "months": _months(course),
            "duties": [one.total for one in work],
            "late": [one.late.total() for one in work],
            "shifted": moves,
            "gained": [[one.value for one in right] for right in gained],
            "lost": [[one.value for one in right] for right in lost],
        },
    }


def _months(course: Course) -> list[list[Any]]:
    """Each period with what every text makes of it."""
    found = [{got.period: got for got in side} for side in course.sides]
    every = sorted({period for side in found for period in side}, key=lambda one: (one.end, one.start))
    return [[str(period), [_got(side.get(period)) for side in found]] for period in every]


def _got(one: Got | None) -> list[Any] | None:
    return None if one is None else [_text(one.points), one.grade, _text(one.bonus), list(one.pending)]


def _totals(
    asked: Asked, moved: Sequence[Mapping[Post, Post]], told: Told, work: Sequence[Mapping[str, Load]]
) -> Plain:
    sides_ = range(told.sides)
    weeks = Fraction(len(asked.spans[-1].days), 7)
    schemas = compiled.check_catalogue()
    return {
        "months": [
            [str(one.period), [str(cost) for cost in one.costs], list(one.pending), list(one.broken)]
            for one in told.costs
        ],
        "people": len(told.people),
        "cost": [str(told.cost(at)) for at in sides_],
        "ways": [{way.value: told.count(way, at) for way in Way} for at in sides_],
        "points": [_mean([one.points(at) for one in told.people.values()]) for at in sides_],
        "scored": [sum(one.points(at) is not None for one in told.people.values()) for at in sides_],
        "broken": [
            [
                [*key, told.clauses[key], [str(period) for period in periods]]
                for key, periods in sorted(told.broken[at].items())
            ]
            for at in sides_
        ],
        "lacks": [
            [[*key, count] for key, count in sorted(told.lacks[at].items(), key=lambda pair: (-pair[1], pair[0]))]
            for at in sides_
        ],
        "duties": [sum(one.total for one in side.values()) for side in work],
        "weekly": [str(sum(one.total for one in side.values()) / weeks) for side in work],
        "late": [sum(one.late.total() for one in side.values()) for side in work],
        "vacant": [side[""].total if "" in side else 0 for side in work],
        "needs": [sorted(facts_read(text, schemas)) for text in asked.texts],
        "posts": [[[*was, *is_] for was, is_ in posts.items()] for posts in moved],
        "window": str(asked.spans[-1]),
    }


def _mean(values: Sequence[Fraction | None]) -> str:
    known = [value for value in values if value is not None]
    return str(sum(known, Fraction(0)) / len(known)) if known else ""


def _text(value: Fraction | None) -> str:
    return "" if value is None else str(value)
