"""Addresses of the ledger."""

from django.urls import path

from guiju.web.ledger import pages, taking

app_name = "ledger"
urlpatterns = [
    path("", pages.ledger, name="list"),
    path("export/xlsx/", taking.workbook, name="workbook"),
    path("export/lines/", taking.lines, name="lines"),
]
