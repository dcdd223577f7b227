"""The projects that somebody works in or worked in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from guiju.apps.work import models


@dataclass(frozen=True, slots=True)
class Team:
    """A project with somebody's part in it; ``end`` is when they left it or it was closed."""

    id: int
    title: str
    part: str
    start: date
    end: date | None
    leads: bool


def teams_of(number: str) -> tuple[Team, ...]:
    """Every project that somebody leads or is a member of, the last first."""
    mine = Q(lead__number=number) | Q(members__person__number=number)
    columns = ("id", "title", "start", "closed", "lead__number")
    members = ("members__person__number", "members__part", "members__start", "members__end")
    found: dict[tuple[int, date | None], Team] = {}
    for row in models.Project.objects.filter(mine).values_list(*columns, *members):
        project, title, start, closed, lead, member, part, since, until = row
        if lead == number:
            found[project, None] = Team(project, title, "", start, closed, leads=True)
        if member == number:
            found[project, since] = Team(project, title, part, since, until or closed, leads=False)
    return tuple(sorted(found.values(), key=lambda team: team.start, reverse=True))
