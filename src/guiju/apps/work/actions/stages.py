"""Records that pass stages: filing, passing on and sending back, each with the work it ends and the work it makes."""

from collections.abc import Mapping
from datetime import date

from guiju.apps.audit.actor import Actor


def file_record(
    *,
    actor: Actor,
    record_id: int,
    answers: Mapping[str, object],
    version: int,
    day: date | None = None,
    work_id: int | None = None,
) -> int:
    """File a draft: the work that asked for it is done, and the first stage's work is made. Gives the record's version.

    Without ``work_id`` it is the actor's own open work that asks for this form for that day, the one due first.
    """
    raise NotImplementedError


def pass_stage(
    *, actor: Actor, work_id: int, version: int, answers: Mapping[str, object] | None = None, said: str = ""
) -> int:
    """A stage is done, with what is filled in at it; the next one's work is made. Gives the work's new version."""
    raise NotImplementedError


def return_stage(*, actor: Actor, work_id: int, version: int, said: str) -> int:
    """Send a record back to the stage before, or to its author from the first, and say why."""
    raise NotImplementedError
