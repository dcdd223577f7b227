"""Tasks that people make, on boards, with checklists and what they wait for."""

from guiju.apps.audit.actor import Actor
from guiju.apps.work.values import Task


def create(*, actor: Actor, task: Task, line: str = "") -> int:
    """Make a task; exactly one person answers for it. Gives its number.

    ``line`` is ``matrix:task`` of a 责任矩阵: whoever ``task`` does not name is taken from it. Anybody may give
    themselves a task; others get one from those who lead them, and within a project from its lead and members.
    """
    raise NotImplementedError


def edit(*, actor: Actor, work_id: int, version: int, task: Task) -> int:
    """Let a task say what ``task`` says, all of it; ticks of checklist items that stay are kept. Gives the version."""
    raise NotImplementedError


def move(*, actor: Actor, work_id: int, version: int, state: str, before: int | None = None) -> int:
    """Drag a task to a column (todo, doing, done), before another task of it or to its end. Gives the new version."""
    raise NotImplementedError


def depend(*, actor: Actor, work_id: int, needs: int, on: bool = True) -> None:
    """Let a task wait for another, or wait no more; ``Refused`` (GOES_IN_CIRCLES) when that one waits for it."""
    raise NotImplementedError
