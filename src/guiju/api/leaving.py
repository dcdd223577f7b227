"""Figures that leave by the API: written down like files, and held back when they are many."""

from hashlib import sha256

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from guiju.api import door
from guiju.api.door import SaidNo
from guiju.apps.exports import actions, queries, rules, sealing
from guiju.apps.exports.values import Parcel
from guiju.lang.kinds.choices import Thing


def leave(request: HttpRequest, *, what: str, thing: Thing, file: str, rows: int, content: str) -> None:
    """Write down that rows leave in the name of the token's owner; refuse what needs another's approval.

    The refusal names the page where the owner asks. An approval holds for the same address, for a day.
    """
    actor = door.actor(request)
    address = request.get_full_path()[:4000]
    digest = sha256(content.encode()).hexdigest()
    asked = Parcel(what=what, thing=thing, address=address, file=file[:200], rows=rows, digest=digest)
    most = rules.most(actor, thing)
    approval = queries.approval(actor, asked) if rows > most else None
    if rows > most and approval is None:
        zh = f"这次有 {rows} 行，超过 {most} 行要他人批准。请本人打开 ask 里的网址写明用途；批准后一天内照原样再取。"
        en = f"{rows} rows; more than {most} need approval. Open the address in ask to say what for, then call again."
        raise SaidNo(403, "needs_approval", f"{zh} {en}", ask=_ask(request, asked))
    actions.take(actor=actor, parcel=Parcel(what, thing, address, asked.file, rows, digest=digest, approval=approval))


def _ask(request: HttpRequest, parcel: Parcel) -> str:
    """Where the owner of the token asks, signed in."""
    try:
        page = reverse("exports:ask")
    except NoReverseMatch:  # a house without pages
        return ""
    return request.build_absolute_uri(f"{page}?{urlencode({'of': sealing.sealed(parcel)})}")
