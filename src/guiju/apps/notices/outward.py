"""The door to the outside: JSON over HTTP(S), never to a machine inside the house that is not named."""

import http.client
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from email.message import Message as Headers
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from django.conf import settings

TIMEOUT = 10.0  # seconds to connect, and again between two pieces of an answer
MOST = 64 * 1024  # bytes of an answer that are read
NAT64 = ip_network("64:ff9b::/96")
_refused: ContextVar[list[str] | None] = ContextVar("guiju_refused", default=None)  # while connections are watched
Address = IPv4Address | IPv6Address


class InsideError(OSError):
    """A connection to a machine inside the house that ``GUIJU_ALLOW_PRIVATE`` does not name."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer over HTTP: ``data`` is its JSON object, empty when it is none; ``headers`` by lower-case name."""

    status: int
    data: Mapping[str, Any]  # Any: whatever JSON holds
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class _NoRedirect(HTTPRedirectHandler):
    """Where somebody is sent on to was not asked for."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> None:
        """Never."""


def call(
    url: str, *, body: object = None, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """GET, or POST when there is a ``body``, sent as JSON, or a ``form``, sent as one; any status is an answer.

    Raises ``OSError`` when there is none, ``InsideError`` when there must be none.
    """
    if not url.startswith(("http://", "https://")):
        raise OSError("neither http nor https")
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    more = {"Content-Type": "application/json; charset=utf-8"} if content is not None else {}
    if form is not None:
        content, more = urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        request = Request(url, content, {"User-Agent": "Guiju", **more, **(headers or {})})  # noqa: S310 - checked above
        with watched():
            try:
                with _opener().open(request, timeout=TIMEOUT) as answer:
                    return _reply(answer.status, answer.read(MOST), answer.headers)
            except HTTPError as error:
                with error:
                    return _reply(error.code, error.read(MOST), error.headers)
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(type(error).__name__) from error


@contextmanager
def watched() -> Iterator[list[str]]:
    """Within, whatever library connects in this thread reaches allowed machines only, whatever a name resolves to.

    Gives the list of addresses that were refused, for libraries that keep their errors to themselves.
    """
    _watch()
    refused: list[str] = []
    token = _refused.set(refused)
    try:
        yield refused
    finally:
        _refused.reset(token)


def allowed(text: str) -> bool:
    """Whether an address may be connected to: one of the public net, or one that is named."""
    try:
        address = _real(ip_address(text.partition("%")[0]))
    except ValueError:
        return False  # a name: whoever resolves it connects to an address
    if address.is_global and not address.is_multicast:
        return True
    return any(address in ip_network(network) for network in settings.GUIJU_ALLOW_PRIVATE)


def _real(address: Address) -> Address:
    """The IPv4 address that an IPv6 address leads to, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


@cache
def _watch() -> None:
    """Hear of every connection of this process; Python offers no way to stop it, so it is done once."""
    sys.addaudithook(_on_event)


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:  # Any: as Python calls it
    if event != "socket.connect" or (refused := _refused.get()) is None:
        return
    where = arguments[1]
    machine = str(where[0]) if isinstance(where, tuple) and where else "unix"
    if not allowed(machine):
        refused.append(machine)
        raise InsideError(machine)


@cache
def _opener() -> OpenerDirector:
    """No files, no redirects; a proxy when the surroundings name one."""
    opener = OpenerDirector()
    handlers = (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler())
    for handler in (*handlers, _NoRedirect(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener


def _reply(status: int, content: bytes, headers: Headers) -> Reply:
    text = content.decode("utf-8", "replace")
    try:
        data = json.loads(text)
    except ValueError:
        data = {}
    plain = {name.lower(): value for name, value in headers.items()}
    return Reply(status, data if isinstance(data, dict) else {}, text, plain)
