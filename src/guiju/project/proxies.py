"""Whom to believe about where a request comes from: proxies that are named, and nobody else."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

TOLD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Throw away what a stranger says in a proxy's name, before anything reads it."""
    networks = [ip_network(one, strict=False) for one in settings.GUIJU_PROXIES]

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not _among(str(request.META.get("REMOTE_ADDR", "")), networks):
            for name in TOLD:
                request.META.pop(name, None)
        return get_response(request)

    return answer


def _among(address: str, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:  # a socket of this machine has no address
        return not address
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in networks)
