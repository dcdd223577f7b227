"""The way of a record through its stages: who passed each and when, where it waits, what is still to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guiju.apps import clock
from guiju.apps.records.values import Entry, RecordView
from guiju.apps.work.values import Item
from guiju.web.kit import formats
from guiju.web.records import aside
from guiju.web.records.aside import Step
from guiju.web.work import spans


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage of the way. ``tone`` marks what is passed (kept) and where it waits (next)."""

    name: str
    tone: str
    who: str
    when: str
    said: str = ""


def path(record: RecordView, items: Iterable[Item]) -> tuple[Stop, ...]:
    """Filing, then each stage of the form in order."""
    if record.number is None or not record.form.stages:
        return ()
    passed = _passed(record.history)
    waiting = next((item for item in items if item.done is None and item.state in {"todo", "doing"}), None)
    return tuple(_stops(record, passed, waiting))


def _stops(record: RecordView, passed: dict[str, Entry], waiting: Item | None) -> Iterator[Stop]:
    filed = next(entry for entry in reversed(record.history) if entry.did == "filed")
    yield Stop(pgettext("step", "提交"), "kept", filed.who.name, formats.moment(filed.at))
    names = [stage.name for stage in record.form.stages]
    here = names.index(record.stage) if record.stage in names else len(names)
    planned = aside.aside(record.form, record.clause).steps
    for at, step in enumerate(planned):
        if at == here and record.state == "open":
            yield _here(step, waiting)
        elif step.name in passed and at < here:
            entry = passed[step.name]
            yield Stop(step.name, "kept", entry.who.name, formats.moment(entry.at), entry.said)
        elif at < here:
            yield Stop(step.name, "", _("这一份不需要"), "")
        elif record.state == "open":
            yield Stop(step.name, "", step.who, step.within)


def _here(step: Step, waiting: Item | None) -> Stop:
    who = waiting.accountable.name if waiting and waiting.accountable.name else step.who
    due = (
        spans.clock_time(timezone.localtime(waiting.due), clock.today(), weekday=True)
        if waiting and waiting.due
        else ""
    )
    return Stop(step.name, "next", who, _("%(at)s 前") % {"at": due} if due else step.within)


def _passed(history: Sequence[Entry]) -> dict[str, Entry]:
    """The last time that each stage was passed since the record was last filed or sent back."""
    found: dict[str, Entry] = {}
    for entry in history:
        if entry.did in {"filed", "returned"}:
            found = {} if entry.did == "filed" else found
        elif entry.did == "passed":
            found[entry.stage] = entry
    return found
