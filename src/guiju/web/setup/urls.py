"""Addresses of the set-up pages."""

from django.urls import path

from guiju.web.setup import pages

app_name = "setup"
urlpatterns = [
    path("", pages.index, name="index"),
    path("roster/", pages.roster, name="roster"),
    path("roster/export/", pages.export_roster, name="roster_export"),
    path("ledger/", pages.ledger, name="ledger"),
]
