"""Addresses of people."""

from django.urls import path

from guiju.web.people import pages

app_name = "people"
urlpatterns = [
    path("", pages.people, name="list"),
    path("<str:number>/", pages.person, name="person"),
    path("<str:number>/account/", pages.account, name="account"),
]
