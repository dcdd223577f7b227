"""Making the PDFs, for the worker: loads the typesetter."""

from hashlib import sha256

from django.db import transaction

from guiju.apps import clock
from guiju.apps.audit import actions as ledger
from guiju.apps.audit.actor import worker
from guiju.apps.publishing import collecting, errors, models
from guiju.apps.publishing.errors import Code

State = models.Paper.State


def make_paper(*, paper_id: int) -> None:
    """Set a paper that somebody asked for and keep it; what goes wrong is kept in its place."""
    from guiju.engines.paper import pages

    row = models.Paper.objects.filter(pk=paper_id, state=State.WAITING).first()
    if row is None:
        return
    try:
        record = collecting.text(row) if row.kind == "text" else collecting.evidence(row)
        body, problem = pages.pdf(record), ""
    except pages.NoFontError:
        record, body, problem = {}, b"", str(errors.refused(Code.NO_FONT))
    with transaction.atomic():
        row.state = State.FAILED if problem else State.DONE
        row.problem, row.body, row.made = problem, body or None, clock.now()
        row.digest = sha256(body).hexdigest() if body else ""
        row.name = collecting.file_name(row)
        row.save()
        after = {"sha256": row.digest, "seal": record.get("seal", ""), "problem": problem}
        ledger.record(actor=worker(), action="publishing.paper_made", kind="paper", key=row.pk, after=after)
