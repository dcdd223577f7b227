"""Addresses of corrections."""

from django.urls import path

from guiju.web.corrections import listing, single, writing

app_name = "corrections"
urlpatterns = [
    path("corrections/", listing.listed, name="list"),
    path("corrections/export.xlsx", listing.export, name="export"),
    path("corrections/new/", writing.write, name="new"),
    path("corrections/<int:number>/", single.one, name="one"),
]
