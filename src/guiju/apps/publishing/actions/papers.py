"""Asking the worker for a PDF: of a version, or of what is kept about one person for an arbitration."""

from datetime import date

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import Actor
from guiju.apps.publishing import errors, models, rules
from guiju.apps.publishing.errors import Code
from guiju.apps.rulebook import queries as editions


def ask_for_text(*, actor: Actor, edition: str) -> int:
    """Have a version set as a PDF; gives the paper's number."""
    if not rules.may_view(actor):
        raise errors.refused(Code.NOT_ALLOWED)
    return _asked(actor, "text", edition, "", None)


def ask_for_evidence(*, actor: Actor, edition: str, number: str, period: date | None = None) -> int:
    """Have what is kept about a person and a version put together, with the result of a month; gives its number."""
    if not rules.may_make_evidence(actor, number):
        raise errors.refused(Code.NOT_ALLOWED)
    return _asked(actor, "evidence", edition, number, period)


@transaction.atomic
def _asked(actor: Actor, kind: str, edition: str, number: str, period: date | None) -> int:
    from guiju.apps.publishing import tasks

    if editions.edition(edition) is None:
        raise errors.refused(Code.UNKNOWN)
    row = models.Paper.objects.create(
        kind=kind,
        edition=edition,
        number=number,
        period=period,
        user_id=actor.user_id,
        by=actor.name,
        asked=clock.now(),
    )
    after = {"kind": kind, "edition": edition, "number": number, "period": period}
    ledger.record(actor=actor, action="publishing.paper", kind="paper", key=row.pk, after=after)
    transaction.on_commit(lambda: tasks.make_paper.enqueue(row.pk))
    return row.pk
