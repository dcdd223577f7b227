"""Addresses of scores."""

from django.urls import path

from guiju.web.score import closing, pages

app_name = "score"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("people/", pages.people, name="people"),
    path("closing/", closing.closing, name="closing"),
    path("people/export.xlsx", pages.export, name="export"),
    path("<str:number>/", pages.person, name="person"),
    path("<str:number>/rows/<str:at>/", pages.rows, name="rows"),
]
