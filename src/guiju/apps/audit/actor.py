"""Who acts, and from where."""

import getpass
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something.

    ``user_id`` is the signed-in user, ``None`` for the operator of the machine and for the worker. ``number`` is the
    person's 工号 when there is one. ``trusted`` actors may do everything: the command line, the worker acting for them,
    and administrators. ``where`` is the place: ``web 10.0.0.7``, ``cli``, ``worker``.
    """

    name: str
    where: str
    user_id: int | None = None
    number: str = ""
    trusted: bool = False


def operator() -> Actor:
    """Whoever sits at the command line; may do everything, as the owner of the files could anyway."""
    return Actor(name=getpass.getuser(), where="cli", trusted=True)


def worker() -> Actor:
    """The background process."""
    return Actor(name="guiju", where="worker", trusted=True)


def visitor(request: HttpRequest, *, number: str = "", name: str = "") -> Actor:
    """The signed-in user of a request; ``number`` and ``name`` are those of the person, where one is linked."""
    user = request.user
    return Actor(
        name=name or user.get_username(),
        where=f"web {request.META.get('REMOTE_ADDR', '')}".strip(),
        user_id=user.pk,
        number=number,
        trusted=bool(user.is_active and user.is_superuser),
    )
