"""Addresses of data sources."""

from django.urls import path

from guiju.web.sources import bring, pages, set_aside

app_name = "sources"
urlpatterns = [
    path("", pages.overview, name="list"),
    path("import/", bring.bring, name="import"),
    path("runs/", pages.runs, name="runs"),
    path("runs/<int:number>/", bring.run, name="run"),
    path("runs/<int:number>/reasons/", bring.reasons, name="reasons"),
    path("runs/<int:number>/cancel/", bring.cancel, name="cancel"),
    path("runs/<int:number>/retry/", bring.retry, name="retry"),
    path("aside/", set_aside.listed, name="aside"),
    path("aside/<slug:name>/", set_aside.one, name="aside_one"),
    path("aside/<slug:name>/rows/", set_aside.rows, name="aside_rows"),
    path("aside/<slug:name>/discard/", set_aside.discard, name="aside_discard"),
]
