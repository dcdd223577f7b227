"""The projects that somebody works in or worked in."""

from dataclasses import dataclass
from datetime import date

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
    led = [
        Team(row.pk, row.title, "", row.start, row.closed, leads=True)
        for row in models.Project.objects.filter(lead__number=number)
    ]
    joined = [
        Team(row.project_id, row.project.title, row.part, row.start, row.end or row.project.closed, leads=False)
        for row in models.Member.objects.filter(person__number=number).select_related("project")
    ]
    return tuple(sorted((*led, *joined), key=lambda team: team.start, reverse=True))
