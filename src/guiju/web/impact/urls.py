"""Addresses of simulations."""

from django.urls import path

from guiju.web.impact import pages, people

app_name = "impact"
urlpatterns = [
    path("", pages.start, name="start"),
    path("<int:number>/", pages.one, name="one"),
    path("<int:number>/stop/", pages.stop, name="stop"),
    path("<int:number>/again/", pages.again, name="again"),
    path("<int:number>/export.xlsx", people.export, name="export"),
    path("<int:number>/people/<str:who>/", people.person, name="person"),
]
