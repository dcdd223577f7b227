"""Addresses of exploring."""

from django.urls import path

from guiju.web.explore import pages

app_name = "explore"
urlpatterns = [
    path("", pages.explore, name="page"),
    path("view/<int:view_id>/", pages.opened, name="view"),
    path("export/<str:form>/", pages.export, name="export"),
]
