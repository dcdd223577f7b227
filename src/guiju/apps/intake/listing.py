"""Reading the ways in as they are set up, and what came by them."""

from datetime import datetime

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures import models as figures
from guiju.apps.intake import errors, models, places, rules
from guiju.apps.intake.errors import Code
from guiju.apps.intake.values import Pass, Post, Scope, Taken, Watched
from guiju.apps.people import queries as people
from guiju.apps.people.models import Person

LATEST = 20


def folders() -> list[Watched]:
    """Every folder that is looked into: those of the shops under the home first."""
    rows = list(models.Folder.objects.select_related("owner"))
    named = {row.path for row in rows}
    whose = places.owners()
    names = dict(people.names(clock.today()))
    own = [
        Watched(
            id=None,
            path=str(path),
            shop=shop.name,
            owner=(number := whose.get(shop.name, "")),
            owner_name=names.get(number, ""),
            on=True,
            trouble="",
            looked=None,
            version=0,
            own=True,
        )
        for shop in people.shops(clock.today())
        if str(path := places.of_shop(shop.name)) not in named
    ]
    return [*own, *map(_watched, rows)]


def folder(folder_id: int) -> Watched | None:
    """One folder that somebody named."""
    row = models.Folder.objects.select_related("owner").filter(pk=folder_id).first()
    return _watched(row) if row else None


def taken_from(path: str = "") -> list[Taken]:
    """The latest files that came by a folder, or by any, the newest first."""
    rows = models.Parcel.objects.select_related("run").order_by("-id")
    rows = rows.filter(folder=path) if path else rows
    return [
        Taken(row.name, row.taken, row.run_id, _state(row.run, row.refused, filed=row.filed), row.refused)
        for row in rows[:LATEST]
    ]


def mailboxes() -> list[Post]:
    """Every mailbox that is read, by name."""
    return [_post(row) for row in models.Mailbox.objects.select_related("owner")]


def mailbox(mailbox_id: int) -> Post | None:
    """One mailbox."""
    row = models.Mailbox.objects.select_related("owner").filter(pk=mailbox_id).first()
    return _post(row) if row else None


def letters(mailbox_id: int) -> list[Taken]:
    """The latest mails of a mailbox, the newest first."""
    rows = models.Letter.objects.filter(mailbox=mailbox_id).select_related("run").order_by("-id")
    return [
        Taken(row.subject or "—", row.at, row.run_id, _state(row.run, row.why, filed=row.at), row.why, row.sender)
        for row in rows[:LATEST]
    ]


def tokens(actor: Actor) -> list[Pass]:
    """One's own tokens, and those of everybody for who may see them; what opens nothing any more comes last."""
    rows = models.Token.objects.select_related("user")
    if not rules.may_see_tokens(actor):
        rows = rows.filter(user_id=actor.user_id or 0)
    now, names = clock.now(), dict(Person.objects.exclude(user=None).values_list("user_id", "name"))
    found = [_pass(row, actor, now, names.get(row.user_id, row.user.get_username())) for row in rows]
    return sorted(found, key=lambda one: not one.live)


def token(actor: Actor, token_id: int) -> Pass:
    """One token that the actor may see; ``Refused`` otherwise."""
    found = next((one for one in tokens(actor) if one.id == token_id), None)
    if found is None:
        raise errors.refused(Code.UNKNOWN)
    return found


def _state(run: figures.ImportRun | None, why: str, *, filed: datetime | None) -> str:
    if why:
        return "refused"
    if run is not None and run.state in {"queued", "running"}:
        return "waiting"
    if run is not None and run.state != "done":
        return "refused"
    return "done" if filed else "waiting"


def _watched(row: models.Folder) -> Watched:
    owner = row.owner
    return Watched(
        id=row.pk,
        path=row.path,
        shop=row.shop,
        owner=owner.number if owner else "",
        owner_name=owner.name if owner else "",
        on=row.on,
        trouble=row.trouble,
        looked=row.looked,
        version=row.version,
        own=False,
    )


def _post(row: models.Mailbox) -> Post:
    owner = row.owner
    return Post(
        id=row.pk,
        name=row.name,
        host=row.host,
        port=row.port,
        security=row.security,
        user=row.user,
        box=row.box,
        shop=row.shop,
        senders=tuple(row.senders),
        owner=owner.number if owner else "",
        owner_name=owner.name if owner else "",
        on=row.on,
        sealed=bool(row.secret),
        looked=row.looked,
        trouble=row.trouble,
        rests=row.rests,
        version=row.version,
    )


def _pass(row: models.Token, actor: Actor, now: datetime, whose: str) -> Pass:
    scopes = [scope for scope, given in ((Scope.UPLOAD, row.uploads), (Scope.READ, row.reads)) if given]
    return Pass(
        id=row.pk,
        name=row.name,
        public=row.public,
        whose=whose,
        own=row.user_id == actor.user_id,
        scopes=tuple(scopes),
        made=row.made,
        expires=row.expires,
        ended=row.ended,
        used=row.used,
        live=row.ended is None and row.expires > now,
    )
