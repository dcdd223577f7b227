"""A stage of a record on the desk of who has to pass it on: filled in, passed on, or sent back with a reason."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guiju.apps.audit.actor import Actor
from guiju.apps.records import forms, queries, reading
from guiju.apps.records.values import Problem, RecordView
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work.values import Item
from guiju.web.records.asking import Asking, Input, Offered


@dataclass(frozen=True, slots=True)
class State:
    """What was typed at a stage, and what was wrong with it."""

    typed: dict[str, Any]  # Any: JSON
    said: str = ""
    problems: tuple[Problem, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A stage as record.html shows it to who has to pass it on; ``work`` and ``version`` are those of the work."""

    name: str
    work: int
    version: int
    inputs: tuple[Input, ...]
    offered: Offered
    may_return: bool
    said: str
    trouble: str
    word: str


def begun(actor: Actor, record: RecordView, item: Item | None) -> State:  # noqa: ARG001 - as a page begins
    """What stands at a stage before anybody types: what was filled in there before, else what is known."""
    fields = forms.asked(record.form, record.stage) if item and record.stage else ()
    if not fields:
        return State({})
    known = queries.prefilled(record.form.name, record.author.number, record.day, stage=record.stage)
    kept = {one.name: reading.editable(one, record.answers.get(one.name)) for one in fields}
    return State({name: said if said is not None else known.get(name) for name, said in kept.items()})


def desk(actor: Actor, record: RecordView, item: Item, state: State) -> Desk:
    """A stage with what was typed."""
    fields = forms.asked(record.form, record.stage)
    asking = Asking(
        regulation=rulebook.regulation(record.edition),
        form=record.form.name,
        number=record.author.number,
        day=record.day,
        names={**record.names, **queries.names_in(fields, [state.typed])},
        files={**record.files, **queries.brought(actor, reading.files_in(fields, state.typed) - record.files.keys())},
        problems=state.problems,
    )
    return Desk(
        name=record.stage,
        work=item.id,
        version=item.version,
        inputs=asking.inputs(fields, state.typed),
        offered=asking.offered(fields),
        may_return=item.returns,
        said=state.said,
        trouble=state.trouble,
        word=_("办完“%(stage)s”") % {"stage": record.stage} if fields else _("通过"),
    )
