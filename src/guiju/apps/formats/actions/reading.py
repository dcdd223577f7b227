"""What the worker reads for a lesson: the beginning of its file, and the whole of it for a trial."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.conf import settings

from guiju.apps import clock
from guiju.apps.formats import models, queries
from guiju.apps.people import queries as people
from guiju.facts.mapping import check, spec, suggest
from guiju.facts.mapping.sampled import Sample
from guiju.facts.mapping.spec import Fill, Spec
from guiju.facts.schema import brought

if TYPE_CHECKING:
    from guiju.facts.gather import Source

State = models.Lesson.State
UNNAMED = "…"  # until it has a name
GONE = {"zh": "这个文件已经不在了，请重新导入一次再教。", "en": "The file is gone; import it again, then teach it."}

log = logging.getLogger(__name__)


def perform_look(lesson_id: int) -> None:
    """Read the beginning of a lesson's file and propose what its columns mean."""
    row = models.Lesson.objects.filter(pk=lesson_id).select_related("run").first()
    if row is None or row.state == State.KEPT:
        return
    found, trouble = _look(row)
    lesson = models.Lesson.objects.filter(pk=lesson_id)
    if found is None:
        lesson.update(state=State.FAILED, trouble=trouble, sample=None)
        return
    said = _kept_spec(row, found) or proposed(found)
    lesson.update(
        state=State.READY,
        trouble={},
        sample=found.as_json(),
        spec=spec.as_json(said),
        tried=None,
        version=row.version + 1,
    )
    perform_trial(lesson_id, row.version + 1)


def perform_trial(lesson_id: int, version: int) -> None:
    """Read a lesson's whole file by the mapping of that version."""
    row = models.Lesson.objects.filter(pk=lesson_id, version=version, state=State.READY).select_related("run").first()
    if row is None or row.sample is None or row.spec is None:
        return
    told = queries.told(row)
    if told.sample is None or told.spec is None:
        return
    raw = raw_of(told.spec, told.sample, base(row.connector))
    outcome = _tried(row, raw) if not check.faults(raw, told.sample.looks) else None
    models.Lesson.objects.filter(pk=lesson_id, version=version).update(tried=outcome, tried_version=version)


def raw_of(said: Spec, found: Sample, edited: dict[str, Any] | None) -> dict[str, Any]:  # Any: plain YAML
    """The connector that a mapping says."""
    sheet = found.sheet if said.sheet else ""
    return spec.to_raw(
        replace(said, sheet=sheet, title=said.title.strip() or UNNAMED),
        found.names,
        found.looks,
        year=f"{clock.today():%Y-%m}",
        base=edited,
    )


def base(name: str) -> dict[str, Any] | None:  # Any: plain YAML
    """The version in use of a connector that is edited."""
    found = queries.format_of(name) if name else None
    return dict(found.raw) if found else None


def proposed(found: Sample, fact: str = "") -> Spec:
    """What a file's columns mean most likely; with ``fact``, as that fact."""
    headers = [one.header for one in found.columns if one.name]
    best = suggest.propose(headers, fact)
    fills = {name: Fill(header) for name, header in best.columns.items()}
    schema = brought()[best.fact]
    key = next((name for name in schema.key if name in fills), "")
    summary = ("合计", "总计", "汇总", "小计")
    return Spec(fact=best.fact, fills=fills, skip_column=key, skip_words=summary if key else ())


def _kept_spec(row: models.Lesson, found: Sample) -> Spec | None:
    """What was said already, as far as the file has the columns."""
    if not row.spec:
        return None
    said = spec.from_json(row.spec)
    there = {*found.names, spec.GIVEN, ""}
    fills = {name: fill for name, fill in said.fills.items() if {fill.source, fill.second} <= there}
    return replace(said, fills=fills, natural=tuple(name for name in said.natural if name in there))


def _look(row: models.Lesson) -> tuple[Sample | None, dict[str, str]]:
    from guiju.facts.mapping.sample import sample
    from guiju.facts.problems import Problem
    from guiju.facts.reading.table import UnreadableError

    try:
        with _source(row) as source:
            return (sample(source, **row.asked), {}) if source else (None, GONE)
    except UnreadableError as error:
        problem = Problem(error.code, row.file, data=error.data)
        zh, en = (f"{problem.what.say(one)}。{problem.how.say(one)}" for one in ("zh", "en"))
        return None, {"zh": zh, "en": en}


def _tried(row: models.Lesson, raw: dict[str, Any]) -> dict[str, Any] | None:  # Any: plain YAML, plain JSON
    from guiju.facts.intake import Said
    from guiju.facts.mapping.trial import try_out

    options: dict[str, str] = row.run.options if row.run else {}
    aliases = {alias: shop.name for shop in people.shops() for alias in shop.aliases}
    said = Said(
        now=clock.now().replace(tzinfo=None),
        shop=options.get("shop", ""),
        on=date.fromisoformat(options["on"]) if "on" in options else None,
        aliases=aliases,
    )
    with _source(row) as source:
        return (
            try_out(source, raw, Path(settings.GUIJU_HOME), said).as_json() if source else {**_NOTHING, "trouble": GONE}
        )


_NOTHING: dict[str, list[object]] = {"reasons": [], "shops": []}


@contextmanager
def _source(row: models.Lesson) -> "Iterator[Source | None]":
    """The file of a lesson, taken out of its archive if it lies in one."""
    from guiju.facts.gather import gather

    path = queries.stored(row.run, row.file) if row.run else None
    with TemporaryDirectory(dir=settings.GUIJU_HOME, prefix=".lesson-") as scratch:
        sources, _refused = gather([path], Path(scratch)) if path else ([], [])
        yield next((one for one in sources if one.name == row.file), None)
