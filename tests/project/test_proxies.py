"""Only a proxy that is named is believed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from guiju.project.proxies import middleware

SAID = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.mark.parametrize(
    ("address", "believed"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.7", True),
        ("10.0.1.7", False),
        ("203.0.113.9", False),
        ("", True),
        ("unknown", False),
    ],
)
def test_what_others_say_in_a_proxy_s_name_is_thrown_away(settings, address, believed):
    settings.GUIJU_PROXIES = ("127.0.0.0/8", "::1/128", "10.0.0.0/24")
    seen = {}

    def view(request):
        seen.update(request.META)
        return HttpResponse()

    middleware(view)(RequestFactory().get("/", REMOTE_ADDR=address, **SAID))

    assert {name: seen.get(name) for name in SAID} == (SAID if believed else dict.fromkeys(SAID))
