"""Addresses of the first hour."""

from django.urls import path

from guiju.web.start import filling, first, gallery, pages, shops

app_name = "start"
urlpatterns = [
    path("", pages.index, name="index"),
    path("skip/", pages.skip, name="skip"),
    path("first/", first.first, name="first"),
    path("regulations/", gallery.gallery, name="gallery"),
    path("regulations/choose/", gallery.choose, name="choose"),
    path("shops/", shops.shops, name="shops"),
    path("fill/<int:number>/", filling.fill, name="fill"),
    path("fill/<int:number>/adopt/", filling.adopt, name="adopt"),
]
