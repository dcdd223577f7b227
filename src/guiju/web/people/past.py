"""Somebody's whole history in the house, and where they stand on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.people import queries
from guiju.apps.people.values import Deputy, Line, Owner, Person, Post, holds, key
from guiju.apps.rulebook import positions
from guiju.apps.work.organisation import superiors
from guiju.apps.work.queries.teams import teams_of
from guiju.apps.work.standing import Standing, standing
from guiju.lang.kinds import Position, Raci
from guiju.web.kit import formats
from guiju.web.people.change_forms import KINDS, About
from guiju.web.people.jobs import LETTERS


@dataclass(frozen=True, slots=True)
class Past:
    """One dated line of a history: what it is, how, from when until when; ``url`` leads to where it is changed."""

    sort: str
    what: str
    how: str
    start: date
    end: date | None
    now: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stands:
    """To whom somebody reports on a day, who reports to them, and their part in the matrices."""

    above: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str, str], ...]
    jobs: tuple[str, ...]


def history(one: About, day: date, *, may_change: bool) -> tuple[Past, ...]:
    """Everything that somebody held, owned, stood in for and worked in, the last first."""
    names = dict(queries.names()) if one.deputies or one.lines else {}
    found = [_line(row, one, names, day, may_change=may_change) for row in one.rows()]
    for team in teams_of(one.person.number):
        how = _("主管") if team.leads else team.part
        now = team.start <= day and (team.end is None or day <= team.end)
        found.append(
            Past(_("项目"), team.title, how, team.start, team.end, now, reverse("work:project", args=[team.id]))
        )
    return tuple(sorted(found, key=lambda line: line.start, reverse=True))


def stands(person: Person, day: date) -> Stands:
    """Where somebody stands on a day, by the regulation and the roster of that day."""
    here = standing(day)
    above = tuple((number, here.who(number).name) for number in superiors(here, person.number))
    jobs = tuple(_jobs(here, person.number))
    units = {here.unit_name(post.unit) for post in here.posts.get(person.number, ())}
    return Stands(above, tuple(_below(here, person.number)), tuple(_roles(here, {*jobs, *units})), jobs)


def _below(here: Standing, number: str) -> Iterator[tuple[str, str]]:
    """Those whose next above is this person; only for who leads something or is named by a line."""
    if number not in here.lines.values() and not here.led_by(number) and not _boss(here, number):
        return
    for other, posts in here.posts.items():
        if other != number and number in superiors(here, other):
            yield other, posts[0].name


def _boss(here: Standing, number: str) -> bool:
    regulation = here.regulation
    if regulation is None:
        return False
    mine = set(_jobs(here, number))
    return any(one.reports_to in mine for one in regulation.of(Position).values())


def _jobs(here: Standing, number: str) -> Iterator[str]:
    for post in here.posts.get(number, ()):
        meant = positions.position(here.regulation, post.position) if here.regulation else None
        if meant is not None:
            yield meant.name


def _roles(here: Standing, mine: set[str]) -> Iterator[tuple[str, str, str]]:
    for matrix in here.regulation.of(Raci).values() if here.regulation else ():
        for line in matrix.lines:
            for letter, word in LETTERS.items():
                named = getattr(line, letter)
                if mine & ({named} if isinstance(named, str) else set(named)):
                    yield matrix.name, line.task, str(word)


def _line(row: Post | Owner | Deputy | Line, one: About, names: dict[str, str], day: date, *, may_change: bool) -> Past:
    sort, what, how = _said(row, one.person.number, names)
    mine = row.number == one.person.number
    asked = urlencode({"row": "|".join(key(row))})
    url = f"{reverse('people:change', args=[one.person.number, 'end'])}?{asked}" if may_change and mine else ""
    return Past(sort, what, how, row.start, row.end, holds(row, day), url)


def _said(row: Post | Owner | Deputy | Line, number: str, names: dict[str, str]) -> tuple[str, str, str]:
    match row:
        case Post():
            how = [_("负责人") if row.leader else "", "" if row.main else _("兼任")]
            return _("任职"), f"{row.unit} · {row.position}", formats.listed([word for word in how if word])
        case Owner():
            share = formats.amount(row.share, "%").text if row.share is not None else ""
            return str(dict(KINDS)[row.kind]), row.key, share
        case Deputy() if row.number == number:
            return _("代理人"), names.get(row.deputy, row.deputy), ""
        case Deputy():
            return _("替人代理"), names.get(row.number, row.number), ""
        case Line() if row.number == number:
            return _("上级"), names.get(row.leader, row.leader), _("虚线") if row.dotted else ""
        case Line():
            return _("下级"), names.get(row.number, row.number), _("虚线") if row.dotted else ""
