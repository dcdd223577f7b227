"""Addresses of large exports."""

from django.urls import path

from guiju.web.exports import pages

app_name = "exports"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("ask/", pages.ask, name="ask"),
    path("<int:number>/", pages.one, name="one"),
    path("<int:number>/decide/", pages.decide, name="decide"),
]
