"""Buyers as the worker answers them: looked for in the lake, written into a workbook, made nobody."""

import logging
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings

from guiju.apps import clock, spreadsheet
from guiju.apps.privacy import models, queries
from guiju.apps.privacy.actions import PURPOSE
from guiju.apps.spreadsheet import Column, Sheet
from guiju.facts import load_schemas
from guiju.facts.errors import FactsError
from guiju.facts.secret import box_for

Kind, State = models.Request.Kind, models.Request.State
log = logging.getLogger(__name__)


def perform(request_id: int) -> None:
    """Answer a request once; what was asked for is forgotten with it."""
    row = models.Request.objects.filter(pk=request_id, state=State.QUEUED).first()
    if row is None:
        return
    try:
        original = box_for(settings.GUIJU_HOME, PURPOSE).decrypt(bytes(row.secret)).decode()
        row.found, row.state = _answer(row, original), State.DONE
    except FactsError as error:
        row.state, row.error = State.FAILED, {"zh": error.words.zh, "en": error.words.en}
    except (InvalidToken, ValueError):
        log.exception("request %s", request_id)
        row.state = State.FAILED
        row.error = {"zh": "这次查找没有成功，详情见日志。", "en": "It did not work; see the log."}
    row.secret, row.finished = b"", clock.now()
    row.save()


def workbook(original: str) -> bytes:
    """Every row of a buyer, a sheet for each fact."""
    from guiju.facts.persons import buyers

    sheets: list[tuple[Sheet, list[dict[str, str]]]] = []
    for fact, rows in buyers.export(settings.GUIJU_HOME, original).items():
        schema = load_schemas()[fact]
        columns = tuple(Column(one.english, one.name, one.english) for one in schema.columns)
        told = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]
        sheets.append((Sheet(schema.name, schema.english, columns), told))
    empty = Sheet("没有找到", "Nothing found", (Column("none", "没有这位买家的数据", "No data of this buyer"),))
    return spreadsheet.write(sheets or [(empty, [])])


def fade() -> int:
    """Part rows from their buyers whose time is over; gives how many. For the worker, once a day."""
    from guiju.facts.persons import buyers

    kept = queries.months()
    if kept is None:
        return 0
    today = clock.today()
    month = today.year * 12 + today.month - 1 - kept
    before = today.replace(year=month // 12, month=month % 12 + 1, day=1)
    done = buyers.fade(settings.GUIJU_HOME, before=before, now=clock.now().replace(tzinfo=None))
    return sum(done.rows.values())


def sweep() -> None:
    """Delete exports that nobody fetched."""
    late = clock.now() - timedelta(hours=queries.KEPT)
    for row in models.Request.objects.filter(kind=Kind.EXPORT, finished__lt=late).only("pk"):
        queries.file_of(row.pk).unlink(missing_ok=True)


def _answer(row: models.Request, original: str) -> dict[str, Any]:  # Any: plain JSON
    from guiju.facts.persons import buyers

    home = settings.GUIJU_HOME
    if row.kind == Kind.ERASE:
        found, changed = buyers.erase(home, original, now=clock.now().replace(tzinfo=None))
        return _told(found) | {"manifest": changed.manifest_id}
    found = buyers.find(home, original)
    if row.kind == Kind.EXPORT:
        path = queries.file_of(row.pk)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(box_for(home, PURPOSE).encrypt(workbook(original)))
    return _told(found)


def fetched(number: int) -> bytes | None:
    """The export of a request, None when it is gone."""
    path = queries.file_of(number)
    return box_for(settings.GUIJU_HOME, PURPOSE).decrypt(path.read_bytes()) if path.exists() else None


def _told(found: Any) -> dict[str, Any]:  # Any: what facts.persons found; plain JSON
    return {"rows": dict(found.rows), "aside": found.aside, "pinned": list(found.pinned), "before": found.before}
