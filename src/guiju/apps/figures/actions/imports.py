"""Bringing files of shop data: asked for in a page, done by the worker, one run at a time and safe to do again."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor, worker
from guiju.apps.figures import errors, models, rules
from guiju.apps.figures.errors import Code
from guiju.apps.people import queries as people
from guiju.facts.errors import CancelledError, FactsError

State = models.ImportRun.State
OPEN = (State.QUEUED, State.RUNNING)
KEPT = timedelta(days=7)  # files of a failed run, so that it can be tried again, and those that nobody knew
BEAT = 0.5  # seconds between two looks at the database while an import runs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in; ``chunks`` are its bytes, piece by piece."""

    name: str
    chunks: Iterable[bytes]


def request_import(
    *,
    actor: Actor,
    uploads: Sequence[Upload],
    shop: str = "",
    as_of: datetime | None = None,
    on: date | None = None,
    covers: tuple[date, date] | None = None,
) -> int:
    """Keep the files and let the worker import them; gives the number of the run.

    ``shop``, ``as_of`` (local time), ``on`` and ``covers`` say what the files do not say themselves.
    """
    if not rules.may_import_data(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    if not uploads:
        raise errors.refused(Code.NO_FILES)
    said = {
        "shop": shop,
        "as_of": as_of.isoformat() if as_of else "",
        "on": on.isoformat() if on else "",
        "covers": "..".join(day.isoformat() for day in covers or ()),
    }
    with transaction.atomic():
        run = models.ImportRun.objects.create(
            files=[],
            options={name: value for name, value in said.items() if value},
            user_id=actor.user_id,
            by=actor.name,
            created=clock.now(),
        )
        run.files = _keep(run.pk, uploads)
        run.save(update_fields=["files"])
        after = {"files": [file["name"] for file in run.files], **run.options}
        ledger.record(actor=actor, action="figures.import", kind="import", key=run.pk, after=after)
        enqueue(run.pk)
    return run.pk


@transaction.atomic
def cancel_import(*, actor: Actor, run_id: int) -> None:
    """Stop a run: at once while it waits, else before its next step; what is published already stays."""
    run = _locked(actor, run_id)
    if run.state not in OPEN:
        raise errors.refused(Code.IS_OVER)
    if run.state == State.QUEUED:
        run.state, run.finished = State.CANCELLED, clock.now()
        transaction.on_commit(lambda: _drop(run_id))
    run.cancelling = True
    run.save(update_fields=["state", "finished", "cancelling"])
    ledger.record(actor=actor, action="figures.cancel_import", kind="import", key=run_id)


@transaction.atomic
def retry_import(*, actor: Actor, run_id: int) -> None:
    """Try a failed run again with the files that it kept."""
    run = _locked(actor, run_id)
    if run.state != State.FAILED or not may_be_tried_again(run_id):
        raise errors.refused(Code.IS_OVER)
    run.state, run.error, run.progress, run.stage, run.finished = State.QUEUED, {}, 0, "", None
    run.save()
    ledger.record(actor=actor, action="figures.retry_import", kind="import", key=run_id)
    enqueue(run_id)


def resume_imports() -> list[int]:
    """Take up again what a stopped worker left unfinished, or nobody was told of; gives the numbers of the runs.

    Only for who knows that no worker is at any of them.
    """
    from django_tasks_db.models import DBTaskResult

    from guiju.apps.figures import tasks

    waiting = DBTaskResult.objects.ready().filter(task_path=tasks.run_import.module_path)
    told = {said["args"][0] for said in waiting.values_list("args_kwargs", flat=True)}
    left = list(models.ImportRun.objects.filter(state__in=OPEN).order_by("pk").values_list("pk", flat=True))
    for run_id in left:
        models.ImportRun.objects.filter(pk=run_id).update(state=State.QUEUED)
        if run_id not in told:
            enqueue(run_id)
    return left


def give_up(run_id: int) -> None:
    """Fail a run that the worker ended over again and again; its files stay, so that it can be tried again."""
    if models.ImportRun.objects.filter(pk=run_id, state__in=OPEN).exists():
        zh = "导入这些文件时后台进程反复中断（多半是内存不够），已经停下。可以分成几份再导入。"
        en = "The worker ended over these files again and again, most likely for lack of memory. Bring them in parts."
        _finish(run_id, State.FAILED, zh, en)


def perform_import(*, run_id: int, measure: Callable[[Callable[[float], bool]], Iterable[date]]) -> tuple[date, ...]:
    """Import the files of a run, then ``measure``; gives the months whose figures changed. For the worker.

    ``measure`` hears how far it is by calling what it is given, which answers False when it should stop.
    """
    claimed = models.ImportRun.objects.filter(pk=run_id, state=State.QUEUED)
    if not claimed.update(state=State.RUNNING, started=clock.now()):
        return ()
    run = models.ImportRun.objects.get(pk=run_id)
    beat = _Beat(run_id)
    months: tuple[date, ...] = ()
    try:
        report = _import(run, beat)
        models.ImportRun.objects.filter(pk=run_id).update(report=report, manifest=report["manifest_id"])
        if beat.going:
            months = tuple(measure(lambda part: beat(MEASURE + (1 - MEASURE) * part, "measure")))
        _finish(run_id, State.DONE if beat.going else State.CANCELLED)
    except CancelledError:
        _finish(run_id, State.CANCELLED)
    except FactsError as error:
        _finish(run_id, State.FAILED, error.words.zh, error.words.en)
    except Exception as error:
        log.exception("import %s", run_id)
        what = type(error).__name__
        zh, en = f"出了没有料到的错误（{what}），详情见日志。", f"Something unexpected happened ({what}); see the log."
        _finish(run_id, State.FAILED, zh, en)
    return months


MEASURE = 0.6  # the share of a run that importing takes; measuring is the rest


class _Beat:
    """Writes down how far a run is, and looks whether somebody wants it stopped."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self.last = 0.0
        self.phase = ""
        self.going = True

    def __call__(self, progress: float, stage: str) -> bool:
        """False when the run should stop."""
        phase = stage.partition(" ")[0]
        if phase != self.phase or time.monotonic() - self.last > BEAT:
            self.last, self.phase = time.monotonic(), phase
            run = models.ImportRun.objects.filter(pk=self.run_id)
            run.update(progress=progress, stage=stage[:200])
            self.going = not run.values_list("cancelling", flat=True).get()
        return self.going


def _import(run: models.ImportRun, beat: _Beat) -> dict[str, Any]:
    from guiju.facts import importing

    def progress(step: importing.Step) -> bool:
        return beat(MEASURE * step.done / max(step.total, 1), f"{step.phase} {step.rows} {step.file}".strip())

    said: Mapping[str, str] = run.options
    aliases = {alias: shop.name for shop in people.shops() for alias in shop.aliases}
    now = clock.now().replace(tzinfo=None)
    on = date.fromisoformat(said["on"]) if "on" in said else None
    if "again" in said:
        return importing.retry(
            settings.GUIJU_HOME,
            shop=said.get("shop"),
            on=on,
            only=said["again"].split(),
            aliases=aliases,
            rates=settings.GUIJU_RATES,
            progress=progress,
            now=now,
        ).as_json()
    covers = [date.fromisoformat(day) for day in said["covers"].split("..")] if "covers" in said else None
    report = importing.run(
        [folder(run.pk) / file["path"] for file in run.files],
        settings.GUIJU_HOME,
        shop=said.get("shop"),
        as_of=datetime.fromisoformat(said["as_of"]) if "as_of" in said else None,
        on=on,
        covers=(covers[0], covers[1]) if covers else None,
        aliases=aliases,
        rates=settings.GUIJU_RATES,
        progress=progress,
        now=now,
    )
    return report.as_json()


def _finish(run_id: int, state: str, zh: str = "", en: str = "") -> None:
    error = {"zh": zh, "en": en} if zh else {}
    progress = {"progress": 1.0} if state == State.DONE else {}
    now = clock.now()
    models.ImportRun.objects.filter(pk=run_id).update(state=state, error=error, finished=now, stage="", **progress)
    after = {"state": str(state), **error}
    ledger.record(actor=worker(), action="figures.import_over", kind="import", key=run_id, after=after)
    if state != State.FAILED:
        _drop_known(run_id)
    left = [int(path.name) for path in folder(0).parent.glob("[0-9]*")]
    stale = models.ImportRun.objects.filter(pk__in=left, finished__lt=now - KEPT)
    for old in stale.values_list("pk", flat=True):
        _drop(old)


def may_be_tried_again(run_id: int) -> bool:
    """Whether the files of a run are still there."""
    return folder(run_id).is_dir()


def folder(run_id: int) -> Path:
    """Where the files of a run wait."""
    return Path(settings.GUIJU_HOME) / "uploads" / str(run_id)


def _keep(run_id: int, uploads: Sequence[Upload]) -> list[dict[str, object]]:
    """Write the files into a folder of their own, each in one of its own, so that names stay as they are.

    Nothing stays when they cannot be kept; of one who died meanwhile there may be a folder of the same number.
    """
    _drop(run_id)
    try:
        return _kept(run_id, uploads)
    except BaseException:
        _drop(run_id)
        raise


def _kept(run_id: int, uploads: Sequence[Upload]) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    for number, upload in enumerate(uploads):
        name = PurePath(upload.name.replace("\\", "/")).name or "file"
        place = folder(run_id) / str(number)
        place.mkdir(parents=True, mode=0o700)
        with (place / name).open("wb") as file:
            for chunk in upload.chunks:
                file.write(chunk)
        kept.append({"name": name, "path": f"{number}/{name}", "bytes": (place / name).stat().st_size})
    return kept


def _drop_known(run_id: int) -> None:
    """Drop the files of a run but those that nobody recognised: somebody may teach them yet."""
    run = models.ImportRun.objects.get(pk=run_id)
    told = [file["file"] for file in (run.report or {}).get("files", ()) if file["status"] == "unknown"]
    for file in run.files:
        if file["path"] and not any(name == file["name"] or name.startswith(f"{file['name']}/") for name in told):
            shutil.rmtree((folder(run_id) / file["path"]).parent, ignore_errors=True)
    if not told:
        _drop(run_id)


def _drop(run_id: int) -> None:
    shutil.rmtree(folder(run_id), ignore_errors=True)


def enqueue(run_id: int) -> None:
    """Give a run to the worker once everything about it is stored."""
    from guiju.apps.figures import tasks

    transaction.on_commit(lambda: tasks.run_import.enqueue(run_id))


def _locked(actor: Actor, run_id: int) -> models.ImportRun:
    if not rules.may_import_data(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    run = models.ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise errors.refused(Code.UNKNOWN_RUN)
    return run
