"""How often a stranger may knock at a door in a minute, counted by where they come from.

Wrong passwords and codes are counted on their own, in the database; this keeps what each knock costs – a session, a
question to another house, a look into the database – from being asked for without end.
"""

import time
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from guiju.apps.people.signin import address_of
from guiju.web.kit.show import show
from guiju.web.layout.middleware import RefusedPage

MINUTE = 60
MOST_PLACES = 10_000  # that are told apart in a minute; all others share one count
# Doors that open to who has not signed in: how often a minute, from one address. An office shares one.
DOORS = {
    "session:sign_in": 120,
    "session:sign_in_as": 120,
    "session:language": 120,
    "session:theme": 120,
    "account:code": 60,
    "account:set_password": 60,
    "account:passkey": 60,
    "account:passkey_asking": 60,
    "account:with": 60,
    "account:back": 60,
    "start:first": 60,
    "setup:calendar": 300,  # programs of many people may come from one address
    "api:openapi-json": 60,
}
# Doors that cost nothing, or count for themselves.
UNCOUNTED = {
    "health:machine": "asked by whoever watches, every few seconds",
    "session:leave": "ends what is there",
    "api:api-root": "says that nothing is there",
    "api:bring": "tokens count for themselves, and without one nothing is looked for",
    "api:run": "as above",
    "api:metric": "as above",
}
_lock = Lock()
_seen: Counter[tuple[str, str]] = Counter()
_minute = 0


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer who knocks too often with 429 and when to come again, before the door is opened."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def before(request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        most = DOORS.get(name)
        if most is None or request.user.is_authenticated or _knocked(name, address_of(request)) <= most:
            return None
        return _too_often(request)

    answer.process_view = before  # type: ignore[attr-defined]  # how Django finds it
    return answer


def forget() -> None:
    """Begin to count anew."""
    with _lock:
        _seen.clear()


def _knocked(door: str, address: str) -> int:
    """How often somebody has knocked within the minute, with this one."""
    global _minute  # noqa: PLW0603 - one count for the process
    now = int(time.monotonic()) // MINUTE
    with _lock:
        if now != _minute:
            _seen.clear()
            _minute = now
        place = (door, _place(address))
        if place not in _seen and len(_seen) >= MOST_PLACES:
            place = (door, "")
        _seen[place] += 1
        return _seen[place]


def _place(address: str) -> str:
    """Where somebody comes from; of the new protocol one has a whole network."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))  # noqa: PLR2004 - as named


def _too_often(request: HttpRequest) -> HttpResponse:
    said = _("这里问得太频繁了，请过一分钟再试。")
    answer = show(request, "account/too_often.html", RefusedPage(said), status=429)
    answer["Retry-After"] = str(MINUTE - int(time.monotonic()) % MINUTE)
    return answer
