"""Addresses of data sources."""

from django.urls import path

from guiju.web.sources import pages

app_name = "sources"
urlpatterns = [
    path("", pages.overview, name="list"),
]
