"""Addresses of data sources."""

from django.urls import path

from guiju.web.sources import pages

app_name = "sources"
urlpatterns = [
    path("", pages.sources, name="list"),
    path("runs/<int:number>/", pages.run, name="run"),
    path("runs/<int:number>/stop/", pages.stop, name="stop"),
    path("runs/<int:number>/aside.csv", pages.aside, name="aside"),
]
