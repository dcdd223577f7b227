"""Addresses of the house's health."""

from django.urls import path

from guiju.web.health import pages

app_name = "health"
urlpatterns = [
    path("health/", pages.machine, name="machine"),
    path("setup/running/", pages.people, name="people"),
]
