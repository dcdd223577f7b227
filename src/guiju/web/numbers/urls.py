"""Addresses of numbers."""

from django.urls import path

from guiju.web.numbers import cards, pages

app_name = "numbers"
urlpatterns = [
    path("", pages.board, name="list"),
    path("cards/", cards.cards, name="cards"),
    path("cards/<path:name>/", cards.one, name="card"),
    path("of/<path:name>/export/<str:form>/", pages.export, name="export"),
    path("of/<path:name>/", pages.metric, name="metric"),
]
