"""Where each address leads: the pages know their own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("api/", include("guiju.api.urls"))]
if find_spec("guiju.web.urls"):
    urlpatterns.append(path("", include("guiju.web.urls")))
