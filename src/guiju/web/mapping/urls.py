"""Addresses of the files that the house has taught."""

from django.urls import path

from guiju.web.mapping import lesson, pages

app_name = "mapping"
urlpatterns = [
    path("", pages.formats, name="list"),
    path("add/", pages.add, name="add"),
    path("teach/<int:run>/", lesson.start, name="teach"),
    path("lessons/<int:number>/", lesson.lesson, name="lesson"),
    path("lessons/<int:number>/read/", lesson.read, name="read"),
    path("lessons/<int:number>/fact/", lesson.fact, name="fact"),
    path("lessons/<int:number>/drop/", lesson.drop, name="drop"),
    path("<slug:name>/", pages.one, name="one"),
    path("<slug:name>/edit/", pages.edit, name="edit"),
    path("<slug:name>/export/", pages.export, name="export"),
    path("<slug:name>/remove/", pages.remove, name="remove"),
    path("<slug:name>/restore/", pages.restore, name="restore"),
]
