"""Boards and projects."""

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import Board, Project


def board(actor: Actor, *, project: int | None = None, unit: str = "", number: str = "") -> Board:
    """The tasks of a project, of a unit with all under it, or of one person, in three columns."""
    raise NotImplementedError


def projects(actor: Actor, *, closed: bool = False) -> list[Project]:
    """The projects that the actor leads or belongs to, all of them for who may see all work; open ones by end."""
    raise NotImplementedError


def project(actor: Actor, project_id: int) -> Project:
    """One project with its members; ``Refused`` (UNKNOWN_PROJECT) when the actor may see none of that number."""
    raise NotImplementedError
