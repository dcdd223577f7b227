"""What the worker does with records; each task may run twice without harm."""

from datetime import date

from django.db import transaction
from django.tasks import task

from guiju.apps.records import cells
from guiju.apps.rulebook import queries as rulebook
from guiju.lang.kinds.form.model import Form


@task()
def refill_cells() -> None:
    """Let every register be sorted and searched by the fields that the regulation in force lists."""
    regulation = rulebook.current()
    for form in regulation.of(Form).values() if regulation else ():
        cells.refill(form)


def changed(*, since: date) -> None:  # noqa: ARG001 - as every follower is told
    """The rules may have changed: registers are looked through, once the transaction is through."""
    transaction.on_commit(refill_cells.enqueue)
