"""Files that hang on records and on work, handed out to be kept and never to be run."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from guiju.apps.audit.actor import Actor
from guiju.apps.records import files, queries
from guiju.apps.records.values import File
from guiju.apps.refusal import Refused
from guiju.apps.work import queries as work
from guiju.web.kit import address
from guiju.web.layout.visitor import page

WORK = "work:"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


@page
def file(_request: HttpRequest, actor: Actor, file_id: int) -> HttpResponse:
    """The bytes of a file under its name, as a download."""
    found = _found(actor, file_id)
    content = files.opened(found.sha256)
    if content is None:
        raise Http404
    answer = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type, headers=HEADERS
    )
    return cast("HttpResponse", answer)  # it streams, and a page does not mind


def _found(actor: Actor, file_id: int) -> File:
    """The file, if the actor may read its record, brought it, or may see the work that holds it."""
    try:
        return queries.attachment(actor, file_id)
    except Refused:
        holder = queries.held_by(file_id)
    held = address.number(holder.removeprefix(WORK)) if holder.startswith(WORK) else None
    try:
        work.item(actor, held or 0)
        return queries.held(file_id, holder)
    except Refused:
        raise Http404 from None
