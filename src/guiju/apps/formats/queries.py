"""Reading lessons and the connectors of the house; nothing here loads a data-frame library."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from guiju.apps.figures import models as figures
from guiju.apps.figures.actions import imports
from guiju.apps.formats import models, values
from guiju.facts import Words
from guiju.facts.connector import Connector, load_connectors
from guiju.facts.mapping import check, sampled, spec, store, tried
from guiju.facts.mapping.faults import Fault, UnsoundError
from guiju.facts.mapping.store import Saved
from guiju.facts.recognise import Found, recognise


def lesson(number: int) -> values.Lesson | None:
    """One lesson."""
    row = models.Lesson.objects.filter(pk=number).first()
    return told(row) if row else None


def open_lessons(user_id: int | None) -> list[values.Lesson]:
    """What somebody has begun to teach and not kept, newest first."""
    return [told(row) for row in unfinished(user_id)[:20]]


def unfinished(user_id: int | None) -> QuerySet[models.Lesson]:
    """The lessons of a user, or of the operator, that are not kept."""
    whose = Q(user__isnull=True) if user_id is None else Q(user_id=user_id)
    return models.Lesson.objects.filter(whose).exclude(state=models.Lesson.State.KEPT)


def teachable(run: int, names: Sequence[str]) -> frozenset[str]:
    """Of the files of a run those that are still there to be taught."""
    row = figures.ImportRun.objects.filter(pk=run).only("files").first()
    return frozenset(name for name in names if row and stored(row, name))


def stored(run: figures.ImportRun, name: str) -> Path | None:
    """Where a file of a run lies, or the archive that holds it; None when it is gone."""
    for file in run.files:
        path = imports.folder(run.pk) / file["path"]
        if name == file["name"] or name.startswith(f"{file['name']}/"):
            return path if file["path"] and path.is_file() else None
    return None


def formats() -> list[values.Format]:
    """Every connector of the house, those in use first, then removed ones; broken files with what is wrong."""
    home = settings.GUIJU_HOME
    sound = [_format(one) for one in store.kept(home)]
    broken = [_broken(name, error) for name, error in store.broken(home).items()]
    return [*(one for one in sound if not one.removed), *broken, *(one for one in sound if one.removed)]


def format_of(name: str) -> values.Format | None:
    """One connector of the house, removed or not."""
    return next((one for one in formats() if one.id == name), None)


def versions(name: str) -> list[Saved]:
    """Every version, the newest first."""
    return store.history(settings.GUIJU_HOME, name)[::-1]


def version(name: str, number: int) -> Saved | None:
    """One version."""
    return next((one for one in versions(name) if one.version == number), None)


def knows(header: Sequence[str], sheet: str = "", *, but: str = "") -> tuple[Connector | None, Connector | None]:
    """The built-in connector that knows a header, and the one of the house other than ``but``."""
    every = load_connectors(settings.GUIJU_HOME)
    return (
        _met(header, sheet, {name: one for name, one in every.items() if not one.own}),
        _met(header, sheet, {name: one for name, one in every.items() if one.own and name != but}),
    )


def newest_header(raw: dict[str, Any]) -> tuple[str, ...]:  # Any: plain YAML
    """The header that a connector was taught by last."""
    generations = raw.get("generations") or {}
    if generations:
        return tuple(generations[max(generations)])
    return tuple(group[0] for group in raw.get("needs", ()))


def told(row: models.Lesson) -> values.Lesson:
    """A lesson as pages take it."""
    return values.Lesson(
        id=row.pk,
        run=row.run_id,
        file=row.file,
        connector=row.connector,
        base=row.base,
        state=row.state,
        sample=sampled.from_json(row.sample) if row.sample else None,
        spec=spec.from_json(row.spec) if row.spec else None,
        version=row.version,
        tried=tried.from_json(row.tried) if row.tried else None,
        trying=row.tried_version < row.version and row.state == row.State.READY and row.run_id is not None,
        trouble=row.trouble,
        user_id=row.user_id,
        saved=timezone.localtime(row.saved),
    )


def moment(text: str) -> datetime | None:
    """When a version was saved."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _met(header: Sequence[str], sheet: str, among: dict[str, Connector]) -> Connector | None:
    found = recognise([header], among, sheet)
    return found.connector if isinstance(found, Found) else None


def _format(saved: Saved) -> values.Format:
    faults = check.faults(saved.raw)
    shaped = not any(one.code in {"shape", "newer"} for one in faults)
    raw = dict(saved.raw)
    header = newest_header(raw) if shaped else ()
    first = _met(header, raw.get("sheet", ""), dict(load_connectors())) if header and not faults else None
    beaten = first.title if first and first.id != raw.get("instead_of") else None
    return values.Format(
        id=saved.id,
        title=Words(**raw["title"]) if shaped else Words(saved.id, saved.id),
        fact=str(raw.get("fact", "")),
        version=saved.version,
        by=saved.by,
        at=saved.at,
        note=saved.note,
        removed=saved.removed,
        columns=tuple(raw["columns"]) if shaped else (),
        header=header,
        beaten=beaten,
        faults=faults if not saved.removed else (),
        raw=raw,
    )


def _broken(name: str, error: UnsoundError) -> values.Format:
    faults: tuple[Fault, ...] = error.faults
    return values.Format(name, Words(name, name), "", 0, "", "", "", removed=False, columns=(), header=(), beaten=None,
                         faults=faults, raw={})  # fmt: skip
