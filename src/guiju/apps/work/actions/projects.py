"""Project teams that form and dissolve."""

from datetime import date

from guiju.apps.audit.actor import Actor


def open_project(
    *, actor: Actor, title: str, lead: str, start: date | None = None, end: date | None = None, goal: str = ""
) -> int:
    """Form a team under a lead; leaders of units and whoever may edit work may. Gives its number."""
    raise NotImplementedError


def close_project(*, actor: Actor, project_id: int, said: str = "") -> None:
    """Dissolve the team: its undone tasks are cancelled."""
    raise NotImplementedError


def add_member(*, actor: Actor, project_id: int, number: str, part: str = "", end: date | None = None) -> None:
    """Take somebody into the team from today on."""
    raise NotImplementedError


def remove_member(*, actor: Actor, project_id: int, number: str) -> None:
    """Let somebody go; today is their last day in the team."""
    raise NotImplementedError
