"""Rows that were set aside: read once more with what is now known, or given up."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import errors, models, rules
from guiju.apps.figures.actions import imports
from guiju.apps.figures.errors import Code
from guiju.apps.figures.queries import set_aside as queries
from guiju.apps.figures.queries.set_aside import SetAside
from guiju.facts import aside


@transaction.atomic
def retry_set_aside(*, actor: Actor, name: str, shop: str = "", on: date | None = None) -> int:
    """Let the worker read rows once more, with the shop and day that are said now; gives the number of the run."""
    one = _mine(actor, name)
    return _again(actor, [one], {"shop": shop, "on": on.isoformat() if on else ""})


@transaction.atomic
def name_shop_of_all(*, actor: Actor, shop: str) -> int:
    """Say of everything that one brought and that names no shop that it is of this one; gives the number of the run."""
    every = [one for one in queries.waiting() if one.nameless and rules.may_see_set_aside(actor, one.importers)]
    if not every or not shop:
        raise errors.refused(Code.IS_OVER)
    return _again(actor, every, {"shop": shop})


def _again(actor: Actor, every: Sequence[SetAside], said: Mapping[str, str]) -> int:
    """One run for all of them, so that figures are computed once."""
    run = models.ImportRun.objects.create(
        files=[{"name": one.file, "path": "", "bytes": 0} for one in every],
        options={"again": " ".join(one.id for one in every), **{key: value for key, value in said.items() if value}},
        user_id=actor.user_id,
        by=actor.name,
        created=clock.now(),
    )
    for one in every:
        after = {"file": one.file, **run.options, "again": one.id}
        ledger.record(actor=actor, action="figures.retry_set_aside", kind="set_aside", key=one.id, after=after)
    imports.enqueue(run.pk)
    return run.pk


@transaction.atomic
def discard_set_aside(*, actor: Actor, name: str) -> None:
    """Delete rows that nobody will mend; the file may still be imported again."""
    one = _mine(actor, name)
    before = {"file": one.file, "rows": one.rows}
    ledger.record(actor=actor, action="figures.discard_set_aside", kind="set_aside", key=name, before=before)
    transaction.on_commit(lambda: aside.drop(settings.GUIJU_HOME, name))


def _mine(actor: Actor, name: str) -> SetAside:
    one = queries.one(name)
    if one is None or not rules.may_see_set_aside(actor, one.importers):
        raise errors.refused(Code.NOT_ALLOWED if one else Code.IS_OVER)
    return one
