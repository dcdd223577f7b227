"""Where the API stands: ``/api/v1/…``, described at ``/api/openapi.json``."""

from django.urls import URLPattern, URLResolver, path

from guiju.api import door, files, metrics

api = door.opened()
api.add_router("/v1", files.router)
api.add_router("/v1", metrics.router)
urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
