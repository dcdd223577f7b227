"""Who asks for a page: the actor behind a request, worked out once, and the pages that only the signed-in see."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from guiju.apps.audit.actor import Actor
from guiju.apps.people.signin import address_of
from guiju.apps.rulebook import access
from guiju.apps.rulebook.access import Role
from guiju.web.kit import address


def actor(request: HttpRequest) -> Actor:
    """Who asks, and what the regulation in force lets them do."""
    known: Actor | None = getattr(request, "_guiju_actor", None)
    if known is None:
        known = access.actor_of(request.user, where=f"web {address_of(request)}".strip())
        request._guiju_actor = known  # type: ignore[attr-defined]  # noqa: SLF001 kept with the request it belongs to
    return known


def roles(request: HttpRequest) -> frozenset[Role]:
    """What the one who asks comes for; it chooses what a page shows first."""
    known: frozenset[Role] | None = getattr(request, "_guiju_roles", None)
    if known is None:
        known = access.roles(actor(request))
        request._guiju_roles = known  # type: ignore[attr-defined]  # noqa: SLF001 kept with the request it belongs to
    return known


def page[R: HttpResponseBase, **P](
    view: Callable[Concatenate[HttpRequest, Actor, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """A page for the signed-in, which gets the actor; strangers are sent to the door.

    What it answers is kept by no browser and no proxy: it may be somebody's pay, and the next one at the desk or behind
    the proxy may be somebody else.
    """

    @wraps(view)
    def signed_in(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not request.user.is_authenticated:
            return cast("R", redirect_to_login(address.here(request)))  # what a form was sent to cannot be opened
        return view(request, actor(request), *args, **kwargs)

    return cache_control(no_store=True, private=True)(signed_in)
