"""Files in: posted by a program, imported by the worker, watched until it is over."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from guiju.api import door
from guiju.api.door import SaidNo, Token
from guiju.api.shapes import Asked, FileOut, No, RunOut, Said, Trouble
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, rules
from guiju.apps.figures.actions import imports
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import coverage, runs
from guiju.apps.figures.values import Run
from guiju.apps.intake import limits
from guiju.apps.intake.values import Scope
from guiju.apps.people import queries as people

MOST_PROBLEMS = 100
LARGEST = 2**63 - 1  # that a number of a run can be
router = Router(tags=["files"])
REFUSALS: dict[Any, Any] = {401: No, 403: No, 404: No, 413: No, 422: No, 429: No, 400: No}


@router.post("/files", auth=Token(Scope.UPLOAD), response={202: Asked, **REFUSALS}, summary="Bring files")
def bring(
    request: HttpRequest,
    file: File[list[UploadedFile]],
    shop: Form[str] = "",
    on: Form[date | None] = None,
    as_of: Form[datetime | None] = None,
    first: Form[date | None] = None,
    last: Form[date | None] = None,
) -> Status[Asked]:
    """Bring one file or more, as the platform exported them; which table it is, is told by its header.

    ``shop``, ``on`` (the day of files without dates), ``as_of`` (when they were exported, local time) and ``first`` to
    ``last`` (the days covered) say what the files do not say themselves. The same files again change nothing.
    """
    actor = door.actor(request)
    if len(file) > limits.MOST_FILES or sum(one.size or 0 for one in file) > limits.MOST_BYTES:
        raise SaidNo(413, "too_large")
    if bool(first) != bool(last) or (first and last and first > last):
        raise SaidNo(422, "unreadable", "first 和 last 要一起写，先后有序。 Say both first and last, in order.")
    if shop and shop not in {*(one.name for one in people.shops()), *coverage.view().shops()}:
        raise SaidNo(422, "unknown_shop", "没有这家店铺。 There is no such shop.")
    if sum(run.user_id == actor.user_id for run in runs.running()) >= limits.MOST_OPEN:
        raise SaidNo(429, "too_many_open", "排队的导入太多了，等它们完成。 Too many imports are waiting.", wait=60)
    number = imports.request_import(
        actor=actor,
        uploads=[imports.Upload(limits.shortened(one.name or ""), one.chunks()) for one in file],
        shop=shop,
        on=on,
        as_of=as_of.replace(tzinfo=None) if as_of else None,
        covers=(first, last) if first and last else None,
    )
    state = request.build_absolute_uri(reverse("api:run", args=[number]))
    page = request.build_absolute_uri(f"/sources/runs/{number}/")
    return Status(202, Asked(run=number, url=page, state_url=state))


@router.get(
    "/runs/{int:number}",
    auth=Token(Scope.UPLOAD, Scope.READ),
    response={200: RunOut, **REFUSALS},
    url_name="run",
    summary="How far an import is",
)
def run(request: HttpRequest, number: int) -> RunOut:
    """How far an import is, and what came of each file."""
    actor = door.actor(request)
    if not rules.may_view_sources(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    found = runs.run(number) if number <= LARGEST else None
    if found is None:
        raise errors.refused(Code.UNKNOWN_RUN)
    return RunOut(
        run=found.id,
        state=found.state,  # type: ignore[arg-type]  # one of these
        progress=found.progress,
        files=_files(found, actor),
        error=Said(zh=found.error.get("zh", ""), en=found.error.get("en", "")) if found.error else None,
        created=found.created,
        finished=found.finished,
    )


def _files(found: Run, actor: Actor) -> list[FileOut]:
    told = found.report.get("files", [])
    mine = found.user_id is not None and found.user_id == actor.user_id
    return [_file(one, mine=mine) for one in told] if isinstance(told, list) else []


def _file(told: dict[str, Any], *, mine: bool) -> FileOut:  # Any: a report as it is stored
    shown = [one for one in told["problems"] if mine or not one["row"]][:MOST_PROBLEMS]
    return FileOut(
        file=told["file"],
        status=told["status"],
        connector=told["connector"],
        rows=told["rows"],
        set_aside=told["set_aside"],
        covers=told["covers"],
        problems=[Trouble(**{name: one[name] for name in Trouble.model_fields}) for one in shown],
    )
