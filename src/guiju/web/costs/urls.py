"""Addresses of costs."""

from django.urls import path

from guiju.web.costs import pages

app_name = "costs"
urlpatterns = [
    path("costs/", pages.goods, name="list"),
    path("costs/history/", pages.history, name="history"),
    path("costs/workbook/", pages.workbook, name="workbook"),
    path("costs/<str:kind>/", pages.rates, name="rates"),
]
