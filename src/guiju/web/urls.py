"""The addresses of all pages: each area knows its own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

AREAS = {
    "": ("home", "session", "health", "account", "finding"),
    "start/": ("start",),
    "rulebook/": ("rulebook", "publishing"),
    "rulebook/writing/": ("writing",),
    "rulebook/impact/": ("impact",),
    "numbers/explore/": ("explore",),
    "numbers/": ("costs", "corrections", "numbers", "insight"),
    "score/": ("score",),
    "sources/": ("sources",),
    "sources/formats/": ("mapping",),
    "people/": ("people",),
    "work/": ("work",),
    "work/records/": ("records",),
    "setup/": ("setup",),
    "setup/intake/": ("intake",),
    "setup/privacy/": ("privacy",),
    "setup/ledger/": ("ledger",),
    "exports/": ("exports",),
}

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(f"guiju.web.{area}.urls"))
    for prefix, areas in AREAS.items()
    for area in areas
    if find_spec(f"guiju.web.{area}") and find_spec(f"guiju.web.{area}.urls")
]
if settings.DEBUG:
    urlpatterns.append(path("kit/", include("guiju.web.kit.urls")))
