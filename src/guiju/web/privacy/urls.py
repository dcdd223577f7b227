"""Addresses of the pages about personal data."""

from django.urls import path

from guiju.web.privacy import buyers, pages

app_name = "privacy"
urlpatterns = [
    path("", pages.index, name="index"),
    path("people/<str:number>/", pages.person, name="person"),
    path("people/<str:number>/export/", pages.export, name="export"),
    path("people/<str:number>/erase/", pages.erase, name="erase"),
    path("buyers/", buyers.ask, name="ask"),
    path("buyers/<int:number>/", buyers.answer, name="answer"),
    path("buyers/<int:number>/file/", buyers.file, name="file"),
    path("keep/", pages.keep, name="keep"),
    path("record/", pages.record, name="record"),
    path("record/<path:key>/", pages.note, name="note"),
]
